import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import * as z from "zod";
import { temporaryFolder } from "./io.ts";

const ROOT = join(import.meta.dirname, "../..");
const BIN = join(ROOT, "dist/bin.cjs");
const STARTER = join(ROOT, "scripts/soak/learning/starter.cjs");

/** What one hook printed, and how it ended. */
const Ended = z.object({
  id: z.number(),
  out: z.string(),
  err: z.string(),
  code: z.number().nullable(),
  signal: z.string().nullable(),
});

const Said = z.looseObject({
  systemMessage: z.string().optional(),
  hookSpecificOutput: z.looseObject({ permissionDecision: z.string() }).optional(),
});

/** What came of one event. */
export interface HookAnswer {
  /** `silence` where nothing was decided. */
  readonly decision: string;
  readonly message: string;
  readonly err: string;
  readonly code: number | null;
  readonly signal: string | null;
}

/** A process that starts hooks, as Claude Code does. */
export interface Parent {
  send(home: string, payload: object, env?: Readonly<Record<string, string>>): Promise<HookAnswer>;
  /** The same with the payload in a file, which the hook has as its standard input. */
  sendFromFile(home: string, payload: object): Promise<HookAnswer>;
}

/**
 * A process of this name that starts hooks as its children, until the test ends. It stands alone:
 * whoever runs the tests is not above it, for that may be Claude Code too. `niceness`: how far it
 * and its children stand back behind other processes.
 */
export async function startParent(name = "claude", niceness = 0): Promise<Parent> {
  const folder = join(temporaryFolder(), "bin");
  mkdirSync(folder, { recursive: true });
  const script = join(folder, name);
  copyFileSync(STARTER, script);
  const socket = join(folder, "s");
  // Its parent, a shell, ends at once, and takes no pipe along.
  const words = [process.execPath, script, BIN, socket, String(niceness)];
  const stdio = "ignore";
  spawn("/bin/sh", ["-c", '"$@" &', "sh", ...words], { stdio, detached: true });
  const line = await connected(socket);
  const waiting = new Map<number, (ended: z.infer<typeof Ended>) => void>();
  createInterface({ input: line }).on("line", (text) => {
    const ended = Ended.parse(JSON.parse(text));
    waiting.get(ended.id)?.(ended);
  });
  onTestFinished(() => {
    line.end();
  });
  let count = 0;
  const ask = async (about: object): Promise<HookAnswer> => {
    count += 1;
    const id = count;
    const ended = new Promise<z.infer<typeof Ended>>((resolve) => waiting.set(id, resolve));
    line.write(`${JSON.stringify({ id, ...about })}\n`);
    return answerOf(await ended);
  };
  return {
    send: (home, payload, env = {}) => ask({ home, payload, env }),
    sendFromFile: (home, payload) => {
      const file = join(folder, "payload.json");
      writeFileSync(file, JSON.stringify(payload));
      return ask({ home, payload, env: {}, file });
    },
  };
}

function answerOf({ out, err, code, signal }: z.infer<typeof Ended>): HookAnswer {
  const said = out === "" ? {} : Said.parse(JSON.parse(out));
  return {
    decision: said.hookSpecificOutput?.permissionDecision ?? "silence",
    message: said.systemMessage ?? "",
    err,
    code,
    signal,
  };
}

/** It listens at once or a little later. */
async function connected(path: string): Promise<Socket> {
  for (let tries = 0; ; tries += 1) {
    const socket = connect(path);
    const problem = await new Promise((resolve) => {
      socket.once("connect", () => resolve(undefined)).once("error", resolve);
    });
    if (problem === undefined) return socket;
    if (tries > 1000) throw problem;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
