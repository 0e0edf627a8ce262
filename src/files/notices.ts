import { readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { PendingLine } from "../model/pending.ts";
import { homePaths } from "./home.ts";
import { appendLine, hasCode, readPrivate, uniqueName } from "./private.ts";

/** What the user is told once, at the next event of any session. */
export interface UserNotice {
  /** Of the promotion or removal that it tells of. */
  readonly id: string;
  readonly text: string;
}

/** Begins the id of a notice that nothing was learned from: telling it needs no record. */
export const MESSAGE_NOTICE = "message:";

export function addNotice(home: string, notice: UserNotice): void {
  appendLine(homePaths(home).notices, JSON.stringify(notice));
}

/** Whether a notice waits, or is just being told by another process. */
export function isNoticed(home: string, id: string): boolean {
  const { notices } = homePaths(home);
  const taken = `${basename(notices)}.`;
  const files = readdirSync(dirname(notices)).filter((name) => name.startsWith(taken));
  return [notices, ...files.map((name) => join(dirname(notices), name))].some((path) =>
    noticesIn(path).some((notice) => notice.id === id),
  );
}

/**
 * Takes every notice, so that nobody else tells it: of any number of processes one gets the file,
 * by renaming it. That they were told is on record before they are, so none is told twice.
 */
export function takeNotices(home: string, now: string): readonly string[] {
  const { notices, pendingRules } = homePaths(home);
  const mine = `${notices}.${uniqueName()}`;
  try {
    renameSync(notices, mine);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
  const found = noticesIn(mine);
  const told = found
    .filter(({ id }) => !id.startsWith(MESSAGE_NOTICE))
    .map(({ id }): PendingLine => ({ v: 1, at: now, kind: "told", notice: id }));
  if (told.length > 0)
    appendLine(pendingRules, told.map((line) => JSON.stringify(line)).join("\n"));
  rmSync(mine, { force: true });
  return [...new Map(found.map(({ id, text }) => [id, text])).values()];
}

function noticesIn(path: string): readonly UserNotice[] {
  return (readPrivate(path) ?? "").split("\n").flatMap((line) => {
    try {
      const { id, text } = Object(JSON.parse(line));
      return typeof id === "string" && typeof text === "string" ? [{ id, text }] : [];
    } catch (error) {
      // Torn by a crash, or the empty end.
      if (error instanceof SyntaxError) return [];
      throw error;
    }
  });
}
