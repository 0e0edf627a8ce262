import type { RuleTable } from "../model/rule.ts";
import { escaped } from "../policy/explain/proposed-rules.ts";
import type { Judged } from "../policy/matching/matching.ts";

/** The narrowest parsed rule of a call, or why there is none. */
export type Narrowest =
  | { readonly kind: "rule"; readonly table: RuleTable }
  | { readonly kind: "none"; readonly reason: string };

/**
 * The rule that grants a call and as little beside it as a rule can say. It has `tool`, keys and
 * fields; no name and no provenance.
 */
export function narrowestRule({ call, world, shell }: Judged): Narrowest {
  const [step, another] = shell?.steps ?? [];
  if (shell === undefined || step === undefined || another !== undefined || shell.doubts.length > 0)
    return { kind: "none", reason: "is no simple command" };
  const command = `^${escaped(shell.grantText(step))}$`;
  return {
    kind: "rule",
    table: { tool: `^${escaped(call.tool)}$`, cwd: world.cwd, fields: { command } },
  };
}
