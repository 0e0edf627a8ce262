import { describe, expect, it } from "vitest";
import type { Facts, MetricRows } from "../../src/findings/facts.ts";
import type { FindingKind } from "../../src/findings/found.ts";
import { FINDINGS } from "../../src/findings/index.ts";
import { FINDING_NEEDS, findingId, judge } from "../../src/findings/judge.ts";
import {
  coverageRow,
  denial,
  facts,
  latency,
  passthrough,
  scorecard,
  standing,
  weekly,
} from "../support/facts.ts";
import { said } from "../support/report.ts";
import { SAMPLE_LEARNING } from "../support/sample-learning.ts";
import { sampleWeek } from "../support/sample-week.ts";

const findings = (given: Facts, before: Facts | null = null) => judge(given, before).findings;

describe("a denial", () => {
  it("by a critical rule is critical", () => {
    const given = facts(
      { denied: [denial({ rule_id: "aa" })] },
      { severities: new Map([["aa", "critical"]]) },
    );
    const [found] = findings(given);
    expect(found).toMatchObject({ severity: "critical", state: "new" });
    expect(said(found?.title ?? [])).toBe(
      "A critical rule stopped 2 calls in 2 sessions: ‹no-rm-rf›",
    );
    expect(found?.command).toBe("claude-permit report --during 2026-11-18 --tz Europe/Amsterdam");
  });

  it("by the floor is worth a look", () => {
    const [found] = findings(
      facts({ denied: [denial({ rule: "own-hooks", rule_kind: "floor" })] }),
    );
    expect(found?.severity).toBe("warn");
  });

  it("by an ordinary rule is no finding", () => {
    expect(findings(facts({ denied: [denial({})] }))).toEqual([]);
  });

  it("in a report about that very day points to the figures behind it", () => {
    const window = {
      since: "2026-11-17T23:00:00.000Z",
      until: "2026-11-18T23:00:00.000Z",
      timeZone: "Europe/Amsterdam",
    };
    const [found] = findings(facts({ denied: [denial({ rule_kind: "floor" })] }, { window }));
    expect(found?.command).toBe(
      "claude-permit stats --during 2026-11-18 --tz Europe/Amsterdam --json",
    );
  });
});

describe("a kind of call that no rule covers", () => {
  const uncovered = (calls: number, fingerprint = "MCP: playwright"): MetricRows["uncovered"] => [
    { fingerprint, calls, sessions: 6, ok: 0, failed: 0, refused: 0 },
  ];
  const ratio = (before: number, now: number) =>
    weekly([before, now], (k, since_ms) => passthrough({ since_ms, n: 1_000, k, sessions: 30 }));

  it("is found where it makes a large share of a ratio that rose", () => {
    const [found] = findings(
      facts({ "passthrough-ratio": ratio(40, 160), uncovered: uncovered(118) }),
    );
    expect(said(found?.title ?? [])).toBe(
      "One MCP server made 118 of 160 passthroughs: ‹playwright›",
    );
    expect(said(found?.evidence[0] ?? [])).toMatch(
      /^ratio 16\.0% \(160 of 1000; .*%\), the week before 4\.0%$/,
    );
    expect(said(found?.evidence[1] ?? [])).toBe("with a rule for it: 4.2%");
  });

  it("names the rule to write where rules were tried, and what it would have left", () => {
    const rule = (id: string, calls: number) => ({
      ...{ id, name: id, isEdit: false, calls: new Map([["MCP: playwright", calls]]) },
    });
    const covering = {
      ...{ asOf: "2026-11-22T23:00:00.000Z", moreThan: null },
      rules: [rule("1d18", 34), rule("daf8", 60)],
    };
    const [found] = findings(
      facts({ "passthrough-ratio": ratio(40, 160), uncovered: uncovered(118) }, { covering }),
    );
    expect(found?.command).toBe(
      "claude-permit rules suggest --accept daf8 --as-of 2026-11-22T23:00:00Z",
    );
    expect(said(found?.evidence[1] ?? [])).toBe("with 2 rules for it: 6.6%");
    expect(found?.effect).toBe(
      "covers 60 of its 118 calls, as tried on 30 days of the log; 1 more suggested rule covers 34 others",
    );
  });

  it("is found where the ratio is surely above the mark, risen or not", () => {
    const [found] = findings(
      facts({ "passthrough-ratio": ratio(450, 450), uncovered: uncovered(300, "Bash: make") }),
    );
    expect(said(found?.title ?? [])).toBe(
      "One kind of call made 300 of 450 passthroughs: ‹Bash: make›",
    );
  });

  it("is found with others where none stands out and the ratio is surely above the mark", () => {
    const kinds = ["Read: a", "Read: b", "Edit: c", "Grep: d"].map((fingerprint, index) => ({
      fingerprint,
      calls: 110 - index,
      sessions: 6,
      ok: 0,
      failed: 0,
      refused: 0,
    }));
    const [found] = findings(facts({ "passthrough-ratio": ratio(450, 450), uncovered: kinds }));
    expect(said(found?.title ?? [])).toBe("No rule covered 450 of 1000 calls");
    expect((found?.evidence ?? []).slice(1).map(said)).toEqual([
      "‹Read: a›  110 calls",
      "‹Read: b›  109 calls",
      "‹Edit: c›  108 calls",
    ]);
  });

  it.each([
    { why: "the ratio is as ever", before: 160, now: 160, calls: 118 },
    { why: "no kind stands out", before: 40, now: 160, calls: 40 },
    { why: "there are few", before: 0, now: 19, calls: 19 },
  ])("is no finding where $why", ({ before, now, calls }) => {
    const given = facts({ "passthrough-ratio": ratio(before, now), uncovered: uncovered(calls) });
    expect(findings(given)).toEqual([]);
  });
});

describe("errors", () => {
  it("of our own hook are told apart from those of the model", () => {
    const given = facts({
      scorecard: [scorecard({ hook_errors: 7 })],
      "model-latency": [latency({ asked: 9, errors: 5 })],
    });
    expect(findings(given).map((found) => said(found.title))).toEqual([
      "Our own hook failed on 2 calls",
    ]);
  });

  it("of the model are a finding from a share that is surely above five in a hundred", () => {
    const asked = (errors: number) => facts({ "model-latency": [latency({ asked: 54, errors })] });
    expect(findings(asked(5))).toEqual([]);
    expect(said(findings(asked(12))[0]?.title ?? [])).toBe(
      "The model gave no verdict on 12 of 54 calls",
    );
  });
});

describe("unreadable lines", () => {
  const log = (bad_lines: number) => ({
    log: { bad_lines, files: 1, anchor: null, fallback: false, prompts_recorded: true },
  });
  const lines = (entries: number) => ({ coverage: [coverageRow({ entries })] });

  it("are worth a look, and critical once the log itself is in doubt", () => {
    expect(findings(facts(lines(100), log(1)))[0]?.severity).toBe("warn");
    expect(findings(facts(lines(50_000), log(3)))[0]?.severity).toBe("warn");
    expect(findings(facts(lines(5_000), log(30)))[0]?.severity).toBe("critical");
  });

  it("known since before the window are not told again", () => {
    expect(findings(facts(lines(5_000), { ...log(3), badLinesBefore: 3 }))).toEqual([]);
  });
});

describe("a near miss", () => {
  const missed = (parts: Partial<MetricRows["near-misses"][number]>) =>
    facts({
      "near-misses": [
        {
          ...{ rule: "node-test", rule_id: "r1", clause: "program", calls: 41, sessions: 6 },
          ...{ refused: 0, found: "pnpm", found_calls: 38, founds: 3, last_ms: 0 },
          ...parts,
        },
      ],
    });

  it("that one word makes, often and never refused, waits to be mended", () => {
    const [found] = findings(missed({}));
    expect(found).toMatchObject({ severity: "info", command: "claude-permit rules suggest" });
    expect(said(found?.title ?? [])).toBe("‹node-test› missed 41 calls by one clause: ‹program›");
    expect(said(found?.evidence[0] ?? [])).toBe(
      "‹pnpm› stood there in 38 of them; 6 sessions, none refused",
    );
  });

  it.each([
    { why: "it is rare", parts: { calls: 9, found_calls: 9 } },
    { why: "one session made it", parts: { sessions: 1 } },
    { why: "such a call was refused", parts: { refused: 1 } },
    { why: "it takes many words", parts: { found_calls: 20 } },
    { why: "nothing stood there", parts: { found: "" } },
    { why: "no edit makes a line understood", parts: { clause: "understood" } },
  ])("is no finding where $why", ({ parts }) => {
    expect(findings(missed(parts))).toEqual([]);
  });

  it("of a rule is told by its most frequent clause", () => {
    const [first] = missed({}).rows["near-misses"] ?? [];
    if (first === undefined) throw new Error("no row");
    const other = { ...first, clause: "flags", calls: 20, found_calls: 20 };
    expect(findings(facts({ "near-misses": [first, other] }))).toHaveLength(1);
  });
});

describe("rules that may be learned", () => {
  const [first] = SAMPLE_LEARNING.waiting;
  const waiting = (since: string, state: "waiting" | "blocked" = "waiting", count = 1) => {
    if (first === undefined) throw new Error("no waiting rule");
    const rules = Array.from({ length: count }, () => ({ ...first, since, state }));
    return facts({}, { learning: { ...SAMPLE_LEARNING, changes: [], waiting: rules } });
  };

  it("wait for a word after a week", () => {
    const [found] = findings(waiting("2026-11-15T06:00:00.000Z"));
    expect(found).toMatchObject({ severity: "info", command: "claude-permit rules pending" });
    expect(said(found?.title ?? [])).toBe("1 rule waits for your word, for 8 days");
  });

  it("are told in the plural, at most three by name", () => {
    const [found] = findings(waiting("2026-11-14T06:00:00.000Z", "waiting", 4));
    expect(said(found?.title ?? [])).toBe("4 rules wait for your word, the oldest for 9 days");
    expect(found?.evidence).toHaveLength(3);
  });

  it("are many from ten on, however young", () => {
    expect(findings(waiting("2026-11-22T06:00:00.000Z", "waiting", 10))).toHaveLength(1);
    expect(findings(waiting("2026-11-22T06:00:00.000Z", "waiting", 9))).toEqual([]);
  });

  it("wait for nobody where they are blocked, or learning is off", () => {
    expect(findings(waiting("2026-11-01T06:00:00.000Z", "blocked"))).toEqual([]);
    const given = waiting("2026-11-01T06:00:00.000Z");
    const promotion = { ...given.learning.promotion, mode: "off" as const };
    expect(findings({ ...given, learning: { ...given.learning, promotion } })).toEqual([]);
  });

  it("that were kept from it are told by what stood in the way", () => {
    const [row] = sampleWeek().rows.promotions ?? [];
    if (row === undefined) throw new Error("no row");
    const again = { ...row, id: "01Q", promoted_rule: "other" };
    const found = findings(facts({ promotions: [row, again, { ...row, decision: "promoted" }] }));
    expect(found.map(({ title }) => said(title))).toEqual([
      "2 rules were not learned: ‹no-docker-exec› is in the way",
    ]);
  });
});

describe("an ask rule", () => {
  const asked = (parts: Partial<MetricRows["ask-answers"][number]>) =>
    facts({
      "ask-answers": [
        {
          ...{
            rule: "ask-git-push",
            rule_id: "cccccccccccc",
            asked: 15,
            sessions: 9,
            fingerprints: 2,
          },
          ...{ yes: 15, no: 0, last_ms: 0, ...parts },
        },
      ],
    });

  it("whose calls are always approved asks too much", () => {
    const [found] = findings(asked({}));
    expect(found).toMatchObject({
      severity: "warn",
      command: "claude-permit rules show cccccccccccc",
    });
    expect(said(found?.title ?? [])).toBe(
      "‹ask-git-push› asked 15 times in 9 sessions; 15 times yes",
    );
  });

  it.each([
    { why: "one was refused", parts: { yes: 14, no: 1 } },
    { why: "it is rare", parts: { asked: 4, yes: 4 } },
    { why: "it was one session", parts: { sessions: 1 } },
    { why: "many were not answered", parts: { yes: 12 } },
  ])("is no finding where $why", ({ parts }) => {
    expect(findings(asked(parts))).toEqual([]);
  });
});

describe("a learned rule", () => {
  const used = (
    parts: Partial<MetricRows["learned-rules"][number]>,
    rule: Parameters<typeof standing>[0] = {},
  ) => {
    const since = "2026-10-05T09:00:00.000Z";
    const learned = { id: "a1a1a1a1a1a1", name: "learned-make", isLearned: true, since };
    const rules = [standing({ ...learned, ...rule })];
    return facts(
      {
        "learned-rules": [
          {
            ...{
              rule_id: "a1a1a1a1a1a1",
              rule: "learned-make",
              uses: 40,
              uses_in_window: 20,
              sessions: 5,
            },
            ...{ fingerprints: 1, failed: 0, refused: 0, last_ms: 0, ...parts },
          },
        ],
      },
      { inForce: { rules, changes: [], onRecordSince: "2026-01-05T09:00:00.000Z" } },
    );
  };

  it("that grants many kinds of call is wide", () => {
    expect(said(findings(used({ fingerprints: 21 }))[0]?.title ?? [])).toBe(
      "A learned rule is wide: ‹learned-make› granted 21 kinds of call",
    );
    expect(findings(used({ fingerprints: 20 }))).toEqual([]);
  });

  it("whose calls surely go wrong more often than one in five is to be taken back", () => {
    const [found] = findings(used({ failed: 12, refused: 3 }));
    expect(said(found?.title ?? [])).toBe(
      "15 of 40 calls of a learned rule went wrong: ‹learned-make›",
    );
    expect(found?.command).toBe("claude-permit rules revoke a1a1a1a1a1a1");
    // As large a share of few calls may be chance.
    expect(findings(used({ failed: 4, uses: 10 }))).toEqual([]);
  });

  it("that is gone, or was not used in this window, is no finding", () => {
    expect(findings(used({ fingerprints: 30 }, { id: "other" }))).toEqual([]);
    expect(findings(used({ fingerprints: 30, uses_in_window: 0 }))).toEqual([]);
  });
});

describe("a call that was let pass before", () => {
  const again = (calls: number, id = "aaaaaaaaaaaa") =>
    facts(
      {
        "asked-again": [
          {
            ...{ rule_id: "aaaaaaaaaaaa", rule: "git-read", calls, sessions: 2 },
            ...{ fingerprint: "Bash: git log", first_ms: 0, last_ms: 0 },
          },
        ],
      },
      {
        inForce: {
          ...{ rules: [standing({ id, since: "2026-10-05T09:00:00.000Z" })], changes: [] },
          onRecordSince: "2026-01-05T09:00:00.000Z",
        },
      },
    );

  it("and is asked about again tells that its rule does not hold", () => {
    const [found] = findings(again(2));
    expect(said(found?.title ?? [])).toBe(
      "You were asked about 2 calls that a rule had let pass before: ‹git-read›",
    );
    expect(found).toMatchObject({ severity: "warn", command: "claude-permit report friction" });
  });

  it("is no finding where it was once, or the rule was taken away", () => {
    expect(findings(again(1))).toEqual([]);
    expect(findings(again(9, "bbbbbbbbbbbb"))).toEqual([]);
  });
});

describe("a model that takes longer", () => {
  const slow = (parts: Partial<MetricRows["slow-answers"][number]>) =>
    facts({
      "slow-answers": [
        {
          ...{ answers: 54, slower: 20, p95_ms: 6_000, base_answers: 216, base_p95_ms: 2_400 },
          ...parts,
        },
      ],
    });

  it("than before, by more than chance, is a finding", () => {
    const [found] = findings(slow({}));
    expect(said(found?.title ?? [])).toBe(
      "The model takes longer: p95 6000ms, 2400ms in the four weeks before",
    );
    expect(said(found?.evidence[0] ?? [])).toMatch(
      /^20 of 54 answers took longer than that: 37\.0%/,
    );
  });

  it.each([
    { why: "nobody waits", parts: { p95_ms: 2_900, base_p95_ms: 900 } },
    { why: "it is not twice as long", parts: { p95_ms: 4_700 } },
    { why: "it may be chance", parts: { slower: 8 } },
    { why: "there are few answers", parts: { answers: 39 } },
    { why: "there is little to compare with", parts: { base_answers: 199 } },
    { why: "nobody answered before", parts: { base_p95_ms: null } },
  ])("is no finding where $why", ({ parts }) => {
    expect(findings(slow(parts))).toEqual([]);
  });
});

describe("a grant", () => {
  const rules = (parts: Parameters<typeof standing>[0], other: Partial<Facts> = {}) =>
    facts(
      {},
      {
        inForce: {
          ...{ rules: [standing(parts)], changes: [] },
          onRecordSince: "2026-01-05T09:00:00.000Z",
        },
        ...other,
      },
    );

  it("that is on record for 90 days and granted nothing in them is unused", () => {
    const [found] = findings(rules({ since: "2026-08-24T23:00:00.000Z" }));
    expect(said(found?.title ?? [])).toBe("1 allow rule granted nothing in 90 days");
    expect(found).toMatchObject({ severity: "info", command: "claude-permit report rules" });
  });

  it.each([
    { why: "is younger", parts: { since: "2026-08-24T23:00:00.001Z" }, other: {} },
    { why: "stops calls", parts: { kind: "deny" as const }, other: {} },
    { why: "asks about calls", parts: { kind: "ask" as const }, other: {} },
    { why: "comes with the starter policy", parts: { isStarter: true }, other: {} },
    { why: "is looked at in one project", parts: {}, other: { project: "shop" } },
  ])("is never called so where it $why", ({ parts, other }) => {
    expect(findings(rules(parts, other))).toEqual([]);
  });
});

describe("findings together", () => {
  const floor = (calls: number) => facts({ denied: [denial({ rule_kind: "floor", calls })] });

  it.each([
    { before: 10, now: 10, state: "same" },
    { before: 10, now: 12, state: "worse" },
    { before: 10, now: 5, state: "improving" },
  ] as const)("$now after $before are $state", ({ before, now, state }) => {
    expect(findings(floor(now), floor(before))[0]?.state).toBe(state);
  });

  it("that no longer stand are resolved", () => {
    const { findings: left, resolved } = judge(facts(), floor(3));
    expect(left).toEqual([]);
    expect(resolved.map(said)).toEqual([
      "A built-in denial stopped 3 calls in 2 sessions: ‹no-rm-rf›",
    ]);
  });

  it("that only waited are not told when they are gone", () => {
    const promotions = sampleWeek().rows.promotions ?? [];
    expect(judge(facts(), facts({ promotions })).resolved).toEqual([]);
  });

  it("stand by severity, then by evidence", () => {
    const given = facts(
      {
        denied: [
          denial({ rule: "few", rule_id: "1", rule_kind: "floor", calls: 1 }),
          denial({ rule: "many", rule_id: "2", rule_kind: "floor", calls: 9 }),
          denial({ rule: "critical", rule_id: "3", calls: 1 }),
        ],
      },
      { severities: new Map([["3", "critical"]]) },
    );
    expect(findings(given).map((found) => found.title.at(-1))).toEqual(
      ["critical", "many", "few"].map((text) => ({ kind: "quote", text, masked: text })),
    );
  });

  it("keep their id from week to week", () => {
    expect(findings(floor(3))[0]?.id).toBe(findings(floor(9))[0]?.id);
    expect(findingId("critical-denial", "0123456789ab")).toMatch(/^[0-9a-hj-km-np-tv-z]{4}$/);
  });

  it("end in a command that exists", () => {
    const given = sampleWeek({
      severities: new Map([["cccccccccccc", "critical"]]),
      log: { bad_lines: 1, files: 1, anchor: null, fallback: false, prompts_recorded: true },
    });
    const commands = findings(given).map((found) => found.command);
    expect(commands.length).toBeGreaterThan(3);
    for (const line of commands)
      expect(line).toMatch(
        /^claude-permit (report|stats|status|ingest|rules (suggest|pending|show))\b/,
      );
  });
});

describe.each(Object.entries(FINDINGS))("the finding %s", (_, kind: FindingKind) => {
  const metrics = [...kind.needs, ...(kind.shows ?? [])];

  it("needs no metric that it did not declare", () => {
    const { rows, ...rest } = sampleWeek();
    const declared = Object.fromEntries(
      Object.entries(rows).filter(([name]) => metrics.some((need) => need === name)),
    );
    expect(() => kind.find({ ...rest, rows: declared })).not.toThrow();
    expect(FINDING_NEEDS).toEqual(expect.arrayContaining(metrics));
  });

  it("finds nothing in an empty log", () => {
    expect(kind.find(facts({ coverage: [coverageRow({ entries: 0 })] }))).toEqual([]);
  });
});
