import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type DuckDBConnection, listValue } from "@duckdb/node-api";
import { isAlive, type LockOwner, processStart } from "../files/lock.ts";
import { makePrivateFolder, uniqueName } from "../files/private.ts";
import { UserError } from "../model/errors.ts";
import { isCutOff, isUnchanged, moveCursor, readCursor, rememberEnd, rewind } from "./cursors.ts";
import { type KeyedLog, keyedLogs } from "./keyed-logs.ts";
import { type BadText, loadStage, stageSlice } from "./load.ts";
import { type LogFile, LogMoved, logLines } from "./logs.ts";
import type { Warehouse } from "./open.ts";
import { type BadLine, mendHalves, type Slice, slices } from "./slices.ts";
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

export interface IngestProgress {
  readonly file: string;
  readonly bytes: number;
  readonly lines: number;
}

export interface IngestResult {
  /** Lines read this time, bad ones among them. */
  readonly lines: number;
  readonly badLines: number;
  readonly logs: readonly LoadedLog[];
}

interface Run {
  readonly options: IngestOptions;
  readonly slicePath: string;
  readonly result: { lines: number; badLines: number; logs: LoadedLog[] };
}

/** How often logs are listed before we give up: rotation comes once a month. */
const LISTINGS = 3;

/** Parameters of one statement; a file that is no log at all has millions. */
const BAD_AT_ONCE = 10_000;

/**
 * Loads what every log under home has gained since its cursor: exactly once, because each slice's
 * rows and the cursor behind it are committed together. Kill it anywhere; the next run goes on.
 */
export async function ingest(warehouse: Warehouse, options: IngestOptions): Promise<IngestResult> {
  const slicePath = newSlicePath(options);
  const result: Run["result"] = { lines: 0, badLines: 0, logs: [] };
  try {
    for (let tries = 1; !(await loadLogs(warehouse, { options, slicePath, result })); tries += 1) {
      if (tries === LISTINGS) throw new UserError("The log is being moved. Try again.");
      result.logs = [];
    }
  } finally {
    rmSync(slicePath, { force: true });
  }
  return result;
}

/** False where a log was rotated meanwhile: what was loaded is loaded, the rest is listed anew. */
async function loadLogs(warehouse: Warehouse, run: Run): Promise<boolean> {
  try {
    for (const keyed of await keyedLogs(run.options.home)) {
      run.result.logs.push(await loadLog(warehouse, keyed, run));
    }
    return true;
  } catch (error) {
    if (error instanceof LogMoved) return false;
    throw error;
  }
}

async function loadLog(
  { connection }: Warehouse,
  { log, key, copies }: KeyedLog,
  { options, slicePath, result }: Run,
): Promise<LoadedLog> {
  let cursor = await readCursor(connection, key);
  if (!isUnchanged(cursor, log)) {
    if (copies.length === 0 && isCutOff(cursor, log)) cursor = await rewind(connection, key);
    for await (const slice of slices(log, cursor, slicePath)) {
      options.signal.throwIfAborted();
      result.badLines += await commitSlice(connection, { log, key, slice, options });
      result.lines += slice.to.lines - slice.from.lines;
      cursor = { ...cursor, ...slice.to };
      options.onProgress?.({ file: log.file, bytes: cursor.offset, lines: result.lines });
    }
    await rememberEnd(connection, key, log);
  }
  return { log, logKey: key, offset: cursor.offset, lines: cursor.lines };
}

/** Whether every log under home is loaded to its end as far as sizes and times tell. */
export async function isUpToDate(connection: DuckDBConnection, home: string): Promise<boolean> {
  try {
    for (const { log, key } of await keyedLogs(home)) {
      if (!isUnchanged(await readCursor(connection, key), log)) return false;
    }
    return true;
  } catch (error) {
    if (error instanceof LogMoved) return false;
    throw error;
  }
}

/** How many logs have been read. */
export async function countLogs(connection: DuckDBConnection): Promise<number> {
  const rows = await connection.runAndReadAll("select cast(count(*) as integer) from cursors");
  return Number(rows.getRowsJson()[0]?.[0] ?? 0);
}

/**
 * A name of one's own, `slice.PID.START.NONCE.jsonl`: a reader that loads into memory does so
 * while another process loads the same lines. What a killed one left is removed.
 */
function newSlicePath({ cache, owner }: IngestOptions): string {
  makePrivateFolder(cache);
  for (const file of readdirSync(cache)) {
    const [word, pid = "", start = ""] = file.split(".");
    if (word === "slice" && !isAlive(Number(pid), start))
      rmSync(join(cache, file), { force: true });
  }
  const start = processStart(owner.pid) ?? "x";
  return join(cache, `slice.${owner.pid}.${start}.${uniqueName()}.jsonl`);
}

async function commitSlice(
  connection: DuckDBConnection,
  { log, key, slice, options }: { log: LogFile; key: string; slice: Slice; options: IngestOptions },
): Promise<number> {
  const again = await stageSlice(connection, slice, {
    defaultSource: log.file.startsWith("imported") ? "import" : "live",
    accountHome: options.accountHome,
  });
  await connection.run("begin");
  try {
    const loadId = await nextLoadId(connection);
    const { loaded, texts } = await loadStage(connection, slice, { loadId, again });
    const places = await placesOf(texts, log, slice);
    requireAll(slice, again + loaded + places.length);
    const bad = [...slice.bad, ...places];
    for (let at = 0; at < bad.length; at += BAD_AT_ONCE) {
      const some = bad.slice(at, at + BAD_AT_ONCE);
      await insertBadLines(connection, some, { loadId, log, key, options });
    }
    await moveCursor(connection, { log, key, slice });
    await connection.run("commit");
    return bad.length;
  } catch (error) {
    await connection.run("rollback");
    throw error;
  }
}

/** A line that is neither loaded nor set aside would be lost without a word. */
function requireAll(slice: Slice, accountedFor: number): void {
  if (accountedFor === slice.candidates) return;
  throw new Error(`of ${slice.candidates} lines only ${accountedFor} were loaded or set aside`);
}

/** Finds the bad lines' places by reading the slice's stretch of the log once more. */
async function placesOf(texts: readonly BadText[], log: LogFile, slice: Slice): Promise<BadLine[]> {
  if (texts.length === 0) return [];
  const reasons = new Map(texts.map(({ text, reason }) => [text, reason]));
  const known = new Set(slice.bad.map((line) => line.number));
  const places: BadLine[] = [];
  for await (const line of logLines(log, slice.from, slice.to.offset)) {
    if (known.has(line.number)) continue;
    mendHalves(line.bytes);
    const reason = reasons.get(line.bytes.toString("utf8").replace(/\r$/, ""));
    if (reason !== undefined) places.push({ offset: line.offset, number: line.number, reason });
  }
  return places;
}

async function insertBadLines(
  connection: DuckDBConnection,
  bad: readonly BadLine[],
  at: { loadId: number; log: LogFile; key: string; options: IngestOptions },
): Promise<void> {
  await connection.run(
    `insert into bad_lines
     select $load_id, cast(unnest($found_at) as timestamptz), $key, $file, unnest($offsets),
       unnest($numbers), unnest($reasons)`,
    {
      load_id: at.loadId,
      found_at: listValue(
        bad.map((line) => at.options.firstRead(at.key, line.offset) ?? at.options.now),
      ),
      key: at.key,
      file: at.log.file,
      offsets: listValue(bad.map((line) => line.offset)),
      numbers: listValue(bad.map((line) => line.number)),
      reasons: listValue(bad.map((line) => line.reason)),
    },
  );
}

async function nextLoadId(connection: DuckDBConnection): Promise<number> {
  const rows = await connection.runAndReadAll("select coalesce(max(load_id), 0) + 1 from entries");
  return Number(rows.getRowsJson()[0]?.[0] ?? 1);
}
