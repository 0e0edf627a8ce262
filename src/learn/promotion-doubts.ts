import type { Call } from "../model/call.ts";
import type { Policy, Rule } from "../model/rule.ts";
import { grantOf } from "../policy/matching/grant.ts";
import type { Judged } from "../policy/matching/matching.ts";

/** A call of the log that no learned rule may let run. */
export interface PastCall {
  readonly entryId: string;
  readonly call: Call;
  readonly cwd: string;
  readonly projectRoot: string;
  readonly why: "denied" | "red" | "refused";
  /** False where the log holds only the beginning of its input. */
  readonly complete: boolean;
}

/** Why a rule is not to be learned. */
export interface Doubt {
  readonly kind: "own_call" | "past_call" | "collides" | "deny_promote";
  readonly detail: string;
  /** The rule that it collides with, or that forbids learning it. */
  readonly rule?: Rule;
  /** The call that it would have let run. */
  readonly entryId?: string;
}

interface Promotion {
  readonly rule: Rule;
  readonly judged: Judged;
  readonly policy: Policy;
  readonly past: Iterable<PastCall>;
}

/** The first reason why the rule may not be learned from the call; undefined where there is none. */
export async function promotionDoubt({ rule, judged }: Promotion): Promise<Doubt | undefined> {
  const grant = await grantOf(judged, [rule], () => false);
  return grant?.rule.kind === "allow"
    ? undefined
    : { kind: "own_call", detail: "it does not match the call that it comes from" };
}
