import type { Call } from "../model/call.ts";
import type { Decision } from "../model/decision.ts";
import type { Policy } from "../model/rule.ts";
import type { World } from "../model/world.ts";
import { decide, shellCaseOf } from "../policy/decide.ts";
import type { Judged } from "../policy/matching/matching.ts";

/** A call of the log: what was decided on it, and what became of it. */
export interface Recorded {
  readonly entryId: string;
  readonly sessionId: string;
  readonly tool: string;
  readonly fingerprint: string;
  /** What a person would name of it, as the entry has it: redacted, perhaps cut. */
  readonly subject: string;
  /** Whether the subject is whole, and nothing in it was masked. */
  readonly isNamed: boolean;
  readonly tier: string;
  readonly decision: string;
  /** Name of the rule that decided; empty where none did. */
  readonly rule: string;
  readonly ruleId: string;
  readonly reason: string;
  /** Permission mode of the session; empty where it was not told. */
  readonly mode: string;
  readonly native: string;
  /** Whether Claude Code was about to prompt; null where nothing tells. */
  readonly prompted: boolean | null;
  readonly score: string;
  /** Empty where nothing was heard. */
  readonly outcome: string;
  readonly risks: readonly string[];
  readonly programs: readonly string[];
}

/** A call as it can be judged again, with every recorded one that is no other. */
export interface RecordedCase {
  readonly call: Call;
  readonly world: World;
  /** The rules that hold for it, by the files that they stand in; see who makes the policies. */
  readonly place: string;
  readonly calls: readonly Recorded[];
}

/** Recorded calls that the log does not hold enough of, and why. */
export interface Unjudged {
  readonly why: string;
  readonly calls: readonly Recorded[];
}

/** All that a back-test asks. */
export interface RecordedCases {
  readonly cases: readonly RecordedCase[];
  readonly unjudged: readonly Unjudged[];
}

/** The case with its line read, as rules are asked about it. */
export async function judgedCase({ call, world }: RecordedCase): Promise<Judged> {
  return { call, world, shell: await shellCaseOf(call, world) };
}

/** What the policy says of a case. Neither the model is asked nor anything run. */
export async function decideCase(judged: Judged, policy: Policy): Promise<Decision> {
  const { call, world, shell } = judged;
  return decide(call, policy, world, { shell, overdue: () => false, nearMisses: false });
}

/** Why a call counts as one that nothing may let run; undefined of any other. */
export function stoppedWhy(call: Recorded): "denied" | "red" | "refused" | undefined {
  if (call.score === "RED") return "red";
  if (call.decision === "deny") return "denied";
  return call.outcome === "refused" || call.outcome === "classifier_denied" ? "refused" : undefined;
}
