import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { Entry } from "../../src/model/entry.ts";
import { callRow, clock, resultRow } from "../pipeline/replay-rows.ts";
import { runCommand, temporaryFolder } from "../support/io.ts";

interface Place {
  readonly folder: string;
  readonly home: string;
  readonly log: string;
}

function place(config?: string): Place {
  const folder = temporaryFolder();
  const home = join(folder, "home");
  if (config !== undefined) {
    mkdirSync(home, { mode: 0o700 });
    writeFileSync(join(home, "config.toml"), config, { mode: 0o600 });
  }
  return { folder, home, log: join(home, "audit.jsonl") };
}

function file(folder: string, name: string, rows: readonly object[], gzip = false): string {
  const path = join(folder, name);
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  writeFileSync(path, gzip ? gzipSync(text) : text);
  return path;
}

function entries(log: string): Entry[] {
  return readFileSync(log, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => Entry.parse(JSON.parse(line)));
}

const DENY_RM = '[[deny]]\nname = "no-rm"\ntool = "Bash"\n[deny.fields]\ncommand = "^rm "\n';

describe("replay", () => {
  it("writes entries as the hook does, at the times of the recording", async () => {
    const { folder, home, log } = place();
    const path = file(folder, "a.jsonl", [callRow(0), resultRow(2)]);
    const { code, out, err } = await runCommand(["replay", path, "--home", home], folder);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain(`1 call, 1 session, 2 entries written to ${log}`);
    const [call, result] = entries(log);
    expect(call).toMatchObject({
      event: "PreToolUse",
      timestamp: clock(0),
      source: "replay",
      project: "shop",
      fingerprint: "Bash: npm test",
      subject: "npm test",
      decision: "passthrough",
      attended: true,
    });
    expect(result).toMatchObject({
      event: "PostToolUse",
      timestamp: clock(2),
      outcome: "ok",
      tool_success: true,
      tool_result_length: 4321,
      fingerprint: "Bash: npm test",
    });
    expect(result?.tool_result_preview).toContain("12 passed");
  });

  it("says of which days the calls are, because a report counts those of its own", async () => {
    const { folder, home } = place();
    const later = { tool_use_id: "t2", timestamp: "2026-12-01T02:00:00.000Z" };
    const path = file(folder, "a.jsonl", [callRow(0), callRow(9, later)]);
    const run = (...words: string[]) =>
      runCommand(["replay", path, "--home", home, ...words], folder);
    const { out } = await run("--tz", "America/New_York");
    const first = clock(0).slice(0, 10);
    expect(out).toContain(
      `\nthe calls are from ${first} to 2026-11-30, America/New_York: a report counts those of its own days\n`,
    );
    expect(JSON.parse((await run("--json")).out)).toMatchObject({
      first_at: clock(0),
      last_at: later.timestamp,
    });
    const empty = await runCommand(["replay", file(folder, "b.jsonl", []), "--home", home], folder);
    expect(empty.out).not.toContain("the calls are");
  });

  it("decides by the rules of config.toml, and what they deny has no result", async () => {
    const { folder, home, log } = place(DENY_RM);
    const input = { tool_input: { command: "rm notes.txt" } };
    const path = file(folder, "a.jsonl", [callRow(0, input), resultRow(2, input)]);
    const { out } = await runCommand(["replay", path, "--home", home], folder);
    expect(entries(log)).toHaveLength(1);
    expect(entries(log)[0]).toMatchObject({ decision: "deny", tier: "deny", rule: "no-rm" });
    expect(out).toContain("1 recorded result left out");
  });

  it("makes a failure of an error, with the recorded text", async () => {
    const { folder, home, log } = place();
    const row = callRow(0, { outcome: "error", outcome_at: clock(4), outcome_text: "Exit code 1" });
    await runCommand(["replay", file(folder, "a.jsonl", [row]), "--home", home], folder);
    expect(entries(log)[1]).toMatchObject({
      event: "PostToolUseFailure",
      outcome: "failed",
      tool_success: false,
      timestamp: clock(4),
    });
  });

  it("adds nothing the second time, and only what is new the third", async () => {
    const { folder, home, log } = place();
    const path = file(folder, "a.jsonl", [callRow(0), resultRow(2)]);
    await runCommand(["replay", path, "--home", home], folder);
    const second = await runCommand(["replay", path, "--home", home], folder);
    expect(second.out).toContain("0 entries written");
    expect(second.out).toContain("2 entries of an earlier replay left as they are");
    expect(entries(log)).toHaveLength(2);
    const longer = file(folder, "b.jsonl", [
      callRow(0),
      resultRow(2),
      callRow(9, { tool_use_id: "t2" }),
    ]);
    await runCommand(["replay", longer, "--home", home], folder);
    expect(entries(log)).toHaveLength(3);
  });

  it("goes on where a torn log ends, on a line of its own", async () => {
    const { folder, home, log } = place();
    const path = file(folder, "a.jsonl", [callRow(0), resultRow(2)]);
    await runCommand(["replay", path, "--home", home], folder);
    const whole = readFileSync(log, "utf8");
    writeFileSync(log, whole.slice(0, -30));
    await runCommand(["replay", path, "--home", home], folder);
    const lines = readFileSync(log, "utf8").trimEnd().split("\n");
    expect(lines).toHaveLength(3);
    expect(`${lines[0]}\n${lines[2]}\n`).toBe(whole);
  });

  it("reads gzip files and standard input, merged by time", async () => {
    const { folder, home, log } = place();
    const packed = file(
      folder,
      "a.jsonl.gz",
      [callRow(0), callRow(9, { tool_use_id: "t3" })],
      true,
    );
    const input = `${JSON.stringify(callRow(5, { tool_use_id: "t2" }))}\n`;
    const { code } = await runCommand(["replay", packed, "-", "--home", home], folder, {
      stdinIsTerminal: false,
      stdin: async function* () {
        yield input.slice(0, 30);
        yield input.slice(30);
      },
    });
    expect(code).toBe(0);
    expect(entries(log).map((entry) => entry.timestamp)).toEqual([clock(0), clock(5), clock(9)]);
  });

  it("skips payloads without a time, or gives them the time that --at names", async () => {
    const { folder, home, log } = place();
    const { timestamp, outcome, ...bare } = callRow(0);
    const path = file(folder, "a.jsonl", [{ source: "x", log: "y", payload: bare }, bare]);
    const skipped = await runCommand(["replay", path, "--home", home], folder);
    expect(skipped.out).toContain("2 payloads without a time skipped (use --at TIME)");
    const at = ["--at", "2026-11-16T09:00:00", "--tz", "Europe/Amsterdam"];
    await runCommand(["replay", path, ...at, "--home", home], folder);
    expect(entries(log).map((entry) => entry.timestamp)).toEqual([
      "2026-11-16T08:00:00.000Z",
      "2026-11-16T08:00:00.001Z",
    ]);
  });

  it("writes nothing with --dry-run, and says what it would", async () => {
    const { folder, home } = place();
    const path = file(folder, "a.jsonl", [callRow(0), resultRow(2)]);
    const { out } = await runCommand(["replay", path, "--dry-run", "--home", home], folder);
    expect(out).toContain("2 entries would be written");
    expect(existsSync(home)).toBe(false);
  });

  it("prints its summary as JSON", async () => {
    const { folder, home } = place();
    const path = file(folder, "a.jsonl", [callRow(0), resultRow(2)]);
    writeFileSync(path, `${readFileSync(path, "utf8")}not json\n`);
    const { out } = await runCommand(["replay", path, "--json", "--home", home], folder);
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      calls: 1,
      sessions: 1,
      entries_written: 2,
      junk_lines: 1,
      junk: [{ file: path, line: 3, reason: "not JSON" }],
    });
  });

  it("shows progress on a terminal only", async () => {
    const { folder, home } = place();
    const rows = Array.from({ length: 600 }, (_, at) => callRow(at, { tool_use_id: `t${at}` }));
    const path = file(folder, "a.jsonl", rows);
    const shown: string[] = [];
    const { out } = await runCommand(["replay", path, "--dry-run", "--home", home], folder, {
      stderr: { write: (text) => void shown.push(text), isTerminal: true, columns: 80 },
    });
    expect(shown.join("")).toContain("250 calls, 250 entries");
    expect(shown.at(-1)).toBe("\r\u001b[K");
    expect(out).not.toContain("\u001b");
  });

  it("answers 130 where it was interrupted", async () => {
    const { folder, home } = place();
    const path = file(folder, "a.jsonl", [callRow(0)]);
    const stop = new AbortController();
    stop.abort();
    const { code, out } = await runCommand(["replay", path, "--home", home], folder, {
      signal: stop.signal,
    });
    expect(code).toBe(130);
    expect(out).toContain("stopped early");
  });

  it("writes nothing where one of the files cannot be read", async () => {
    const { folder, home, log } = place();
    const path = file(folder, "a.jsonl", [callRow(0)]);
    const { code, err } = await runCommand(
      ["replay", path, join(folder, "missing.jsonl"), "--home", home],
      folder,
    );
    expect(code).toBe(3);
    expect(err).toContain("missing.jsonl: no such file. Check the path.");
    expect(existsSync(log)).toBe(false);
  });

  it.each([
    [["-", "-"], "can be replayed once only"],
    [["-"], "that is a terminal"],
  ])("refuses %j", async (args, message) => {
    const { folder, home } = place();
    const { code, err } = await runCommand(["replay", ...args, "--home", home], folder);
    expect(code).toBe(3);
    expect(err).toContain(message);
  });
});
