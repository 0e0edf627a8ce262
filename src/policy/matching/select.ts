import type { Rule } from "../../model/rule.ts";
import { engineFinder, type Finder, withoutEngine } from "../patterns/pattern.ts";

/** Thrown where judging took longer than the hook may; the caller then decides by raw text. */
export class Overdue extends Error {
  override readonly name = "Overdue";
}

/** Whether a rule holds, asked with string tests first and with the engine where those cannot tell. */
export type Holds = (rule: Rule, finder: Finder) => boolean;

/** The rules that hold, in their order. The engine is loaded only if a rule needs it. */
export async function selectRules(
  rules: readonly Rule[],
  holds: Holds,
  overdue: () => boolean,
): Promise<readonly Rule[]> {
  const answers = rules.map((rule) => withStrings(rule, holds, overdue));
  if (!answers.includes(undefined)) return rules.filter((_, index) => answers[index] === true);
  const finder = await engineFinder();
  return rules.filter((rule, index) => answers[index] ?? withEngine(rule, holds, finder, overdue));
}

/** The first rule that string tests find, else the first that the engine finds. */
export async function firstRule(
  rules: readonly Rule[],
  holds: Holds,
  overdue: () => boolean,
): Promise<Rule | undefined> {
  const open: Rule[] = [];
  for (const rule of rules) {
    const answer = withStrings(rule, holds, overdue);
    if (answer === true) return rule;
    if (answer === undefined) open.push(rule);
  }
  if (open.length === 0) return undefined;
  const finder = await engineFinder();
  return open.find((rule) => withEngine(rule, holds, finder, overdue));
}

function withStrings(rule: Rule, holds: Holds, overdue: () => boolean): boolean | undefined {
  if (overdue()) throw new Overdue("judging took too long");
  return withoutEngine((finder) => holds(rule, finder));
}

function withEngine(rule: Rule, holds: Holds, finder: Finder, overdue: () => boolean): boolean {
  if (overdue()) throw new Overdue("judging took too long");
  return holds(rule, finder);
}
