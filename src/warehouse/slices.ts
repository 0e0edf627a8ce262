import { isUtf8 } from "node:buffer";
import { closeSync, openSync, writeSync } from "node:fs";
import { LINE_LIMIT, type LogFile, logBytes } from "./logs.ts";
import { readTail, type Tail } from "./tail.ts";

/** Why a line cannot be read. */
const BAD_REASONS = [
  "too_long",
  "not_utf8",
  "control_character",
  "not_json",
  "not_an_object",
  "no_time",
  "no_event",
] as const;
export type BadReason = (typeof BAD_REASONS)[number];

export interface BadLine {
  readonly offset: number;
  readonly number: number;
  readonly reason: BadReason;
}

/** Whole lines of a log from one offset to another, copied to a file that SQL can load. */
export interface Slice {
  readonly path: string;
  readonly from: { readonly offset: number; readonly lines: number };
  readonly to: { readonly offset: number; readonly lines: number };
  /** Lines in the copy that are neither empty nor bad. */
  readonly candidates: number;
  /** Lines that were left out of the copy. */
  readonly bad: readonly BadLine[];
  /** What stands in the log before the end of the slice. */
  readonly tail: Tail;
}

const SLICE_BYTES = 128 << 20;

/** What the loader cannot take in a line: its own delimiter, NUL and carriage return. */
const HARD_BYTES = [0x00, 0x01, 0x0d];

/** How an escaped half of a surrogate pair begins, in either case. */
const HALF_BEGINNINGS = ["\\ud", "\\uD"];
/** Whole pairs, halves, and every other escape, so that the text `\\ud83d` is not taken for one. */
const ESCAPE =
  /\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|(?<half>\\ud[89a-f][0-9a-f]{2})|\\[\s\S]/gi;

/**
 * Copies the log from the cursor to its last whole line, in slices. A torn last line stays for
 * the next time. Every slice reuses `path`: load one before asking for the next. `onRead` hears
 * how far it has come, block by block.
 */
export async function* slices(
  log: LogFile,
  from: { offset: number; lines: number },
  path: string,
  onRead: (offset: number) => void,
): AsyncGenerator<Slice> {
  let open = new SliceWriter(path, from);
  try {
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of logBytes(log, from.offset)) {
      const block = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const end = block.lastIndexOf(10) + 1;
      open.take(block.subarray(0, end));
      rest = open.dropOverlong(block.subarray(end));
      onRead(open.position().offset);
      if (open.bytes >= SLICE_BYTES) {
        yield open.finish();
        open = new SliceWriter(path, open.position());
      }
    }
    if (open.position().lines > open.from.lines) yield open.finish();
  } finally {
    open.close();
  }
}

class SliceWriter {
  /** Taken in, copied or not: what is known about bad lines is held in memory too. */
  bytes = 0;
  readonly from: { offset: number; lines: number };
  readonly #path: string;
  #fd: number | undefined;
  #offset: number;
  #lines: number;
  #candidates = 0;
  #dropped = 0;
  #tail: Tail = readTail(new Uint8Array());
  readonly #bad: BadLine[] = [];

  constructor(path: string, from: { offset: number; lines: number }) {
    this.from = from;
    this.#path = path;
    this.#fd = openSync(path, "w", 0o600);
    this.#offset = from.offset;
    this.#lines = from.lines;
  }

  position(): { offset: number; lines: number } {
    return { offset: this.#offset, lines: this.#lines };
  }

  /** Takes whole lines. Most blocks are copied as they are; hard ones line by line. */
  take(block: Buffer): void {
    if (block.length === 0) return;
    // Before the block is mended: what is checked later are the log's own bytes.
    this.#tail = readTail(block);
    mendHalves(block);
    const easy = isUtf8(block) && !HARD_BYTES.some((byte) => block.includes(byte));
    let start = 0;
    let kept = 0;
    for (let end = block.indexOf(10); end >= 0; end = block.indexOf(10, start)) {
      const reason = this.#reason(block.subarray(start, end), easy);
      this.#lines += 1;
      if (reason === undefined) {
        if (!isBlank(block, start, end)) this.#candidates += 1;
      } else {
        this.#write(block.subarray(kept, start));
        this.#bad.push({ offset: this.#offset, number: this.#lines, reason });
        kept = end + 1;
      }
      this.#offset += this.#dropped + end + 1 - start;
      this.#dropped = 0;
      start = end + 1;
    }
    this.#write(block.subarray(kept));
    this.bytes += block.length;
  }

  /** Forgets the bytes of a line that is already too long, so that memory stays bounded. */
  dropOverlong(rest: Buffer): Buffer {
    if (this.#dropped + rest.length <= LINE_LIMIT) return Buffer.from(rest);
    this.#dropped += rest.length;
    return Buffer.alloc(0);
  }

  finish(): Slice {
    this.close();
    return {
      path: this.#path,
      from: this.from,
      to: this.position(),
      candidates: this.#candidates,
      bad: this.#bad,
      tail: this.#tail,
    };
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }

  #reason(line: Buffer, easy: boolean): BadReason | undefined {
    if (this.#dropped + line.length > LINE_LIMIT) return "too_long";
    if (easy) return undefined;
    if (!isUtf8(line)) return "not_utf8";
    // A carriage return before the line break is white space to JSON and to the loader.
    const text = line.at(-1) === 0x0d ? line.subarray(0, -1) : line;
    return HARD_BYTES.some((byte) => text.includes(byte)) ? "control_character" : undefined;
  }

  #write(bytes: Buffer): void {
    if (bytes.length === 0 || this.#fd === undefined) return;
    let written = 0;
    while (written < bytes.length) written += writeSync(this.#fd, bytes, written);
  }
}

/** Nothing but its line break, which on other systems begins with a carriage return. */
function isBlank(block: Buffer, start: number, end: number): boolean {
  return end === start || (end === start + 1 && block[start] === 0x0d);
}

/**
 * Writes U+FFFD over every half of a surrogate pair, in place: JavaScript writes and reads such
 * text, the loader calls the whole line no JSON. As long as what it replaces, so offsets hold.
 */
export function mendHalves(block: Buffer): void {
  for (const beginning of HALF_BEGINNINGS) {
    for (let at = block.indexOf(beginning); at >= 0; at = block.indexOf(beginning, at)) {
      const start = block.lastIndexOf(10, at) + 1;
      const newline = block.indexOf(10, at);
      const end = newline < 0 ? block.length : newline;
      const line = block.toString("latin1", start, end);
      block.write(line.replace(ESCAPE, mendedEscape), start, "latin1");
      at = end;
    }
  }
}

function mendedEscape(written: string, half: string | undefined): string {
  return half === undefined ? written : "\\ufffd";
}
