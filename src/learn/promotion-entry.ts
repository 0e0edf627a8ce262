import type { Entry } from "../model/entry.ts";
import type { BlockedLine, PromotingLine, StashedLine } from "../model/pending.ts";
import type { Policy } from "../model/rule.ts";
import type { LearnPlace } from "./place.ts";

/** What the entry of a promotion, or of one that was blocked, is made of. */
export interface PromotionFacts {
  readonly line: PromotingLine | BlockedLine;
  /** The call that it was tried on last; absent where a person wrote the rule. */
  readonly call: StashedLine | undefined;
  readonly policy: Pick<Policy, "sha256" | "state">;
}

/** Event `Promotion`: a fact about a rule, never a call. */
export function promotionEntry({ line, call, policy }: PromotionFacts, place: LearnPlace): Entry {
  const { host, user, hookVersion, now } = place;
  return {
    v: 1,
    id: line.entry,
    host,
    user,
    hook_version: hookVersion,
    timestamp: now,
    event: "Promotion",
    session_id: call?.session_id ?? sessionOf(line),
    cwd: call?.cwd ?? cwdOf(line),
    project: lastName(call?.project_root || call?.cwd || cwdOf(line)),
    ...(call === undefined ? {} : callFields(call)),
    ...(line.kind === "blocked" ? blockedFields(line) : promotedFields(line)),
    policy_sha256: policy.sha256,
    policy_state: policy.state,
    hook_ms: Math.round(place.elapsedMs()),
    source: "live",
  };
}

/** Not its id: of entries with the same one the first of each event counts, and a rule may have two. */
function callFields(call: StashedLine): Partial<Entry> {
  return {
    tool_name: call.tool_name,
    subject: call.subject,
    fingerprint: call.fingerprint,
    llm_score: call.score,
    llm_reasoning: call.reasoning,
  };
}

function promotedFields(line: PromotingLine): Pick<Entry, "tier" | "decision"> & Partial<Entry> {
  const name = line.table.name ?? line.rule_id;
  return {
    tier: "auto",
    decision: "promoted",
    rule: name,
    rule_id: line.rule_id,
    rule_kind: "allow",
    rule_source: "auto",
    auto_promoted: line.cause.why === "promoted",
    promoted_rule: name,
  };
}

function blockedFields({
  rule_id,
  doubt,
}: BlockedLine): Pick<Entry, "tier" | "decision"> & Partial<Entry> {
  const { rule, rule_id: id, rule_kind: kind, rule_source: source } = doubt;
  return {
    tier: "deny_promote",
    decision: "promotion_blocked",
    ...(rule === null ? {} : { rule, rule_matched: `${kind ?? "rule"}[${rule}]` }),
    ...(id === undefined ? {} : { rule_id: id }),
    ...(kind === undefined ? {} : { rule_kind: kind }),
    ...(source === undefined ? {} : { rule_source: source }),
    auto_promoted: false,
    promoted_rule: rule_id,
  };
}

function sessionOf(line: PromotingLine | BlockedLine): string {
  return line.kind === "promoting" ? line.session_id : "";
}

function cwdOf(line: PromotingLine | BlockedLine): string {
  return line.kind === "promoting" ? line.cwd : "";
}

function lastName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== "") ?? "";
}
