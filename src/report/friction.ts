import type { Facts } from "../findings/facts.ts";
import { rowsOf } from "../findings/facts.ts";
import type { StuckCalls } from "../findings/rule-facts.ts";
import type { MetricRow } from "../metrics/index.ts";

/**
 * What there is to do about a kind of call that the user is asked about. `stuck`: a rule lets it
 * pass and the user is asked all the same, so something is broken. `over-asked`: an ask rule asks
 * and the answer is always yes. `promote`: no rule covers it and the answer is always yes. `deny`:
 * the answer is always no.
 */
export type FrictionFlag = "stuck" | "over-asked" | "promote" | "deny";

export interface Friction {
  readonly row: MetricRow<"friction">;
  readonly flags: readonly FrictionFlag[];
  /** Calls of 30 days that a rule should have let pass; the rule; null where there are none. */
  readonly stuck: { readonly rule: string; readonly calls: number } | null;
}

/** Answers that make "always". */
const MIN_YES = 3;
const MIN_NO = 2;
/** More that nobody is known to have answered leave it open. */
const MAX_OPEN_SHARE = 0.2;
/** Once may be chance: a session that began before the rule did, another hook, a race. */
const MIN_STUCK = 2;

/** Every kind of call that the user was asked about; what is broken comes first. */
export function frictionOf(facts: Facts): Friction[] {
  const found = rowsOf(facts, "friction").map((row): Friction => {
    const stuck = stuckOf(row, facts.stuck);
    return { row, stuck, flags: flagsOf(row, stuck) };
  });
  return found.sort((a, b) => rank(a) - rank(b));
}

const ORDER: readonly FrictionFlag[] = ["stuck", "over-asked", "promote", "deny"];

/** Within a rank the order of the metric holds: by hits in 7 days. */
function rank({ flags }: Friction): number {
  const [first] = flags;
  return first === undefined ? ORDER.length : ORDER.indexOf(first);
}

function flagsOf(row: MetricRow<"friction">, stuck: Friction["stuck"]): FrictionFlag[] {
  const open = row.hits - row.yes - row.no;
  const always = row.no === 0 && row.yes >= MIN_YES && open / row.hits <= MAX_OPEN_SHARE;
  const isAsked = row.by_ask_rule > 0 && row.by_ask_rule * 2 >= row.hits;
  const flags: [FrictionFlag, boolean][] = [
    ["stuck", (stuck?.calls ?? 0) >= MIN_STUCK],
    ["over-asked", always && isAsked],
    // Where a rule lets such calls pass, what asks is another call of this kind, or a fault.
    ["promote", always && !isAsked && row.granted === 0 && stuck === null],
    ["deny", row.yes === 0 && row.no >= MIN_NO],
  ];
  // What nobody was asked about in a month needs nothing done.
  return row.hits_30 === 0 ? [] : flags.filter(([, holds]) => holds).map(([flag]) => flag);
}

/** Calls that a rule covers when they are judged again, and those that we had allowed ourselves. */
function stuckOf(row: MetricRow<"friction">, all: readonly StuckCalls[]): Friction["stuck"] {
  const own = all.filter(({ fingerprint }) => fingerprint === row.fingerprint);
  const judged = own.reduce((sum, { calls }) => sum + calls, 0);
  const calls = judged + row.though_allowed;
  if (calls === 0) return null;
  return { rule: own[0]?.rule ?? row.allow_rule, calls };
}
