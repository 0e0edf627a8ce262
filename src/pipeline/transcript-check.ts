import type { OddReason } from "../claude/transcript-lines.ts";
import type { Exchange } from "../claude/transcripts.ts";
import type { Io } from "../io.ts";
import {
  type CallComparison,
  type CallDifference,
  callName,
  compareCalls,
  type ToldCall,
  type ToldThread,
  threadName,
} from "./compare-calls.ts";
import { withReader } from "./ingest.ts";
import { readInBatches, type TranscriptProgress } from "./transcript-batches.ts";
import { callIndex, isCanary } from "./transcript-keys.ts";

export interface TranscriptCheckContext {
  readonly io: Io;
  readonly home: string;
  /** Claude Code's `projects` folder. */
  readonly projects: string;
  /** How many differences are named. */
  readonly limit: number;
  readonly onProgress: (progress: TranscriptProgress) => void;
}

/** How log and transcripts agree; counts are of all differences, `differences` has the first. */
export interface TranscriptCheck extends Omit<CallComparison, "differences"> {
  readonly transcripts: number;
  /** Different calls in them. */
  readonly calls: number;
  readonly differences: readonly CallDifference[];
  /** Lines that were not understood; entries of such sessions are not called extra. */
  readonly odd: Readonly<Partial<Record<OddReason, number>>>;
  readonly unreadable: number;
  readonly interrupted: boolean;
}

/** The hook answers within a second; a prompt may wait for hours, but its entry is written then. */
const WAIT_MS = 5 * 60_000;

/**
 * Compares every call of Claude Code's transcripts with the log, both ways. Loads the log first;
 * transcripts are read up to the size that they had before, so that what happens meanwhile is no
 * difference. Writes nothing.
 */
export async function checkTranscripts(context: TranscriptCheckContext): Promise<TranscriptCheck> {
  const { io, home } = context;
  const waitFromMs = io.now().getTime() - WAIT_MS;
  const told = new Map<string, ToldCall>();
  const damaged = new Set<string>();
  const totals = await readInBatches(
    {
      home,
      projects: context.projects,
      owner: undefined,
      // None is waited for: each is told.
      waitFromMs: Number.POSITIVE_INFINITY,
      since: undefined,
      dryRun: true,
      signal: io.signal,
      onProgress: context.onProgress,
      onOdd: (file) => damaged.add(file.sessionId),
    },
    async (batch) => {
      for (const exchange of batch) note(exchange, told);
    },
  );
  const calls = [...told.values()];
  const threads = threadsOf(calls).filter(({ sessionId }) => !damaged.has(sessionId));
  const compared = await withReader({ io, home }, async ({ calls: log }) => {
    const sessions = [...new Set(calls.map(({ sessionId }) => sessionId))];
    const logged = await log.ofSessions(sessions);
    const live = new Set(logged.map(callName));
    const absent = calls.filter((call) => !live.has(callName(call)));
    const index = callIndex(await log.known(absent.map(({ toolUseId }) => toolUseId)));
    const otherwise = absent.filter(
      (call) => index.get(call)?.source === "replay" || index.isCopy(call),
    );
    return {
      logged,
      knownOtherwise: new Set(otherwise.map(callName)),
      firstLiveMs: await log.firstLiveMs(),
    };
  });
  const result = compareCalls({ told: calls, threads, waitFromMs, ...compared });
  return {
    ...result,
    differences: result.differences.slice(0, context.limit),
    transcripts: totals.transcripts,
    calls: calls.length,
    odd: totals.odd,
    unreadable: totals.unreadable,
    interrupted: totals.interrupted,
  };
}

function note({ call, answer }: Exchange, told: Map<string, ToldCall>): void {
  if (call === undefined || isCanary(call.sessionId)) return;
  const { sessionId, toolUseId, agentId, atMs } = call;
  const before = told.get(callName(call));
  const ran = answer?.outcome === "ok" || answer?.outcome === "failed" || before?.ran === true;
  const answered = answer !== undefined || before?.answered === true;
  told.set(callName(call), { sessionId, toolUseId, agentId, atMs, ran, answered });
}

function threadsOf(calls: readonly ToldCall[]): ToldThread[] {
  const threads = new Map<string, ToldThread>();
  for (const { sessionId, agentId, atMs } of calls) {
    const name = threadName({ sessionId, agentId });
    const before = threads.get(name);
    threads.set(name, {
      sessionId,
      agentId,
      firstMs: Math.min(before?.firstMs ?? atMs, atMs),
      lastMs: Math.max(before?.lastMs ?? atMs, atMs),
    });
  }
  return [...threads.values()];
}
