import type { Call } from "../../model/call.ts";
import type { Rule } from "../../model/rule.ts";
import type { World } from "../../model/world.ts";
import type { Finder } from "../patterns/pattern.ts";
import type { ShellCase } from "../steps/shell-case.ts";
import { allHold, type Clause, placeClauses } from "./clauses.ts";
import { coveringInput, firingInput } from "./input-clauses.ts";

/** A call with what was read out of it, before any rule is asked. */
export interface Judged {
  readonly call: Call;
  readonly world: World;
  /** The line of a shell tool; undefined for every other tool. */
  readonly shell: ShellCase | undefined;
}

/**
 * Whether a deny or ask rule fires: on any simple command of a shell line, under any spelling of
 * a path, on the raw text where the line could not be parsed.
 */
export function fires(rule: Rule, judged: Judged, finder: Finder): boolean {
  const { call, world, shell } = judged;
  const place = placeClauses(rule, { tool: call.tool, world }, finder, "fires");
  if (!allHold(place)) return false;
  return shell === undefined
    ? allHold(firingInput(rule, judged, finder))
    : shell.fires(rule, finder);
}

/**
 * Whether an allow rule has a part in granting the whole call: alone, or with those `beside` it,
 * which cover the other commands of a shell line.
 */
export function covers(
  rule: Rule,
  judged: Judged,
  finder: Finder,
  beside: readonly Rule[] = [],
): boolean {
  const { shell } = judged;
  if (!allHold(grantPlace(rule, judged, finder))) return false;
  if (shell === undefined) return allHold(coveringInput(rule, judged, finder));
  const others = beside.filter((other) => allHold(grantPlace(other, judged, finder)));
  if (!shell.covers([rule, ...others], finder)) return false;
  return (
    shell.steps.some((step) => shell.coversStep(rule, step, finder)) ||
    !shell.covers(others, finder)
  );
}

/** What a grant asks before it looks at the input. */
export function grantPlace(rule: Rule, judged: Judged, finder: Finder): Generator<Clause> {
  return placeClauses(rule, { tool: judged.call.tool, world: judged.world }, finder, "covers");
}
