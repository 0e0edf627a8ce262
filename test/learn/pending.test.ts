import { readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { appendPending, readPending, renewPending } from "../../src/files/pending-rules.ts";
import { foldPending, isReady, keptLines } from "../../src/learn/pending.ts";
import type { PendingLine } from "../../src/model/pending.ts";
import { PROMOTION_DEFAULTS } from "../../src/model/words.ts";
import { temporaryFolder } from "../support/io.ts";
import { pick, seeded } from "../support/seeded.ts";

const AT = "2026-11-25T08:00:00.000Z";

function stashed(stash: string, ruleId = "r1", parts: object = {}): PendingLine {
  return {
    v: 1,
    at: AT,
    kind: "stashed",
    stash,
    session_id: "s1",
    tool_use_id: `toolu_${stash}`,
    tool_name: "Bash",
    input_mac: "m",
    input: { command: "git push" },
    cwd: "/w",
    project_root: "/w",
    rule_id: ruleId,
    rule: { tool: "^Bash$" },
    score: "YELLOW",
    reasoning: "pushes",
    fingerprint: "Bash: git push",
    subject: "git push",
    proposal_used: false,
    policy_sha256: "",
    ...parts,
  };
}

const line = { v: 1, at: AT } as const;
const prompted = (stash: string): PendingLine => ({ ...line, kind: "prompted", stash, entry: "e" });
const confirmed = (stash: string): PendingLine => ({
  ...line,
  kind: "confirmed",
  stash,
  by: "user",
  entry: "e",
});
const refused = (stash: string): PendingLine => ({ ...line, kind: "refused", stash, how: "batch" });
const refuted = (stash: string): PendingLine => ({ ...line, kind: "refuted", stash, by: "a hook" });
const dropped = (ruleId: string): PendingLine => ({
  ...line,
  kind: "dropped",
  rule_id: ruleId,
  by: "ana",
});
const removed = (ruleId: string): PendingLine => ({
  ...line,
  kind: "removed",
  rule_id: ruleId,
  removal: `x${ruleId}`,
  why: "expired",
});

const states = (lines: readonly PendingLine[], now = AT): string[] =>
  foldPending(lines, now).rules.flatMap(({ stashes }) => stashes.map(({ state }) => state));

describe("a stash", () => {
  it.each<[string, PendingLine[], string]>([
    ["is open", [], "open"],
    ["is prompted", [prompted("a")], "prompted"],
    ["is confirmed", [prompted("a"), confirmed("a")], "confirmed"],
    ["stays refused", [refused("a"), prompted("a"), confirmed("a")], "refused"],
    [
      "stays confirmed where a refusal comes late",
      [prompted("a"), confirmed("a"), refused("a")],
      "confirmed",
    ],
    ["falls by a transcript", [prompted("a"), confirmed("a"), refuted("a")], "refuted"],
    ["does not rise again", [refuted("a"), confirmed("a")], "refuted"],
  ])("%s", (_, lines, state) => {
    expect(states([stashed("a"), ...lines])).toEqual([state]);
  });

  it("of 30 days without an answer is expired, and a confirmed one is not", () => {
    const lines = [stashed("a"), stashed("b"), prompted("b"), confirmed("b")];
    expect(states(lines, "2026-12-26T08:00:00.000Z")).toEqual(["expired", "confirmed"]);
  });

  it("of the same call counts once", () => {
    const twice = [stashed("a"), stashed("b", "r1", { tool_use_id: "toolu_a" })];
    expect(states([...twice, confirmed("a"), confirmed("b")])).toEqual(["confirmed"]);
  });
});

describe("a pending rule", () => {
  it("is ready by yeses and sessions", () => {
    const lines = [stashed("a"), stashed("b"), confirmed("a"), confirmed("b")];
    const [rule] = foldPending(lines, AT).rules;
    const ready = (changes: object): boolean =>
      rule !== undefined && isReady(rule, { ...PROMOTION_DEFAULTS, ...changes });
    expect(ready({})).toBe(true);
    expect(ready({ min_confirmations: 3 })).toBe(false);
    expect(ready({ min_sessions: 2 })).toBe(false);
    expect(ready({ mode: "off" })).toBe(false);
  });

  it("that a person dropped is held, whatever comes", () => {
    const lines = [stashed("a"), confirmed("a"), dropped("r1"), stashed("b"), confirmed("b")];
    expect(foldPending(lines, AT).rules).toMatchObject([
      { state: "held", held: { kind: "dropped" }, confirmed: [{ line: { stash: "b" } }] },
    ]);
  });

  it("that expired begins anew", () => {
    const [rule] = foldPending([stashed("a"), confirmed("a"), removed("r1")], AT).rules;
    expect(rule).toMatchObject({ state: "waiting", stashes: [] });
  });
});

describe("beginning anew", () => {
  const random = seeded(5);
  const makers = [prompted, confirmed, refused, refuted];
  const randomLines = (): PendingLine[] =>
    Array.from({ length: 120 }, (_, at): PendingLine => {
      const rule = pick(random, ["r1", "r2", "r3"]);
      const some = `${Math.floor(random() * (at + 1))}`;
      const roll = random();
      if (roll < 0.4) return stashed(`${at}`, rule);
      if (roll < 0.9) return pick(random, makers)(some);
      return roll < 0.95 ? dropped(rule) : removed(rule);
    });

  it("keeps what the rules are", () => {
    for (let tries = 0; tries < 50; tries += 1) {
      const lines = randomLines();
      const short = (all: readonly PendingLine[]): unknown =>
        foldPending(all, AT)
          .rules.map(({ ruleId, state, stashes }) => ({
            ruleId,
            state,
            stashes: stashes
              .filter((stash) => stash.state !== "refused")
              .map(({ line: { stash }, state: of }) => `${stash} ${of}`),
          }))
          .filter(({ state, stashes }) => state !== "waiting" || stashes.length > 0)
          .sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1));
      const kept = keptLines(lines, AT);
      expect(short(kept), `try ${tries}`).toEqual(short(lines));
      // As when a process was killed between keeping the lines and removing the file.
      expect(short([...kept, ...lines]), `try ${tries}, twice`).toEqual(short(lines));
    }
  });

  it("renames the file, reads it along, and merges it when nobody writes to it any more", () => {
    const home = temporaryFolder();
    const long = Array.from({ length: 1500 }, (_, at) => stashed(`${at}`));
    appendPending(home, [...long, ...long.map((_, at) => refused(`${at}`)), stashed("last")]);
    const keep = (lines: readonly PendingLine[]) => keptLines(lines, AT);
    renewPending(home, Date.now(), keep);
    expect(readPending(home).lines).toHaveLength(3001);
    appendPending(home, [prompted("last")]);
    renewPending(home, Date.now(), keep);
    expect(readPending(home).lines, "too early").toHaveLength(3002);
    renewPending(home, Date.now() + 120_000, keep);
    expect(readPending(home).lines.map(({ kind }) => kind)).toEqual(["stashed", "prompted"]);
    for (const name of ["pending-rules.jsonl", "pending-rules-older.jsonl"]) {
      expect(statSync(join(home, name)).mode & 0o777, name).toBe(0o600);
    }
  });

  it("leaves out lines that cannot be read, and says how many", () => {
    const home = temporaryFolder();
    appendPending(home, [stashed("a")]);
    const path = join(home, "pending-rules.jsonl");
    writeFileSync(path, `${readFileSync(path, "utf8")}{"kind":"stash\n`);
    utimesSync(path, new Date(), new Date());
    expect(readPending(home)).toMatchObject({ bad: 1, lines: [{ stash: "a" }] });
  });
});
