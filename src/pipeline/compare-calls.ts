import type { LoggedCall } from "../warehouse/calls.ts";

/** A call as a transcript tells it. */
export interface ToldCall {
  readonly sessionId: string;
  readonly toolUseId: string;
  /** Undefined on the main thread. */
  readonly agentId: string | undefined;
  readonly atMs: number;
  readonly ran: boolean;
  readonly answered: boolean;
}

/** The stretch of time in which a transcript tells every call of one thread of a session. */
export interface ToldThread {
  readonly sessionId: string;
  readonly agentId: string | undefined;
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Where transcripts and log disagree about one call. */
export interface CallDifference {
  /** `missing`: not in the log. `extra`: not in the transcript. `ran_denied`: we denied it. */
  readonly kind: "missing" | "extra" | "ran_denied";
  readonly sessionId: string;
  readonly toolUseId: string;
  readonly atMs: number;
}

export interface CallComparison {
  /** Told calls that the log has. */
  readonly matched: number;
  /** Told calls from before the first entry of the hook. */
  readonly beforeInstall: number;
  /** Told calls that may still be at the hook. */
  readonly waiting: number;
  /** Entries of which no transcript can tell: swept, of another time, or damaged. */
  readonly unchecked: number;
  readonly missing: number;
  readonly extra: number;
  readonly ranDenied: number;
  /** By time. */
  readonly differences: readonly CallDifference[];
}

export interface ComparedCalls {
  /** Each call once. */
  readonly told: readonly ToldCall[];
  readonly threads: readonly ToldThread[];
  /** Calls of the log in the sessions that were told. */
  readonly logged: readonly LoggedCall[];
  /** Told calls that the log has in another way: replayed, or in another session. */
  readonly knownOtherwise: ReadonlySet<string>;
  /** When the hook first recorded a call; undefined where it never did. */
  readonly firstLiveMs: number | undefined;
  /** Calls from then on that have no answer are not missed yet. */
  readonly waitFromMs: number;
}

/**
 * Calls of transcripts against entries of the log, both ways. An entry counts as extra only where
 * the transcript of its thread tells calls before and after it: what Claude Code has swept, or
 * had not written yet when it ended, is no difference.
 */
export function compareCalls(compared: ComparedCalls): CallComparison {
  const { told, logged, firstLiveMs = Number.POSITIVE_INFINITY } = compared;
  const entries = new Map(logged.map((call) => [callName(call), call]));
  const names = new Set(told.map(callName));
  const differences: CallDifference[] = [];
  const counts = { matched: 0, beforeInstall: 0, waiting: 0, unchecked: 0 };
  const differ = (kind: CallDifference["kind"], call: ToldCall | LoggedCall): void => {
    const { sessionId, toolUseId, atMs } = call;
    differences.push({ kind, sessionId, toolUseId, atMs });
  };
  for (const call of told) {
    const entry = entries.get(callName(call));
    if (entry !== undefined || compared.knownOtherwise.has(callName(call))) {
      counts.matched += 1;
      if (entry?.decision === "deny" && call.ran) differ("ran_denied", call);
    } else if (call.atMs < firstLiveMs) counts.beforeInstall += 1;
    else if (!call.answered && call.atMs >= compared.waitFromMs) counts.waiting += 1;
    else differ("missing", call);
  }
  const threads = new Map(compared.threads.map((thread) => [threadName(thread), thread]));
  for (const entry of logged) {
    if (names.has(callName(entry))) continue;
    const thread = threads.get(threadName(entry));
    const within = thread && thread.firstMs <= entry.atMs && entry.atMs <= thread.lastMs;
    if (within === true) differ("extra", entry);
    else counts.unchecked += 1;
  }
  const count = (kind: CallDifference["kind"]): number =>
    differences.filter((one) => one.kind === kind).length;
  return {
    ...counts,
    missing: count("missing"),
    extra: count("extra"),
    ranDenied: count("ran_denied"),
    differences: differences.sort((a, b) => a.atMs - b.atMs),
  };
}

/** A call's name across transcripts and log. */
export function callName({
  sessionId,
  toolUseId,
}: Pick<ToldCall, "sessionId" | "toolUseId">): string {
  return `${sessionId} ${toolUseId}`;
}

/** A thread's name: the session's own, or one of a subagent. */
export function threadName({
  sessionId,
  agentId = "",
}: Pick<ToldThread, "sessionId" | "agentId">): string {
  return `${sessionId} ${agentId}`;
}
