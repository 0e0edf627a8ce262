import type { DuckDBConnection } from "@duckdb/node-api";
import { isGrowing } from "../files/log-names.ts";
import { isAtRest } from "../files/rotate.ts";
import { type Cursor, isContinued, isUnchanged, readCursors } from "./cursors.ts";
import { type KeyedLog, keyedLogs } from "./keyed-logs.ts";
import { type LogFile, listLogs, logBytes } from "./logs.ts";

/**
 * `growing`: hooks append to it by name. `settling`: set aside, and written to in the last 24
 * hours. `at_rest`: nobody writes to it. `copy`: another log holds the same lines. `replaced`: it
 * lost lines that are loaded. `empty`: it has no whole line yet.
 */
export type LogStanding = "growing" | "settling" | "at_rest" | "copy" | "replaced" | "empty";

/** How far one log is loaded. */
export interface LogState {
  readonly file: string;
  readonly standing: LogStanding;
  /** As on disk. */
  readonly bytes: number;
  readonly compressed: boolean;
  /** ISO 8601 UTC. */
  readonly written_at: string;
  /** Of the log as it is uncompressed; null where nothing of it is loaded. */
  readonly cursor: { readonly offset: number; readonly lines: number } | null;
  /** What is not loaded yet; a torn last line has bytes and is no line. */
  readonly behind: { readonly bytes: number; readonly lines: number };
  readonly bad_lines: Readonly<Record<string, number>>;
}

/** A log that is loaded and not under home any more. */
interface LostLog {
  readonly file: string;
  readonly lines: number;
}

export interface LogStates {
  readonly logs: readonly LogState[];
  readonly lost: readonly LostLog[];
  /** When something was loaded last, ISO 8601 UTC. */
  readonly loadedAt: string | null;
}

/** Every log under home against its cursor; without a connection nothing is loaded. */
export async function logStates(
  home: string,
  nowMs: number,
  connection: DuckDBConnection | undefined,
): Promise<LogStates> {
  const known = connection === undefined ? NOTHING : await readLoaded(connection);
  const keyed = await keyedLogs(home);
  const logs: LogState[] = [];
  for (const log of listLogs(home)) {
    const own = keyed.find((one) => one.log.file === log.file);
    if (own !== undefined) logs.push(await stateOf(own, known, nowMs));
    else {
      const isCopy = keyed.some(({ copies }) => copies.includes(log.file));
      logs.push(idle(log, isCopy ? "copy" : "empty"));
    }
  }
  const lost = [...known.cursors]
    .filter(([key]) => keyed.every((one) => one.key !== key))
    .map(([, { file, lines }]) => ({ file, lines }));
  return { logs, lost, loadedAt: known.loadedAt };
}

interface Loaded {
  readonly cursors: ReadonlyMap<string, Cursor>;
  /** By key of the log, then by reason. */
  readonly bad: ReadonlyMap<string, Readonly<Record<string, number>>>;
  readonly loadedAt: string | null;
}

const NOTHING: Loaded = { cursors: new Map(), bad: new Map(), loadedAt: null };

async function readLoaded(connection: DuckDBConnection): Promise<Loaded> {
  const reasons = await connection.runAndReadAll(
    `select log_key, reason, cast(count(*) as integer) from bad_lines group by all order by all`,
  );
  const bad = new Map<string, Record<string, number>>();
  for (const [key, reason, count] of reasons.getRowsJson()) {
    bad.set(String(key), { ...bad.get(String(key)), [String(reason)]: Number(count) });
  }
  const last = await connection.runAndReadAll("select epoch_ms(max(loaded_at)) from loads");
  const ms = last.getRowsJson()[0]?.[0] ?? null;
  return {
    cursors: await readCursors(connection),
    bad,
    loadedAt: ms === null ? null : new Date(Number(ms)).toISOString(),
  };
}

async function stateOf({ log, key }: KeyedLog, known: Loaded, nowMs: number): Promise<LogState> {
  const cursor = known.cursors.get(key);
  const isWhole = cursor === undefined || (await isContinued(cursor, log));
  const from = isWhole ? (cursor?.offset ?? 0) : 0;
  const isLoaded = cursor !== undefined && isUnchanged(cursor, log);
  return {
    ...idle(log, isWhole ? standingOf(log, nowMs) : "replaced"),
    cursor: cursor === undefined ? null : { offset: cursor.offset, lines: cursor.lines },
    behind: isLoaded && log.compressed ? NONE : await countFrom(log, from),
    bad_lines: known.bad.get(key) ?? {},
  };
}

const NONE = { bytes: 0, lines: 0 } as const;

function idle(log: LogFile, standing: LogStanding): LogState {
  return {
    file: log.file,
    standing,
    bytes: log.size,
    compressed: log.compressed,
    written_at: new Date(log.mtimeMs).toISOString(),
    cursor: null,
    behind: NONE,
    bad_lines: {},
  };
}

function standingOf(log: LogFile, nowMs: number): LogStanding {
  if (isGrowing(log.file)) return "growing";
  return isAtRest(log.mtimeMs, nowMs) ? "at_rest" : "settling";
}

async function countFrom(log: LogFile, from: number): Promise<{ bytes: number; lines: number }> {
  const behind = { bytes: 0, lines: 0 };
  for await (const chunk of logBytes(log, from)) {
    behind.bytes += chunk.length;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) behind.lines += 1;
  }
  return behind;
}
