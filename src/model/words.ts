/**
 * The closed vocabularies of the audit entry. One list per word of the glossary in
 * `src/README.md`; schemas, SQL and reports all take their members from here.
 * No imports: the hook bundle reads this file.
 */

export const EVENTS = [
  "SessionStart",
  "SessionEnd",
  "UserPromptSubmit",
  "PreToolUse",
  "PermissionRequest",
  "PermissionDenied",
  "PostToolUse",
  "PostToolUseFailure",
  "PostToolBatch",
  "Stop",
  "SubagentStop",
  "ConfigChange",
] as const;

export const DECISIONS = [
  "allow",
  "deny",
  "ask",
  "passthrough",
  "error_passthrough",
  "none",
  "promoted",
  "promotion_blocked",
] as const;
export type DecisionWord = (typeof DECISIONS)[number];

export const TIERS = [
  "floor",
  "deny",
  "ask",
  "allow",
  "auto",
  "llm",
  "passthrough",
  "deny_promote",
  "none",
] as const;
export type Tier = (typeof TIERS)[number];

export const RULE_KINDS = ["floor", "deny", "ask", "allow", "deny_promote"] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

export const RULE_SOURCES = ["config", "auto", "project", "builtin"] as const;
export type RuleSource = (typeof RULE_SOURCES)[number];

export const PASSTHROUGH_REASONS = [
  "no_rule",
  "llm_off",
  "llm_no_verdict",
  "unattended",
  "not_understood",
  "broken_policy",
  "interactive",
] as const;
export type PassthroughReason = (typeof PASSTHROUGH_REASONS)[number];

export const OUTCOMES = [
  "ok",
  "failed",
  "refused",
  "denied",
  "classifier_denied",
  "interrupted",
  "unknown",
] as const;

export const APPROVALS = [
  "user_once",
  "user_always",
  "user",
  "hook",
  "config",
  "classifier",
  "none",
  "unknown",
] as const;

export const NATIVES = ["no_prompt", "prompt", "classifier", "unknown"] as const;
export type Native = (typeof NATIVES)[number];

export const SOURCES = ["live", "replay", "canary", "import"] as const;
export type Source = (typeof SOURCES)[number];

export const SEVERITIES = ["critical", "warn", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A call's decision and tier in one word (digest-and-alerts, definitions of figures). */
export const CLASSES = [
  "allow_rule",
  "allow_auto",
  "llm_green",
  "ask_rule",
  "llm_yellow",
  "floor",
  "deny_rule",
  "llm_red",
  "passthrough",
  "error_passthrough",
] as const;
export type CallClass = (typeof CLASSES)[number];

/** What a call may do that a reader of a report should see, whatever was decided. */
export const RISKS = [
  "recursive_delete",
  "pipe_to_shell",
  "privilege",
  "force_push",
  "discards_work",
  "secret_read",
  "startup_write",
  "open_permissions",
  "publish",
  "upload",
  "production",
  "network_listener",
  "whole_disk",
  "unread_code",
] as const;
export type Risk = (typeof RISKS)[number];

/** Tools that talk with the user: never decided by us and never counted in ratios. */
export const INTERACTIVE_TOOLS = ["AskUserQuestion", "ExitPlanMode"] as const;

/** Who may be asked about a call that no rule covers; `none` asks nobody. */
export const LLM_PROVIDERS = ["none", "claude-cli", "anthropic", "openai-compatible"] as const;
export type LlmProvider = (typeof LLM_PROVIDERS)[number];

/** What the model says of a call: harmless, doubtful, harmful. In this order of severity. */
export const SCORES = ["GREEN", "YELLOW", "RED"] as const;
export type Score = (typeof SCORES)[number];

export const PERMISSION_MODES = [
  "default",
  "acceptEdits",
  "plan",
  "auto",
  "dontAsk",
  "bypassPermissions",
] as const;

/** No list of expressions in a rule is longer. */
export const MAX_EXPRESSIONS = 64;

/** When calls become learned rules. */
export const PROMOTION_MODES = ["off", "green", "confirmed"] as const;

/** `[promotion]` as it is read, each key with its value. */
export interface PromotionSettings {
  readonly mode: (typeof PROMOTION_MODES)[number];
  readonly min_confirmations: number;
  readonly min_sessions: number;
  /** Whole days: `90d`. */
  readonly expires: string;
  readonly demote_after: number;
}

export const PROMOTION_DEFAULTS: PromotionSettings = {
  mode: "confirmed",
  min_confirmations: 2,
  min_sessions: 1,
  expires: "90d",
  demote_after: 3,
};
