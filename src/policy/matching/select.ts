import type { Rule } from "../../model/rule.ts";
import { engineFinder, type Finder, withoutEngine, withStrings } from "../patterns/pattern.ts";

/** Thrown where judging took longer than the hook may; the caller then decides by raw text. */
export class Overdue extends Error {
  override readonly name = "Overdue";
}

/** Throws Overdue. */
export function stopIf(overdue: () => boolean): void {
  if (overdue()) throw new Overdue("judging took too long");
}

/** Whether a rule holds, asked with string tests first and with the engine where those cannot tell. */
export type Holds = (rule: Rule, finder: Finder) => boolean;

/** The rules that hold, in their order. The engine is loaded only if a rule needs it. */
export async function selectRules(
  rules: readonly Rule[],
  holds: Holds,
  overdue: () => boolean,
): Promise<readonly Rule[]> {
  const answers = rules.map((rule) => asked(rule, holds, withoutEngine, overdue));
  if (!answers.includes(undefined)) return rules.filter((_, index) => answers[index] === true);
  const finder = await engineFinder();
  return rules.filter((rule, index) => answers[index] ?? withEngine(rule, holds, finder, overdue));
}

/** The first rule that the quickest tests find, else the first that is found at all. */
export async function firstRule(
  rules: readonly Rule[],
  holds: Holds,
  overdue: () => boolean,
): Promise<Rule | undefined> {
  const open: Rule[] = [];
  for (const rule of rules) {
    const answer = asked(rule, holds, withStrings, overdue);
    if (answer === true) return rule;
    if (answer === undefined) open.push(rule);
  }
  for (const rule of open) {
    const answer = asked(rule, holds, withoutEngine, overdue);
    if (answer ?? withEngine(rule, holds, await engineFinder(), overdue)) return rule;
  }
  return undefined;
}

function asked(
  rule: Rule,
  holds: Holds,
  ask: typeof withoutEngine,
  overdue: () => boolean,
): boolean | undefined {
  stopIf(overdue);
  return ask((finder) => holds(rule, finder));
}

function withEngine(rule: Rule, holds: Holds, finder: Finder, overdue: () => boolean): boolean {
  stopIf(overdue);
  return holds(rule, finder);
}
