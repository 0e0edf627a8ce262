import type { Rule } from "../../model/rule.ts";
import { spellings } from "../paths/field-values.ts";
import { mayFind } from "../patterns/pattern.ts";
import type { Judged } from "./matching.ts";

/**
 * The rules that string tests do not already show to have no part in a decision, in their order.
 * Asking a rule costs many times as much as these tests, and of a thousand rules few are about one
 * call. Whoever is left is asked in full, so that leaving in one too many changes nothing.
 */
export function concernedRules(rules: readonly Rule[], judged: Judged): readonly Rule[] {
  return judged.shell === undefined
    ? concernedWithInput(rules, judged)
    : judged.shell.concerned(rules);
}

/** Those whose every field may be found in some spelling; only shells have programs. */
function concernedWithInput(rules: readonly Rule[], { call, world }: Judged): readonly Rule[] {
  const known = new Map<string, readonly string[]>();
  const valuesOf = (name: string): readonly string[] => {
    const values = known.get(name) ?? spellings(name, call.input[name], world);
    known.set(name, values);
    return values;
  };
  return rules.filter(({ program, subcommand, flags, fields }) => {
    if (program !== undefined || subcommand !== undefined || flags !== undefined) return false;
    for (const name in fields) {
      const expression = fields[name];
      if (expression !== undefined && !valuesOf(name).some((text) => mayFind(expression, text)))
        return false;
    }
    return true;
  });
}
