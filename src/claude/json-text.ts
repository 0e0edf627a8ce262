/**
 * JSON as a tree with the place of each value in its text, so that an edit of a person's settings
 * touches the edited bytes and nothing else: no number rewritten, no key moved, no line joined.
 */
export type JsonNode = JsonObject | JsonArray | JsonScalar;

interface Span {
  /** Offsets in the text, half-open. */
  readonly start: number;
  readonly end: number;
}

export interface JsonObject extends Span {
  readonly kind: "object";
  readonly members: readonly JsonMember[];
}

/** `start` is the key's quote, `end` the end of the value. */
interface JsonMember extends Span {
  readonly key: string;
  readonly value: JsonNode;
}

export interface JsonArray extends Span {
  readonly kind: "array";
  readonly items: readonly JsonNode[];
}

interface JsonScalar extends Span {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
}

/** The text is not JSON. `offset` is where, `message` what was expected there. */
export class JsonSyntax extends Error {
  override readonly name = "JsonSyntax";
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

const SPACE = /[ \t\r\n]*/y;
/** From quote to quote; what stands between is judged by JSON.parse. */
const STRING = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS = { true: true, false: false, null: null } as const;
const MAX_DEPTH = 200;

/** The one value that the text holds. Throws JsonSyntax. */
export function parseJsonText(text: string): JsonNode {
  // Some editors on Windows put a byte order mark in front.
  const start = skipSpace(text, text.startsWith("\uFEFF") ? 1 : 0);
  const node = readValue(text, start, 0);
  const end = skipSpace(text, node.end);
  if (end < text.length) throw new JsonSyntax(end, "expected the end of the file");
  return node;
}

/** The member's value; the last one where a key stands twice, as Claude Code reads it. */
export function memberValue(node: JsonNode | undefined, key: string): JsonNode | undefined {
  if (node?.kind !== "object") return undefined;
  return node.members.findLast((member) => member.key === key)?.value;
}

export function items(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.kind === "array" ? node.items : [];
}

export function text(node: JsonNode | undefined): string | undefined {
  return node?.kind === "scalar" && typeof node.value === "string" ? node.value : undefined;
}

/** 1-based line and column of an offset. */
export function lineAndColumn(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: offset - lineStart + 1 };
}

function readValue(source: string, at: number, depth: number): JsonNode {
  if (depth > MAX_DEPTH) throw new JsonSyntax(at, `nested more than ${MAX_DEPTH} deep`);
  const first = source[at];
  if (first === "{") return readObject(source, at, depth);
  if (first === "[") return readArray(source, at, depth);
  if (first === '"') return readString(source, at);
  const end = endOf(NUMBER, source, at);
  if (end !== undefined) {
    return { kind: "scalar", value: Number(source.slice(at, end)), start: at, end };
  }
  for (const [word, value] of Object.entries(WORDS)) {
    if (source.startsWith(word, at)) {
      return { kind: "scalar", value, start: at, end: at + word.length };
    }
  }
  if (source.startsWith("//", at) || source.startsWith("/*", at)) {
    throw new JsonSyntax(at, "comments are not allowed in JSON");
  }
  throw new JsonSyntax(at, first === undefined ? "the file ends too early" : "expected a value");
}

function readObject(source: string, start: number, depth: number): JsonObject {
  const members: JsonMember[] = [];
  let at = skipSpace(source, start + 1);
  if (source[at] === "}") return { kind: "object", members, start, end: at + 1 };
  for (;;) {
    const key = readString(source, at);
    const colon = expectAt(source, skipSpace(source, key.end), ":");
    const value = readValue(source, skipSpace(source, colon), depth + 1);
    members.push({ key: String(key.value), value, start: at, end: value.end });
    const next = skipSpace(source, value.end);
    if (source[next] === "}") return { kind: "object", members, start, end: next + 1 };
    at = skipSpace(source, expectAt(source, next, ",", "}"));
  }
}

function readArray(source: string, start: number, depth: number): JsonArray {
  const found: JsonNode[] = [];
  let at = skipSpace(source, start + 1);
  if (source[at] === "]") return { kind: "array", items: found, start, end: at + 1 };
  for (;;) {
    const value = readValue(source, at, depth + 1);
    found.push(value);
    const next = skipSpace(source, value.end);
    if (source[next] === "]") return { kind: "array", items: found, start, end: next + 1 };
    at = skipSpace(source, expectAt(source, next, ",", "]"));
  }
}

function readString(source: string, start: number): JsonScalar {
  const end = endOf(STRING, source, start);
  if (end === undefined) {
    const open = source[start] === '"';
    throw new JsonSyntax(start, open ? "this text is not closed" : 'expected a name in "quotes"');
  }
  return { kind: "scalar", value: unquoted(source.slice(start, end), start), start, end };
}

function unquoted(quoted: string, start: number): string {
  try {
    return String(JSON.parse(quoted));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new JsonSyntax(start, "this text holds a line break or an unknown escape");
  }
}

/** The offset after the character. Throws JsonSyntax where another one stands. */
function expectAt(source: string, at: number, wanted: string, or?: string): number {
  if (source[at] === wanted) return at + 1;
  const choice = or === undefined ? `"${wanted}"` : `"${wanted}" or "${or}"`;
  throw new JsonSyntax(at, `expected ${choice}`);
}

function skipSpace(source: string, at: number): number {
  const first = source.charCodeAt(at);
  return first === 0x20 || (first >= 0x09 && first <= 0x0d) ? (endOf(SPACE, source, at) ?? at) : at;
}

/** The offset behind the match that starts exactly at `at`. */
function endOf(pattern: RegExp, source: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : undefined;
}
