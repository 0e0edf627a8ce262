import type { Policy, Rule, RuleTable } from "../model/rule.ts";
import { engineFinder } from "../policy/patterns/pattern.ts";
import { type BarredCase, type Bench, isNeverLearned, type JudgedCase } from "./back-test.ts";
import { type OpenPart, openPart } from "./open-part.ts";
import {
  decideCase,
  judgedCase,
  type Recorded,
  type RecordedCase,
  type RecordedCases,
  stoppedWhy,
} from "./recorded-case.ts";
import { type EditableRule, suggestWidening } from "./suggest-edits.ts";
import { suggestRules } from "./suggest-rules.ts";
import { suggestTightening } from "./suggest-tightening.ts";
import type { Suggestion } from "./suggestion.ts";

/** What suggestions are made of. */
export interface SuggestInput {
  /** The calls of the window. */
  readonly recorded: RecordedCases;
  /** What was denied, scored RED or refused at any time. */
  readonly stopped: RecordedCases;
  /** The rules that stand in files that we may edit. */
  readonly rules: readonly EditableRule[];
  policyOf(one: RecordedCase): Policy;
  compile(table: RuleTable): Rule | undefined;
  onProgress(done: number, of: number): void;
}

/** Every suggestion: those first that spare most calls which somebody was asked about. */
export async function suggest(input: SuggestInput): Promise<readonly Suggestion[]> {
  const { recorded, stopped, rules, policyOf, compile, onProgress } = input;
  const finder = await engineFinder();
  const uncoveredCases = recorded.cases.filter((one) => one.calls.some(isUncovered));
  const total = uncoveredCases.length + stopped.cases.length;
  const open: JudgedCase[] = [];
  const barred: BarredCase[] = [];
  for (const [index, one] of stopped.cases.entries()) {
    onProgress(index, total);
    const bar = one.calls.map(stoppedWhy).find((why) => why !== undefined) ?? "refused";
    barred.push({ judged: await judgedCase(one), policy: policyOf(one), calls: one.calls, bar });
  }
  for (const [index, one] of uncoveredCases.entries()) {
    onProgress(stopped.cases.length + index, total);
    const judged = await judgedCase(one);
    const policy = policyOf(one);
    const decision = await decideCase(judged, policy);
    if (decision.kind !== "passthrough" || decision.reason !== "no_rule") continue;
    const own = { judged, policy, calls: one.calls.filter(isUncovered) };
    const isRisky = one.calls.some(({ risks }) => risks.length > 0);
    if (isRisky) barred.push({ ...own, bar: "risky" });
    else if (isNeverLearned(own, finder)) barred.push({ ...own, bar: "never_learned" });
    else if (one.calls.every((call) => stoppedWhy(call) === undefined)) open.push(own);
  }
  const barredUnread = stopped.unjudged.flatMap(({ calls }) => calls);
  const bench: Bench = { open, barred, barredUnread, finder };
  const suggesting = {
    bench,
    parts: await partsOf(bench),
    uncovered: uncoveredOf(recorded),
    compile,
  };
  const widening = await suggestWidening(rules, suggesting);
  const fresh = await suggestRules(suggesting);
  const tighter = await suggestTightening(rules, {
    ...{ cases: recorded.cases, finder, policyOf, compile },
  });
  return [...widening, ...fresh.filter((one) => !isWithin(one, widening)), ...tighter].sort(
    bySpared,
  );
}

/** What no rule decided on: left to Claude Code, or to the model. */
function isUncovered({ decision, tier, score, tool }: Recorded): boolean {
  if (tool === "AskUserQuestion" || tool === "ExitPlanMode" || score === "RED") return false;
  return decision === "passthrough" || decision === "error_passthrough" || tier === "llm";
}

async function partsOf({ open, finder }: Bench): Promise<readonly OpenPart[]> {
  const parts: OpenPart[] = [];
  for (const one of open) {
    const part = await openPart(one, finder);
    if (part !== undefined) parts.push(part);
  }
  return parts;
}

/** Calls that no rule decided on by fingerprint, and of how many too little is known. */
function uncoveredOf(
  recorded: RecordedCases,
): ReadonlyMap<string, { readonly calls: number; readonly unjudged: number }> {
  const found = new Map<string, { calls: number; unjudged: number }>();
  const add = (calls: readonly Recorded[], unjudged: number): void => {
    for (const { fingerprint } of calls.filter(isUncovered)) {
      const known = found.get(fingerprint) ?? { calls: 0, unjudged: 0 };
      found.set(fingerprint, {
        calls: known.calls + 1,
        unjudged: known.unjudged + unjudged,
      });
    }
  };
  for (const { calls } of recorded.cases) add(calls, 0);
  for (const { calls } of recorded.unjudged) add(calls, 1);
  return found;
}

/** Whether one edit spares all that a new rule would. */
function isWithin({ backTest }: Suggestion, edits: readonly Suggestion[]): boolean {
  return edits.some((edit) => {
    const ids = new Set(edit.backTest.spared.map(({ entryId }) => entryId));
    return backTest.spared.every(({ entryId }) => ids.has(entryId));
  });
}

function bySpared(a: Suggestion, b: Suggestion): number {
  return (
    promptsOf(b) - promptsOf(a) ||
    b.backTest.spared.length - a.backTest.spared.length ||
    b.backTest.tightened.length - a.backTest.tightened.length ||
    (a.id < b.id ? -1 : 1)
  );
}

/** Where Claude Code runs a call unasked, a rule spares nobody anything. */
function promptsOf({ backTest }: Suggestion): number {
  return backTest.spared.filter(isAsked).length;
}

/**
 * Whether somebody was asked about it: the person, a classifier, or the model. The person as
 * recorded; where nothing tells, as Claude Code would have done, which is an estimate.
 */
export function isAsked({ native, tier, prompted }: Recorded): boolean {
  return tier === "llm" || native === "classifier" || (prompted ?? native === "prompt");
}

/** Whether that somebody was asked about it is an estimate. */
export function isEstimate(call: Recorded): boolean {
  return call.prompted === null && call.tier !== "llm" && call.native === "prompt";
}
