import { TranscriptLine } from "../model/transcript-line.ts";
import { type TranscriptFile, transcriptBytes } from "./transcript-files.ts";

/** Why a line, or a part of it, was not understood. */
export type OddReason =
  | "not_json"
  | "not_an_object"
  | "too_long"
  | "too_deep"
  | "bad_call"
  | "bad_result"
  | "no_time";

/** A whole line with its place in bytes; `line` is what it holds, or why that cannot be told. */
export interface PlacedLine {
  readonly start: number;
  readonly end: number;
  readonly line: TranscriptLine | OddReason;
}

/** Longer than any real one: a result with images has a few megabytes. */
export const LINE_BYTES = 32 << 20;

/**
 * The whole lines from an offset to the listed size. A torn last line is left for later; empty
 * lines are passed over. Of a line that is too long only its place is kept.
 */
export function* transcriptLines(
  file: TranscriptFile,
  from: number,
  limit = LINE_BYTES,
): Generator<PlacedLine> {
  let pieces: Buffer[] = [];
  let held = 0;
  let start = from;
  for (const chunk of transcriptBytes(file, from)) {
    let at = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, at)) {
      const length = held + end - at;
      if (length <= limit) pieces.push(chunk.subarray(at, end));
      const line = length > limit ? "too_long" : parsedLine(Buffer.concat(pieces));
      const next = start + length + 1;
      if (line !== undefined) yield { start, end: next, line };
      [pieces, held, start, at] = [[], 0, next, end + 1];
    }
    held += chunk.length - at;
    if (held <= limit) pieces.push(chunk.subarray(at));
    else pieces = [];
  }
}

/** Undefined for an empty line. */
function parsedLine(bytes: Buffer): TranscriptLine | OddReason | undefined {
  const text = bytes.toString("utf8");
  if (text.trim() === "") return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return "not_json";
    throw error;
  }
  const read = TranscriptLine.safeParse(value);
  return read.success ? read.data : "not_an_object";
}
