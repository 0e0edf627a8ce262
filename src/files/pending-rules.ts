import { renameSync, rmSync, statSync } from "node:fs";
import { PendingLine } from "../model/pending.ts";
import { homePaths } from "./home.ts";
import { pendingPlaces, pendingText } from "./pending-text.ts";
import { appendLine, hasCode, readPrivate, replacePrivate } from "./private.ts";

export interface PendingLines {
  /** Oldest first, as written. */
  readonly lines: readonly PendingLine[];
  /** Lines that could not be read: torn by a crash, or of a version we do not know. */
  readonly bad: number;
}

/** A file that has become longer makes room for a new one. */
const LONG_BYTES = 512 * 1024;
/** Whoever had the file open when it was renamed has written by then. */
const REST_MS = 60_000;

/** Every line of the pending rules; none where there is no file. Throws UnsafeFile. */
export function readPending(home: string): PendingLines {
  return linesIn(pendingText(home));
}

/** Appends the lines in one write. Throws UnsafeFile, and where it cannot be written. */
export function appendPending(home: string, lines: readonly PendingLine[]): void {
  if (lines.length === 0) return;
  appendLine(homePaths(home).pendingRules, textOf(lines));
}

/**
 * Begins the file anew where it is long. It is renamed first, so that nobody's line is lost; when
 * nobody writes to it any more, what `keep` leaves of it and of those before is kept in one step.
 * Call it with the lock of `learn` held.
 */
export function renewPending(
  home: string,
  nowMs: number,
  keep: (lines: readonly PendingLine[]) => readonly PendingLine[],
): void {
  const { current, closed, older } = pendingPlaces(home);
  const closing = statSync(closed, { throwIfNoEntry: false });
  if (closing !== undefined) {
    if (nowMs - closing.ctimeMs < REST_MS) return;
    const text = `${readPrivate(older) ?? ""}\n${readPrivate(closed) ?? ""}`;
    const kept = textOf(keep(linesIn(text).lines));
    replacePrivate(older, kept === "" ? "" : `${kept}\n`);
    rmSync(closed, { force: true });
  }
  if ((statSync(current, { throwIfNoEntry: false })?.size ?? 0) <= LONG_BYTES) return;
  try {
    renameSync(current, closed);
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
  }
}

function linesIn(text: string): PendingLines {
  const lines: PendingLine[] = [];
  let bad = 0;
  for (const raw of text.split("\n")) {
    if (raw.trim() === "") continue;
    const read = PendingLine.safeParse(jsonOf(raw));
    if (read.success) lines.push(read.data);
    else bad += 1;
  }
  return { lines, bad };
}

function textOf(lines: readonly PendingLine[]): string {
  return lines.map((line) => JSON.stringify(line)).join("\n");
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
