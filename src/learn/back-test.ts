import type { Policy, Rule } from "../model/rule.ts";
import { allHold } from "../policy/matching/clauses.ts";
import { grantOf } from "../policy/matching/grant.ts";
import { coveringInput } from "../policy/matching/input-clauses.ts";
import { fires, grantPlace, type Judged } from "../policy/matching/matching.ts";
import type { Finder } from "../policy/patterns/pattern.ts";
import { toolNames } from "../policy/rules/candidates.ts";
import type { Step } from "../policy/steps/steps.ts";
import type { Recorded } from "./recorded-case.ts";

/** A case that was judged, and by which policy. */
export interface JudgedCase {
  readonly judged: Judged;
  readonly policy: Policy;
  readonly calls: readonly Recorded[];
}

/** Why no suggested rule may match a case. */
type Bar = "denied" | "red" | "refused" | "risky" | "never_learned";

export interface BarredCase extends JudgedCase {
  readonly bar: Bar;
}

/** What suggestions are tried on. */
export interface Bench {
  /** Cases that no rule covers now, and that one could cover. */
  readonly open: readonly JudgedCase[];
  /** Cases that no suggested rule may match. */
  readonly barred: readonly BarredCase[];
  /** Calls that none may match either, of which the log does not hold enough. */
  readonly barredUnread: readonly Recorded[];
  readonly finder: Finder;
}

/** The open cases that would be allowed with a rule, in the place of `instead` where it is given. */
export async function casesSpared(
  bench: Bench,
  rule: Rule,
  instead?: Rule,
): Promise<readonly JudgedCase[]> {
  const spared: JudgedCase[] = [];
  for (const one of bench.open) {
    if (!mayCover(rule, one.judged, bench.finder)) continue;
    const grant = await grantOf(one.judged, grantsWith(one.policy, rule, instead), () => false);
    if (grant?.rule.kind === "allow") spared.push(one);
  }
  return spared;
}

/** The policy's allow rules with one more, or with one of them exchanged. */
function grantsWith(policy: Policy, rule: Rule, instead: Rule | undefined): readonly Rule[] {
  const rules = policy.rules.filter(({ kind, id }) => kind === "allow" && id !== instead?.id);
  return [...rules, rule];
}

/**
 * Why a rule may not be suggested: something that it would match and that was denied, scored RED or
 * refused, that is risky, or that `deny_promote` keeps from being learned. What the log does not
 * hold whole counts as matching where it may. With `instead` only what that rule does not match.
 */
export function barOf(bench: Bench, rule: Rule, instead?: Rule): Bar | undefined {
  const { barred, barredUnread, finder } = bench;
  const found = barred.find(
    (one) =>
      matchesBarred(rule, one, finder) &&
      (instead === undefined || !matchesBarred(instead, one, finder)),
  );
  if (found !== undefined) return found.bar;
  const isNew = (call: Recorded): boolean =>
    mayMatch(rule, call, finder) && (instead === undefined || !mayMatch(instead, call, finder));
  return barredUnread.some(isNew) ? "refused" : undefined;
}

/** Whether it covers a part of the case that no rule covers now, or that a denial is about. */
function matchesBarred(rule: Rule, { judged, policy, bar }: BarredCase, finder: Finder): boolean {
  const { shell } = judged;
  if (!allHold(grantPlace(rule, judged, finder))) return false;
  if (shell === undefined) return allHold(coveringInput(rule, judged, finder));
  const covered = shell.steps.filter((step) => shell.coversStep(rule, step, finder));
  if (covered.length === 0) return shell.isOfWrites(rule) && shell.steps.some(writesBeside);
  const denials = policy.rules.filter(({ kind }) => kind === "deny");
  const denied = shell.steps.filter((step) =>
    denials.some((deny) => allHold(shell.firingClauses(deny, step, finder))),
  );
  // A denial tells which command of a line it is about; a person who refuses does not.
  if (bar === "denied" && denied.length > 0) return covered.some((step) => denied.includes(step));
  return covered.some((step) => !isCovered(step, judged, policy, finder));
}

function writesBeside(step: Step): boolean {
  return step.writes.some(({ by }) => by !== "operand");
}

function isCovered(step: Step, judged: Judged, policy: Policy, finder: Finder): boolean {
  const { shell } = judged;
  return policy.rules.some(
    (rule) =>
      rule.kind === "allow" &&
      allHold(grantPlace(rule, judged, finder)) &&
      shell?.coversStep(rule, step, finder) === true,
  );
}

/**
 * Of a call that was cut or masked: the tool, a path or address that is known, and of a shell line a
 * program that it ran.
 */
function mayMatch(rule: Rule, call: Recorded, finder: Finder): boolean {
  if (!toolNames(call.tool).some((name) => finder.finds(rule.tool, name))) return false;
  const named = PLACES.flatMap((name) => rule.fields[name] ?? []);
  if (call.isNamed && named.length > 0) {
    return named.every((expression) => finder.finds(expression, call.subject));
  }
  const { program } = rule;
  if (call.programs.length === 0 || program === undefined) return program === undefined;
  const isOther = rule.alone === true && call.programs.length > 1;
  return !isOther && program.some((name) => call.programs.includes(name));
}

/** Fields that are what a call is about, and that its entry has in whole where it says so. */
const PLACES = ["file_path", "notebook_path", "url"];

/** Whether it is about the case at all: cheaper than asking what the whole line is granted by. */
function mayCover(rule: Rule, judged: Judged, finder: Finder): boolean {
  const { shell } = judged;
  if (!allHold(grantPlace(rule, judged, finder))) return false;
  if (shell === undefined) return allHold(coveringInput(rule, judged, finder));
  return shell.isOfWrites(rule) || shell.steps.some((step) => shell.coversStep(rule, step, finder));
}

/** Whether a policy keeps a case from being learned. */
export function isNeverLearned({ judged, policy }: JudgedCase, finder: Finder): boolean {
  return policy.rules.some((rule) => rule.kind === "deny_promote" && fires(rule, judged, finder));
}

/**
 * The one command of a line that no rule covers; undefined where there are several, or none: then
 * something else keeps the line from being allowed.
 */
export function openStep({ judged, policy }: JudgedCase, finder: Finder): Step | undefined {
  const { shell } = judged;
  if (shell === undefined) return undefined;
  const open = shell.steps.filter(
    (step) => !step.clear && !isCovered(step, judged, policy, finder),
  );
  const texts = new Set(open.map((step) => shell.grantText(step)));
  return texts.size === 1 ? open[0] : undefined;
}
