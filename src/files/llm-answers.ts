import { renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { SCORES, type Score } from "../model/words.ts";
import { homePaths } from "./home.ts";
import { type LockOwner, tryLock } from "./lock.ts";
import { appendLine, readPrivate } from "./private.ts";

/** What was answered about a call: no more of it than the log says anyway. */
export interface RememberedAnswer {
  /** Keyed hash of everything that the answer depends on. */
  readonly key: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly score: Score;
  /** Redacted. */
  readonly reasoning: string;
}

/** A file that has become longer makes room for a new one; of the two before, the newer stays. */
const MAX_BYTES = 256 * 1024;
const GREEN_LASTS_MS = 24 * 60 * 60 * 1000;

/**
 * The answer that holds for a call: the strictest that it ever got, as far as is remembered. So a
 * GREEN never takes the place of a YELLOW or RED, whoever asked again, and it ends after a day.
 */
export function rememberedAnswer(
  home: string,
  key: string,
  now: string,
): RememberedAnswer | undefined {
  const { answers, older } = placesIn(home);
  const found = [older, answers].flatMap((path) => answersIn(path, key));
  const worst = found.reduce<RememberedAnswer | undefined>(
    (best, each) => (best === undefined || rank(each) >= rank(best) ? each : best),
    undefined,
  );
  if (worst?.score !== "GREEN") return worst;
  const age = Date.parse(now) - Date.parse(worst.at);
  return age >= 0 && age < GREEN_LASTS_MS ? worst : undefined;
}

/** Appends an answer; both files together stay below about twice 256 KiB. */
export function rememberAnswer(home: string, answer: RememberedAnswer, owner: LockOwner): void {
  const { answers } = placesIn(home);
  appendLine(answers, JSON.stringify(answer));
  if (sizeOf(answers) > MAX_BYTES) makeRoom(home, owner);
}

/** By a rename: a process that is just appending writes into the older file, which is read too. */
function makeRoom(home: string, owner: LockOwner): void {
  const lock = tryLock(homePaths(home).locks, "llm-answers", owner);
  if ("heldBy" in lock) return;
  try {
    const { answers, older } = placesIn(home);
    if (sizeOf(answers) > MAX_BYTES) renameSync(answers, older);
  } finally {
    lock.release();
  }
}

function placesIn(home: string): { readonly answers: string; readonly older: string } {
  const { llm } = homePaths(home);
  return { answers: join(llm, "answers.jsonl"), older: join(llm, "answers-older.jsonl") };
}

function answersIn(path: string, key: string): readonly RememberedAnswer[] {
  const lines = (readPrivate(path) ?? "").split("\n");
  return lines.filter((line) => line.includes(key)).flatMap((line) => answerIn(line, key));
}

/** None where a line is torn or not one of ours. */
function answerIn(line: string, key: string): RememberedAnswer[] {
  try {
    const { key: own, at, score: word, reasoning } = Object(JSON.parse(line));
    const score = SCORES.find((each) => each === word);
    if (own !== key || score === undefined) return [];
    return typeof at === "string" && typeof reasoning === "string"
      ? [{ key, at, score, reasoning }]
      : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function rank({ score }: RememberedAnswer): number {
  return SCORES.indexOf(score);
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
