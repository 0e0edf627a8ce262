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

describe("a list of expressions", () => {
  it("tells the mistake of each at its place", async () => {
    const found = await problems({
      fields: { command: ["^a", "(", "^b", "(?=x)"] },
      exclude: { a: ["x", "["] },
    });
    expect(found.map((line) => line.split(": ")[1])).toEqual([
      "allow[1].fields.command[1]",
      "allow[1].fields.command[3]",
      "allow[1].exclude.a[1]",
    ]);
  });

  it("is a mistake where one name stands for two groups", async () => {
    const [line, ...more] = await problems({ fields: { command: ["(?P<a>x)", "(?P<a>y)"] } });
    expect(line).toContain("allow[1].fields.command: ");
    expect(more).toEqual([]);
  });

  it("is judged as one expression, and known as what was written", async () => {
    const table = { tool: "x", fields: { command: ["^a b", "^(c|d) e"], b: ["^x"] } };
    const [rule] = (await compiled("deny", [table])).rules;
    expect(rule?.fields["command"]).toMatchObject({
      source: "^a b|^(c|d) e",
      alternatives: ["^a b", "^(c|d) e"],
      beginnings: ["a b", "c e", "d e"],
    });
    expect(rule?.fields["b"]?.source).toBe("^x");
    expect(rule?.fields["b"]).not.toHaveProperty("alternatives");
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

  it("is the one that it always was for a rule with one expression", async () => {
    expect(await idOf({ fields: { command: "^a|^b" }, exclude: { x: "c" } })).toBe("2281b4f7b1fa");
    expect(await idOf({ fields: { command: ["^a|^b"] }, exclude: { x: ["c"] } })).toBe(
      "2281b4f7b1fa",
    );
  });

  it("is that of the list, in whatever order, for a rule with several", async () => {
    const list = await idOf({ fields: { command: ["^a", "^b"] } });
    expect(await idOf({ fields: { command: ["^b", "^a"] } })).toBe(list);
    expect(await idOf({ fields: { command: "^a|^b" } })).not.toBe(list);
    expect(await idOf({ fields: { command: ["^a", "^b", "^c"] } })).not.toBe(list);
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
