import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Entry } from "../../src/model/entry.ts";
import { ANSWERS } from "../../src/model/transcript-answers.ts";
import { entry } from "../support/entry.ts";
import { folderUntilEnd, runCommand } from "../support/io.ts";
import { madeTranscripts } from "../support/random-transcripts.ts";
import { ANSWER_CASES, callLine, clock, promptLine, resultLine } from "../support/transcripts.ts";
import { account } from "./transcript-homes.ts";

const PLACE = "-home-ana-shop/session-1.jsonl";
const OK = { line: {}, content: "done" };
// Written in two parts: it looks like a key to whoever searches this file.
const SECRET = ["ghp", "_16C7e42F292c6912E7710c838347Ae178B4a"].join("");
const WINDOW = ["--since", "2026-11-01", "--tz", "UTC"];

function imported(entries: readonly Entry[], event: string): Entry[] {
  return entries.filter((one) => one.event === event);
}

describe("data import", () => {
  const all = account(folderUntilEnd());

  beforeAll(async () => {
    all.transcript(PLACE, [
      promptLine(0, { permissionMode: "acceptEdits" }),
      ...ANSWER_CASES.flatMap((one, at) => [
        callLine(at * 10, { id: `toolu_${at}` }),
        resultLine(at * 10 + 5, `toolu_${at}`, one),
      ]),
    ]);
    await all.json("data", "import");
  });

  it.each(ANSWER_CASES)("takes in a call that was $what", (one) => {
    const at = ANSWER_CASES.indexOf(one);
    const [call, end] = all
      .entries("imported.jsonl")
      .filter((found) => found.tool_use_id === `toolu_${at}`);
    expect(call).toMatchObject({
      event: "PreToolUse",
      source: "import",
      tier: "none",
      decision: "none",
      policy_sha256: "",
      timestamp: clock(at * 10),
      session_id: "session-1",
      project: "shop",
      cwd: "/home/ana/shop",
      tool_name: "Bash",
      subject: "npm test",
      fingerprint: "Bash: npm test",
      programs: ["npm"],
      permission_mode: "acceptEdits",
      native: "prompt",
      attended: true,
      entrypoint: "cli",
    });
    expect(call?.input_mac).toMatch(/^[0-9a-f]{32}$/);
    expect(end).toMatchObject({
      event: "Reconciled",
      source: "import",
      tier: "none",
      decision: "none",
      timestamp: clock(at * 10 + 5),
      outcome: one.outcome,
      outcome_source: "transcript",
      approval: ANSWERS[one.kind].approval,
      fingerprint: "Bash: npm test",
    });
  });

  it("adds nothing the second time, nor without its cursors", async () => {
    const before = all.text("imported.jsonl");
    expect(await all.json("data", "import")).toMatchObject({ transcripts_read: 0 });
    rmSync(join(all.home, "cache"), { recursive: true });
    expect(await all.json("data", "import")).toMatchObject({
      calls_known: ANSWER_CASES.length,
      calls_imported: 0,
      entries_written: 0,
    });
    expect(all.text("imported.jsonl")).toBe(before);
  });

  it("masks secrets, counts such calls, and keeps no prompt and no result", async () => {
    const at = account();
    at.transcript(PLACE, [
      promptLine(0),
      callLine(1, { input: { command: `curl -H 'Authorization: Bearer ${SECRET}' x.example` } }),
      resultLine(2, "toolu_1", {
        line: { toolUseResult: { stdout: "a diary" } },
        content: "a diary",
      }),
      callLine(3, { id: "toolu_2", input: { command: "echo [redacted]" } }),
      resultLine(4, "toolu_2", OK),
    ]);
    const { code, out } = await at.run("data", "import");
    expect(code).toBe(0);
    expect(out.split("\n")).toEqual([
      expect.stringMatching(/^read 0\.0 MB, new in 1 of 1 transcript$/),
      "  2  not told who decided",
      `2 calls, 4 entries added to ${at.home}/imported.jsonl`,
      "the oldest is of 2026-11-16 04:30 America/St_Johns",
      "secrets were masked in 1 call",
      "",
    ]);
    const text = at.text("imported.jsonl");
    for (const gone of [SECRET, "hunter2", "diary"]) expect(text).not.toContain(gone);
  });

  it("leaves out what the hook, a replay or an earlier session recorded", async () => {
    const at = account();
    const id = "toolu_01AbCdEfGhIjKlMnOpQr";
    at.log([
      entry({ tool_use_id: "toolu_1", session_id: "session-1" }),
      entry({ tool_use_id: "toolu_2", session_id: "session-1", source: "replay" }),
      entry({ tool_use_id: id, session_id: "session-0" }),
      // Another session's call of the same poor name.
      entry({ tool_use_id: "call_0", session_id: "session-0" }),
    ]);
    at.transcript(PLACE, [
      ...["toolu_1", "toolu_2", id, "call_0"].flatMap((one, index) => [
        callLine(index, { id: one }),
        resultLine(index, one, OK),
      ]),
      callLine(9, { id: "toolu_c" }, { sessionId: "claude-permit-canary-7" }),
    ]);
    expect(await at.json("data", "import")).toMatchObject({ calls_imported: 1, calls_known: 3 });
    expect(at.entries("imported.jsonl").map((one) => one.tool_use_id)).toEqual([
      "call_0",
      "call_0",
    ]);
  });

  it("takes in a call once, though a resumed session repeats it", async () => {
    const at = account();
    const id = "toolu_01AbCdEfGhIjKlMnOpQr";
    for (const sessionId of ["session-1", "session-2"]) {
      const extra = { sessionId };
      at.transcript(`p/${sessionId}.jsonl`, [
        callLine(1, { id }, extra),
        resultLine(2, id, OK, extra),
      ]);
    }
    expect(await at.json("data", "import")).toMatchObject({ calls_imported: 1 });
    const extra = { sessionId: "session-3" };
    at.transcript("p/session-3.jsonl", [callLine(1, { id }, extra), resultLine(2, id, OK, extra)]);
    expect(await at.json("data", "import")).toMatchObject({ calls_imported: 0, calls_known: 1 });
  });

  it("waits for the answer of a young call; an old one stays open", async () => {
    const at = account();
    const young = (Date.parse("2026-11-22T11:00:00Z") - Date.parse(clock(0))) / 1000;
    at.transcript(PLACE, [callLine(1, { id: "toolu_old" }), callLine(young)]);
    expect(await at.json("data", "import")).toMatchObject({
      calls_imported: 1,
      entries_written: 1,
    });
    at.transcript(PLACE, [resultLine(young + 60, "toolu_1", OK)]);
    expect(await at.json("data", "import")).toMatchObject({
      calls_imported: 1,
      entries_written: 2,
    });
    // Later than anybody waits for.
    at.transcript(PLACE, [resultLine(young + 90, "toolu_old", OK)]);
    expect(await at.json("data", "import")).toMatchObject({
      calls_imported: 0,
      entries_written: 1,
    });
    const events = at.entries("imported.jsonl").map((one) => [one.tool_use_id, one.event]);
    expect(events).toEqual([
      ["toolu_old", "PreToolUse"],
      ["toolu_1", "PreToolUse"],
      ["toolu_1", "Reconciled"],
      ["toolu_old", "Reconciled"],
    ]);
    expect(await at.json("data", "import")).toMatchObject({ transcripts_read: 0 });
  });

  it("takes in what --since leaves out when it is asked for more", async () => {
    const at = account();
    const days = (count: number): number => count * 86_400;
    at.transcript(PLACE, [
      callLine(0),
      resultLine(1, "toolu_1", OK),
      callLine(days(5), { id: "toolu_2" }),
      resultLine(days(5), "toolu_2", OK),
    ]);
    expect(await at.json("data", "import", "--since", "3d")).toMatchObject({
      calls_imported: 1,
      calls_too_old: 1,
    });
    expect(await at.json("data", "import", "--since", "2d")).toMatchObject({ transcripts_read: 0 });
    expect(await at.json("data", "import", "--since", "30d")).toMatchObject({
      calls_imported: 1,
      calls_known: 1,
    });
    expect(await at.json("data", "import")).toMatchObject({ calls_imported: 0 });
    expect(imported(at.entries("imported.jsonl"), "PreToolUse")).toHaveLength(2);
  });

  it("writes nothing in a dry run, and says what it would", async () => {
    const at = account();
    at.transcript(PLACE, [callLine(0), resultLine(1, "toolu_1", OK)]);
    const { out } = await at.run("data", "import", "--dry-run");
    expect(out).toContain(`1 call, 2 entries would be added to ${at.home}/imported.jsonl`);
    expect(at.text("imported.jsonl")).toBe("");
    expect(at.text("key")).toBe("");
    expect(await at.json("data", "import")).toMatchObject({ calls_imported: 1 });
  });

  it("shows progress on a terminal only", async () => {
    const at = account();
    const input = { command: "x".repeat(300_000) };
    for (let index = 0; index < 40; index += 1) {
      const id = `toolu_${index}`;
      at.transcript(PLACE, [callLine(index, { id, input }), resultLine(index, id, OK)]);
    }
    const shown: string[] = [];
    const words = ["data", "import", "--dry-run", "--home", at.home];
    const { out } = await runCommand(words, at.folder, {
      pid: process.pid,
      stderr: { write: (text) => void shown.push(text), isTerminal: true, columns: 80 },
    });
    expect(shown.join("")).toMatch(/\d of 12 MB, \d+ calls, \d+ s left /);
    expect(shown.at(-1)).toBe("\r\u001b[K");
    expect(out).not.toContain("\u001b");
  });

  it("stops between two calls where it is interrupted, and goes on the next time", async () => {
    const at = account();
    at.transcript(PLACE, [callLine(0), resultLine(1, "toolu_1", OK)]);
    const stop = new AbortController();
    stop.abort();
    const { code, out } = await runCommand(["data", "import", "--home", at.home], at.folder, {
      pid: process.pid,
      signal: stop.signal,
    });
    expect(code).toBe(130);
    expect(out).toContain("stopped early; the same command goes on where this one ended");
    expect(await at.json("data", "import")).toMatchObject({ calls_imported: 1 });
  });

  it("finds in random transcripts every call once, whatever stands between", async () => {
    for (const seed of [1, 2, 3]) {
      const at = account();
      const made = madeTranscripts(seed, 12);
      for (const { place, lines } of made) at.transcript(place, lines);
      const calls = made.flatMap((one) => one.calls);
      const summary = await at.json("data", "import");
      expect(summary["calls_imported"]).toBe(calls.length);
      const odd: Record<string, number> = Object(summary["not_understood"]);
      expect(Object.values(odd).reduce((sum, count) => sum + count, 0)).toBe(
        made.reduce((sum, one) => sum + one.broken, 0),
      );
      const entries = at.entries("imported.jsonl");
      const ends = new Map(
        imported(entries, "Reconciled").map((one) => [
          one.tool_use_id,
          [one.outcome, one.approval],
        ]),
      );
      const found = imported(entries, "PreToolUse").map((one) => one.tool_use_id ?? "");
      expect(found).toHaveLength(calls.length);
      expect(new Set(found)).toEqual(new Set(calls.map(({ id }) => id)));
      for (const { id, answer } of calls) {
        const expected = answer && [answer.outcome, ANSWERS[answer.kind].approval];
        expect([id, ends.get(id)]).toEqual([id, expected]);
      }
    }
  });
});

describe("imported calls", () => {
  it("appear in outcomes and fingerprints, and in no figure of decisions", async () => {
    const at = account();
    at.log([
      entry({
        session_id: "s9",
        tool_use_id: "toolu_live",
        at: clock(999),
        tier: "deny",
        decision: "deny",
      }),
    ]);
    const before = await at.json("stats", ...WINDOW);
    at.transcript(PLACE, [
      ...ANSWER_CASES.flatMap((one, index) => [
        callLine(index, { id: `toolu_${index}` }),
        resultLine(index, `toolu_${index}`, one),
      ]),
    ]);
    await at.json("data", "import");
    const after = await at.json("stats", ...WINDOW);
    const { outcomes, fingerprints, coverage, ...decided } = after;
    const { outcomes: _o, fingerprints: _f, coverage: _c, ...asBefore } = before;
    expect({ ...decided, window: null }).toEqual({ ...asBefore, window: null });
    const count = (outcome: string): number =>
      ANSWER_CASES.filter((one) => one.outcome === outcome).length;
    expect(outcomes).toEqual({
      ok: count("ok"),
      failed: count("failed"),
      refused: count("refused"),
      denied: count("denied") + 1,
      classifier_denied: count("classifier_denied"),
      interrupted: count("interrupted"),
      unknown: 0,
      open: 0,
    });
    expect(fingerprints).toMatchObject([
      { fingerprint: "Bash: npm test", calls: ANSWER_CASES.length },
      { fingerprint: "Bash: ls", calls: 1 },
    ]);
    const { out } = await at.run("stats", ...WINDOW);
    expect(out).toMatch(
      new RegExp(`and imported, from before the install +${ANSWER_CASES.length}`),
    );
  });

  it("are counted once beside the hook's own entry, a replay and a second import", async () => {
    const at = account();
    at.transcript(PLACE, [
      callLine(0),
      resultLine(5, "toolu_1", OK),
      callLine(10, { id: "toolu_2" }),
      resultLine(15, "toolu_2", OK),
      callLine(20, { id: "toolu_3" }),
      resultLine(25, "toolu_3", OK),
    ]);
    await at.json("data", "import");
    // The hook's line was late, and somebody replays a recording of the same session.
    at.log([
      entry({ session_id: "session-1", tool_use_id: "toolu_1", at: clock(0) }),
      entry({ session_id: "session-1", tool_use_id: "toolu_2", at: clock(10), source: "replay" }),
    ]);
    rmSync(join(at.home, "cache"), { recursive: true });
    await at.json("data", "import");
    const stats = await at.json("stats", ...WINDOW);
    expect(stats).toMatchObject({ calls: 2, outcomes: { ok: 3, open: 0 } });
    expect(stats["fingerprints"]).toMatchObject([
      { fingerprint: "Bash: ls", calls: 2 },
      { fingerprint: "Bash: npm test", calls: 1 },
    ]);
    expect(readFileSync(join(at.home, "imported.jsonl"), "utf8").split("\n")).toHaveLength(7);
  });
});

describe("an entry that was written after the fact", () => {
  it("makes no session active on the day it was written", async () => {
    const at = account();
    at.log([
      entry({
        session_id: "session-1",
        tool_use_id: "toolu_1",
        at: clock(0),
        decision: "ask",
        tier: "ask",
      }),
    ]);
    at.transcript(PLACE, [callLine(0), resultLine(1, "toolu_1", ANSWER_CASES[14] ?? OK)]);
    expect(await at.json("data", "reconcile")).toMatchObject({ entries_written: 1 });
    const day = (date: string): Promise<Record<string, unknown>> =>
      at.json("stats", "--during", date, "--tz", "UTC");
    expect(await day("2026-11-16")).toMatchObject({ sessions: 1, outcomes: { refused: 1 } });
    expect(await day("2026-11-22")).toMatchObject({ sessions: 0 });
    // As it would have been answered before anybody read the transcript.
    const asOf = ["--during", "2026-11-16", "--tz", "UTC", "--as-of", "2026-11-18T00:00"];
    expect(await at.json("stats", ...asOf)).toMatchObject({ outcomes: { refused: 0, unknown: 1 } });
  });
});
