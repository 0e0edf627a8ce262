import { describe, expect, it } from "vitest";
import { ReportTable } from "../../src/model/report-table.ts";
import { defineReport } from "../../src/report/definition.ts";
import type { SectionKind } from "../../src/report/section.ts";
import { SECTIONS } from "../../src/report/sections/index.ts";
import { denial, facts } from "../support/facts.ts";
import { cells, material } from "../support/report.ts";
import { sampleWeek } from "../support/sample-week.ts";

describe.each(Object.entries<SectionKind>(SECTIONS))("the section %s", (name, kind) => {
  it("needs no metric that it did not declare", () => {
    const { rows, ...rest } = sampleWeek();
    const declared = Object.fromEntries(
      Object.entries(rows).filter(([metric]) => kind.needs.some((need) => need === metric)),
    );
    const whole = material(sampleWeek());
    expect(() => kind.make({ ...whole, facts: { ...rest, rows: declared } })).not.toThrow();
  });

  it("goes by its name, and can be made of an empty log", () => {
    const section = kind.make(material(facts()));
    if (section !== null) expect(section.id).toBe(name);
  });
});

describe("the kinds of call that no rule covered", () => {
  it("name the command that lists the others", () => {
    const uncovered = Array.from({ length: 12 }, (_, index) => {
      return {
        fingerprint: `Bash: c${index}`,
        calls: 1,
        sessions: 1,
        ok: 0,
        failed: 0,
        refused: 0,
      };
    });
    const more = (asOf: string) =>
      SECTIONS["no-rule-covered"].make(material(facts({ uncovered }, { asOf }))).blocks[0];
    const words = "claude-permit stats --during 2026-W47 --tz Europe/Amsterdam";
    expect(more("2026-11-23T06:00:00.000Z")).toMatchObject({
      more: { count: 2, command: `${words} --json` },
    });
    // In the middle of its week it tells of what was known by then.
    expect(more("2026-11-20T12:00:00.000Z")).toMatchObject({
      more: { count: 2, command: `${words} --as-of 2026-11-20T12:00:00.000Z --json` },
    });
  });
});

describe("a table of denials", () => {
  it("is cut at ten rows, and says where the others stand", () => {
    const denied = Array.from({ length: 13 }, (_, index) => denial({ rule: `r${index}` }));
    const section = SECTIONS.denied.make(material(facts({ denied })));
    expect(cells(section)).toHaveLength(10);
    expect(section.blocks[0]).toMatchObject({
      more: {
        count: 3,
        command: "claude-permit report security --during 2026-W47 --tz Europe/Amsterdam",
      },
    });
  });

  it("keeps project and tool in its commands, quoted for the shell", () => {
    const denied = Array.from({ length: 11 }, () => denial({}));
    const given = facts({ denied }, { project: "it's", tool: "Bash" });
    expect(SECTIONS.denied.make(material(given)).blocks[0]).toMatchObject({
      more: { command: expect.stringContaining(`--project 'it'\\''s' --tool Bash`) },
    });
  });

  it("names the model and the built-in denials", () => {
    const denied = [
      denial({ rule_kind: "llm" }),
      denial({ rule_kind: "floor", rule: "own-hooks" }),
    ];
    const rows = cells(SECTIONS.denied.make(material(facts({ denied }))));
    expect(rows.map(([rule]) => rule)).toEqual(["the model, RED", "‹built-in: own-hooks›"]);
  });
});

describe("the sessions", () => {
  const session = (session_id: string, denied: number, calls: number) => ({
    session_id,
    project: "shop-api",
    start_ms: Date.parse("2026-11-16T09:00:00Z"),
    end_ms: Date.parse("2026-11-16T10:00:00Z"),
    active_ms: 0,
    calls,
    denied,
    red: 0,
    risky: 0,
    prompts_seen: 0,
    subagent_calls: 0,
    modes: "default",
  });

  it("stand by what happened in them, under the shortest beginning that is their own", () => {
    const sessions = [
      session("8c1e77aa", 1, 9),
      session("8c1e77bb", 2, 1),
      session("41fa0000", 1, 10),
      session("f00d0000", 0, 99),
    ];
    const rows = cells(SECTIONS.sessions.make(material(facts({ sessions }))));
    expect(rows.map(([name]) => name)).toEqual([
      "‹8c1e77b shop-api›",
      "‹41fa shop-api›",
      "‹8c1e77a shop-api›",
    ]);
  });
});

describe("what was decided", () => {
  it("leaves out what does not exist here, but not what is good to know", () => {
    const words = cells(SECTIONS["what-was-decided"].make(material(facts()))).map(
      ([first]) => first,
    );
    expect(words).toEqual([
      "allowed by your rules",
      "asked, by rule",
      "denied by rule or built-in",
      "no opinion",
      "all",
    ]);
  });
});

describe("the table of a report", () => {
  const table = { title: "mine", window: "last-week", comparison: "before" };

  it("that names a section which does not exist is refused with the likely name", () => {
    const made = defineReport(
      "mine",
      ReportTable.parse({ ...table, sections: ["the-wek", "zzzzzzzz"], quiet: ["coverge"] }),
      "mine.toml",
    );
    expect(made).toMatchObject({
      problems: [
        { path: "sections[0]", message: 'there is no section "the-wek". Did you mean "the-week"?' },
        { path: "sections[1]", message: expect.stringContaining("Write one of do-this-first") },
        { path: "quiet[0]", message: expect.stringContaining('"coverage"') },
      ],
    });
  });

  it("knows no other key", () => {
    expect(ReportTable.safeParse({ ...table, sections: ["denied"], colour: 1 }).success).toBe(
      false,
    );
  });
});
