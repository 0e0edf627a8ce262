import type { RuleTable } from "../model/rule.ts";
import type { Judged } from "../policy/matching/matching.ts";
import { narrowestCommand } from "./narrowest-command.ts";
import { narrowestInput } from "./narrowest-input.ts";

/** The narrowest parsed rule of a call, or why there is none. */
export type Narrowest =
  | { readonly kind: "rule"; readonly table: RuleTable }
  | { readonly kind: "none"; readonly reason: string };

/** Other tools that run commands: Monitor goes on in the background, PowerShell is not read. */
const OTHER_SHELLS = new Set(["Monitor", "PowerShell"]);

/**
 * The rule that grants a call and as little beside it as a rule can say. It has `tool`, keys and
 * fields; no name and no provenance. The reason for none is a clause without its subject: "is more
 * than one command".
 */
export function narrowestRule(judged: Judged): Narrowest {
  const { call, shell } = judged;
  if (OTHER_SHELLS.has(call.tool)) return none(`is a call of ${call.tool}`);
  if (call.tool === "Bash") {
    return shell === undefined ? none("has no line") : narrowestCommand(judged, shell);
  }
  return narrowestInput(judged);
}

function none(reason: string): Narrowest {
  return { kind: "none", reason };
}
