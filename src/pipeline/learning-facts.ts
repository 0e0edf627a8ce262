import { homePaths } from "../files/home.ts";
import { readPending } from "../files/pending-rules.ts";
import { readPrivate } from "../files/private.ts";
import { parseToml } from "../files/toml.ts";
import type {
  LearnedChange,
  LearnedShape,
  LearningFacts,
  WaitingRule,
} from "../findings/learning-facts.ts";
import type { RuleChangeLine, RuleRecord } from "../model/history.ts";
import { LlmTable, llmSettings } from "../model/llm.ts";
import type { PendingLine } from "../model/pending.ts";
import { clausesOf } from "../policy/rules/rule-record.ts";
import type { PendingView } from "../report/pending-listing.ts";
import { pendingListing } from "./pending-listing.ts";
import { promotionSettings } from "./promotion-settings.ts";
import { readRuleHistory } from "./rule-history.ts";

const LEARNED = "auto-rules.toml";

/**
 * What the home knows of learning, as a function of the moment (ISO 8601 UTC): lines that were
 * written after it are left out. Settings are those of now. Throws UnsafeFile, and ConfigError for
 * a syntax error in config.toml.
 */
export function readLearning(home: string): (asOf: string) => LearningFacts {
  const promotion = promotionSettings(home);
  const model = configuredModel(home);
  const history = readRuleHistory(home).filter(({ file }) => file === LEARNED);
  const pending = readPending(home).lines;
  return (asOf) => {
    const place = { home, asOf, timeZone: "UTC", promotion, suspended: false };
    return {
      model,
      promotion,
      changes: history.filter(({ at }) => at <= asOf).map(changeOf),
      waiting: pending.length === 0 ? [] : pendingListing(place).rules.flatMap(waitingOf),
      answers: pending.filter(({ at }) => at <= asOf).flatMap(answerOf),
    };
  };
}

/** `anthropic claude-haiku-5-5`; null where nobody is asked, or `[llm]` has a mistake. */
function configuredModel(home: string): string | null {
  const tables = parseToml(readPrivate(homePaths(home).config) ?? "", "config.toml");
  const llm = llmSettings(LlmTable.safeParse(tables["llm"]).data);
  return llm === undefined ? null : `${llm.provider} ${llm.model}`;
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

/** One that waits for a yes, for the next event or for what is in its way. */
function waitingOf(view: PendingView): WaitingRule[] {
  const { rule_id: id, rule, state, calls, confirmations, sessions, blocked } = view;
  const last = calls.at(-1);
  if (last === undefined || state === "set_aside" || state === "over") return [];
  return [
    {
      id,
      words: wordsOf({ ...rule, kind: "allow", id }),
      state,
      inTheWay: blocked === null ? null : (blocked.rule ?? blocked.detail),
      since: view.first_at ?? last.at,
      calls: calls.length,
      confirmed: confirmations,
      sessions,
      score: last.score,
      reasoning: last.reasoning,
      fingerprint: view.fingerprint,
    },
  ];
}

function answerOf(line: PendingLine): LearningFacts["answers"][number][] {
  const { kind, at } = line;
  if (kind === "confirmed") return line.by === "user" ? [{ at, kind: "yes" }] : [];
  if (kind === "refused") return [{ at, kind: "no" }];
  return kind === "refuted" ? [{ at, kind }] : [];
}
