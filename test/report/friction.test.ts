import { describe, expect, it } from "vitest";
import type { StuckCalls } from "../../src/findings/rule-facts.ts";
import type { MetricRow } from "../../src/metrics/index.ts";
import { frictionOf } from "../../src/report/friction.ts";
import { SECTIONS } from "../../src/report/sections/index.ts";
import { facts, LOG, standing } from "../support/facts.ts";
import { blocksOf, cells, material, said } from "../support/report.ts";

type Row = MetricRow<"friction">;

function asked(parts: Partial<Row> = {}): Row {
  return {
    ...{ fingerprint: "Bash: make", hits: 9, hits_7: 3, hits_30: 9, sessions: 4, yes: 9, no: 0 },
    ...{ failed: 0, by_ask_rule: 0, by_model: 0, though_allowed: 0, imported: 0 },
    ...{ ask_rule: "", allow_rule: "", granted_by: "", granted: 0 },
    ...{ last_ms: Date.parse("2026-11-20T10:00:00.000Z"), ...parts },
  };
}

const stuckCalls = (calls: number): StuckCalls => ({
  ...{ fingerprint: "Bash: make", rule: "learned-make", ruleId: "a1", calls },
  ...{ first_ms: 0, last_ms: 0 },
});

describe("a log without prompts", () => {
  const empty = (log: typeof LOG) => {
    const section = SECTIONS.friction.make(material(facts({}, { log })));
    return {
      words: blocksOf(section, "table")[0]?.empty,
      notes: blocksOf(section, "note").map(({ term }) => term),
    };
  };

  it("says that nothing was asked only where it would know", () => {
    expect(empty(LOG)).toEqual({ words: "You were asked about nothing.", notes: [] });
    expect(empty({ ...LOG, prompts_recorded: false })).toEqual({
      words: "Not known: no prompt was ever recorded.",
      notes: ["not known"],
    });
  });
});

describe("a kind of call that the user is asked about", () => {
  it.each([
    { why: "always approved, uncovered", parts: {}, flags: ["promote"] },
    { why: "always approved, long ago", parts: { hits_7: 0, hits_30: 0 }, flags: [] },
    { why: "approved twice", parts: { hits: 2, yes: 2 }, flags: [] },
    { why: "approved, as far as it is known", parts: { hits: 12 }, flags: [] },
    { why: "approved but once", parts: { yes: 8, no: 1 }, flags: [] },
    {
      why: "approved, and let pass by a rule elsewhere",
      parts: { granted: 4, granted_by: "make" },
      flags: [],
    },
    {
      why: "always approved, asked by a rule",
      parts: { by_ask_rule: 9, ask_rule: "ask-make" },
      flags: ["over-asked"],
    },
    { why: "always refused", parts: { yes: 0, no: 2 }, flags: ["deny"] },
    { why: "refused once", parts: { yes: 0, no: 1 }, flags: [] },
    {
      why: "asked though a rule of ours had allowed it",
      parts: { though_allowed: 2, allow_rule: "make", granted: 2, granted_by: "make" },
      flags: ["stuck"],
    },
  ])("$why: $flags", ({ parts, flags }) => {
    const [found] = frictionOf(facts({ friction: [asked(parts)] }));
    expect(found?.flags).toEqual(flags);
  });

  it("that a rule covers when it is judged again is stuck from the second call on", () => {
    const flags = (calls: number) =>
      frictionOf(facts({ friction: [asked()] }, { stuck: [stuckCalls(calls)] }))[0]?.flags;
    expect(flags(2)).toEqual(["stuck"]);
    expect(flags(1)).toEqual([]);
  });
});

describe("the section friction", () => {
  const given = facts(
    {
      friction: [
        asked({ fingerprint: "Bash: curl", hits: 4, yes: 0, no: 4, imported: 4 }),
        asked({ fingerprint: "Bash: ls", hits: 8, hits_7: 8, yes: 5 }),
        asked(),
      ],
    },
    { stuck: [stuckCalls(7)] },
  );
  const section = SECTIONS.friction.make(material(given));

  it("puts what is broken first, then what can be ended", () => {
    expect(cells(section).map((row) => [row[0], row[1], row[3], row[5], row[7]].join(" "))).toEqual(
      ["‹Bash: make› 3 9 100.0% stuck", "‹Bash: curl› 3 4 0.0% deny", "‹Bash: ls› 8 8 62.5% "],
    );
  });

  it("says of each flag what to do, and from when the days are counted", () => {
    const notes = blocksOf(section, "note").map(({ term, text }) => `${term} | ${said(text)}`);
    expect(notes).toEqual([
      "counted | days before 2026-11-22T23:00:00.000Z; yes and no are shares of all, the rest is open or was answered by somebody else; 4 calls from before the install.",
      "stuck | a rule covers it and you were asked all the same: ‹Bash: make› (rule ‹learned-make›, 7 calls)  claude-permit status",
      "deny | you always say no: write a deny rule: ‹Bash: curl›  claude-permit rules list",
    ]);
  });

  it("shows the rule that asks in vain, each by its id while it is in force", () => {
    const asks = (fingerprint: string, ask_rule: string) =>
      asked({ fingerprint, ask_rule, by_ask_rule: 9 });
    const rules = [standing({ id: "0123456789ab", name: "ask-push", kind: "ask" })];
    const kinds = ["Bash: git push", "Bash: git tag"].map((kind) => asks(kind, "ask-push"));
    const made = SECTIONS.friction.make(
      material(
        facts(
          { friction: [...kinds, asks("Bash: make", "gone")] },
          { inForce: { rules, changes: [], onRecordSince: null } },
        ),
      ),
    );
    const notes = blocksOf(made, "note").filter(({ term }) => term === "over-asked");
    expect(notes.map(({ text }) => said(text))).toEqual([
      "a rule asks and you always say yes: ‹Bash: git push› (rule ‹ask-push›), ‹Bash: git tag› (rule ‹ask-push›)  claude-permit rules show 0123456789ab",
      "a rule asks and you always say yes: ‹Bash: make› (rule ‹gone›)  claude-permit rules list",
    ]);
  });

  it("names who asks, and what lets such calls pass elsewhere", () => {
    const rows = cells(SECTIONS["covered-by"].make(material(given)));
    expect(rows.map(([what, by, covered]) => [what, by, covered].join(" | "))).toEqual([
      "‹Bash: make› | Claude Code | ‹learned-make›",
      "‹Bash: curl› | Claude Code | nothing",
      "‹Bash: ls› | Claude Code | nothing",
    ]);
  });
});
