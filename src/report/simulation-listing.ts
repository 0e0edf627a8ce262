/** A decision and who made it, as a simulation tells it. */
interface ToldAnswer {
  readonly decision: string;
  /** `floor`, `deny`, `llm`, …; of a passthrough in the simulation its reason. */
  readonly by: string;
  /** Null where no rule decided. */
  readonly rule: string | null;
}

/** Recorded calls of one kind that another file would decide otherwise. */
export interface SimulatedChange {
  readonly fingerprint: string;
  readonly from: ToldAnswer;
  readonly to: ToldAnswer;
  /** Something that was stopped would run, and nobody would be asked. */
  readonly opens: boolean;
  readonly calls: number;
  readonly sessions: number;
  readonly example: { readonly entry_id: string; readonly subject: string };
}

/** What a file would have decided otherwise. */
export interface SimulationListing {
  readonly window: { readonly since: string; readonly until: string; readonly time_zone: string };
  /** ISO 8601 UTC. */
  readonly as_of: string;
  readonly file: string;
  /** Which file of the policy it stood in for. */
  readonly in_place_of: "config" | "auto" | "project";
  readonly calls: number;
  /** Those that open something first, then by calls. */
  readonly changes: readonly SimulatedChange[];
  readonly unchanged: number;
  /** Calls of which the model would be asked: what it would say is not known. */
  readonly for_model: number;
  readonly not_judged: readonly { readonly why: string; readonly calls: number }[];
}
