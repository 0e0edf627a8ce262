import type { RuleTable } from "../model/rule.ts";
import type { ProposedRule } from "../model/verdict.ts";
import type { Judged } from "../policy/matching/matching.ts";

/**
 * The rule that the model proposes, as a table with all that the narrowest one asks. Undefined
 * where it is not known to grant nothing that the narrowest does not.
 */
export function proposalWithin(
  _proposal: ProposedRule,
  _narrowest: RuleTable,
  _judged: Judged,
): RuleTable | undefined {
  return undefined;
}
