import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RuleChangeLine, RuleRecord } from "../../../src/model/history.ts";
import {
  ruleChangeLines,
  ruleChanges,
  rulesAfter,
} from "../../../src/policy/rules/rule-changes.ts";
import { clausesOf, ruleRecord } from "../../../src/policy/rules/rule-record.ts";
import { compiled } from "../../support/judging.ts";

function record(id: string, name?: string, more: Partial<RuleRecord> = {}): RuleRecord {
  return { kind: "deny", id, ...(name === undefined ? {} : { name }), ...more };
}

function words(before: readonly RuleRecord[], after: readonly RuleRecord[]): string[] {
  return ruleChanges(before, after).map(
    (change) => `${change.kind} ${change.before?.id ?? "-"} ${change.after?.id ?? "-"}`,
  );
}

describe("what happened to rules", () => {
  it.each<[string, RuleRecord[], RuleRecord[], string[]]>([
    ["nothing", [record("1", "a")], [record("1", "a")], []],
    [
      "another order",
      [record("1", "a"), record("2", "b")],
      [record("2", "b"), record("1", "a")],
      [],
    ],
    ["a new one", [], [record("1", "a")], ["added - 1"]],
    ["one gone", [record("1", "a")], [], ["removed 1 -"]],
    ["another pattern", [record("1", "a")], [record("2", "a")], ["edited 1 2"]],
    ["another message", [record("1", "a")], [record("1", "a", { message: "m" })], ["edited 1 1"]],
    ["another name", [record("1", "a")], [record("1", "b")], ["renamed 1 1"]],
    ["another kind", [record("1", "a")], [record("2", "a", { kind: "ask" })], ["edited 1 2"]],
    ["both new", [record("1", "a")], [record("2", "b")], ["removed 1 -", "added - 2"]],
    [
      "unnamed ones",
      [record("1"), record("2")],
      [record("2"), record("3")],
      ["removed 1 -", "added - 3"],
    ],
    [
      "swapped names",
      [record("1", "a"), record("2", "b")],
      [record("1", "b"), record("2", "a")],
      ["renamed 1 1", "renamed 2 2"],
    ],
    ["one of two alike", [record("1", "a"), record("1", "b")], [record("1", "b")], ["removed 1 -"]],
  ])("%s", (_, before, after, expected) => {
    expect(words(before, after)).toEqual(expected);
  });

  it("tells the rules of any time again, and nothing twice", () => {
    const rule = fc.record({
      kind: fc.constantFrom("deny" as const, "ask" as const),
      id: fc.constantFrom("1", "2", "3"),
      name: fc.constantFrom("a", "b", "c"),
      message: fc.constantFrom("x", "y"),
    });
    fc.assert(
      fc.property(fc.array(fc.array(rule, { maxLength: 5 }), { maxLength: 6 }), (policies) => {
        const lines: RuleChangeLine[] = [];
        policies.forEach((rules, day) => {
          const { policySha256, rules: known } = rulesAfter(lines, "f");
          const at = `2026-11-0${day + 1}`;
          const rest = { at, v: 1, file: "f", found_by: "hook" } as const;
          for (const change of ruleChanges(known, rules)) {
            lines.push({
              ...rest,
              ...change,
              policy_sha256_before: policySha256,
              policy_sha256_after: at,
            });
          }
          expect(ruleChanges(rulesAfter(lines, "f").rules, rules)).toEqual([]);
        });
        policies.forEach((rules, day) => {
          const then = rulesAfter(lines, "f", `2026-11-0${day + 1}`).rules;
          const sorted = (all: readonly RuleRecord[]) =>
            all.map((one) => JSON.stringify(one)).sort();
          expect(sorted(then)).toEqual(sorted(rules));
        });
      }),
    );
  });

  it("is told file by file, with the policy before", async () => {
    const { rules } = await compiled("deny", [{ name: "a", tool: "^Bash$", program: "rm" }]);
    const found = { policySha256: "p1", at: "2026-11-01", foundBy: "hook" };
    const first = ruleChangeLines([], { ...found, files: [{ file: "config.toml", rules }] });
    const gone = { ...found, policySha256: "p2", files: [{ file: "config.toml", rules: [] }] };
    const second = ruleChangeLines(first, gone);
    expect(first[0]).toMatchObject({ kind: "added", name: "a", policy_sha256_before: null });
    expect(second[0]).toMatchObject({ kind: "removed", policy_sha256_before: "p1" });
    const other = { ...gone, files: [{ file: "auto-rules.toml", rules: [] }] };
    expect(ruleChangeLines(first, other)).toEqual([]);
  });
});

describe("a rule on record", () => {
  it("says in full what people wrote", async () => {
    const table = {
      name: "a",
      tool: "^Bash$",
      program: ["rm"],
      flags: ["r"],
      fields: { command: "^rm" },
      exclude: { command: "x|y" },
      message: "no",
    };
    const [rule] = (await compiled("deny", [table, { tool: "^Read$" }])).rules;
    if (rule === undefined) throw new Error("no rule");
    const made = ruleRecord(rule);
    expect(made).toMatchObject({ ...table, kind: "deny", id: rule.id });
    expect(clausesOf(made)).toEqual([
      "tool ^Bash$",
      "program rm",
      "flags r",
      "command ^rm",
      "not command x|y",
    ]);
  });

  it("has its lists of expressions as they were written", async () => {
    const table = {
      tool: "^Bash$",
      fields: { command: ["(?i)^rm", "^dd ", "^x"] },
      exclude: { command: ["y", "z"] },
    };
    const [rule] = (await compiled("deny", [table])).rules;
    if (rule === undefined) throw new Error("no rule");
    expect(ruleRecord(rule)).toEqual({ ...table, kind: "deny", id: rule.id, severity: "warn" });
    expect(clausesOf(ruleRecord(rule))).toEqual([
      "tool ^Bash$",
      "command (?i)^rm",
      "or ^dd ",
      "or ^x",
      "not command y",
      "or z",
    ]);
  });

  it("has no name where it has but a position", async () => {
    const [rule] = (await compiled("deny", [{ tool: "^Read$" }])).rules;
    if (rule === undefined) throw new Error("no rule");
    expect(ruleRecord(rule)).not.toHaveProperty("name");
    expect(ruleRecord(rule)).not.toHaveProperty("exclude");
  });
});

describe("a rule as people write it", () => {
  it("shows its globs, and a field that is called glob as an expression", async () => {
    const tables = [{ tool: "Grep", reads: ["~/.ssh/**", "**/.env"], fields: { glob: "^x" } }];
    const [rule] = (await compiled("deny", tables)).rules;
    const record = rule && ruleRecord(rule);
    expect(record).toMatchObject({ reads: ["~/.ssh/**", "**/.env"], fields: { glob: "^x" } });
    expect(record && clausesOf(record)).toEqual([
      "tool Grep",
      "reads ~/.ssh/** **/.env",
      "glob ^x",
    ]);
  });
});
