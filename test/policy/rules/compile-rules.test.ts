import { describe, expect, it } from "vitest";
import { problemLine } from "../../../src/model/errors.ts";
import type { RuleTable } from "../../../src/model/rule.ts";
import { compiled } from "../../support/judging.ts";

const problems = async (table: Partial<RuleTable>): Promise<string[]> =>
  (await compiled("allow", [{ tool: "x" }, { tool: "Bash", ...table }])).problems.map(problemLine);

describe("a rule's mistakes are told with their place", () => {
  it.each([
    [{ cwd: "src" }, 'config.toml: allow[1].cwd: "src" is not absolute. Start it with "/" or "~".'],
    [
      { expires: "soon" },
      'config.toml: allow[1].expires: "soon" is no moment. Write 2026-12-01T00:00:00Z.',
    ],
    [{ reads: "src/[z-a]" }, 'config.toml: allow[1].reads: "src/[z-a]" is no path pattern.'],
  ])("%j", async (table, line) => {
    expect(await problems(table)).toEqual([line]);
  });

  it("all of them", async () => {
    const found = await problems({ tool: "(", fields: { command: "(?=x)" }, exclude: { a: "[" } });
    expect(found.map((line) => line.split(": ")[1])).toEqual([
      "allow[1].tool",
      "allow[1].fields.command",
      "allow[1].exclude.a",
    ]);
  });
});

describe("a rule's id", () => {
  const idOf = async (table: Partial<RuleTable>, kind: "deny" | "ask" = "deny") =>
    (await compiled(kind, [{ tool: "Bash", ...table }])).rules[0]?.id;

  it("survives a rename, another message and another order", async () => {
    const one = await idOf({
      name: "a",
      message: "x",
      flags: ["r", "f"],
      fields: { a: "1", b: "2" },
    });
    const two = await idOf({
      name: "b",
      severity: "info",
      flags: ["f", "r"],
      fields: { b: "2", a: "1" },
    });
    expect(one).toBe(two);
    expect(one).toMatch(/^[0-9a-f]{12}$/);
  });

  it("changes with what the rule judges by", async () => {
    const ids = [
      await idOf({}),
      await idOf({}, "ask"),
      await idOf({ program: "rm" }),
      await idOf({ fields: { command: "rm" } }),
      await idOf({ exclude: { command: "rm" } }),
      await idOf({ cwd: "/x" }),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});
