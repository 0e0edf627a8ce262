import type { TranscriptAnswer } from "../claude/transcript-calls.ts";
import type { Exchange } from "../claude/transcripts.ts";
import { homePaths } from "../files/home.ts";
import type { Io } from "../io.ts";
import type { LearnPlace } from "../learn/place.ts";
import { type Refutation, refute } from "../learn/refute.ts";
import type { Entry } from "../model/entry.ts";
import { ANSWERS, type AnswerKind, noAnswers } from "../model/transcript-answers.ts";
import type { KnownCall } from "../warehouse/calls.ts";
import { appendInPieces } from "./append-entries.ts";
import { callName } from "./compare-calls.ts";
import { withReader } from "./ingest.ts";
import { closingEntry, reconciliationOf } from "./reconciled-entry.ts";
import { replayedId } from "./replay-id.ts";
import {
  readInBatches,
  type TranscriptProgress,
  type TranscriptTotals,
} from "./transcript-batches.ts";
import { callIndex, isCanary } from "./transcript-keys.ts";
import { recordSessions } from "./transcript-sessions.ts";

export interface ReconcileContext {
  readonly io: Io;
  readonly home: string;
  /** Claude Code's `projects` folder. */
  readonly projects: string;
  readonly dryRun: boolean;
  /** The hook's own line of an entry. */
  readonly entryLine: (entry: Entry) => string;
  readonly onProgress: (progress: TranscriptProgress) => void;
  /** What learning needs to take back a yes that was none; absent: nothing was learned. */
  readonly learning?: LearnPlace;
}

export interface ReconcileSummary extends TranscriptTotals {
  /** Calls with an answer, each once. */
  readonly answers: number;
  /** Of those that are in the log, by what the transcript says. */
  readonly byKind: Readonly<Record<AnswerKind, number>>;
  readonly entriesWritten: number;
  /** An earlier run wrote what became of them. */
  readonly alreadyReconciled: number;
  /** The transcript says no more than the log. */
  readonly nothingNew: number;
  /** Said to be allowed by the user where the log shows no prompt or no run: not believed. */
  readonly approvalsNotBelieved: number;
  /** The log has our denial, and the transcript a result. */
  readonly ranDenied: number;
  /** Neither the hook recorded them nor an import. */
  readonly notInLog: number;
  readonly imported: number;
  /** A replay has its own account of what became of a call. */
  readonly replayed: number;
}

/** An answer that comes later than this is not waited for again and again. */
const WAIT_MS = 24 * 3_600_000;

/**
 * Appends to the log what transcripts tell of its calls: who decided, and what became of them.
 * One entry a call. An entry says only that: it lets nothing run, and that a user allowed a call
 * is believed only where the log itself shows the prompt and the run.
 */
export async function reconcile(context: ReconcileContext): Promise<ReconcileSummary> {
  const { io, home } = context;
  const counts = {
    answers: 0,
    byKind: noAnswers(),
    entriesWritten: 0,
    alreadyReconciled: 0,
    nothingNew: 0,
    approvalsNotBelieved: 0,
    ranDenied: 0,
    notInLog: 0,
    imported: 0,
    replayed: 0,
  };
  const seen = new Set<string>();
  const handle = async (batch: readonly Exchange[]): Promise<void> => {
    if (!context.dryRun) recordSessions(home, batch, io.now().toISOString());
    const answers = batch.flatMap(({ answer }) =>
      answer === undefined || isCanary(answer.sessionId) ? [] : [answer],
    );
    const found = answers.filter((answer) => isNew(seen, answer));
    if (found.length === 0) return;
    const ids = found.map(({ toolUseId }) => toolUseId);
    const index = callIndex(await withReader({ io, home }, (reader) => reader.calls.known(ids)));
    const lines: string[] = [];
    for (const answer of found) {
      counts.answers += 1;
      const call = index.get(answer);
      if (call === undefined) counts.notInLog += index.isCopy(answer) ? 0 : 1;
      else if (call.source === "import") counts.imported += 1;
      else if (call.source !== "live") counts.replayed += 1;
      else {
        counts.byKind[answer.kind] += 1;
        const entry = entryFor(call, answer, { io, counts });
        if (entry !== undefined) lines.push(context.entryLine(entry));
      }
    }
    counts.entriesWritten += lines.length;
    if (context.dryRun) return;
    appendInPieces(homePaths(home).log, lines);
    if (context.learning !== undefined) await refute(found.flatMap(refutation), context.learning);
  };
  const totals = await readInBatches(
    {
      home,
      projects: context.projects,
      owner: "reconcile",
      waitFromMs: io.now().getTime() - WAIT_MS,
      since: undefined,
      dryRun: context.dryRun,
      signal: io.signal,
      onProgress: context.onProgress,
    },
    handle,
  );
  return { ...counts, ...totals };
}

/** What takes back a yes: somebody else than the user let the call run, or stopped it. */
function refutation({ sessionId, toolUseId, kind }: TranscriptAnswer): Refutation[] {
  const { approval, outcome, words } = ANSWERS[kind];
  const isUser = approval === "user" || approval === "user_once" || approval === "user_always";
  if (isUser || approval === "unknown") return [];
  return [{ sessionId, toolUseId, by: words, stopped: outcome !== undefined }];
}

interface Writing {
  readonly io: Io;
  readonly counts: {
    alreadyReconciled: number;
    nothingNew: number;
    approvalsNotBelieved: number;
    ranDenied: number;
  };
}

function entryFor(
  call: KnownCall,
  answer: TranscriptAnswer,
  { io, counts }: Writing,
): Entry | undefined {
  const { verdict, believed, approval } = reconciliationOf(call, answer);
  if (verdict === "contradicts") counts.ranDenied += 1;
  if (call.reconciled) {
    counts.alreadyReconciled += 1;
    return undefined;
  }
  if (verdict === "nothing_new") {
    counts.nothingNew += 1;
    return undefined;
  }
  if (!believed) counts.approvalsNotBelieved += 1;
  const { sessionId, toolUseId, atMs } = answer;
  const id = replayedId({ sessionId, event: "transcript", toolUseId, atMs, ordinal: 0 });
  return closingEntry(call.facts, {
    id,
    timestamp: io.now().toISOString(),
    host: io.host,
    user: io.account,
    source: "live",
    outcome: answer.outcome,
    approval,
  });
}

function isNew(seen: Set<string>, answer: TranscriptAnswer): boolean {
  const isFirst = !seen.has(callName(answer));
  seen.add(callName(answer));
  return isFirst;
}
