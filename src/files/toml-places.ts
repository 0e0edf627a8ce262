import type { ConfigProblem } from "../model/errors.ts";

/** Where in a TOML text its tables, keys and list items stand: `deny[0].fields.command` → 41. */
export type TomlPlaces = ReadonlyMap<string, number>;

/** The text with how far it has been read. */
interface Cursor {
  readonly text: string;
  at: number;
  line: number;
  readonly places: Map<string, number>;
  readonly spans: Map<string, TomlSpan>;
}

/** Where a value stands in a text, from its first character to behind its last. */
export interface TomlSpan {
  readonly start: number;
  readonly end: number;
}

const BLANK = /[^\S\n]*/y;
const GAP = /(?:\s|#[^\n]*)*/y;
const KEY = /"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s"'.=[\]{}#,]+/y;
const TEXT = /"""[\s\S]*?"""+|'''[\s\S]*?'''+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'/y;
const BARE = /[^\s,\]}#][^,\]}#\n]*/y;

/**
 * The lines of a text that is valid TOML (of any other: of what comes before it goes wrong). The
 * parser tells no places, and a mistake in the fortieth rule has to be found.
 */
export function tomlPlaces(text: string): TomlPlaces {
  return readPlaces(text).places;
}

/**
 * Where the values of a text that is valid TOML stand, those of inline tables and lists among
 * them: `deny[0].program`, `deny[0].program[1]`. Tables with a header of their own have none.
 */
export function tomlSpans(text: string): ReadonlyMap<string, TomlSpan> {
  return readPlaces(text).spans;
}

function readPlaces(text: string): Cursor {
  const cursor: Cursor = { text, at: 0, line: 1, places: new Map(), spans: new Map() };
  const lengths = new Map<string, number>();
  let table = "";
  for (;;) {
    take(cursor, GAP);
    if (cursor.at >= text.length) return cursor;
    const before = cursor.at;
    if (text[cursor.at] === "[") table = header(cursor, lengths);
    else pair(cursor, table);
    if (cursor.at === before) return cursor;
  }
}

/** The line of the path, else of the table or list that it would stand in. */
export function lineOf(places: TomlPlaces, path: string): number | undefined {
  for (let rest = path; rest !== ""; rest = rest.replace(/(?:^|\.)[^.[\]]*$|\[\d+\]$/, "")) {
    const line = places.get(rest);
    if (line !== undefined) return line;
  }
  return undefined;
}

/** The problems with their lines, as far as they have none and the text tells. */
export function located(problems: readonly ConfigProblem[], text: string): ConfigProblem[] {
  if (problems.every((problem) => problem.line !== undefined)) return [...problems];
  const places = tomlPlaces(text);
  return problems.map((problem) => {
    const line = problem.line ?? lineOf(places, problem.path);
    return line === undefined ? problem : { ...problem, line };
  });
}

/** The lines of a table of a list, its sub-tables with it: `deny[0]` with `[deny.fields]`. */
export function tableText(text: string, path: string): string {
  const places = tomlPlaces(text);
  const start = places.get(path);
  if (start === undefined) return "";
  const after = [...places].filter(([other, line]) => line > start && !isWithin(other, path));
  const end = Math.min(...after.map(([, line]) => line), Number.POSITIVE_INFINITY);
  const lines = text.split("\n").slice(start - 1, end - 1);
  return lines.join("\n").replace(/(?:\n\s*(?:#[^\n]*)?)*$/, "");
}

function isWithin(path: string, table: string): boolean {
  return path.startsWith(table) && /^[.[]/.test(path.slice(table.length));
}

/** `[a.b]` and `[[a.b]]`: the table that what follows belongs to, lists by their last member. */
function header(cursor: Cursor, lengths: Map<string, number>): string {
  const { line } = cursor;
  const isList = cursor.text.startsWith("[[", cursor.at);
  cursor.at += isList ? 2 : 1;
  const names = keys(cursor);
  const path = names.reduce((above, name, index) => {
    const own = above === "" ? name : `${above}.${name}`;
    const last = index === names.length - 1;
    if (isList && last) lengths.set(own, (lengths.get(own) ?? 0) + 1);
    if (isList && last) mark(cursor, own, line);
    const length = lengths.get(own);
    return length === undefined ? own : `${own}[${length - 1}]`;
  }, "");
  take(cursor, BLANK);
  cursor.at += isList ? 2 : 1;
  mark(cursor, path, line);
  return path;
}

function pair(cursor: Cursor, table: string): void {
  const { line } = cursor;
  const path = keys(cursor).reduce((above, name) => {
    const own = above === "" ? name : `${above}.${name}`;
    mark(cursor, own, line);
    return own;
  }, table);
  take(cursor, BLANK);
  if (cursor.text[cursor.at] === "=") cursor.at += 1;
  take(cursor, BLANK);
  value(cursor, path);
}

function value(cursor: Cursor, path: string): void {
  const open = cursor.text[cursor.at];
  const start = cursor.at;
  if (open === "[" || open === "{") members(cursor, path, open === "[" ? "]" : "}");
  else if (take(cursor, TEXT) === "") take(cursor, BARE);
  if (!cursor.spans.has(path)) cursor.spans.set(path, { start, end: cursor.at });
}

function members(cursor: Cursor, path: string, close: string): void {
  cursor.at += 1;
  for (let index = 0; ; index += 1) {
    take(cursor, GAP);
    const before = cursor.at;
    if (cursor.text[cursor.at] === close || cursor.at >= cursor.text.length) break;
    if (close === "]") {
      mark(cursor, `${path}[${index}]`, cursor.line);
      value(cursor, `${path}[${index}]`);
    } else pair(cursor, path);
    take(cursor, GAP);
    if (cursor.text[cursor.at] === ",") cursor.at += 1;
    if (cursor.at === before) return;
  }
  cursor.at += 1;
}

/** `a."b c".d`, with its blanks. */
function keys(cursor: Cursor): string[] {
  const names: string[] = [];
  for (;;) {
    take(cursor, BLANK);
    const name = take(cursor, KEY);
    if (name === "") return names;
    names.push(/^["']/.test(name) ? name.slice(1, -1) : name);
    take(cursor, BLANK);
    if (cursor.text[cursor.at] !== ".") return names;
    cursor.at += 1;
  }
}

function mark(cursor: Cursor, path: string, line: number): void {
  if (!cursor.places.has(path)) cursor.places.set(path, line);
}

/** Reads what the expression finds here, and counts its lines. */
function take(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0] ?? "";
  cursor.at += found.length;
  cursor.line += found.split("\n").length - 1;
  return found;
}
