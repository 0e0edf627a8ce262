import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { parseToml } from "../../src/files/toml.ts";
import { RuleTable } from "../../src/model/rule.ts";
import { loadEngine } from "../../src/policy/patterns/pattern.ts";

const KINDS = ["deny", "ask", "allow", "deny_promote"] as const;
const CLAUSES = new Set(["fields", "program", "reads", "writes", "host"]);
const rules = z.array(RuleTable);
const Starter = z.strictObject({ deny: rules, ask: rules, allow: rules, deny_promote: rules });

const path = new URL("../../src/policy/starter.toml", import.meta.url);
const starter = Starter.parse(parseToml(readFileSync(path, "utf8"), "starter.toml"));
const all = KINDS.flatMap((kind) =>
  starter[kind].map((rule) => ({ kind, rule, name: rule.name ?? "" })),
);
const commandPatterns = all.flatMap(({ name, rule }) =>
  [rule.fields?.["command"] ?? []].flat().map((source) => ({ name, source })),
);

/** A rule that only names tools fits every call of theirs: no example could fail to match. */
function hasClause(rule: RuleTable): boolean {
  return Object.keys(rule).some((key) => CLAUSES.has(key));
}

describe("the starter policy", () => {
  it("gives each rule a name of its own", () => {
    const names = all.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("is short enough to be read", () => {
    expect(all.length).toBeGreaterThanOrEqual(55);
    expect(all.length).toBeLessThanOrEqual(75);
  });

  it.each(all)("$kind[$name] says what it is for and shows what fits", ({ kind, name, rule }) => {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(rule.description).toMatch(/^[A-Z].{9,}[^.]$/);
    expect(rule.match?.length).toBeGreaterThanOrEqual(1);
    expect(rule.match?.length).toBeLessThanOrEqual(5);
    if (hasClause(rule)) expect(rule.no_match?.length).toBeGreaterThanOrEqual(1);
    if (kind === "deny" || kind === "ask") expect(rule.message).toMatch(/^[A-Z].+\.$/);
  });

  it.each(commandPatterns)("$name looks at a command from its beginning: $source", ({ source }) => {
    expect(source).toMatch(/^(?:\(\?[is]+\))?\^/);
  });

  it("is written in expressions that the engine takes", async () => {
    const engine = await loadEngine();
    const sources = all.flatMap(({ rule }) => [
      rule.tool,
      ...Object.values(rule.fields ?? {}).flat(),
      ...Object.values(rule.exclude ?? {}).flat(),
    ]);
    expect(sources.filter((source) => engine.problem(source) !== undefined)).toEqual([]);
  });
});
