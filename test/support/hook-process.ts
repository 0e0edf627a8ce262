import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { Entry } from "../../src/model/entry.ts";
import { temporaryFolder } from "./io.ts";

const BIN = join(import.meta.dirname, "../../dist/bin.cjs");

/** What PreToolUse printed. */
const Printed = z.strictObject({
  hookSpecificOutput: z.strictObject({
    hookEventName: z.literal("PreToolUse"),
    permissionDecision: z.enum(["allow", "deny", "ask"]),
    permissionDecisionReason: z
      .string()
      .max(199)
      .regex(/^[^\n\r`]+$/),
  }),
  systemMessage: z.string().max(999).optional(),
});

/** What came of one event. */
export interface Answered {
  /** `silence` where it had no opinion. */
  readonly decision: string;
  readonly reason: string;
  readonly message: string;
  readonly entry: Entry;
  readonly err: string;
  readonly ms: number;
}

/** A home with this config.toml. */
export function homeWith(config: string): string {
  const folder = temporaryFolder();
  chmodSync(folder, 0o700);
  writeFileSync(join(folder, "config.toml"), config, { mode: 0o600 });
  return folder;
}

export function startHook(
  home: string,
  payload: object,
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  const child = spawn(process.execPath, [BIN, "hook", "--home", home], {
    env: { PATH: process.env["PATH"] ?? "", CLAUDE_CODE_SESSION_ATTENDED: "1", ...env },
  });
  child.stdin.on("error", () => undefined);
  child.stdin.end(JSON.stringify(payload));
  return child;
}

/** Runs the hook on one call to its end. */
export async function answered(
  home: string,
  payload: object,
  env: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const begin = performance.now();
  const child = startHook(home, payload, env);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => err.push(chunk));
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`the hook ended with ${String(code)}`);
  const text = Buffer.concat(out).toString();
  const printed = text === "" ? undefined : Printed.parse(JSON.parse(text));
  const entry = entriesIn(home).at(-1);
  if (entry === undefined) throw new Error("nothing was logged");
  return {
    decision: printed?.hookSpecificOutput.permissionDecision ?? "silence",
    reason: printed?.hookSpecificOutput.permissionDecisionReason ?? "",
    message: printed?.systemMessage ?? "",
    entry,
    err: Buffer.concat(err).toString(),
    ms: performance.now() - begin,
  };
}

/** The log, by the schema of entries. */
export function entriesIn(home: string): readonly Entry[] {
  const path = join(home, "audit.jsonl");
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  return lines.map((line) => Entry.parse(JSON.parse(line)));
}
