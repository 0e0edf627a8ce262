/** What the machine says besides the log, as values. Times are epoch milliseconds. */
export interface AlertProbes {
  readonly guard: GuardProbe;
  readonly silence: SilenceProbe;
  readonly log: IntegrityProbe;
  readonly sizes: { readonly logBytes: number; readonly warehouseBytes: number };
  readonly channels: readonly ChannelProbe[];
  readonly jobs: readonly JobProbe[];
}

export interface GuardProbe {
  /** A live session was recorded here once, and hooks of the account belong here. */
  readonly wasOn: boolean;
  /** Whether hooks of ours that write to this home are registered. */
  readonly registered: boolean;
  /** Why they do not run though they are: `disableAllHooks is set in …`; empty where they do. */
  readonly switchedOff: string;
  /** Programs that the hooks name and that are gone. */
  readonly missing: readonly string[];
  /** Why the settings cannot be read; empty where they can. */
  readonly problem: string;
}

interface SilenceProbe {
  /** When Claude Code last wrote into a transcript or its history; null where it never did. */
  readonly transcriptMs: number | null;
  /** When the hook last wrote into the log; null where it never did. */
  readonly entryMs: number | null;
  readonly nowMs: number;
  /** Null where no trial call was thought of. */
  readonly canary: CanaryProbe | null;
}

/** What became of a trial call to the registered hook; `why` is a clause of ours. */
export type CanaryProbe =
  | { readonly kind: "answered"; readonly ms: number }
  | { readonly kind: "failed" | "unsent"; readonly why: string };

export interface IntegrityProbe {
  /** What is not as it was witnessed, in sentences; empty where all is. */
  readonly problems: readonly string[];
  readonly lines: number;
  readonly badLines: number;
  /** The largest step back between two lines that follow each other, milliseconds. */
  readonly clockBackMs: number;
  /** When `data verify` last found all well, and what it had seen by then; null: never. */
  readonly verified: {
    readonly atMs: number;
    readonly lines: number;
    readonly badLines: number;
  } | null;
}

export interface ChannelProbe {
  readonly name: string;
  /** The first failure of the messages that wait; null where none failed. */
  readonly failingSinceMs: number | null;
  /** When a message was last given up, and when one last arrived. */
  readonly deadMs: number | null;
  readonly sentMs: number | null;
  /** What the channel last had to say. */
  readonly problem: string;
}

interface JobProbe {
  readonly name: string;
  /** The moment of a run that is owed and did not come; null where none is. */
  readonly overdueMs: number | null;
}
