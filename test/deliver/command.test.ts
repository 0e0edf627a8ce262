import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { carry } from "../../src/deliver/index.ts";
import { Channel } from "../../src/model/channel.ts";
import { temporaryFolder } from "../support/io.ts";
import { message } from "../support/message.ts";
import { failureOf, outside } from "../support/outside.ts";

function program(text: string, folder = temporaryFolder()): string {
  const path = join(folder, "program");
  writeFileSync(path, `#!/bin/sh\n${text}\n`, { mode: 0o700 });
  return path;
}

function send(command: readonly string[], changes: object = {}, signal?: AbortSignal) {
  const channel = Channel.parse({ name: "own", type: "command", command, ...changes });
  const given = message({ subject: "W47\n$(touch x)", text: "Nothing to do.\n" });
  return carry(channel, given, outside(signal === undefined ? {} : { signal }));
}

/** Gone, or dead and not yet buried. */
function lives(pid: string): boolean {
  const state = `/proc/${pid}/stat`;
  return existsSync(state) && !/\) Z /.test(readFileSync(state, "utf8"));
}

describe("a program of the user's", () => {
  it("gets the message on standard input, and what it is about in variables", async () => {
    const folder = temporaryFolder();
    const path = program(
      'cat > "$1"; printf "%s|%s|%s" "$CLAUDE_PERMIT_KEY" "$CLAUDE_PERMIT_SUBJECT" "$PWD" > "$2"',
    );
    await send([path, join(folder, "a b"), join(folder, "about")]);
    expect(readFileSync(join(folder, "a b"), "utf8")).toBe("Nothing to do.\n");
    expect(readFileSync(join(folder, "about"), "utf8")).toBe(`${message().key}|W47 $(touch x)|/`);
  });

  it.each([
    [0, undefined],
    [1, true],
    [75, true],
    [65, false],
    [77, false],
    [78, false],
  ])("that ends with %i: retryable %s", async (code, retryable) => {
    const sent = send([program(`exit ${code}`)]);
    if (retryable === undefined) expect(await sent).toBe("the program took it");
    else expect(await failureOf(sent)).toMatchObject({ retryable, reason: "refused" });
  });

  it("that takes too long is ended with all that it started", async () => {
    const folder = temporaryFolder();
    const path = program(`sleep 30 & echo $! > "${folder}/pid"; wait`);
    const failure = await failureOf(send([path], { timeout_seconds: 0.5 }));
    expect(failure).toMatchObject({ retryable: true, reason: "timeout" });
    const pid = readFileSync(join(folder, "pid"), "utf8").trim();
    await expect.poll(() => lives(pid)).toBe(false);
  });

  it("that does not read what it is given is taken at its word", async () => {
    const path = program("exec 0<&-; exit 0");
    const channel = Channel.parse({ name: "own", type: "command", command: [path] });
    const long = message({ text: "x".repeat(1_000_000) });
    expect(await carry(channel, long, outside())).toBe("the program took it");
  });

  it("is stopped when we are", async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const failure = await failureOf(send([program("sleep 30")], {}, stop.signal));
    expect(failure).toMatchObject({ retryable: true });
  });

  it("is not run where somebody else could have written it", async () => {
    const path = program("exit 0");
    chmodSync(path, 0o777);
    const failure = await failureOf(send([path]));
    expect(failure).toMatchObject({ retryable: false, reason: "configuration" });
    expect(failure.message).toContain("can be written by others");
  });

  it("is not run out of a folder where somebody else could put another one", async () => {
    const open = join(temporaryFolder(), "open");
    mkdirSync(open);
    chmodSync(open, 0o777);
    const path = program("exit 0", open);
    expect((await failureOf(send([path]))).message).toContain("can be written by others");
    const link = join(temporaryFolder(), "link");
    symlinkSync(path, link);
    expect((await failureOf(send([link]))).message).toContain("can be written by others");
  });

  it("has an absolute path, and is there", async () => {
    expect(Channel.safeParse({ name: "own", type: "command", command: ["cat"] }).success).toBe(
      false,
    );
    expect((await failureOf(send(["/nowhere/program"]))).retryable).toBe(false);
  });
});
