import { describe, expect, it } from "vitest";
import type { Rule, RuleTable } from "../../../src/model/rule.ts";
import { isExpired, isWider, unanchored } from "../../../src/policy/rules/lints.ts";
import { compiled } from "../../support/judging.ts";

async function rule(more: Partial<RuleTable>): Promise<Rule> {
  const [made] = (await compiled("deny", [{ tool: "^Bash$", ...more }])).rules;
  if (made === undefined) throw new Error("no rule");
  return made;
}

describe("a rule is wider than another", () => {
  it.each<[string, Partial<RuleTable>, Partial<RuleTable>]>([
    ["the same", { program: "rm" }, { program: "rm" }],
    ["without a clause", {}, { program: "rm", flags: ["r"] }],
    ["with more programs", { program: ["rm", "dd"] }, { program: "rm" }],
    ["with more tools", { tool: "Bash" }, { tool: "^Bash$" }],
    [
      "with a shorter start",
      { fields: { command: "^git" } },
      { fields: { command: "^git (log|diff)\\b" } },
    ],
    [
      "with a part",
      { fields: { command: "force" } },
      { fields: { command: "^git push --force$" } },
    ],
    ["of more than one command", {}, { alone: true }],
    ["without the exception", {}, { exclude: { command: "x" } }],
    [
      "with all in its list",
      { fields: { command: ["^g.t", "^l.", "^x"] } },
      { fields: { command: ["^l.", "^g.t"] } },
    ],
    [
      "with it in its list",
      { fields: { command: ["^g.t", "^l."] } },
      { fields: { command: "^l." } },
    ],
    [
      "with fewer exceptions",
      { exclude: { command: ["^b", "^a"] } },
      { exclude: { command: ["^a", "^b", "^c"] } },
    ],
    ["without the folder", {}, { cwd: "/w" }],
    ["for longer", { expires: "2027-01-01" }, { expires: "2026-12-01" }],
  ])("%s", async (_, wide, narrow) => {
    expect(isWider(await rule(wide), await rule(narrow))).toBe(true);
  });

  it.each<[string, Partial<RuleTable>, Partial<RuleTable>]>([
    ["with a clause more", { program: "rm" }, {}],
    ["with other programs", { program: "rm" }, { program: ["rm", "dd"] }],
    ["with an anchor", { fields: { command: "^git" } }, { fields: { command: "git" } }],
    ["to the end of a word", { fields: { command: "^gi\\b" } }, { fields: { command: "^git" } }],
    ["with an exception", { exclude: { command: "x" } }, {}],
    [
      "with less in its list",
      { fields: { command: ["^g.t", "^x"] } },
      { fields: { command: ["^g.t", "^y"] } },
    ],
    [
      "with more exceptions",
      { exclude: { command: ["^a", "^b"] } },
      { exclude: { command: "^a" } },
    ],
    ["in a folder", { cwd: "/w" }, {}],
    ["of one command alone", { alone: true }, {}],
    ["until it expires", { expires: "2027-01-01" }, {}],
    ["as far as can be told", { fields: { command: "^g.t" } }, { fields: { command: "^git" } }],
  ])("not: %s", async (_, wide, narrow) => {
    expect(isWider(await rule(wide), await rule(narrow))).toBe(false);
  });
});

describe("an expression that grants", () => {
  it.each([
    "^git status$",
    "^(git|ls) x",
    "(^git|^ls)\\b",
    "(?:^a|(^b|^c))",
    "\\Agit",
    "(?i)^git",
    "^a|^b",
    "^a[|]b",
    "^a\\.*",
    "^a\\|b",
    "^mkdir .*",
    "^git log .*",
  ])("%s begins at the start", (source) => {
    expect(unanchored(source)).toBeUndefined();
  });

  it.each([
    ["git status", "anywhere in a command"],
    ["^git|ls", "anywhere: ls"],
    ["(^git|ls)", "anywhere in a command"],
    ["^git .*", "any program or sub-command"],
    ["^git .+ x", "any program or sub-command"],
    [".*", "anywhere in a command"],
    ["^.*", "any program or sub-command"],
  ])("%s grants more than it says", (source, words) => {
    expect(unanchored(source)).toContain(words);
  });
});

it("a rule expires at its moment", async () => {
  const made = await rule({ expires: "2026-12-01T00:00:00Z" });
  expect(isExpired(made, "2026-11-30T23:59:59.999Z")).toBe(false);
  expect(isExpired(made, "2026-12-01T00:00:00.000Z")).toBe(true);
});
