import { homeExists, homePaths } from "../files/home.ts";
import { waitForLock } from "../files/lock.ts";
import { rotateLog } from "../files/rotate.ts";
import type { Io } from "../io.ts";
import { UserError } from "../model/errors.ts";
import type { Segment } from "../model/segment.ts";
import { removeUnfinished } from "../warehouse/archive.ts";
import { keyedLogs } from "../warehouse/keyed-logs.ts";
import { archiveSize, type PlannedLog, prune } from "../warehouse/prune.ts";
import { closedParts, type PruneLimit } from "../warehouse/prune-plan.ts";
import { checkHistory } from "../warehouse/verify-history.ts";
import { checkLog, runsOf } from "../warehouse/verify-logs.ts";
import { witnessedUpTo } from "../warehouse/witness.ts";
import { ingestLogs } from "./ingest.ts";

export interface PruneOptions {
  readonly io: Io;
  readonly home: string;
  /** ISO 8601 UTC: months that ended by then are closed. */
  readonly before: string;
  readonly dryRun: boolean;
  readonly onProgress: (words: string) => void;
}

/** What went to a month's archive, or would go there. */
interface PrunedMonth {
  readonly month: string;
  readonly lines: number;
  /** Of the log, uncompressed. */
  readonly bytes: number;
  readonly files: readonly string[];
}

/** A log that keeps its lines of closed months, and why. */
export interface KeptLog {
  readonly file: string;
  readonly reason:
    | "written_by_import"
    | "name_not_ours"
    | "copy"
    | "not_loaded"
    | "not_as_witnessed"
    | "name_taken";
}

export interface PruneResult {
  /** `2026-06`: the first month that is not closed. */
  readonly openMonth: string;
  readonly dryRun: boolean;
  /** Whether audit.jsonl itself held lines of closed months, and was set aside under this name. */
  readonly setAside: string | undefined;
  readonly months: readonly (PrunedMonth & {
    /** Of the whole archive afterwards; undefined in a dry run. */
    readonly archiveBytes: number | undefined;
  })[];
  readonly kept: readonly KeptLog[];
}

const CURRENT = "audit.jsonl";
/** Logs that were set aside, by us; those of other machines may still grow. */
const SET_ASIDE = /^audit-\d{4}-\d{2}(\.\d+)?\.jsonl(\.gz)?$/; // audit-2026-11.2.jsonl.gz
const WAIT_MS = 5000;
/** A hook that had the log open when it was renamed has written its line by then. */
const SETTLE_MS = 1000;

/**
 * Moves the lines of closed months from the logs to `archive/`. What is planned is loaded and
 * witnessed first, so that every figure and every anchor stays. Throws UserError where another
 * process loads the log.
 */
export async function pruneLogs(options: PruneOptions): Promise<PruneResult> {
  const { io, home, dryRun, onProgress } = options;
  const limit = { openMonth: options.before.slice(0, 7), now: io.now().toISOString() };
  const nothing = { openMonth: limit.openMonth, dryRun, setAside: undefined, months: [], kept: [] };
  if (!homeExists(home)) return nothing;
  onProgress("looking for closed months");
  if (dryRun) {
    const { logs, kept } = await plan(home, limit, { current: true });
    return { ...nothing, months: monthsOf(logs, () => undefined), kept };
  }
  const setAside = await closeCurrent(options, limit);
  onProgress("loading the log");
  await ingestLogs({ io, home });
  return withLock(options, async () => {
    removeUnfinished(home);
    const { logs, kept } = await plan(home, limit, { current: false });
    const { loaded, behind } = apart(home, logs);
    onProgress("comparing with what was witnessed");
    const { intact, changed } = await compared(home, loaded);
    await prune(intact, { home, at: limit.now, signal: io.signal, onProgress });
    return {
      ...nothing,
      setAside: setAside.file,
      months: monthsOf(intact, (month) => archiveSize(home, month)),
      kept: [...kept, ...setAside.kept, ...behind, ...changed],
    };
  });
}

/** Sets audit.jsonl aside if lines at its beginning belong to closed months. */
async function closeCurrent(
  options: PruneOptions,
  limit: PruneLimit,
): Promise<{ file: string | undefined; kept: KeptLog[] }> {
  const { io, home } = options;
  const current = (await keyedLogs(home)).find(({ log }) => log.file === CURRENT);
  if (current === undefined || (await closedParts(current.log, limit)).length === 0) {
    return { file: undefined, kept: [] };
  }
  const file = await withLock(options, async () => rotateLog(home, io.now(), true)?.file);
  if (file === undefined) {
    return { file: undefined, kept: [{ file: CURRENT, reason: "name_taken" }] };
  }
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  return { file, kept: [] };
}

async function plan(
  home: string,
  limit: PruneLimit,
  { current }: { current: boolean },
): Promise<{ logs: PlannedLog[]; kept: KeptLog[] }> {
  const logs: PlannedLog[] = [];
  const kept: KeptLog[] = [];
  for (const { log, key, copies } of await keyedLogs(home)) {
    if (log.archived !== undefined && log.archived.rest === undefined) continue;
    const closable = SET_ASIDE.test(log.file) || (current && log.file === CURRENT);
    if (log.file === CURRENT && !closable) continue;
    const parts = await closedParts(log, limit);
    if (parts.length === 0) continue;
    if (closable && copies.length === 0) logs.push({ log, key, parts });
    else kept.push({ file: log.file, reason: closable ? "copy" : foreignReason(log.file) });
  }
  return { logs, kept };
}

function foreignReason(file: string): KeptLog["reason"] {
  return file.startsWith("imported") ? "written_by_import" : "name_not_ours";
}

/** Only what history/segments.jsonl vouches for may leave a log. */
function apart(
  home: string,
  logs: readonly PlannedLog[],
): { loaded: PlannedLog[]; behind: KeptLog[] } {
  const witnessed = witnessedUpTo(home);
  const isLoaded = ({ key, parts }: PlannedLog): boolean =>
    (parts.at(-1)?.to ?? 0) <= witnessed(key);
  return {
    loaded: logs.filter(isLoaded),
    behind: logs
      .filter((one) => !isLoaded(one))
      .map(({ log }) => ({ file: log.file, reason: "not_loaded" })),
  };
}

/** A log that is not what was witnessed stays as it is: it is evidence. */
async function compared(
  home: string,
  logs: readonly PlannedLog[],
): Promise<{ intact: PlannedLog[]; changed: KeptLog[] }> {
  const { segments } = checkHistory(home);
  const intact: PlannedLog[] = [];
  const changed: KeptLog[] = [];
  for (const one of logs) {
    if (await isAsWitnessed(one, segments)) intact.push(one);
    else changed.push({ file: one.log.file, reason: "not_as_witnessed" });
  }
  return { intact, changed };
}

async function isAsWitnessed(
  { log, key, parts }: PlannedLog,
  segments: readonly Segment[],
): Promise<boolean> {
  const from = parts[0]?.from ?? 0;
  // What was archived before is checked where archives are.
  const own = segments.filter((segment) => segment.log_key === key && segment.to > from);
  for (const run of runsOf(own)) {
    const { differences } = await checkLog(log, run, () => {});
    if (differences.length > 0) return false;
  }
  return true;
}

function monthsOf(
  logs: readonly PlannedLog[],
  archiveBytes: (month: string) => number | undefined,
): PruneResult["months"] {
  const parts = logs.flatMap(({ log, parts: own }) =>
    own.map((part) => ({ ...part, file: log.file })),
  );
  const months = [...new Set(parts.map(({ month }) => month))].sort();
  return months.map((month) => {
    const own = parts.filter((part) => part.month === month);
    return {
      month,
      lines: own.reduce((sum, { lines }) => sum + lines, 0),
      bytes: own.reduce((sum, { from, to }) => sum + to - from, 0),
      files: [...new Set(own.map(({ file }) => file))],
      archiveBytes: archiveBytes(month),
    };
  });
}

async function withLock<T>({ io, home }: PruneOptions, use: () => Promise<T>): Promise<T> {
  const lock = await waitForLock(homePaths(home).locks, "ingest", io, WAIT_MS);
  if ("heldBy" in lock) {
    throw new UserError(
      `Another claude-permit is loading the log (process ${lock.heldBy}). Try again when it has finished.`,
    );
  }
  try {
    return await use();
  } finally {
    lock.release();
  }
}
