import type { MetricRow } from "../metrics/index.ts";
import { byWindow, type Facts, rowsOf } from "./facts.ts";
import type { StandingRule } from "./rule-facts.ts";

const LOOK_BACK_MS = 90 * 86_400_000;
/** So many kinds of call from one rule are worth a look … */
const BROAD_KINDS = 20;
/** … where most of them are not the same few again and again. */
const BROAD_SHARE = 0.2;

/** The grants that no call used in 90 days, and how many are old enough to be judged at all. */
export interface UnusedGrants {
  /** Written by hand or learned. */
  readonly own: readonly StandingRule[];
  /** Of the starter policy: whoever keeps it whole means to. */
  readonly starter: readonly StandingRule[];
  readonly judged: number;
}

/**
 * Allow rules that are on record for longer than 90 days and granted nothing in the last 90.
 * Rules that stop or ask are never unused: a smoke alarm that never rang is not dead. Null where
 * the report is narrowed to a project or a tool, which says nothing about other calls.
 */
export function unusedGrants(facts: Facts): UnusedGrants | null {
  if (facts.project !== null || facts.tool !== null) return null;
  const rows = byWindow(rowsOf(facts, "used-grants"), facts.windows).at(-1) ?? [];
  const used = new Set(rows.map(({ rule_id }) => rule_id));
  const before = new Date(endOf(facts) - LOOK_BACK_MS).toISOString();
  const judged = facts.inForce.rules.filter(
    ({ kind, since }) => kind === "allow" && since <= before,
  );
  const unused = judged.filter(({ id }) => !used.has(id));
  return {
    own: unused.filter(({ isStarter }) => !isStarter),
    starter: unused.filter(({ isStarter }) => isStarter),
    judged: judged.length,
  };
}

/** Rules in force of which an earlier one does all that they do. */
export function shadowedRules({ inForce }: Facts): readonly StandingRule[] {
  return inForce.rules.filter(({ shadowedBy }) => shadowedBy !== null);
}

/** A grant with what it was used for in 90 days. */
export interface BroadGrant {
  readonly rule: StandingRule;
  readonly use: MetricRow<"grant-breadth">;
}

/**
 * Allow rules that granted many different kinds of call, and hardly any of them twice: at least 20
 * kinds, and one in five uses a new one. Rules of the starter policy are meant to be as wide as
 * they are.
 */
export function broadGrants(facts: Facts): readonly BroadGrant[] {
  return rowsOf(facts, "grant-breadth").flatMap((use) => {
    const rule = facts.inForce.rules.find(({ id, kind }) => id === use.rule_id && kind === "allow");
    const isBroad = use.fingerprints >= BROAD_KINDS && use.fingerprints / use.calls >= BROAD_SHARE;
    return rule === undefined || rule.isStarter || !isBroad ? [] : [{ rule, use }];
  });
}

/** The name of a rule, or its id where it has none. */
export function ruleName({ name, id }: StandingRule): string {
  return name === "" ? id : name;
}

function endOf({ asOf, window }: Facts): number {
  return Math.min(Date.parse(asOf), Date.parse(window.until));
}
