import { describe, expect, it } from "vitest";
import type { Facts } from "../../src/findings/facts.ts";
import type { StandingRule } from "../../src/findings/rule-facts.ts";
import type { MetricRow } from "../../src/metrics/index.ts";
import { SECTIONS } from "../../src/report/sections/index.ts";
import { facts, standing, weekStart } from "../support/facts.ts";
import { blocksOf, cells, material, said } from "../support/report.ts";
import { sampleWeek } from "../support/sample-week.ts";

/** The notes of the section as lines: `unused | 1 allow rule …`. */
function lines(given: Facts, report = "digest"): string[] {
  const section = SECTIONS.rules.make(material(given, { report }));
  return blocksOf(section, "note").map(({ term, text }) => `${term} | ${said(text)}`);
}

const onRecord = (rules: StandingRule[], onRecordSince = "2026-01-05T09:00:00.000Z") => ({
  inForce: { rules, changes: [], onRecordSince },
});

const used = (...ids: string[]) => ids.map((rule_id) => ({ since_ms: weekStart(0), rule_id }));

function use(rule_id: string, calls: number, fingerprints: number): MetricRow<"grant-breadth"> {
  return { rule_id, calls, fingerprints };
}

describe("the rules of a digest", () => {
  it("are counted by kind, with the most used, the unused and the nearest miss", () => {
    expect(lines(sampleWeek())).toEqual([
      " | 38 allow, 24 of them learned, 5 ask, 22 deny",
      "most used | ‹fs-read› 402, ‹git-read› 388, ‹no-secret-reads› 5",
      "unused | 4 allow rules in 90 days: ‹scp-backup›, ‹yarn-classic›, ‹vagrant-read›, ‹svn-read›  claude-permit report rules",
      "starter | 2 of 6 allow rules of the starter policy granted nothing in 90 days",
      "near miss | ‹node-test› missed 12 calls by one clause, ‹program›: most often ‹pnpm› stood there; 1 more. claude-permit rules suggest",
    ]);
  });

  it("are not called unused before any is on record for 90 days", () => {
    const young = standing({ since: "2026-10-01T00:00:00.000Z" });
    expect(lines(facts({}, onRecord([young])))).toContain(
      "unused | not told yet: no allow rule is on record for 90 days",
    );
  });

  it("are not called unused where other calls are left out", () => {
    const given = facts({}, { ...onRecord([standing()]), tool: "Bash" });
    expect(lines(given).join("\n")).not.toContain("unused");
  });

  it("that were written down later say so, and nothing is said where none ever were", () => {
    expect(lines(facts({}, onRecord([standing()], "2026-11-25T09:00:00.000Z")))[0]).toBe(
      " | 1 allow, as first written down on 2026-11-25T09:00:00.000Z",
    );
    expect(lines(facts())[0]).toBe(" | None is on record yet: the first call writes them down.");
  });

  it("name one that an earlier rule makes useless, and one that grants ever new kinds", () => {
    const rules = [
      standing({ id: "w", name: "all-git" }),
      standing({ id: "n", name: "git-log", shadowedBy: "all-git" }),
    ];
    const rows = { "grant-breadth": [use("w", 60, 24), use("n", 300, 24)] };
    const given = facts({ ...rows, "used-grants": used("w", "n") }, onRecord(rules));
    expect(lines(given)).toEqual(
      expect.arrayContaining([
        "shadowed | 1 rule: ‹all-git› does all that ‹git-log› does  claude-permit validate",
        "over-broad | ‹all-git› granted 24 kinds of call in 60 uses",
      ]),
    );
  });
});

describe("the rules to look at", () => {
  it("are listed each with why", () => {
    const rules = [
      standing({ id: "w", name: "all-git" }),
      standing({ id: "n", name: "git-log", shadowedBy: "all-git" }),
      standing({ id: "u", name: "scp" }),
      standing({ id: "d", name: "never-rang", kind: "deny" }),
    ];
    const rows = { "grant-breadth": [use("w", 60, 24), use("n", 9, 1)] };
    const given = facts({ ...rows, "used-grants": used("w", "n") }, onRecord(rules));
    const table = cells(SECTIONS["rule-health"].make(material(given)));
    expect(table.map(([rule, kind, , what, why]) => [rule, kind, what, why].join(" "))).toEqual([
      "‹all-git› allow over-broad 24 kinds in 60 uses",
      "‹git-log› allow shadowed ‹by all-git›",
      "‹scp› allow unused in 90 days",
    ]);
  });
});
