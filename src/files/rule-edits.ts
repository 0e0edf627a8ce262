import { literal, quoted } from "./rule-toml.ts";
import { type TomlSpan, tomlPlaces, tomlSpans } from "./toml-places.ts";

/**
 * One edit of one rule of a file. `key` is `flags`, `host`, `fields.command`: `add` puts items
 * into its list, makes a list of what stands there alone, or writes the key; `drop` takes one item
 * of its list out; `replace` writes another text in the place of one item, or of the only one.
 */
export type RuleEdit =
  | { readonly kind: "add"; readonly key: string; readonly items: readonly string[] }
  | { readonly kind: "drop"; readonly key: string; readonly item: string }
  | { readonly kind: "replace"; readonly key: string; readonly item: string; readonly by: string };

/**
 * The text with the rule at `place` (`allow[3]`) edited, and everything else byte for byte as it
 * was. Undefined where the rule does not stand there as tables of TOML are written, or has not
 * what the edit speaks of.
 */
export function withRuleEdit(text: string, place: string, edit: RuleEdit): string | undefined {
  const spans = tomlSpans(text);
  const path = `${place}.${edit.key}`;
  const span = spans.get(path);
  const own = tomlPlaces(text).has(place);
  if (!own) return undefined;
  if (span === undefined) return edit.kind === "add" ? withKey(text, place, edit) : undefined;
  const items = itemsOf(spans, path);
  const isList = text[span.start] === "[";
  const write = writer(edit.key);
  switch (edit.kind) {
    case "add":
      return isList
        ? withItems(text, span, items, edit.items.map(write))
        : spliced(
            text,
            span,
            `[${[text.slice(span.start, span.end), ...edit.items.map(write)].join(", ")}]`,
          );
    case "drop":
      return isList ? withoutItem(text, span, items, edit.item) : undefined;
    case "replace": {
      const at = isList ? items.find((each) => isText(text, each, edit.item)) : span;
      return at !== undefined && isText(text, at, edit.item)
        ? spliced(text, at, write(edit.by))
        : undefined;
    }
  }
}

/** Expressions stand in single quotes, as people write them. */
function writer(key: string): (item: string) => string {
  return key.includes(".") ? literal : quoted;
}

function itemsOf(spans: ReadonlyMap<string, TomlSpan>, path: string): TomlSpan[] {
  const found: TomlSpan[] = [];
  for (;;) {
    const item = spans.get(`${path}[${found.length}]`);
    if (item === undefined) return found;
    found.push(item);
  }
}

function spliced(text: string, { start, end }: TomlSpan, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

/** Behind the last item, on a line of its own where that one has it. */
function withItems(
  text: string,
  list: TomlSpan,
  items: readonly TomlSpan[],
  added: readonly string[],
): string {
  const last = items[items.length - 1];
  if (last === undefined) return spliced(text, list, `[${added.join(", ")}]`);
  const indent = /(?:^|\n)([^\S\n]*)$/.exec(text.slice(list.start, last.start))?.[1];
  const between = indent === undefined ? ", " : `,${newline(text)}${indent}`;
  const at = { start: last.end, end: last.end };
  return spliced(text, at, added.map((each) => between + each).join(""));
}

/** With the comma and the blanks that stood behind it, or before it where it is the last. */
function withoutItem(
  text: string,
  list: TomlSpan,
  items: readonly TomlSpan[],
  wanted: string,
): string | undefined {
  const index = items.findIndex((item) => isText(text, item, wanted));
  const item = items[index];
  if (item === undefined || items.length < 2) return undefined;
  const next = items[index + 1];
  const before = items[index - 1];
  const cut =
    next !== undefined
      ? { start: item.start, end: next.start }
      : { start: before?.end ?? list.start + 1, end: item.end };
  // A comment that stood there belongs to somebody.
  return text.slice(cut.start, cut.end).includes("#") ? undefined : spliced(text, cut, "");
}

/** Whether the value is written as this text would be, in one of the ways of TOML. */
function isText(text: string, { start, end }: TomlSpan, wanted: string): boolean {
  const written = text.slice(start, end);
  if (/^'''/.test(written)) return written.slice(3, -3).replace(/^\r?\n/, "") === wanted;
  if (written.startsWith("'")) return written.slice(1, -1) === wanted;
  return [quoted(wanted), JSON.stringify(wanted)].includes(written);
}

/** A key that the rule has not yet, behind its own keys and before the tables below it. */
function withKey(
  text: string,
  place: string,
  { key, items }: { readonly key: string; readonly items: readonly string[] },
): string | undefined {
  const [table = "", name] = key.split(".");
  const written = items.map(writer(key));
  const value =
    written.length === 1 && name !== undefined ? written.join("") : `[${written.join(", ")}]`;
  const spans = tomlSpans(text);
  const inline = name === undefined ? undefined : spans.get(`${place}.${table}`);
  if (inline !== undefined && text[inline.start] === "{") {
    const inner = text.slice(inline.start + 1, inline.end - 1);
    const body = inner.trim() === "" ? "" : `${inner.replace(/\s+$/, "")}, `;
    return spliced(text, inline, `{${body === "" ? " " : body}${name} = ${value} }`);
  }
  const header = name === undefined ? undefined : headerEnd(text, place, table);
  const at = header ?? ownEnd(text, place);
  if (at === undefined) return undefined;
  const line = keyLine(
    { table, name, value },
    header !== undefined,
    tomlPlaces(text).has(`${place}.${table}`),
  );
  return `${text.slice(0, at)}${newline(text)}${line}${text.slice(at)}`;
}

/** As its neighbours are written: under a header of its own, dotted, or as an inline table. */
function keyLine(
  { table, name, value }: { table: string; name: string | undefined; value: string },
  isUnderHeader: boolean,
  isDotted: boolean,
): string {
  if (name === undefined) return `${table} = ${value}`;
  if (isUnderHeader) return `${name} = ${value}`;
  return isDotted ? `${table}.${name} = ${value}` : `${table} = { ${name} = ${value} }`;
}

/** Behind the header `[allow.exclude]` of the rule's own table, or behind the table's last value. */
function headerEnd(text: string, place: string, table: string): number | undefined {
  const path = `${place}.${table}`;
  const line = tomlPlaces(text).get(path);
  if (line === undefined || tomlSpans(text).has(path)) return undefined;
  const written = text.split("\n")[line - 1] ?? "";
  if (!/^\s*\[/.test(written)) return undefined;
  return lastOf(text, path) ?? lineEnd(text, line);
}

/** Behind the last value that stands under the rule's own header. */
function ownEnd(text: string, place: string): number | undefined {
  const line = tomlPlaces(text).get(place);
  return line === undefined ? undefined : (lastOf(text, place) ?? lineEnd(text, line));
}

/** Where the last value of a table's own keys ends: before any header that follows. */
function lastOf(text: string, path: string): number | undefined {
  const places = tomlPlaces(text);
  const start = places.get(path);
  if (start === undefined) return undefined;
  const next = nextHeader(text, start);
  const ends = [...tomlSpans(text)]
    .filter(([name, span]) => name.startsWith(`${path}.`) && span.end <= next)
    .map(([, { end }]) => end);
  if (ends.length === 0) return undefined;
  const last = Math.max(...ends);
  // A comment behind the value stays with it.
  return text.slice(0, last).length + (/^[^\r\n]*/.exec(text.slice(last))?.[0].length ?? 0);
}

/** Where the first header stands behind a line; the end of the text where there is none. */
function nextHeader(text: string, line: number): number {
  const spans = [...tomlSpans(text).values()];
  let offset = lineEnd(text, line) + 1;
  for (const each of text.slice(offset).split("\n")) {
    const at = offset;
    const isInside = spans.some(({ start, end }) => start < at && at < end);
    if (!isInside && /^\s*\[/.test(each)) return at;
    offset += each.length + 1;
  }
  return text.length;
}

/** Without the line break. */
function lineEnd(text: string, line: number): number {
  const lines = text.split("\n").slice(0, line);
  const end = lines.join("\n").length;
  return text[end - 1] === "\r" ? end - 1 : end;
}

function newline(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}
