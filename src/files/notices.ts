import { readdirSync, renameSync, rmSync, statSync } from "node:fs";
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
  return [notices, ...takenFiles(notices)].some((path) =>
    noticesIn(path).some((notice) => notice.id === id),
  );
}

/**
 * Takes every notice, so that nobody else tells it: of any number of processes one gets the file,
 * by renaming it. That they were told is on record before they are, so none is told twice. What a
 * process took that was killed before it told is taken again after a minute.
 */
export function takeNotices(home: string, now: string): readonly string[] {
  const { notices, pendingRules } = homePaths(home);
  const left = leftBy(home, Date.parse(now));
  const mine = take(notices, notices);
  const known = left.length === 0 ? "" : (readPrivate(pendingRules) ?? "");
  const again = left
    .flatMap(noticesIn)
    .filter(({ id }) => !known.includes(`"notice":${JSON.stringify(id)}`));
  const found = [...again, ...(mine === undefined ? [] : noticesIn(mine))];
  const told = found
    .filter(({ id }) => !id.startsWith(MESSAGE_NOTICE))
    .map(({ id }): PendingLine => ({ v: 1, at: now, kind: "told", notice: id }));
  if (told.length > 0)
    appendLine(pendingRules, told.map((line) => JSON.stringify(line)).join("\n"));
  for (const path of [...left, mine]) if (path !== undefined) rmSync(path, { force: true });
  return [...new Map(found.map(({ id, text }) => [id, text])).values()];
}

/** Telling takes milliseconds: whoever has not told by then is gone. */
const TELLING_MS = 60_000;

/** Files that processes took and left, now in our name. */
function leftBy(home: string, nowMs: number): readonly string[] {
  const { notices } = homePaths(home);
  return takenFiles(notices).flatMap((path) => {
    const status = statSync(path, { throwIfNoEntry: false });
    // Renaming a file changes its status, not its content.
    if (status === undefined || nowMs - status.ctimeMs < TELLING_MS) return [];
    return take(notices, path) ?? [];
  });
}

function takenFiles(notices: string): readonly string[] {
  const begin = `${basename(notices)}.`;
  return readdirSync(dirname(notices))
    .filter((name) => name.startsWith(begin))
    .map((name) => join(dirname(notices), name));
}

/** The file under a name of our own; undefined where it is not there, or somebody was faster. */
function take(notices: string, path: string): string | undefined {
  const mine = `${notices}.${uniqueName()}`;
  try {
    renameSync(path, mine);
    return mine;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
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
