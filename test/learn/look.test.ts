import { appendFileSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { look, pastCalls } from "../../src/learn/look.ts";
import type { Entry } from "../../src/model/entry.ts";
import { type EntryParts, entry } from "../support/entry.ts";
import { temporaryFolder } from "../support/io.ts";

const RULE = "0123456789ab";

function call(command: string, id: string, parts: EntryParts = {}): Entry {
  const input = JSON.stringify({ command });
  return entry({
    tool_name: "Bash",
    tool_input: input,
    input_chars: input.length,
    subject: command,
    subject_complete: true,
    tool_use_id: id,
    decision: "passthrough",
    tier: "passthrough",
    ...parts,
  });
}

function batch(id: string): Entry {
  return entry({ event: "PostToolBatch", batch: [{ tool_use_id: id, refused: true }] });
}

const text = (entries: readonly Entry[]): string =>
  entries.map((each) => `${JSON.stringify(each)}\n`).join("");

function homeOf(entries: readonly Entry[]): string {
  const home = temporaryFolder();
  writeFileSync(join(home, "audit.jsonl"), text(entries), { mode: 0o600 });
  return home;
}

const seen = (home: string, lookMs?: number) => {
  let clock = 0;
  const elapsedMs = (): number => (clock += 1);
  return look({ home, elapsedMs, ...(lookMs === undefined ? {} : { lookMs }) }, [RULE]);
};

const found = (home: string): string[] =>
  [...pastCalls(home, undefined)].map(({ why, call: { input } }) => `${why} ${input["command"]}`);

describe("what is found in the log", () => {
  it("is what was denied, called RED or refused, each once", async () => {
    const home = homeOf([
      call("rm a", "t1", { tier: "deny", decision: "deny" }),
      call("rm a", "t2", { tier: "deny", decision: "deny" }),
      call("rm b", "t3", { tier: "llm", decision: "deny", llm_score: "RED" }),
      call("rm c", "t4"),
      batch("t4"),
      call("rm d", "t5"),
      call("rm d", "t5", { event: "PermissionDenied", outcome: "classifier_denied" }),
      call("rm e", "t6"),
      call("rm f", "t7", { source: "canary", decision: "deny", tier: "deny" }),
    ]);
    expect(await seen(home)).toMatchObject({ complete: true });
    expect(found(home)).toEqual(["denied rm a", "red rm b", "refused rm c", "refused rm d"]);
  });

  it("is found where the refusal is told in another log, long after", async () => {
    const home = homeOf([call("rm a", "t1"), call("rm b", "t2")]);
    renameSync(join(home, "audit.jsonl"), join(home, "audit-2026-10.jsonl"));
    await seen(home);
    const reconciled = entry({ event: "Reconciled", tool_use_id: "t1", outcome: "refused" });
    writeFileSync(join(home, "audit.jsonl"), text([reconciled, batch("t2"), batch("t9")]), {
      mode: 0o600,
    });
    expect(await seen(home)).toMatchObject({ complete: true });
    expect(new Set(found(home))).toEqual(new Set(["refused rm a", "refused rm b"]));
  });

  it("is found in a compressed log, and once where a log is set aside and compressed", async () => {
    const home = homeOf([call("rm a", "t1", { tier: "deny", decision: "deny" })]);
    await seen(home);
    renameSync(join(home, "audit.jsonl"), join(home, "audit-2026-10.jsonl"));
    expect(found(home)).toEqual(["denied rm a"]);
    const plain = readFileSync(join(home, "audit-2026-10.jsonl"));
    const more = Buffer.from(text([call("rm b", "t2", { tier: "deny", decision: "deny" })]));
    writeFileSync(join(home, "audit-2026-10.jsonl.gz"), gzipSync(Buffer.concat([plain, more])), {
      mode: 0o600,
    });
    rmSync(join(home, "audit-2026-10.jsonl"));
    await seen(home);
    expect(found(home)).toEqual(["denied rm a", "denied rm b"]);
  });

  it("is the same after cache/ was deleted or damaged", async () => {
    const home = homeOf([call("rm a", "t1", { tier: "deny", decision: "deny" })]);
    await seen(home);
    rmSync(join(home, "cache"), { recursive: true });
    await seen(home);
    expect(found(home)).toEqual(["denied rm a"]);
    writeFileSync(join(home, "cache/learn-past-calls.txt"), "x\t{torn", { mode: 0o600 });
    expect(() => found(home)).toThrow(/damaged/);
    await seen(home);
    expect(found(home)).toEqual(["denied rm a"]);
  });

  it("goes on where the time was over", async () => {
    const filler = call("x".repeat(3000), "t0");
    const home = homeOf(Array.from({ length: 4000 }, () => filler));
    appendFileSync(
      join(home, "audit.jsonl"),
      text([call("rm a", "t1", { tier: "deny", decision: "deny" })]),
    );
    const results: boolean[] = [];
    while (results.at(-1) !== true && results.length < 20) {
      results.push((await seen(home, 0)).complete);
    }
    expect(results.length).toBeGreaterThan(2);
    expect(results.at(-1)).toBe(true);
    expect(found(home)).toEqual(["denied rm a"]);
  });

  it("is kept where only its beginning is known, and said to be no more", async () => {
    const cut = {
      subject_complete: false,
      input_chars: 9000,
      tier: "deny",
      decision: "deny",
    } as const;
    const home = homeOf([
      call("rm a", "t1", cut),
      call("curl [REDACTED]", "t2", { tier: "deny", decision: "deny" }),
    ]);
    await seen(home);
    expect([...pastCalls(home, ["git"])].map(({ complete }) => complete)).toContain(false);
  });

  it("is read of older lines, with blanks and an input that is a table", async () => {
    const home = homeOf([]);
    const line =
      '{"timestamp": "2026-01-01T00:00:00Z", "event": "PreToolUse", "session_id": "s", "cwd": "/w", "tool_name": "Bash", "tool_input": {"command": "rm a"}, "tier": "deny", "decision": "deny"}\n';
    appendFileSync(join(home, "audit.jsonl"), `torn by a crash "deny"\n${line}`);
    await seen(home);
    expect(found(home)).toEqual(["denied rm a"]);
  });
});

describe("of learned rules", () => {
  it("the last calls are kept, and how they ended", async () => {
    const used = (id: string, at: string): Entry =>
      call("rm a", id, { tier: "auto", decision: "allow", rules_used: [RULE], at });
    const home = homeOf([
      ...Array.from({ length: 12 }, (_, at) => used(`t${at}`, `2026-11-${10 + at}T00:00:00.000Z`)),
      entry({ event: "PostToolUseFailure", tool_use_id: "t10", outcome: "failed" }),
      batch("t11"),
    ]);
    const { uses } = await seen(home);
    expect(uses[RULE]?.last).toBe("2026-11-21T00:00:00.000Z");
    expect(uses[RULE]?.recent.map(({ id }) => id)).toEqual(
      Array.from({ length: 10 }, (_, at) => `t${at + 2}`),
    );
    expect(uses[RULE]?.recent.slice(-3).map(({ outcome }) => outcome)).toEqual([
      "unknown",
      "failed",
      "refused",
    ]);
  });
});
