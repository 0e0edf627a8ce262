import { join } from "node:path";
import { appendHistory } from "../files/history.ts";
import { homePaths } from "../files/home.ts";
import type { ArchivedPart } from "../model/archive.ts";
import { HISTORY } from "../model/history.ts";
import {
  archiveBytes,
  archivePath,
  flush,
  type PartPlace,
  readBack,
  writeArchive,
} from "./archive.ts";
import { archivedParts } from "./archived-logs.ts";
import { cutLog } from "./cut-log.ts";
import { type LogFile, logBytes } from "./logs.ts";
import type { PlannedPart } from "./prune-plan.ts";

/** A log with the parts at its beginning that go to archives. */
export interface PlannedLog {
  readonly log: LogFile;
  readonly key: string;
  readonly parts: readonly PlannedPart[];
}

export interface PruneContext {
  readonly home: string;
  /** ISO 8601 UTC, for history/archives.jsonl. */
  readonly at: string;
  readonly signal: AbortSignal;
  readonly onProgress: (words: string) => void;
}

interface MonthPart {
  readonly planned: PlannedLog;
  readonly part: PlannedPart;
}

/**
 * Archives the planned parts, month by month, and then removes them from their logs. A month is
 * recorded once its new archive was read back and holds what the logs hold; a log is cut once all
 * its parts are recorded. Killed anywhere, each line stands in its log, in an archive, or in both,
 * and is read once. Throws where an archive is not what was written.
 */
export async function prune(logs: readonly PlannedLog[], context: PruneContext): Promise<void> {
  const parts = logs.flatMap((planned) => planned.parts.map((part) => ({ planned, part })));
  const months = [...new Set(parts.map(({ part }) => part.month))].sort();
  for (const month of months) {
    context.signal.throwIfAborted();
    context.onProgress(`archiving ${month}`);
    await archiveMonth(
      month,
      parts.filter(({ part }) => part.month === month),
      context,
    );
  }
  for (const { log, parts: own } of logs) {
    context.signal.throwIfAborted();
    const end = own.at(-1)?.to;
    if (end === undefined) continue;
    context.onProgress(`removing what is archived from ${log.file}`);
    const file = log.archived?.rest ?? log;
    await cutLog(file, end - (log.archived?.to ?? 0), homePaths(context.home).log);
  }
}

/** Bytes of a month's archive; 0 where there is none. */
export function archiveSize(home: string, month: string): number {
  return archiveBytes(archivePath(home, month));
}

async function archiveMonth(
  month: string,
  parts: readonly MonthPart[],
  { home, at }: PruneContext,
): Promise<void> {
  const { cache } = homePaths(home);
  const lines = parts.map(({ planned, part }) => recordOf(month, planned, part, at));
  const kept = keptParts(archivedParts(home), month, lines);
  await writeArchive(
    archivePath(home, month),
    {
      kept,
      added: parts.map(({ planned, part }) => ({
        log_key: planned.key,
        from: part.from,
        bytes: bytesOf(planned.log, part),
      })),
      check: async (path) => {
        for (const part of [...kept, ...lines])
          requireSame(await readBack(path, part, cache), part);
      },
    },
    cache,
  );
  appendHistory(home, HISTORY.archives, lines);
  flush(join(homePaths(home).history, HISTORY.archives.file));
  flush(homePaths(home).history);
}

/** Recorded parts of the month that are not written anew; what was never recorded is not kept. */
function keptParts(
  recorded: readonly ArchivedPart[],
  month: string,
  added: readonly ArchivedPart[],
): ArchivedPart[] {
  const named = (part: PartPlace): string => `${part.log_key} ${part.from}`;
  const latest = new Map(recorded.map((part) => [named(part), part]));
  for (const part of added) latest.delete(named(part));
  return [...latest.values()].filter((part) => part.month === month);
}

function recordOf(
  month: string,
  { log, key }: PlannedLog,
  part: PlannedPart,
  at: string,
): ArchivedPart {
  return {
    v: 1,
    at,
    month,
    log_key: key,
    file: log.file,
    from: part.from,
    to: part.to,
    lines: part.lines,
    sha256: part.sha256,
    rest_key: part.restKey,
  };
}

async function* bytesOf(log: LogFile, { from, to }: PlannedPart): AsyncGenerator<Buffer> {
  let left = to - from;
  for await (const chunk of logBytes(log, from)) {
    yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0) return;
  }
}

function requireSame(
  found: { readonly bytes: number; readonly lines: number; readonly sha256: string },
  part: ArchivedPart,
): void {
  const same =
    found.sha256 === part.sha256 &&
    found.lines === part.lines &&
    found.bytes === part.to - part.from;
  if (same) return;
  throw new Error(
    `the archive of ${part.month} does not hold what stands in ${part.file} from byte ${part.from} to ${part.to}; nothing was removed`,
  );
}
