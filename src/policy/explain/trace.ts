import type { Rule } from "../../model/rule.ts";
import { type Clause, placeClauses } from "../matching/clauses.ts";
import { coveringInput, firingInput } from "../matching/input-clauses.ts";
import { fires, grantPlace, type Judged } from "../matching/matching.ts";
import { engineFinder, type Finder } from "../patterns/pattern.ts";
import type { ShellCase } from "../steps/shell-case.ts";
import type { Step } from "../steps/steps.ts";
import { compareNearness, type Nearness, nearness } from "./nearness.ts";

/** A rule that was asked about a call. */
interface Tried {
  readonly rule: Rule;
  /** On the command of a line that it is nearest to, or on the input; unredacted. */
  readonly lacks: readonly Clause[];
  /** That command; undefined for another tool, and where the place alone decided. */
  readonly step: Step | undefined;
}

/** As it is told: with how near it is, where it lacks one clause and is about something like it. */
export interface RankedTried extends Tried {
  readonly near: Nearness | undefined;
}

/**
 * Every rule with the clauses that do not hold, those first of which the fewest do not. A deny or
 * ask rule without any fires; an allow rule without any grants at least one command of the line.
 */
export async function traceOf(
  judged: Judged,
  rules: readonly Rule[],
): Promise<readonly RankedTried[]> {
  const finder = await engineFinder();
  return rules
    .map((rule) => ranked(triedRule(rule, judged, finder)))
    .sort((a, b) => a.lacks.length - b.lacks.length || compareNearness(rankOf(a), rankOf(b)));
}

function ranked(tried: Tried): RankedTried {
  const [lack, more] = tried.lacks;
  const isNear = lack !== undefined && more === undefined;
  return { ...tried, near: isNear ? nearness(tried.rule, lack, tried.step) : undefined };
}

function rankOf({ near }: RankedTried): Nearness {
  return near ?? { rank: 9, shared: 0 };
}

function triedRule(rule: Rule, judged: Judged, finder: Finder): Tried {
  const { shell, call, world } = judged;
  const place = [
    ...(rule.kind === "allow"
      ? grantPlace(rule, judged, finder)
      : placeClauses(rule, { tool: call.tool, world }, finder, "fires")),
  ];
  if (shell === undefined) {
    const ask = rule.kind === "allow" ? coveringInput : firingInput;
    return { rule, lacks: lacking([...place, ...ask(rule, judged, finder)]), step: undefined };
  }
  // The raw text of a line that could not be parsed is asked too.
  if (rule.kind !== "allow" && fires(rule, judged, finder)) {
    const step = shell.steps.find(
      (each) => lacking(ofStep(rule, each, shell, finder)).length === 0,
    );
    return { rule, lacks: [], step };
  }
  const each = shell.steps
    .filter((step) => rule.kind !== "allow" || !step.clear || shell.isOfWrites(rule))
    .map((step) => ({ step, lacks: lacking([...place, ...ofStep(rule, step, shell, finder)]) }));
  const [nearest] = each.sort((a, b) => a.lacks.length - b.lacks.length);
  if (nearest === undefined)
    return { rule, lacks: lacking([...place, unread(shell)]), step: undefined };
  return { rule, ...nearest };
}

function ofStep(rule: Rule, step: Step, shell: ShellCase, finder: Finder): Iterable<Clause> {
  if (rule.kind !== "allow") return shell.firingClauses(rule, step, finder);
  if (!shell.isOfWrites(rule)) return shell.coveringClauses(rule, step, finder);
  const beside = step.writes.filter((path) => path.by !== "operand" || path.sensitive);
  const outside = shell.writesOutside([rule], undefined, step, finder);
  const found = outside.length > 0 ? outside.join(" ") : "no redirection";
  return [{ name: "writes", holds: beside.length > 0 && outside.length === 0, found }];
}

function unread({ line }: ShellCase): Clause {
  return { name: "understood", holds: false, found: line.doubts.join("; ") };
}

function lacking(clauses: Iterable<Clause>): readonly Clause[] {
  return [...clauses].filter((clause) => !clause.holds);
}
