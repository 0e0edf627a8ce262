import { createHash } from "node:crypto";
import { join } from "node:path";
import { homePaths } from "../files/home.ts";
import { readPrivate, replacePrivate } from "../files/private.ts";
import { type TranscriptCursor, TranscriptCursors } from "../model/transcript-cursor.ts";
import { type TranscriptFile, transcriptBytes } from "./transcript-files.ts";
import { BEGINNING, type TranscriptPlace } from "./transcripts.ts";

/** Who reads: each has cursors of its own. */
export type CursorOwner = "reconcile" | "import";

/** How many bytes before a cursor tell that the file is still the same one. */
const TAIL_BYTES = 1024;

/** The cursors by transcript; none where they were removed or cannot be read. Throws UnsafeFile. */
export function readCursors(home: string, owner: CursorOwner): Map<string, TranscriptCursor> {
  const text = readPrivate(cursorsPath(home, owner));
  const read = TranscriptCursors.safeParse(text === undefined ? undefined : jsonOf(text));
  const cursors = read.success ? read.data.cursors : [];
  return new Map(cursors.map((cursor) => [cursor.name, cursor]));
}

/** Replaces all cursors in one step. */
export function writeCursors(
  home: string,
  owner: CursorOwner,
  cursors: ReadonlyMap<string, TranscriptCursor>,
): void {
  const content = TranscriptCursors.parse({ v: 1, cursors: [...cursors.values()] });
  replacePrivate(cursorsPath(home, owner), `${JSON.stringify(content)}\n`);
}

/** Where to go on in a transcript, or undefined where it has nothing new. */
export function placeIn(
  file: TranscriptFile,
  cursor: TranscriptCursor | undefined,
): TranscriptPlace | undefined {
  if (cursor === undefined || cursor.inode !== file.inode) return BEGINNING;
  const { offset, root, permission_mode: permissionMode } = cursor;
  const sameEnd = cursor.size === file.size && cursor.mtime_ms === file.mtimeMs;
  if (sameEnd && offset === file.size) return undefined;
  // Cut off, or written anew: it is read again, and nothing of it is told twice to the log.
  if (offset > file.size || tailOf(file, offset) !== cursor.tail) return BEGINNING;
  return { offset, root, permissionMode };
}

export function cursorAt(file: TranscriptFile, place: TranscriptPlace): TranscriptCursor {
  return {
    name: file.name,
    inode: file.inode,
    size: file.size,
    mtime_ms: file.mtimeMs,
    offset: place.offset,
    tail: tailOf(file, place.offset),
    root: place.root,
    permission_mode: place.permissionMode,
  };
}

function tailOf(file: TranscriptFile, offset: number): string {
  const hash = createHash("sha256");
  const upTo = { ...file, size: offset };
  for (const chunk of transcriptBytes(upTo, Math.max(0, offset - TAIL_BYTES))) hash.update(chunk);
  return hash.digest("hex").slice(0, 32);
}

function cursorsPath(home: string, owner: CursorOwner): string {
  return join(homePaths(home).cache, `transcripts-${owner}.json`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
