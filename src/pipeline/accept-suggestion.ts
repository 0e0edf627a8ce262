import { unifiedDiff } from "../claude/line-diff.ts";
import { appendHistory } from "../files/history.ts";
import { homePaths } from "../files/home.ts";
import { waitForLock } from "../files/lock.ts";
import { readPrivate, replacePrivate } from "../files/private.ts";
import { keepRuleText } from "../files/rule-texts.ts";
import { UserError } from "../model/errors.ts";
import { type ChangeCause, HISTORY, type RuleChangeLine } from "../model/history.ts";
import { cleanLines } from "../render/escape-text.ts";
import { WAIT_MS } from "./patiently.ts";
import { readRuleFiles } from "./rule-files.ts";
import { catchUpRuleHistory, ruleChangesNow } from "./rule-history.ts";
import type { SuggestContext, Suggested } from "./rules-suggest.ts";
import { writtenProblems } from "./written-problems.ts";
import type { WrittenSuggestion } from "./written-suggestion.ts";

/** Ids are told by their beginning too, of at least so many digits. */
const MIN_ID_CHARS = 4;

/**
 * The suggestion of an id or its beginning, checked as a whole: the file loads, nothing else in it
 * changes, and the rule's examples hold. Throws UserError where there is none, or it must not be
 * written.
 */
export async function acceptable(
  id: string,
  { written, files }: Suggested,
  context: SuggestContext,
): Promise<WrittenSuggestion> {
  const wanted = id.trim().toLowerCase();
  const found = wanted.length < MIN_ID_CHARS ? [] : written.filter(isCalled(wanted));
  const [made, another] = found;
  if (another !== undefined) {
    throw new UserError(`${found.length} suggestions begin with ${wanted}. Give more of the id.`);
  }
  if (made === undefined) {
    throw new UserError(
      `No suggestion has the id ${JSON.stringify(id)} now: what is suggested goes by the calls of the window. List them again, with the same --since: claude-permit rules suggest`,
    );
  }
  const problems = await writtenProblems(made, files, context);
  if (problems.length > 0) {
    throw new UserError(`${made.suggestion.id} is not written: ${problems.join("; ")}.`);
  }
  return made;
}

function isCalled(wanted: string): (made: WrittenSuggestion) => boolean {
  return ({ suggestion }) => suggestion.id.startsWith(wanted);
}

/** What accepting it changes, as `diff -u` prints it. */
export function acceptedText(made: WrittenSuggestion, isDry: boolean): string {
  const diff = cleanLines(diffOf(made)).join("\n");
  return isDry ? diff : `${diff}written to ${made.file.path}\n`;
}

/** The same for `--json`. */
export function acceptedJson(made: WrittenSuggestion, isDry: boolean): string {
  const { suggestion, file, rule } = made;
  const told = { version: 1, id: suggestion.id, rule, file: file.path, written: !isDry };
  return `${JSON.stringify({ ...told, diff: diffOf(made) }, null, 2)}\n`;
}

function diffOf({ file, before, after }: WrittenSuggestion): string {
  return unifiedDiff(file.path, before === "" ? undefined : before, after);
}

/**
 * Writes it in one step, and its line of history with who wanted it and on what evidence. The lock
 * is the one that whoever looks at changed rules takes: nobody writes another line about it. After
 * a kill between the two the next look writes the line, without its cause.
 * Throws UserError where the file has changed meanwhile, or another process is at it.
 */
export async function acceptSuggestion(
  made: WrittenSuggestion,
  { io, home, place }: SuggestContext,
): Promise<void> {
  // What changed before is on record before.
  catchUpRuleHistory(io, place, { files: await readRuleFiles(place), by: BY });
  const lock = await waitForLock(homePaths(home).locks, "rules", io, WAIT_MS);
  if ("heldBy" in lock) {
    throw new UserError(
      `Process ${lock.heldBy} is changing the rules. Try again when it has ended.`,
    );
  }
  try {
    if ((readPrivate(made.file.path) ?? "") !== made.before) {
      throw new UserError(`${made.file.file} has changed meanwhile. List the suggestions again.`);
    }
    replacePrivate(made.file.path, made.after);
    const files = await readRuleFiles(place);
    const text = made.file.source === "auto" ? { text_sha256: keepRuleText(home, made.after) } : {};
    const lines = ruleChangesNow(io, place, { files, by: BY }).map(
      (line): RuleChangeLine =>
        line.file === made.file.file
          ? { ...line, cause: causeOf(made, io.account), ...text }
          : line,
    );
    appendHistory(home, HISTORY.rules, lines);
  } finally {
    lock.release();
  }
}

const BY = "rules suggest";

function causeOf({ suggestion, words }: WrittenSuggestion, by: string): ChangeCause {
  const { spared, tightened } = suggestion.backTest;
  const [first] = [...spared, ...tightened];
  return {
    why: "suggested",
    by,
    entry: first?.entryId ?? null,
    session: first?.sessionId ?? null,
    tier: first?.tier ?? null,
    score: null,
    reasoning: null,
    confirmations: null,
    detail: `${suggestion.id}: ${words}`,
  };
}
