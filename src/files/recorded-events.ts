import { createReadStream } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { UserError } from "../model/errors.ts";
import { hasCode } from "./private.ts";

/** One line of a recording; `text` is undefined where it is longer than any event can be. */
export interface RecordedLine {
  readonly number: number;
  readonly text: string | undefined;
}

/** A live hook refuses more than this on its standard input. */
const LONGEST_LINE = 16 * 1024 * 1024;

/** The first two bytes of gzip data, decoded as UTF-8. */
const GZIP_AS_TEXT = "\u001f\ufffd";

/**
 * The lines of a file, plain or gzip (told by its first two bytes, not by its name), without
 * empty ones. A file that ends inside a line gives that piece as its last line.
 * Throws UserError where it is missing, a folder, unreadable, or a gzip file that breaks off.
 */
export async function* fileLines(path: string): AsyncGenerator<RecordedLine> {
  try {
    yield* textLines(await textChunks(path));
  } catch (error) {
    throw readingError(path, error);
  }
}

/** The lines of chunked text, such as standard input. Throws UserError for gzip data in it. */
export async function* textLines(chunks: AsyncIterable<string>): AsyncGenerator<RecordedLine> {
  let number = 0;
  let rest = "";
  let skipping = false;
  for await (const chunk of withoutMark(chunks)) {
    const pieces = (rest + chunk).split("\n");
    rest = pieces.pop() ?? "";
    for (const piece of pieces) {
      number += 1;
      if (skipping) yield { number, text: undefined };
      else if (piece.trim() !== "") yield { number, text: piece };
      skipping = false;
    }
    if (rest.length > LONGEST_LINE) {
      skipping = true;
      rest = "";
    }
  }
  if (skipping) yield { number: number + 1, text: undefined };
  else if (rest.trim() !== "") yield { number: number + 1, text: rest };
}

/** A byte order mark is not part of the first line. */
async function* withoutMark(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let first = true;
  for await (const chunk of chunks) {
    if (first && chunk.startsWith(GZIP_AS_TEXT)) {
      throw new UserError("That is gzip data. Unpack it on the way: gunzip -c FILE | …");
    }
    yield first ? chunk.replace(/^\uFEFF/, "") : chunk;
    first = false;
  }
}

async function textChunks(path: string): Promise<AsyncIterable<string>> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  const chunks = file[Symbol.asyncIterator]();
  const first = await chunks.next();
  const bytes = Readable.from(withFirst(first, chunks), { objectMode: false });
  if (!isGzip(first.done === true ? undefined : first.value)) return bytes.setEncoding("utf8");
  // An error of either stream reaches whoever reads the second.
  return pipeline(bytes, createGunzip(), () => {}).setEncoding("utf8");
}

async function* withFirst(
  first: IteratorResult<Buffer>,
  rest: AsyncIterator<Buffer>,
): AsyncGenerator<Buffer> {
  for (let step = first; step.done !== true; step = await rest.next()) yield step.value;
}

function isGzip(start: Buffer | undefined): boolean {
  return start !== undefined && start[0] === 0x1f && start[1] === 0x8b;
}

function readingError(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  return new UserError(`${path}: ${readingReason(error)}`, { cause: error });
}

function readingReason(error: Error): string {
  if (hasCode(error, "ENOENT")) return "no such file. Check the path.";
  if (hasCode(error, "EISDIR")) return "that is a folder. Name the files in it.";
  if (hasCode(error, "EACCES")) return "may not be read by this account.";
  if (hasCode(error, "EMFILE")) return "too many files at once. Replay them in smaller groups.";
  if (hasCode(error, "Z_BUF_ERROR")) {
    return "the gzip data breaks off. Fetch the file again; what came before the break is not lost, and a second replay adds nothing twice.";
  }
  if (hasCode(error, "Z_DATA_ERROR")) return "the gzip data is damaged. Fetch the file again.";
  return `could not be read: ${error.message}.`;
}
