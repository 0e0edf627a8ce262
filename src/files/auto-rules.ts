import { ConfigError, UserError } from "../model/errors.ts";
import type { RuleTable } from "../model/rule.ts";
import { parseAutoRules } from "./read-config.ts";
import { ruleToml, wellFormed } from "./rule-toml.ts";
import { tomlPlaces } from "./toml-places.ts";

const FILE = "auto-rules.toml";

/** Which learned rule: by its name, or its place among the tables of the file. */
export type WhichRule = { readonly name: string } | { readonly index: number };

/**
 * The text of auto-rules.toml with one more rule at its end; what stood there stays as it was, byte
 * for byte. Throws ConfigError where the text is not valid, or would not hold exactly the rules of
 * before and this one.
 */
export function withLearnedRule(text: string, table: RuleTable): string {
  const before = rulesOf(text);
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const open = text === "" || text.endsWith("\n") ? "" : end;
  const gap = text === "" || /\n\r?\n$/.test(text) ? "" : end;
  const added = ruleToml("allow", table).replaceAll("\n", end);
  const after = `${text}${open}${gap}${added}`;
  if (!holds(after, [...before, table])) {
    const message =
      'one more rule cannot be written behind what stands there. Write its rules as "[[allow]]".';
    throw new ConfigError([{ file: FILE, path: "", message }]);
  }
  return after;
}

/**
 * The text without that rule, the comment lines directly above it and the empty line between it and
 * its neighbour; everything else stays, byte for byte. Throws UserError where there is no such rule,
 * ConfigError where the text is not valid or its rules are no tables of their own.
 */
export function withoutLearnedRule(text: string, which: WhichRule): string {
  const before = rulesOf(text);
  const index = "name" in which ? before.findIndex(({ name }) => name === which.name) : which.index;
  if (before[index] === undefined) {
    const what = "name" in which ? `named ${JSON.stringify(which.name)}` : `${which.index}`;
    throw new UserError(`${FILE} has no rule ${what}. "claude-permit rules list" shows them.`);
  }
  const lines = text.split(/(?<=\n)/);
  const { start, end } = linesOf(text, lines, index);
  const after = [...lines.slice(0, start), ...lines.slice(end)].join("");
  if (!holds(after, before.toSpliced(index, 1))) {
    const message = 'the rule is no table of its own. Write it as "[[allow]]".';
    throw new ConfigError([{ file: FILE, path: `allow[${index}]`, message }]);
  }
  return after;
}

function rulesOf(text: string): readonly RuleTable[] {
  return parseAutoRules(text, FILE).allow;
}

/** The lines of a table, from the comments above it to its last key, and one empty line beside. */
function linesOf(
  text: string,
  lines: readonly string[],
  index: number,
): { readonly start: number; readonly end: number } {
  const own = `allow[${index}]`;
  const places = [...tomlPlaces(text)];
  const header = (places.find(([path]) => path === own)?.[1] ?? 1) - 1;
  const isOwn = (path: string): boolean => path.startsWith(`${own}.`) || path === own;
  const next = places
    .filter(([path, line]) => line - 1 > header && !isOwn(path))
    .reduce((least, [, line]) => Math.min(least, line - 1), lines.length);
  let end = next;
  // What stands between its last line and the next table is not its own.
  while (end > header + 1 && /^\s*(?:#.*)?\s*$/.test(lines[end - 1] ?? "")) end -= 1;
  let start = header;
  while (start > 0 && /^\s*#/.test(lines[start - 1] ?? "")) start -= 1;
  const isEmpty = (line: string | undefined): boolean => line !== undefined && /^\s*$/.test(line);
  if (isEmpty(lines[start - 1])) start -= 1;
  else if (isEmpty(lines[end])) end += 1;
  return { start, end };
}

/** Whether the text holds exactly these rules; false where it is no longer valid. */
function holds(text: string, rules: readonly RuleTable[]): boolean {
  try {
    return canonical(rulesOf(text)) === canonical(rules);
  } catch (error) {
    if (error instanceof ConfigError) return false;
    throw error;
  }
}

/** JSON with the names of every table in order, and texts as TOML can hold them. */
function canonical(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(wellFormed(value));
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null || value instanceof Date) {
    return JSON.stringify(value);
  }
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, each]) => `${canonical(name)}:${canonical(each)}`).join(",")}}`;
}
