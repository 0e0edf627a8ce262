import { join } from "node:path";
import { homePaths } from "./home.ts";
import { appendLine, readPrivate } from "./private.ts";

/** A file of `history/` and what one of its lines holds; members of `HISTORY` fit. */
export interface HistoryFile<Line> {
  readonly file: string;
  readonly line: {
    safeParse(
      value: unknown,
    ): { readonly success: true; readonly data: Line } | { readonly success: false };
  };
}

export interface HistoryLines<Line> {
  /** Oldest first, as written. */
  readonly lines: readonly Line[];
  /** Lines that could not be read: torn by a crash, or of a version we do not know. */
  readonly bad: number;
}

/** Every line of the file; none where there is no file. Throws UnsafeFile. */
export function readHistory<Line>(home: string, history: HistoryFile<Line>): HistoryLines<Line> {
  const text = readPrivate(join(homePaths(home).history, history.file)) ?? "";
  const lines: Line[] = [];
  let bad = 0;
  for (const raw of text.split("\n")) {
    if (raw.trim() === "") continue;
    const read = history.line.safeParse(jsonOf(raw));
    if (read.success) lines.push(read.data);
    else bad += 1;
  }
  return { lines, bad };
}

/** Appends the lines in one write, so that a kill leaves all of them or a torn end. */
export function appendHistory<Line>(
  home: string,
  history: HistoryFile<Line>,
  lines: readonly Line[],
): void {
  if (lines.length === 0) return;
  const path = join(homePaths(home).history, history.file);
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
