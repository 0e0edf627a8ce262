import type { RuleTable } from "../model/rule.ts";

/** In the order in which people read a rule; its tables come last. */
const ORDER = [
  "name",
  "description",
  "message",
  "severity",
  "tool",
  "program",
  "subcommand",
  "flags",
  "host",
  "reads",
  "writes",
  "cwd",
  "alone",
  "expires",
  "match",
  "no_match",
] as const satisfies readonly (keyof RuleTable)[];

/** A rule as TOML, as a person would write it: expressions in single quotes. Ends in a line feed. */
export function ruleToml(kind: string, table: RuleTable): string {
  const lines = ORDER.flatMap((key) => {
    const value = table[key];
    return value === undefined ? [] : [`${key} = ${valueText(value)}`];
  });
  const tables = (["fields", "exclude"] as const).flatMap((key) => {
    const entries = Object.entries(table[key] ?? {});
    if (entries.length === 0) return [];
    return [
      `[${kind}.${key}]`,
      ...entries.map(([name, written]) => `${keyText(name)} = ${expressionText(written)}`),
    ];
  });
  return `${[`[[${kind}]]`, ...lines, ...tables].join("\n")}\n`;
}

function valueText(value: string | readonly string[] | Date | true): string {
  if (value === true) return "true";
  if (value instanceof Date) return value.toISOString();
  return typeof value === "string" ? quoted(value) : `[${value.map(quoted).join(", ")}]`;
}

/** A list has a line for each of its expressions. */
function expressionText(written: string | readonly string[]): string {
  if (typeof written === "string") return literal(written);
  return ["[", ...written.map((each) => `  ${literal(each)},`), "]"].join("\n");
}

function keyText(name: string): string {
  return /^[\w-]+$/.test(name) ? name : basic(name);
}

/** A text of a list or a key, as a person would write it. */
export function quoted(text: string): string {
  return /[\\"]/.test(text) ? literal(text) : basic(text);
}

/** In single quotes nothing needs escaping, and a quote or a control character can not stand. */
export function literal(text: string): string {
  return /['\p{Cc}\p{Cs}]/u.test(text) ? basic(text) : `'${text}'`;
}

function basic(text: string): string {
  return JSON.stringify(text).replaceAll("\u007f", "\\u007f");
}
