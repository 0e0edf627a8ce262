import type { JsonArray, JsonNode, JsonObject } from "./json-text.ts";

/** A value that we write into a person's JSON. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** The text with a member after the object's last one, in the style of the text. */
export function appendMember(
  source: string,
  object: JsonObject,
  member: { key: string; value: JsonValue },
): string {
  const key = JSON.stringify(member.key);
  return append(source, object, (indent) => {
    const spaced = indent.unit === "" ? ":" : ": ";
    return `${key}${spaced}${print(member.value, indent)}`;
  });
}

/** The text with an item after the array's last one, in the style of the text. */
export function appendItem(source: string, array: JsonArray, value: JsonValue): string {
  return append(source, array, (indent) => print(value, indent));
}

/** The text with one value replaced. */
export function replaceValue(source: string, node: JsonNode, value: JsonValue): string {
  const unit = source.slice(node.start, node.end).includes("\n") ? indentUnit(source) : "";
  const indent = { unit, base: lineIndent(source, node.start), newline: newlineOf(source) };
  return splice(source, node.start, node.end, print(value, indent));
}

/** The text without the child at `index`; a container left empty is printed `{}` or `[]`. */
export function removeChild(source: string, parent: JsonObject | JsonArray, index: number): string {
  const children = childrenOf(parent);
  const child = children[index];
  if (child === undefined) return source;
  if (children.length === 1) return splice(source, parent.start + 1, parent.end - 1, "");
  const before = children[index - 1];
  if (before !== undefined) return splice(source, before.end, child.end, "");
  const after = children[index + 1];
  return splice(source, child.start, after === undefined ? child.end : after.start, "");
}

interface Indent {
  /** One step; empty where the value is written on one line. */
  readonly unit: string;
  /** White space in front of the line on which the value starts. */
  readonly base: string;
  readonly newline: string;
}

function append(
  source: string,
  parent: JsonObject | JsonArray,
  write: (indent: Indent) => string,
): string {
  const children = childrenOf(parent);
  const last = children[children.length - 1];
  const newline = newlineOf(source);
  const unit = indentUnit(source);
  const onOneLine = !source.slice(parent.start, parent.end).includes("\n");
  if (last !== undefined && onOneLine) {
    const comma = unit === "" ? "," : ", ";
    return splice(source, last.end, last.end, comma + write({ unit: "", base: "", newline }));
  }
  if (last !== undefined) {
    const base = lineIndent(source, last.start);
    return splice(
      source,
      last.end,
      last.end,
      `,${newline}${base}${write({ unit, base, newline })}`,
    );
  }
  if (unit === "") {
    return splice(source, parent.start + 1, parent.end - 1, write({ unit, base: "", newline }));
  }
  const outer = lineIndent(source, parent.start);
  const base = outer + unit;
  const inside = `${newline}${base}${write({ unit, base, newline })}${newline}${outer}`;
  return splice(source, parent.start + 1, parent.end - 1, inside);
}

function print(value: JsonValue, indent: Indent): string {
  const lines = JSON.stringify(value, null, indent.unit).split("\n");
  return lines.join(`${indent.newline}${indent.base}`);
}

function childrenOf(parent: JsonObject | JsonArray): readonly { start: number; end: number }[] {
  return parent.kind === "object" ? parent.members : parent.items;
}

/** The first indentation that the text uses; two spaces for an empty file, none for one line. */
function indentUnit(source: string): string {
  const found = /\n([ \t]+)\S/.exec(source)?.[1];
  if (found !== undefined) return found;
  const content = source.trim();
  return content === "{}" || content.includes("\n") ? "  " : "";
}

function newlineOf(source: string): string {
  return source.includes("\r\n") ? "\r\n" : "\n";
}

function lineIndent(source: string, offset: number): string {
  const start = source.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(source.slice(start, offset))?.[0] ?? "";
}

function splice(source: string, start: number, end: number, replacement: string): string {
  return source.slice(0, start) + replacement + source.slice(end);
}
