import type { Call } from "../model/call.ts";
import type { Decision } from "../model/decision.ts";
import type { Policy, Rule } from "../model/rule.ts";
import { INTERACTIVE_TOOLS, SEVERITIES } from "../model/words.ts";
import type { World } from "../model/world.ts";
import { builtinRule } from "../policy/floor/floor.ts";
import { firesOnTexts, rawTexts } from "../policy/matching/raw-text.ts";
import { selectRules } from "../policy/matching/select.ts";

/** How much of each end of a text is looked at. */
const END_CHARS = 64 * 1024;

/**
 * A call of which only the text is known, because it is too long, broken or took too long: deny
 * rules on both ends of each text, else a question, else (nobody there to answer, or a mode that
 * asks nothing) a denial.
 */
export async function decideOnText(about: {
  readonly call: Call;
  readonly texts: readonly string[];
  readonly policy: Policy;
  readonly world: World;
}): Promise<Decision> {
  const { call, policy, world } = about;
  if (INTERACTIVE_TOOLS.some((tool) => tool === call.tool)) {
    return { kind: "passthrough", reason: "interactive", nearMisses: [], notUnderstood: [] };
  }
  const ends = about.texts.flatMap((text) =>
    text.length <= END_CHARS ? [text] : [text.slice(0, END_CHARS), text.slice(-END_CHARS)],
  );
  const texts = rawTexts(ends, world);
  const denials = await selectRules(
    policy.rules.filter((rule) => rule.kind === "deny"),
    (rule, finder) => firesOnTexts(rule, { tool: call.tool, texts, world }, finder),
    () => false,
  );
  const [worst] = [...denials].sort((a, b) => rank(a) - rank(b));
  if (worst !== undefined) return { kind: "deny", rule: worst };
  const nobodyAsks = !call.attended || call.permissionMode === "bypassPermissions";
  return nobodyAsks
    ? { kind: "deny", rule: builtinRule("not-readable", "floor") }
    : { kind: "ask", rule: builtinRule("not-readable", "ask") };
}

function rank(rule: Rule): number {
  return SEVERITIES.indexOf(rule.severity);
}
