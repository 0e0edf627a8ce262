import type { PendingLine, StashedLine } from "../../src/model/pending.ts";
import type { RuleTable } from "../../src/model/rule.ts";

/** Ids of entries, which sort as they are made. */
export function entryId(count: number): string {
  return `01KB0000000000000000${String(count).padStart(6, "0")}`;
}

/** A rule as it is learned: one exact command. */
export function learnable(command: string): RuleTable {
  return { tool: "^Bash$", cwd: "/work/shop", fields: { command: `^${command}$` } };
}

/** A call that was put before the user; `changes` names what the test is about. */
export function stashed(changes: Partial<StashedLine> & { readonly stash: string }): StashedLine {
  return {
    v: 1,
    at: "2026-11-20T09:00:00.000Z",
    kind: "stashed",
    session_id: "0f3c9a2e-0000-4000-8000-000000000001",
    tool_use_id: `toolu_${changes.stash}`,
    tool_name: "Bash",
    input: { command: "git push origin main" },
    input_mac: "a".repeat(32),
    cwd: "/work/shop",
    project_root: "/work/shop",
    rule_id: "3f9a51c0d2e4",
    rule: learnable("git push origin main"),
    score: "YELLOW",
    reasoning: "Publishes commits to a remote.",
    fingerprint: "Bash: git push",
    subject: "git push origin main",
    proposal_used: false,
    policy_sha256: "b".repeat(64),
    ...changes,
  };
}

/** The user's yes to it, a minute later. */
export function confirmed(stash: string, at = "2026-11-20T09:01:00.000Z"): PendingLine {
  return { v: 1, at, kind: "confirmed", stash, by: "user", entry: `${stash.slice(0, -1)}Z` };
}

/** What speaks against it: a call that it would have let run. */
export function blocked(about: {
  readonly stash: string;
  readonly rule_id: string;
  readonly detail: string;
  readonly past: string;
}): PendingLine {
  return {
    v: 1,
    at: "2026-11-21T10:00:00.000Z",
    kind: "blocked",
    rule_id: about.rule_id,
    entry: entryId(9),
    stash: about.stash,
    doubt: { kind: "past_call", detail: about.detail, rule: null, entry: about.past },
  };
}
