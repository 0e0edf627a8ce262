import { type LearnedShape, learnedAt } from "../../findings/learning-facts.ts";
import { plural } from "../../findings/values.ts";
import { daysBefore } from "../../model/grid.ts";
import type { Window } from "../../model/window.ts";
import type { KindContext, Need } from "../kind.ts";
import type { Moment } from "../moment.ts";
import { type Reading, readingOf } from "../reading.ts";

const USE_DAYS = 30;
const DAY_MS = 86_400_000;

export function riskyRuleNeeds(moment: Moment): Need[] {
  return [{ metric: "learned-breadth", window: monthOf(moment) }];
}

/**
 * Learned rules that let too much run: by what they ask (an expression without both ends, or that
 * anything fits into), or by what they let run in 30 days (a risk, or too many kinds of call).
 */
export function riskyRuleReadings(context: KindContext<"risky_auto_rule">): Reading[] {
  const { moment, figures, settings } = context;
  const uses = new Map(
    figures.rows("learned-breadth", monthOf(moment)).map((row) => [row.rule_id, row]),
  );
  return learnedAt(figures.changes, moment.slot).map(({ shape }) => {
    const used = uses.get(shape.id);
    const fingerprints = used?.fingerprints ?? 0;
    const why = [
      ...shape.words.flatMap((clause) => openClause(clause)),
      ...(onlyTool(shape) ? ["it asks for nothing but the tool"] : []),
      ...(used !== undefined && used.risky > 0
        ? [`it let ${used.risky} ${plural(used.risky, "call")} with a risk run: ${used.risk}`]
        : []),
      ...(fingerprints > settings.most_fingerprints ? [`it covers ${fingerprints} kinds`] : []),
    ];
    return readingOf(why.length > 0 ? "breach" : "clear", {
      severity: "critical",
      label: shape.name || shape.id,
      causes: why,
      evidence: {
        ...{ k: used?.risky ?? 0, n: used?.calls ?? 0, sessions: used?.sessions ?? 0 },
        ...{ unit: "count", value: fingerprints, mark: settings.most_fingerprints },
        detail: why.join("; "),
      },
    });
  });
}

/** Clauses that hold no expression of the input's text. */
const NO_EXPRESSION = new Set(
  "program subcommand flags reads writes host cwd alone expires tool not".split(" "),
);

/** `command npm run`: any text around it fits as well; `command ^npm .*$`: anything does. */
function openClause(clause: string): string[] {
  const at = clause.indexOf(" ");
  const key = clause.slice(0, at);
  const expression = clause.slice(at + 1);
  if (at < 0 || NO_EXPRESSION.has(key)) return [];
  if (/(?<!\\)\.[*+]/.test(expression)) return [`anything fits into "${clause}"`];
  const isBound = expression.startsWith("^") && /(?<!\\)\$$/.test(expression);
  return isBound ? [] : [`"${clause}" is open at an end`];
}

function onlyTool({ words }: LearnedShape): boolean {
  return words.length > 0 && words.every((clause) => /^(?:[\w-]+$|tool )/.test(clause));
}

/** Rules that wait for a word: too many, or one for too long. */
export function pendingReadings(context: KindContext<"pending_backlog">): Reading[] {
  const { moment, figures, settings } = context;
  const { waiting, promotion } = figures.learning(moment.slot);
  const mine = promotion.mode === "off" ? [] : waiting.filter(({ state }) => state === "waiting");
  const oldest = Math.min(...mine.map(({ since }) => Date.parse(since)));
  const days = mine.length === 0 ? 0 : (Date.parse(moment.slot) - oldest) / DAY_MS;
  const fires = mine.length > settings.most_waiting || days > settings.oldest_days;
  const clears = mine.length < settings.clear_waiting && days < settings.clear_days;
  return [
    readingOf(fires ? "breach" : clears ? "clear" : "between", {
      severity: "info",
      evidence: {
        ...{ unit: "count", value: mine.length, mark: settings.most_waiting },
        detail: mine.length === 0 ? "" : `the oldest waits for ${Math.floor(days)} days`,
        top: mine.slice(0, 3).map(({ fingerprint, calls }) => ({
          ...{ label: fingerprint, count: calls, before: null },
        })),
      },
    }),
  ];
}

function monthOf({ slot, timeZone }: Moment): Window {
  return daysBefore(slot, USE_DAYS, timeZone);
}
