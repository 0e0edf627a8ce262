import { PendingLine } from "../model/pending.ts";
import { homePaths } from "./home.ts";
import { appendLine, readPrivate } from "./private.ts";

export interface PendingLines {
  /** Oldest first, as written. */
  readonly lines: readonly PendingLine[];
  /** Lines that could not be read: torn by a crash, or of a version we do not know. */
  readonly bad: number;
}

/** Every line of pending-rules.jsonl; none where there is no file. Throws UnsafeFile. */
export function readPending(home: string): PendingLines {
  const text = readPrivate(homePaths(home).pendingRules) ?? "";
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

/** Appends the lines in one write. Throws UnsafeFile, and where it cannot be written. */
export function appendPending(home: string, lines: readonly PendingLine[]): void {
  if (lines.length === 0) return;
  const path = homePaths(home).pendingRules;
  appendLine(path, lines.map((line) => JSON.stringify(line)).join("\n"));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
