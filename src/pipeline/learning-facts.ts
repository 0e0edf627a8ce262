import { homePaths } from "../files/home.ts";
import { readLearningSettings } from "../files/learning-settings.ts";
import { readPending } from "../files/pending-rules.ts";
import type { LearnedChange, LearnedShape, LearningFacts, WaitingRule } from "../findings/facts.ts";
import { foldPending, type PendingRule } from "../learn/pending.ts";
import type { RuleChangeLine, RuleRecord } from "../model/history.ts";
import type { PendingLine } from "../model/pending.ts";
import { clausesOf } from "../policy/rules/rule-record.ts";
import { readRuleHistory } from "./rule-history.ts";

const LEARNED = "auto-rules.toml";

/**
 * What the home knows of learning, as a function of the moment (ISO 8601 UTC): history and
 * pending rules are read once, and lines after the moment left out. Settings are those of now.
 */
export function readLearning(home: string): (asOf: string) => LearningFacts {
  const { llm, promotion } = readLearningSettings(homePaths(home).config);
  const history = readRuleHistory(home).filter(({ file }) => file === LEARNED);
  const pending = readPending(home).lines;
  return (asOf) => {
    const lines = pending.filter(({ at }) => at <= asOf);
    return {
      model: llm === undefined ? null : `${llm.provider} ${llm.model}`,
      promotion,
      changes: history.filter(({ at }) => at <= asOf).map(changeOf),
      waiting: foldPending(lines, asOf).rules.flatMap(waitingOf),
      answers: lines.flatMap(answerOf),
    };
  };
}

function changeOf({ at, kind, before, after, cause }: RuleChangeLine): LearnedChange {
  return { at, kind, before: shapeOf(before), after: shapeOf(after), cause: cause ?? null };
}

function shapeOf(record: RuleRecord | null): LearnedShape | null {
  if (record === null) return null;
  return { id: record.id, name: record.name ?? "", words: wordsOf(record) };
}

/** `Bash`, `program npm`, `flags --watch`: what it asks for; when it ends is no part of that. */
function wordsOf({ expires: _, ...record }: RuleRecord): string[] {
  return clausesOf(record).map((clause) => clause.replace(/^tool \^([\w-]+)\$$/, "$1"));
}

/** Of the calls of a rule that wait or count; none left: nobody waits. */
function waitingOf({
  ruleId,
  rule,
  state,
  stashes,
  confirmed,
  sessions,
  blocked,
}: PendingRule): WaitingRule[] {
  if (state !== "waiting" && state !== "blocked") return [];
  const live = stashes.filter((stash) => ["open", "prompted", "confirmed"].includes(stash.state));
  const [first] = live;
  const last = live.at(-1);
  if (first === undefined || last === undefined) return [];
  const { score, reasoning, fingerprint } = last.line;
  return [
    {
      id: ruleId,
      words: wordsOf({ ...rule, kind: "allow", id: ruleId }),
      state,
      inTheWay: blocked === undefined ? null : (blocked.doubt.rule ?? blocked.doubt.detail),
      since: first.line.at,
      calls: live.length,
      confirmed: confirmed.length,
      sessions,
      score,
      reasoning,
      fingerprint,
    },
  ];
}

function answerOf(line: PendingLine): LearningFacts["answers"][number][] {
  const { kind, at } = line;
  if (kind === "confirmed") return line.by === "user" ? [{ at, kind: "yes" }] : [];
  if (kind === "refused") return [{ at, kind: "no" }];
  return kind === "refuted" ? [{ at, kind }] : [];
}
