import { withLearnedRule, withoutLearnedRule } from "../files/auto-rules.ts";
import { readHistory } from "../files/history.ts";
import { homePaths, sessionHomeFlag } from "../files/home.ts";
import { isInTail } from "../files/log-tail.ts";
import { addNotice, isNoticed } from "../files/notices.ts";
import { appendPending } from "../files/pending-rules.ts";
import { appendLine, replacePrivate } from "../files/private.ts";
import { AUTO_RULES, recordRules } from "../files/rule-history.ts";
import { keepRuleText } from "../files/rule-texts.ts";
import { HISTORY } from "../model/history.ts";
import type { BlockedLine, PromotingLine, RemovingLine } from "../model/pending.ts";
import { ruleChangeLines, rulesAfter } from "../policy/rules/rule-changes.ts";
import { isOnRecord, withCauses } from "./causes.ts";
import { learnedRules } from "./learned-rules.ts";
import { noticeOf } from "./notice-text.ts";
import type { PendingRules, Unfinished } from "./pending.ts";
import type { LearnPlace } from "./place.ts";
import { promotionEntry } from "./promotion-entry.ts";

type Known = Pick<PendingRules, "calls" | "told">;
type Change = PromotingLine | RemovingLine;

/**
 * The writes of a promotion, a block and a removal, after the line that says what is to be done.
 * Each looks first whether it was done already, so that a process that is killed between any two
 * is finished by the next that comes by. Call it with the lock of `learn` held.
 */
export async function finish(begun: Unfinished, known: Known, place: LearnPlace): Promise<void> {
  const { home, now } = place;
  const line = { v: 1, at: now, rule_id: begun.rule_id } as const;
  if (begun.kind === "blocked") {
    await note(begun, known, place);
    appendPending(home, [{ v: 1, at: now, kind: "noted", entry: begun.entry }]);
    return;
  }
  if (!isRecorded(begun, home)) {
    await changeText(begun, home);
    await record(begun, place);
  }
  if (begun.kind === "promoting") await note(begun, known, place);
  tell(begun, known, place);
  appendPending(home, [
    begun.kind === "promoting"
      ? { ...line, kind: "promoted", entry: begun.entry }
      : { ...line, kind: "removed", removal: begun.removal, why: begun.cause.why },
  ]);
}

/** auto-rules.toml with or without the rule; its text as it was and as it becomes is kept first. */
async function changeText(begun: Change, home: string): Promise<void> {
  const { text, rules } = await learnedRules(home);
  const found = rules.filter(({ rule }) => rule.id === begun.rule_id);
  if (found.length > 0 === (begun.kind === "promoting")) return;
  // From the end on, so that the places of those before stay as they are.
  const changed =
    begun.kind === "promoting"
      ? withLearnedRule(text, begun.table)
      : found.reduceRight((left, { index }) => withoutLearnedRule(left, { index }), text);
  keepRuleText(home, text);
  keepRuleText(home, changed);
  replacePrivate(homePaths(home).autoRules, changed);
}

/** Somebody who looks at the files may hold the lock of the history for a moment. */
const RECORD_TRIES = 40;
const RECORD_PAUSE_MS = 50;

async function record(begun: Change, place: LearnPlace): Promise<void> {
  const { home, owner, now, foundBy } = place;
  const { text, rules } = await learnedRules(home);
  const policy = await place.loadPolicy();
  const files = [{ file: AUTO_RULES, rules: rules.map(({ rule }) => rule) }];
  const found = { files, policySha256: policy.sha256, at: now, foundBy };
  for (let tried = 0; tried < RECORD_TRIES; tried += 1) {
    recordRules(home, owner, {
      at: now,
      foundBy,
      autoRules: text,
      changes: (lines) => withCauses(ruleChangeLines(lines, found), [begun]),
    });
    if (isRecorded(begun, home) || isShown(begun, home)) return;
    await new Promise((resolve) => setTimeout(resolve, RECORD_PAUSE_MS));
  }
  throw new Error("history/rules.jsonl could not be written: it is left to the next event.");
}

function isRecorded(begun: Change, home: string): boolean {
  return isOnRecord(readHistory(home, HISTORY.rules).lines, begun);
}

/**
 * Whether the history tells of the file as it is to be, by whomever: a person may have written the
 * rule there, and a clock that was set back makes a line look older than what it records.
 */
function isShown(begun: Change, home: string): boolean {
  const { rules } = rulesAfter(readHistory(home, HISTORY.rules).lines, AUTO_RULES);
  return rules.some(({ id }) => id === begun.rule_id) === (begun.kind === "promoting");
}

async function note(
  begun: PromotingLine | BlockedLine,
  { calls }: Known,
  place: LearnPlace,
): Promise<void> {
  const { home } = place;
  if (isInTail(home, begun.entry)) return;
  const policy = await place.loadPolicy();
  const call = calls.get(begun.stash ?? "");
  const entry = promotionEntry({ line: begun, call, policy }, place);
  appendLine(homePaths(home).log, place.entryLine(entry));
}

function tell(begun: Change, { told }: Known, { home, accountHome }: LearnPlace): void {
  const notice = noticeOf(begun, sessionHomeFlag(home, accountHome));
  if (notice === undefined || told.has(notice.id) || isNoticed(home, notice.id)) return;
  addNotice(home, notice);
}
