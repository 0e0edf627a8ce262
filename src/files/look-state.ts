import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { homePaths } from "./home.ts";
import { appendLine, readPrivate, replacePrivate } from "./private.ts";

/**
 * What was found in the log for learning, under cache/: deleting it costs a look through the whole
 * log and nothing else. `state` says how far the log was looked through; `found` holds the calls
 * that no rule may be learned against, each once, as `KEY<tab>JSON`.
 */
interface LookFiles {
  readonly state: string;
  readonly found: string;
  readonly waiting: string;
  readonly tended: string;
}

function lookFiles(home: string): LookFiles {
  const { cache } = homePaths(home);
  const at = (name: string): string => join(cache, `learn-${name}`);
  return {
    state: at("log.json"),
    found: at("past-calls.txt"),
    waiting: at("waiting"),
    tended: at("tended"),
  };
}

/** The state as it was written; undefined where there is none, or half of it was lost. */
export function readLookState(home: string): unknown {
  const files = lookFiles(home);
  const text = readPrivate(files.state);
  if (text === undefined || statSync(files.found, { throwIfNoEntry: false }) === undefined) {
    rmSync(files.found, { force: true });
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** First what was found, then how far: a kill between finds the same again. */
export function keepLook(home: string, state: unknown, found: readonly string[]): void {
  const files = lookFiles(home);
  const known = readPrivate(files.found);
  if (known === undefined) replacePrivate(files.found, "");
  if (found.length > 0) appendLine(files.found, found.join("\n"));
  replacePrivate(files.state, JSON.stringify(state));
}

/** As if nobody had ever looked. */
export function forgetLook(home: string): void {
  const files = lookFiles(home);
  for (const path of [files.state, files.found]) rmSync(path, { force: true });
}

/** `KEY<tab>JSON` of each call that was found. */
export function foundLines(home: string): readonly string[] {
  return (readPrivate(lookFiles(home).found) ?? "").split("\n").filter((line) => line !== "");
}

/** Says that a promotion waits until the log is looked through, or that none does. */
export function setWaiting(home: string, waits: boolean): void {
  const { waiting } = lookFiles(home);
  if (waits) replacePrivate(waiting, "");
  else rmSync(waiting, { force: true });
}

/** Whether a promotion waits: one look at the file system. */
export function isWaiting(home: string): boolean {
  return statSync(lookFiles(home).waiting, { throwIfNoEntry: false }) !== undefined;
}

/** The day (UTC) on which somebody last looked after learned rules; undefined where nobody did. */
export function tendedDay(home: string): string | undefined {
  return readPrivate(lookFiles(home).tended)?.trim();
}

export function setTended(home: string, day: string): void {
  replacePrivate(lookFiles(home).tended, `${day}\n`);
}
