import type { Span } from "./calendar.ts";
import { type Call, wasPrompted } from "./calls.ts";
import {
  correlation,
  countDistance,
  interval,
  percentile,
  ratio,
  ratioDistance,
  type Share,
  sum,
} from "./statistics.ts";
import {
  type Counted,
  grouped,
  isAsked,
  isSaved,
  latenciesOf,
  type Question,
  ratioShares,
  sessionsOf,
  tellsOfPrompts,
} from "./stats.ts";

/** What is compared: the spans oldest first, and what they have in common. */
export type Series = Omit<Question, "since" | "until"> & { readonly spans: readonly Span[] };

/** A change as a report tells it. */
interface Told {
  readonly sign: string;
  readonly amount: number | null;
}

/** One row of the scorecard. */
export interface Row {
  readonly value: number | null;
  readonly last: number | null;
  readonly median: number | null;
  readonly spark: readonly (number | null)[];
  readonly change: Told;
}

/** What one span holds. */
interface Filled {
  readonly calls: readonly Call[];
  readonly sessions: ReadonlySet<string>;
  readonly shares: readonly Share[];
}

const NO_CHANGE: Told = { sign: "none", amount: null };

/** The eight rows of the digest's scorecard, in their order. */
export function recountScorecard(log: Counted, series: Series): Row[] {
  const filled = fill(log, series);
  const begun = begins(filled);
  const counts = (which: (call: Call) => boolean): Row =>
    countRow(filled, begun, (one) => perSession(one.calls.filter(which)));
  return [
    counts(() => true),
    countRow(filled, begun, (one) => [...one.sessions].map(() => 1)),
    countRow(filled, begun, promptsOf(log, series, filled)),
    counts(isSaved),
    counts((call) => call.decision === "deny"),
    ratioRow(filled),
    latencyRow(filled),
    counts((call) => call.decision === "error_passthrough"),
  ];
}

/** What `report trends` says of each of its weeks or days. `before` are the four before the first. */
export function recountTrends(log: Counted, series: Series, before: readonly Span[]) {
  const filled = fill(log, series);
  const earlier = fill(log, { ...series, spans: before });
  const number = (which: (call: Call) => boolean): number[] =>
    filled.map(({ calls }) => calls.filter(which).length);
  const decided = (...words: string[]): number[] => number((call) => words.includes(call.decision));
  const by = (...words: string[]): number[] => number((call) => words.includes(call.tier));
  return {
    decisions: [
      decided("allow"),
      decided("ask"),
      decided("deny"),
      decided("passthrough", "error_passthrough", "none"),
      number(() => true),
    ],
    tiers: [
      by("deny", "ask", "allow", "deny_promote"),
      by("auto"),
      by("llm"),
      by("passthrough", "none"),
      by("floor"),
    ],
    prompts: [
      number(() => true),
      filled.map((one) => {
        const found = promptsOf(log, series, filled)(one);
        return found === null ? null : sum(found);
      }),
    ],
    ratio: filled.map(({ shares }, place) => ({
      k: sum(shares.map((one) => one.k)),
      n: sum(shares.map((one) => one.n)),
      value: ratio(shares),
      ...intervalOf(shares, [...earlier, ...filled].slice(place, place + before.length)),
    })),
  };
}

function fill({ log, calls }: Counted, series: Series): Filled[] {
  return series.spans.map((span) => {
    const question: Question = { ...series, ...span };
    const own = calls.filter((call) => isAsked(call, question));
    return {
      calls: own,
      sessions: sessionsOf(log.lines.filter((line) => isAsked(line, question))),
      shares: ratioShares(own, question),
    };
  });
}

/** With how alike calls of one session are in the spans before. */
function intervalOf(shares: readonly Share[], before: readonly Filled[]) {
  const found = interval(shares, correlation(before.flatMap((one) => one.shares)));
  return { low: found?.low ?? null, high: found?.high ?? null };
}

/** Before the first span with anything in it there is no data; after it, zero. */
function begins(filled: readonly Filled[]): number {
  const first = filled.findIndex((one) => one.calls.length > 0 || one.sessions.size > 0);
  return first === -1 ? filled.length : first;
}

function perSession(calls: readonly Call[]): number[] {
  return [...grouped(calls, (call) => call.session).values()].map((some) => some.length);
}

/** Prompts of each session; null where none was ever recorded and none of the spans has any of ours. */
function promptsOf(
  { log }: Counted,
  { asOf }: Series,
  filled: readonly Filled[],
): (one: Filled) => number[] | null {
  const prompted = ({ calls }: Filled) => calls.filter((call) => wasPrompted(call, asOf));
  const isKnown = tellsOfPrompts(log, asOf) || filled.some((one) => prompted(one).length > 0);
  return (one) => (isKnown ? perSession(prompted(one)) : null);
}

function countRow(
  filled: readonly Filled[],
  begun: number,
  countsOf: (one: Filled) => number[] | null,
): Row {
  const counts = filled.map((one, index) => (index < begun ? null : countsOf(one)));
  const [last, now] = [counts.at(-2) ?? null, counts.at(-1) ?? null];
  const clear = last !== null && now !== null && Math.abs(countDistance(now, last)) >= 2;
  return row(
    counts.map((one) => (one === null ? null : sum(one))),
    clear,
  );
}

function ratioRow(filled: readonly Filled[]): Row {
  const values = filled.map(({ shares }) =>
    sum(shares.map((one) => one.n)) < 30 ? null : ratio(shares),
  );
  const [now, last] = [filled.at(-1)?.shares ?? [], filled.at(-2)?.shares ?? []];
  const step = Math.abs((values.at(-1) ?? 0) - (values.at(-2) ?? 0));
  return row(values, step >= 0.05 && Math.abs(ratioDistance(now, last)) >= 2);
}

/** A percentile has no spread by session: its change is never clear. */
function latencyRow(filled: readonly Filled[]): Row {
  const values = filled.map(({ calls }) => {
    const asked = calls.filter((call) => call.asked);
    return asked.length < 40 ? null : percentile(latenciesOf(asked), 0.95);
  });
  return row(values, false);
}

function row(values: readonly (number | null)[], clear: boolean): Row {
  const [value, last] = [values.at(-1) ?? null, values.at(-2) ?? null];
  const before = values.slice(-5, -1).filter((one) => one !== null);
  return {
    value,
    last,
    median: before.length < 3 ? null : percentile(before, 0.5),
    spark: values.slice(-8),
    change: value === null || last === null ? NO_CHANGE : told(value - last, last, clear),
  };
}

function told(amount: number, last: number, clear: boolean): Told {
  if (clear) return { sign: amount > 0 ? "up" : "down", amount };
  const same = amount === 0 || Math.abs(amount) < last / 10;
  return { sign: same ? "same" : "unclear", amount };
}
