/** A suggested rule or edit, with what it would have done to the recorded calls. */
export interface ListedSuggestion {
  /** Eight hex digits; the same as long as it would write the same. */
  readonly id: string;
  /** `rule`: a new one. `widen`: an edit that covers more. `exclude`, `narrow`: one that covers less. */
  readonly kind: "rule" | "widen" | "exclude" | "narrow";
  /** Name of the rule, new or edited, or its place where it has none. */
  readonly rule: string;
  /** The file that it would be written to, and the line of the rule that is edited. */
  readonly file: string;
  readonly line: number | null;
  /** The new rule as TOML; of an edit the rule as it would then stand there. */
  readonly toml: string;
  /** Of an edit: the lines that change, as `diff -u` prints them. */
  readonly diff: string | null;
  /** Calls that no rule covered and that it would have allowed. */
  readonly spares: number;
  /** Those among them that a person, a classifier or the model was asked about. */
  readonly asked: number;
  /** Of some it is not recorded, only what Claude Code would have done: it is an estimate. */
  readonly asked_estimated: boolean;
  readonly sessions: number;
  /** Calls of the same kind that no rule covered. */
  readonly of: number;
  /** Those that were denied, scored RED or refused and that it would match: 0, or it is not made. */
  readonly stopped: 0;
  readonly not_judged: number;
  /** Calls that were allowed, and would then be left to Claude Code. */
  readonly tightens: number;
  /** All of that in words. */
  readonly back_test: string;
  readonly fingerprints: readonly string[];
  readonly example: { readonly entry_id: string; readonly subject: string } | null;
}

export interface SuggestionListing {
  readonly window: { readonly since: string; readonly until: string; readonly time_zone: string };
  /** ISO 8601 UTC. */
  readonly as_of: string;
  readonly calls: number;
  /** Calls that no rule covered, and that were left to Claude Code or to the model. */
  readonly uncovered: number;
  /** Those first that spare most of what was asked about; those that tighten last. */
  readonly suggestions: readonly ListedSuggestion[];
  readonly not_judged: readonly { readonly why: string; readonly calls: number }[];
}
