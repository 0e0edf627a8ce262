import { describe, expect, it } from "vitest";
import type { Facts } from "../../src/findings/facts.ts";
import { type LearningFacts, learnedAt } from "../../src/findings/learning-facts.ts";
import type { Section } from "../../src/report/section.ts";
import { SECTIONS } from "../../src/report/sections/index.ts";
import { facts, latency, NO_LEARNING, weekly } from "../support/facts.ts";
import { blocksOf, cells, material, said } from "../support/report.ts";
import { added, cause, SAMPLE_LEARNING, shape } from "../support/sample-learning.ts";
import { sampleWeek } from "../support/sample-week.ts";

/** The notes of a section as lines: `+ learned | npm-run-lint …`. */
function lines(section: Section | null): string[] {
  return blocksOf(section, "note").map(({ term, text }) => `${term} | ${said(text)}`);
}

const learning = (parts: Partial<LearningFacts>, rows: Facts["rows"] = {}): Facts =>
  facts(rows, { learning: { ...NO_LEARNING, model: "anthropic haiku", ...parts } });

describe("what it learned", () => {
  const make = (given: Facts) => lines(SECTIONS["what-it-learned"].make(material(given)));

  it("tells each change with its time, its reason and its uses, in order", () => {
    expect(make(sampleWeek())).toEqual([
      " | 24 learned rules (+2 -1), 262 calls allowed by them.",
      "~ edited | ‹curl-local›  2026-11-16T08:12:00.000Z  by hand: without ‹host ^localhost$›, with ‹host ^localhost:3000$›; 40 uses since, 1 kind of call",
      "+ learned | ‹npm-run-lint›  2026-11-17T10:20:00.000Z  ‹YELLOW›, 3 yes; 24 uses since, 1 kind of call",
      " | “‹Runs the project's own linter and writes nothing.›”",
      "x blocked | ‹Bash: docker exec›  2026-11-19T15:40:00.000Z  not learned: ‹no-docker-exec› is in the way",
      " | “‹Runs one command in a container.›”",
      "+ learned | ‹docker-compose-ps›  2026-11-20T09:05:00.000Z  ‹YELLOW›, 3 yes; 6 uses since, 1 kind of call",
      " | “‹Lists containers of this project, read only.›”",
      "- expired | ‹curl-healthz›  2026-11-20T23:00:00.000Z  ‹unused for 90 days›",
      "waiting | 2 rules for your word, the oldest for 8 days: claude-permit rules pending",
    ]);
  });

  it.each([
    {
      why: "no model is asked",
      parts: { model: null },
      words: /a model was asked about, and none/,
    },
    { why: "nothing was confirmed", parts: {}, words: /^ \| Nothing yet: .* yes to 2 calls/ },
    {
      why: "learning is off",
      parts: { promotion: { ...NO_LEARNING.promotion, mode: "off" as const } },
      words: /learning is off/,
    },
  ])("says in a sentence that it is nothing where $why", ({ parts, words }) => {
    const told = make(learning(parts));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(words);
  });

  it("shows the latest six, and where the others are", () => {
    const changes = Array.from({ length: 9 }, (_, index) =>
      added(`2026-11-1${index < 3 ? 6 : 7}T1${index}:00:00.000Z`, shape(`r${index}`, "make")),
    );
    const told = make(learning({ changes }));
    expect(told.filter((line) => line.startsWith("+ learned"))).toHaveLength(6);
    expect(told).toContain(" | 3 more before these: claude-permit report learned");
  });

  it("leaves out that a rule goes on holding, and what is outside the window", () => {
    const renewed = { ...added("2026-11-18T10:00:00.000Z", shape("a")), kind: "edited" as const };
    const changes = [
      added("2026-11-02T10:00:00.000Z", shape("a")),
      { ...renewed, before: shape("a"), cause: cause({ why: "renewed" }) },
      added("2026-11-22T23:00:00.000Z", shape("later")),
    ];
    expect(make(learning({ changes }))).toEqual([" | 1 learned rule, 0 calls allowed by them."]);
  });

  it("names what is in the way of a call, where no rule is", () => {
    const [row] = sampleWeek().rows.promotions ?? [];
    const [, second] = SAMPLE_LEARNING.waiting;
    if (row === undefined || second === undefined) throw new Error("no sample");
    const waiting = [{ ...second, id: "x", inTheWay: "it would allow a call that was denied" }];
    const promotions = [{ ...row, rule: "", promoted_rule: "x" }];
    expect(make(learning({ waiting }, { promotions })).join("\n")).toContain(
      "not learned: ‹it would allow a call that was denied› is in the way",
    );
  });
});

describe("every change of a learned rule", () => {
  const told = lines(SECTIONS["learned-changes"].make(material(sampleWeek())));

  it("comes with what it grants, why, and whence", () => {
    const at = told.findIndex((line) => line.startsWith("+ learned | ‹npm-run-lint›"));
    expect(told.slice(at + 1, at + 4)).toEqual([
      " | ‹Bash, program npm, subcommand run›",
      " | “‹Runs the project's own linter and writes nothing.›”",
      " | session ‹8c1e77aa›, done by ‹hook›",
    ]);
  });

  it("stands beside the answers of the window", () => {
    expect(told).toContain("answers | to calls that a rule may be learned from: 2 yes, 1 no.");
  });
});

describe("the learned rules", () => {
  it("stand by their uses, with what went wrong", () => {
    const section = SECTIONS["learned-rules"].make(material(sampleWeek()));
    expect(cells(section)[0]).toEqual([
      ...["‹pytest›", "2026-09-02T09:00:00.000Z", "902", "2", "3", "2026-11-20T15:00:00.000Z"],
    ]);
    expect(section.blocks[0]).toMatchObject({
      more: { count: 4, command: "claude-permit rules list" },
    });
  });

  it("are those of the window's end, not of today", () => {
    const { changes } = SAMPLE_LEARNING;
    const names = (at: string) => learnedAt(changes, at).map(({ shape: { name } }) => name);
    expect(names("2026-08-30T00:00:00.000Z")).toEqual(["curl-healthz"]);
    expect(names("2026-11-22T00:00:00.000Z")).not.toContain("curl-healthz");
    expect(names("2026-11-22T00:00:00.000Z")).toHaveLength(24);
  });
});

describe("the rules that wait", () => {
  it("stand by age, with what is missing", () => {
    expect(cells(SECTIONS["pending-rules"].make(material(sampleWeek())))).toEqual([
      ["‹Bash: make›", "‹id-make-docs›", "2026-11-14T09:00:00.000Z", "1", "1", "1 more yes"],
      [
        ...["‹Bash: docker exec›", "‹id-docker-exec›", "2026-11-18T09:00:00.000Z"],
        ...["2", "2", "‹blocked: no-docker-exec›"],
      ],
    ]);
  });

  it("are none in a sentence", () => {
    const section = SECTIONS["pending-rules"].make(material(facts()));
    expect(section.blocks).toEqual([
      expect.objectContaining({ rows: [], empty: "No rule waits to be learned." }),
    ]);
  });
});

describe("the model", () => {
  const make = (given: Facts, report = "digest") =>
    lines(SECTIONS["the-model"].make(material(given, { report })));

  it("is told by what it said, how long it took, and what you then did", () => {
    expect(make(sampleWeek())).toEqual([
      "asked | 54 calls: 38 GREEN, 9 YELLOW, 2 RED, 5 without a verdict",
      "before | the week before, 54 calls: 38 GREEN, 9 YELLOW, 2 RED, 5 without a verdict",
      "took | p50 1100ms, p95 2900ms, longest 8000ms; p95 against before: unclear 500",
      "tokens | 41360 in, 2024 out, told of 44 calls; 6 verdicts remembered",
      "YELLOW | you said yes to 8, no to 1 of 9",
      "GREEN | 38 ran, 1 of them failed, 0 refused",
      "no verdict | you said yes to 3, no to 0, others let 1 run, not told of 1 of 5",
      "later | what it called YELLOW or RED was made again and allowed: 2 by a rule, 1 by you",
      "more | claude-permit report llm",
    ]);
    expect(make(sampleWeek(), "llm")).not.toContain("more | claude-permit report llm");
  });

  it("that nobody configured is one line, and no table of zeros follows", () => {
    const told = make(facts());
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("None is configured");
    for (const name of [
      "model-by-day",
      "model-latency",
      "model-agreement",
      "model-tokens",
    ] as const)
      expect(SECTIONS[name].make(material(facts()))).toBeNull();
  });

  it("that was not asked is one line too, also after weeks in which it was", () => {
    const rows = weekly([54, 0], (asked, since_ms) => latency({ since_ms, asked, green: asked }));
    expect(make(learning({}, { "model-latency": rows }))).toEqual([
      " | Not asked: no call of this week was put before it.",
    ]);
  });
});

describe("near misses", () => {
  it("stand by rule and clause", () => {
    const section = SECTIONS["near-misses"].make(material(sampleWeek()));
    expect(cells(section)[0]).toEqual(["‹node-test›", "‹program›", "‹pnpm›", "12", "3", "0"]);
    expect(lines(section)[0]).toContain("claude-permit rules suggest");
  });

  it("are told in the digest by the most frequent that an edit mends", () => {
    const [first, second] = sampleWeek().rows["near-misses"] ?? [];
    if (first === undefined || second === undefined) throw new Error("no sample");
    const rows = { "near-misses": [{ ...second, calls: 99 }, first] };
    const told = lines(SECTIONS.rules.make(material(facts(rows))));
    expect(told).toContain(
      "near miss | ‹node-test› missed 12 calls by one clause, ‹program›: most often ‹pnpm› stood there. claude-permit rules suggest",
    );
  });
});
