import { rmSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { LockOwner } from "../files/lock.ts";
import { UserError } from "../model/errors.ts";
import { insertBadLines, placesOf } from "./bad-lines.ts";
import { compactIfDue } from "./compact.ts";
import {
  type Cursor,
  isContinued,
  isUnchanged,
  moveCursor,
  readCursors,
  rememberEnd,
} from "./cursors.ts";
import { type KeyedLog, keyedLogs } from "./keyed-logs.ts";
import { loadStage, stageSlice } from "./load.ts";
import { loadDirectly } from "./load-direct.ts";
import { type LogFile, LogMoved } from "./logs.ts";
import type { Warehouse } from "./open.ts";
import { createMeter, type IngestProgress } from "./progress.ts";
import { scratchPath } from "./scratch.ts";
import { type BadLine, type Slice, slices } from "./slices.ts";
import type { LoadedLog } from "./witness.ts";

export interface IngestOptions {
  readonly home: string;
  /** Where slices are copied to; emptied of them afterwards. */
  readonly cache: string;
  /** Who loads: a slice bears its name. */
  readonly owner: LockOwner;
  readonly accountHome: string;
  /** ISO 8601 UTC: when lines are said to be read first that were not `firstRead` before. */
  readonly now: string;
  readonly firstRead: (logKey: string, offset: number) => string | undefined;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: IngestProgress) => void;
}

export interface IngestResult {
  /** Lines read this time, bad ones among them. */
  readonly lines: number;
  readonly badLines: number;
  readonly logs: readonly LoadedLog[];
}

/** A log of which lines are loaded that are not there any more. */
export interface LogChange {
  readonly file: string;
  /** `gone`: no log under home is it. `replaced`: other lines stand where its own were. */
  readonly what: "gone" | "replaced";
  /** How many of its lines are loaded. */
  readonly lines: number;
}

/** The warehouse holds lines that the logs do not: it has to be built anew. */
export class LogsChanged extends Error {
  override readonly name = "LogsChanged";
  readonly changes: readonly LogChange[];

  constructor(changes: readonly LogChange[]) {
    super(changes.map(({ file, what }) => `${file} is ${what}`).join(", "));
    this.changes = changes;
  }
}

interface Run {
  readonly options: IngestOptions;
  readonly slicePath: string;
  readonly result: { lines: number; badLines: number; logs: LoadedLog[] };
}

/** How often logs are listed before we give up: rotation comes once a month. */
const LISTINGS = 3;

/**
 * Loads what every log under home has gained since its cursor: exactly once, because each slice's
 * rows and the cursor behind it are committed together. Kill it anywhere; the next run goes on.
 * Throws LogsChanged, having loaded nothing, where what was loaded is not what the logs hold.
 */
export async function ingest(warehouse: Warehouse, options: IngestOptions): Promise<IngestResult> {
  const { cache, owner } = options;
  const slicePath = scratchPath(cache, { word: "slice", ending: "jsonl", owner });
  const result: Run["result"] = { lines: 0, badLines: 0, logs: [] };
  try {
    for (let tries = 1; !(await loadLogs(warehouse, { options, slicePath, result })); tries += 1) {
      if (tries === LISTINGS) throw new UserError("The log is being moved. Try again.");
      result.logs = [];
    }
    if (result.lines > 0) await compactIfDue(warehouse.connection);
  } finally {
    rmSync(slicePath, { force: true });
  }
  return result;
}

/** False where a log was rotated meanwhile: what was loaded is loaded, the rest is listed anew. */
async function loadLogs({ connection }: Warehouse, run: Run): Promise<boolean> {
  const { options, result } = run;
  try {
    const cursors = await readCursors(connection);
    const logs = await keyedLogs(options.home);
    const changes = await changesOf(cursors, logs, options.home);
    if (changes.length > 0) throw new LogsChanged(changes);
    const meter = createMeter(logs, cursors, options.onProgress);
    for (const keyed of logs) {
      meter.begin(keyed);
      const cursor = cursors.get(keyed.key);
      result.logs.push(await loadLog(connection, { keyed, cursor, run, meter }));
    }
    return true;
  } catch (error) {
    if (error instanceof LogMoved) return false;
    throw error;
  }
}

async function loadLog(
  connection: DuckDBConnection,
  given: {
    readonly keyed: KeyedLog;
    readonly cursor: Cursor | undefined;
    readonly run: Run;
    readonly meter: ReturnType<typeof createMeter>;
  },
): Promise<LoadedLog> {
  const { log, key } = given.keyed;
  const { options, slicePath, result } = given.run;
  let { offset, lines } = given.cursor ?? { offset: 0, lines: 0 };
  if (given.cursor === undefined || !isUnchanged(given.cursor, log)) {
    let tryDirectly = true;
    for await (const slice of slices(log, { offset, lines }, slicePath, given.meter.read)) {
      options.signal.throwIfAborted();
      const done = await commitSlice(connection, { log, key, slice, options }, tryDirectly);
      tryDirectly = done.tryDirectly;
      result.badLines += done.bad;
      result.lines += slice.to.lines - slice.from.lines;
      ({ offset, lines } = slice.to);
      given.meter.loaded(slice.to.offset, result.lines);
    }
    await rememberEnd(connection, key, log);
  }
  return { log, logKey: key, offset, lines };
}

/** Whether every log under home is loaded to its end as far as sizes and times tell. */
export async function isUpToDate(connection: DuckDBConnection, home: string): Promise<boolean> {
  try {
    const cursors = await readCursors(connection);
    const logs = await keyedLogs(home);
    const isLoaded = ({ log, key }: KeyedLog): boolean => {
      const cursor = cursors.get(key);
      return cursor !== undefined && isUnchanged(cursor, log);
    };
    return logs.length === cursors.size && logs.every(isLoaded);
  } catch (error) {
    if (error instanceof LogMoved) return false;
    throw error;
  }
}
/**
 * Logs that lost what was loaded of them. A listing that runs while a log is renamed may miss it
 * under both names, so one that seems gone is looked for a second time.
 */
async function changesOf(
  cursors: ReadonlyMap<string, Cursor>,
  logs: readonly KeyedLog[],
  home: string,
): Promise<LogChange[]> {
  const changes: LogChange[] = [];
  for (const [key, cursor] of cursors) {
    const found = logs.find((one) => one.key === key);
    if (found === undefined) {
      if ((await keyedLogs(home)).some((one) => one.key === key)) throw new LogMoved(cursor.file);
      changes.push({ file: cursor.file, what: "gone", lines: cursor.lines });
    } else if (!(await isContinued(cursor, found.log))) {
      changes.push({ file: found.log.file, what: "replaced", lines: cursor.lines });
    }
  }
  return changes;
}

interface SliceAt {
  readonly log: LogFile;
  readonly key: string;
  readonly slice: Slice;
  readonly options: IngestOptions;
}

/**
 * Loads a slice, directly if that is to be tried and can be done. Says how many lines were bad,
 * and whether the next slice is worth trying.
 */
async function commitSlice(
  connection: DuckDBConnection,
  at: SliceAt,
  tryDirectly: boolean,
): Promise<{ bad: number; tryDirectly: boolean }> {
  if (!tryDirectly) return { bad: await commitStaged(connection, at), tryDirectly };
  const loaded = await commitDirectly(connection, at);
  if (loaded === at.slice.candidates) return { bad: at.slice.bad.length, tryDirectly };
  // A few lines of another kind say nothing about the next slice.
  const isRare = loaded !== undefined && loaded > 0.9 * at.slice.candidates;
  return { bad: await commitStaged(connection, at), tryDirectly: isRare };
}

/** How many entries could be loaded; fewer than all, or undefined: none is. */
async function commitDirectly(
  connection: DuckDBConnection,
  at: SliceAt,
): Promise<number | undefined> {
  return await inTransaction(connection, async (loadId) => {
    const loaded = await loadDirectly(connection, at.slice, {
      loadId,
      defaultSource: defaultSource(at.log),
    });
    if (loaded !== at.slice.candidates) return { commit: false, value: loaded };
    await finishSlice(connection, at, { loadId, bad: at.slice.bad });
    return { commit: true, value: loaded };
  });
}

async function commitStaged(connection: DuckDBConnection, at: SliceAt): Promise<number> {
  const { log, slice, options } = at;
  await stageSlice(connection, slice, {
    defaultSource: defaultSource(log),
    accountHome: options.accountHome,
  });
  return await inTransaction(connection, async (loadId) => {
    const { loaded, texts } = await loadStage(connection, slice, loadId);
    const places = await placesOf(texts, log, slice);
    requireAll(slice, loaded + places.length);
    const bad = [...slice.bad, ...places];
    await finishSlice(connection, at, { loadId, bad });
    return { commit: true, value: bad.length };
  });
}

function defaultSource(log: LogFile): "live" | "import" {
  return log.file.startsWith("imported") ? "import" : "live";
}

async function finishSlice(
  connection: DuckDBConnection,
  at: SliceAt,
  { loadId, bad }: { loadId: number; bad: readonly BadLine[] },
): Promise<void> {
  const { log, key, slice, options } = at;
  const foundAt = (offset: number): string => options.firstRead(key, offset) ?? options.now;
  await insertBadLines(connection, bad, { loadId, log, key, foundAt });
  await rememberLoad(connection, { loadId, key, slice, now: options.now });
  await moveCursor(connection, at);
}

async function inTransaction<T>(
  connection: DuckDBConnection,
  load: (loadId: number) => Promise<{ commit: boolean; value: T }>,
): Promise<T> {
  await connection.run("begin");
  try {
    const { commit, value } = await load(await nextLoadId(connection));
    await connection.run(commit ? "commit" : "rollback");
    return value;
  } catch (error) {
    await rollBack(connection);
    throw error;
  }
}

/** A line that is neither loaded nor set aside would be lost without a word. */
function requireAll(slice: Slice, accountedFor: number): void {
  if (accountedFor === slice.candidates) return;
  throw new Error(`of ${slice.candidates} lines only ${accountedFor} were loaded or set aside`);
}

/** What went wrong before is what matters: after a full disk there is nothing to roll back. */
async function rollBack(connection: DuckDBConnection): Promise<void> {
  await connection.run("rollback").catch(() => undefined);
}

async function rememberLoad(
  connection: DuckDBConnection,
  { loadId, key, slice, now }: { loadId: number; key: string; slice: Slice; now: string },
): Promise<void> {
  await connection.run(
    "insert into loads values ($load_id, cast($now as timestamptz), $key, $from, $to, $lines)",
    {
      load_id: loadId,
      now,
      key,
      from: slice.from.offset,
      to: slice.to.offset,
      lines: slice.to.lines - slice.from.lines,
    },
  );
}

async function nextLoadId(connection: DuckDBConnection): Promise<number> {
  const rows = await connection.runAndReadAll("select coalesce(max(load_id), 0) + 1 from loads");
  return Number(rows.getRowsJson()[0]?.[0] ?? 1);
}
