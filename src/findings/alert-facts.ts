import type { Severity } from "../model/words.ts";

/** A time in which an alert fired: ISO 8601 UTC; `until` is null where it fires still. */
export interface AlertEpisode {
  readonly alert: string;
  /** Null: all projects together. */
  readonly project: string | null;
  readonly severity: Severity;
  readonly since: string;
  readonly until: string | null;
  /** Set for what happened and is over at once: nothing ends such an alert but time. */
  readonly isEvent?: boolean;
  /** Its data ended before it did. */
  readonly stale: boolean;
  /** Highest value of the episode; bytes where it is about sizes. */
  readonly peak: number | null;
  readonly unit: "ratio" | "count" | "ms" | "bytes";
}

/** Why a notice is kept back though a channel would take it. */
export const KEPT_REASONS = [
  "silenced",
  "inhibited",
  "quiet_hours",
  "over_budget",
  "flapping",
] as const;
export type KeptReason = (typeof KEPT_REASONS)[number];

/** What is known of alerts at one moment. */
export interface AlertFacts {
  /** Moments at which alerts were judged, ISO 8601 UTC. */
  readonly judgedAt: readonly string[];
  /** Oldest first. */
  readonly episodes: readonly AlertEpisode[];
  /** When a message about an alert was sent, ISO 8601 UTC. */
  readonly told: readonly string[];
  /** What had something to say and was kept back, each episode once for each reason. */
  readonly keptBack: readonly KeptNotice[];
}

export interface KeptNotice {
  /** The slot in which it was first kept back, ISO 8601 UTC. */
  readonly at: string;
  readonly reason: KeptReason;
}
