import type { RuleTable } from "../model/rule.ts";
import type { ProposedRule } from "../model/verdict.ts";
import type { Judged } from "../policy/matching/matching.ts";
import { valueText } from "../policy/paths/field-values.ts";
import { choicesOf } from "../policy/patterns/choices.ts";

/**
 * The rule that the model proposes, with all that the narrowest one asks beside its fields.
 * Undefined where it is not provably within it: an expression counts only where it is a list of
 * whole texts, each of which the narrowest grants, the call's own among them. A proposal that says
 * nothing narrower is none.
 */
export function proposalWithin(
  proposal: ProposedRule,
  narrowest: RuleTable,
  { call, shell }: Judged,
): RuleTable | undefined {
  if (!namesTool(proposal.tool, call.tool)) return undefined;
  const proposed = Object.entries(proposal.fields);
  const fields = { ...narrowest.fields };
  for (const [name, source] of proposed) {
    const bound = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const texts = wholeTexts(source);
    if (typeof bound !== "string" || texts === undefined) return undefined;
    const [step] = shell?.steps ?? [];
    const isLine = name === "command" && shell !== undefined && step !== undefined;
    const own = isLine ? shell.grantText(step) : valueText(call.input[name]);
    // Expressions of ours read alike everywhere: literals, classes and groups.
    const granted = new RegExp(bound);
    if (own === undefined || !texts.includes(own)) return undefined;
    if (!texts.every((text) => granted.test(text))) return undefined;
    fields[name] = source;
  }
  return proposed.length === 0 ? undefined : { ...narrowest, fields };
}

/** `Bash`, `^Bash$`. */
function namesTool(source: string, tool: string): boolean {
  return source === tool || wholeTexts(source)?.join() === tool;
}

/** All that an expression finds, where it finds whole texts alone: `^git push origin (a|b)$`. */
function wholeTexts(source: string): readonly string[] | undefined {
  const choices = choicesOf(source);
  return choices?.first === true && choices.end === "text" ? choices.texts : undefined;
}
