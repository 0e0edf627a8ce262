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
  "promoted_at",
  "promoted_tier",
  "promoted_score",
  "promoted_reasoning",
  "promoted_session",
  "promoted_entry",
  "confirmed_by",
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

/** Every key of a table is of one of these; `promoted_at` is what people wrote there. */
function valueText(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `[${value.map(valueText).join(", ")}]`;
  return typeof value === "string" ? quoted(value) : JSON.stringify(value);
}

/** A list has a line for each of its expressions. */
function expressionText(written: string | readonly string[]): string {
  if (typeof written === "string") return literal(written);
  return ["[", ...written.map((each) => `  ${literal(each)},`), "]"].join("\n");
}

function keyText(name: string): string {
  return /^[A-Za-z0-9_-]+$/.test(name) ? name : basic(name);
}

function quoted(text: string): string {
  return /[\\"]/.test(text) ? literal(text) : basic(text);
}

/** In single quotes nothing needs escaping, and what is not seen or ends them can not stand. */
function literal(text: string): string {
  return UNSEEN.test(text) || text.includes("'") ? basic(text) : `'${text}'`;
}

/** Control characters, directions, blanks that are none, half a pair: what a reader does not see. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}\p{Cn}]|(?! )\p{Zs}/u;
const EACH_UNSEEN = new RegExp(UNSEEN.source, "gu");

/** The text with the sign for an unknown character in the place of each half of a pair. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\ufffd");
}

/** Escaped, so that nothing of it is structure. Half a pair, which TOML has no way to write, is lost. */
function basic(text: string): string {
  const json = JSON.stringify(wellFormed(text));
  return json.replace(EACH_UNSEEN, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const digits = code > 0xffff ? 8 : 4;
    return `\\${digits === 8 ? "U" : "u"}${code.toString(16).padStart(digits, "0")}`;
  });
}
