import type { Entry } from "../model/entry.ts";
import { cut } from "./entry-fields.ts";

/** A line with its line feed, in bytes after encoding. */
export const MAX_LINE_BYTES = 16 * 1024;

/** What is given up, in this order, until the line fits; the last two only for hostile input. */
const STEPS: readonly ((entry: Entry) => Entry)[] = [
  ({ llm_reasoning: _, ...rest }) => rest,
  ({ tool_result_preview: _, ...rest }) => rest,
  ({ near_misses: _, ...rest }) => rest,
  ({ batch: _, ...rest }) => rest,
  (entry) => withSubject(entry, 2048),
  (entry) => withSubject(entry, 512),
  (entry) => withSubject(entry, 0),
  ({ hosts: _h, programs: _p, ...rest }) => rest,
  ({ tool_input: _, ...rest }) => rest,
  ({ rule_matched: _, ...rest }) => rest,
  // Names of 200 control characters take 1,200 bytes each.
  (entry) => ({ ...entry, ...shortTexts(entry) }),
];
const SHORT_CHARS = 64;

/** The entry as one line without its line feed, shortened where it would be too long. */
export function entryLine(entry: Entry): string {
  let current = entry;
  let line = JSON.stringify(current);
  for (const step of STEPS) {
    if (Buffer.byteLength(line) < MAX_LINE_BYTES) return line;
    current = { ...step(current), shortened: true };
    line = JSON.stringify(current);
  }
  return line;
}

function shortTexts(entry: Entry): Partial<Entry> {
  return Object.fromEntries(
    Object.entries(entry).map(([name, value]) => [
      name,
      typeof value === "string" ? cut(value, SHORT_CHARS) : value,
    ]),
  );
}

function withSubject(entry: Entry, length: number): Entry {
  if (entry.subject === undefined || entry.subject.length <= length) return entry;
  return { ...entry, subject: cut(entry.subject, length), subject_complete: false };
}
