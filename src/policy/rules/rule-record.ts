import type { RuleRecord } from "../../model/history.ts";
import type { Rule } from "../../model/rule.ts";

/** What a rule is judged by, in the order in which people read it. */
const CLAUSES = [
  "tool",
  "program",
  "subcommand",
  "flags",
  "reads",
  "writes",
  "host",
  "fields",
  "exclude",
  "cwd",
  "alone",
  "expires",
];

/** The rule as people write it: expressions as text, no name where it has none. */
export function ruleRecord(rule: Rule): RuleRecord {
  const { kind, id, label, source: _source, plain: _plain, ...rest } = rule;
  const named = /^\d+$/.test(label) ? {} : { name: label };
  return { kind, id, ...named, ...written(rest) };
}

/**
 * `tool ^Bash$`, `program rm`, `flags r R`, `not command --output`: what a rule asks for. Of a list
 * of expressions each comes by itself: `command ^a`, `or ^b`.
 */
export function clausesOf(record: RuleRecord): string[] {
  return CLAUSES.flatMap((key) => {
    const value = record[key];
    if (value === undefined) return [];
    if (key !== "fields" && key !== "exclude") return [`${key} ${words(value)}`];
    const prefix = key === "exclude" ? "not " : "";
    return Object.entries(Object(value)).flatMap(([name, text]) => {
      const [first, ...others] = [text].flat().map(String);
      return [`${prefix}${name} ${first}`, ...others.map((other) => `or ${other}`)];
    });
  });
}

function words(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(" ") : String(value);
}

/** Every expression as the text or list that it was made of; empty tables are left out. */
function written(value: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]): [string, unknown] => [key, sourceOf(each)])
      .filter(([, each]) => !(isTable(each) && Object.keys(each).length === 0)),
  );
}

function sourceOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sourceOf);
  if (!isTable(value)) return value;
  // A field of a rule may be called `glob` too: that one is an expression.
  if (typeof value["glob"] === "string") return value["glob"];
  if (!("literals" in value && "source" in value)) return written(value);
  return value["alternatives"] ?? value["source"];
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
