import { homeExists, homePaths } from "../files/home.ts";
import { type Lock, waitForLock } from "../files/lock.ts";
import { noHome, requireHome } from "../files/present-home.ts";
import { type Rotation, rotateLog } from "../files/rotate.ts";
import { temporaryScratch } from "../files/scratch-folder.ts";
import type { Io } from "../io.ts";
import { UserError } from "../model/errors.ts";
import { isDamaged, isDiskFull } from "../warehouse/failures.ts";
import { type IngestResult, ingest, isUpToDate, LogsChanged } from "../warehouse/ingest.ts";
import { openForLoading, openForReading, openInMemory, type Warehouse } from "../warehouse/open.ts";
import type { IngestProgress } from "../warehouse/progress.ts";
import { createReader, type Reader } from "../warehouse/reader.ts";
import { rebuild } from "../warehouse/rebuild.ts";
import { firstRead, witness } from "../warehouse/witness.ts";
import { homeFlag } from "./home-flag.ts";
import { changeLines, unwritableWords } from "./ingest-words.ts";
import { patiently, WAIT_MS } from "./patiently.ts";
import { progressLine } from "./progress-line.ts";

export interface IngestContext {
  readonly io: Io;
  readonly home: string;
  readonly onProgress?: (progress: IngestProgress) => void;
}

/** What a load may do besides. */
export interface IngestWishes {
  /** Load every log into a new warehouse. */
  readonly anew?: boolean;
  /** Set audit.jsonl aside first. */
  readonly rotate?: boolean;
}

/** The same to whoever loads: `anew` is why, in a sentence. */
interface Loads {
  readonly anew?: string | undefined;
  readonly rotate?: boolean;
}

const AS_ASKED = "Every log was loaded anew, as you asked.";
const WAS_DAMAGED = "The warehouse was damaged: it was rebuilt from the logs.";
const WAS_UNREADABLE = "The warehouse could not be opened: it was rebuilt from the logs.";

export interface Ingested extends IngestResult {
  readonly rotation: Rotation | undefined;
  /** Why every log was loaded anew, in sentences; empty where only what was new was loaded. */
  readonly anew: readonly string[];
}

/**
 * Loads what the logs have gained, and witnesses it. One process at a time. Loads everything anew
 * where the warehouse is damaged or the logs lost lines that are loaded.
 * Throws UserError where another process does not finish within five seconds, and where home is
 * not there or cannot be written.
 */
export async function ingestLogs(
  context: IngestContext,
  wishes: IngestWishes = {},
): Promise<Ingested> {
  requireHome(context.home);
  try {
    const anew = wishes.anew === true ? AS_ASKED : undefined;
    const result = await tryIngest(context, { ...wishes, anew });
    if (result !== undefined) return result;
  } catch (error) {
    const problem = unwritableWords(error, context.home);
    if (problem === undefined) throw error;
    throw new UserError(
      `${problem}. What was loaded stays. Mend that, then go on with: claude-permit ingest`,
      { cause: error },
    );
  }
  throw new UserError("Another claude-permit is loading the log. Try again when it has finished.");
}

/** `withWarehouse` for the questions of reports. */
export function withReader<T>(
  context: IngestContext,
  use: (reader: Reader) => Promise<T>,
): Promise<T> {
  const { home } = context;
  return withWarehouse(context, ({ warehouse, fallback }) =>
    use(createReader(warehouse, { home, fallback })),
  );
}

/**
 * Hands out an up-to-date warehouse. Loads first where the log has grown; where another process
 * keeps the warehouse to itself, or home cannot be written, reads the log into memory instead.
 * `use` is called again where the warehouse turns out to be damaged.
 */
export async function withWarehouse<T>(
  context: IngestContext,
  use: (opened: Opened) => Promise<T>,
): Promise<T> {
  const first = await openCurrent(context);
  try {
    return await use(first);
  } catch (error) {
    if (first.fallback || !isDamaged(error)) throw error;
  } finally {
    first.close();
  }
  const second = await openAnew(context);
  try {
    return await use(second);
  } finally {
    second.close();
  }
}

/** An open warehouse; `fallback` where it is one in memory because the one on disk cannot be had. */
export interface Opened {
  readonly warehouse: Warehouse;
  readonly fallback: boolean;
  close(): void;
}

async function openCurrent(context: IngestContext): Promise<Opened> {
  const { home } = context;
  if (!homeExists(home)) {
    context.io.stderr.write(`${noHome(home)}${homeFlag(context.io, home)}\n`);
    return opened(await openInMemory(homePaths(home).cache));
  }
  const first = await openPatiently(context);
  if (first !== undefined && (await isCurrent(first, home))) return opened(first);
  first?.close();
  return openLoaded(context, {});
}

/** Whether it needs no loading; a damaged one does. */
async function isCurrent(warehouse: Warehouse, home: string): Promise<boolean> {
  try {
    return await isUpToDate(warehouse.connection, home);
  } catch (error) {
    if (isDamaged(error)) return false;
    throw error;
  }
}

function openAnew(context: IngestContext): Promise<Opened> {
  return openLoaded(context, { anew: WAS_DAMAGED });
}

/** A first load of less is over before anybody wonders. */
const WORTH_TELLING_BYTES = 16 << 20;

async function openLoaded(context: IngestContext, wishes: Loads): Promise<Opened> {
  let reason = "The warehouse is in use";
  const progress = progressLine(context.io, WORTH_TELLING_BYTES);
  try {
    const result = await tryIngest({ ...context, ...progress }, wishes).finally(progress.clear);
    for (const line of result?.anew ?? []) context.io.stderr.write(`${line}\n`);
    const loaded = result === undefined ? undefined : await openPatiently(context);
    if (loaded !== undefined) return opened(loaded);
  } catch (error) {
    const problem = unwritableWords(error, context.home);
    if (problem === undefined) throw error;
    reason = problem;
  }
  context.io.stderr.write(`${reason}: reading the log into memory instead.\n`);
  return readIntoMemory(context);
}

/** Copies slices outside home: where that is full or closed, this is the way that is left. */
async function readIntoMemory(context: IngestContext): Promise<Opened> {
  const scratch = temporaryScratch();
  try {
    const memory = await openInMemory(scratch.folder);
    await ingest(memory, ingestOptions(context, scratch.folder));
    const close = (): void => {
      memory.close();
      scratch.remove();
    };
    return { warehouse: memory, fallback: true, close };
  } catch (error) {
    scratch.remove();
    if (!isDiskFull(error)) throw error;
    throw new UserError(`The disk of ${scratch.folder} is full. Make room, then try again.`, {
      cause: error,
    });
  }
}

function opened(warehouse: Warehouse): Opened {
  return { warehouse, fallback: false, close: () => warehouse.close() };
}

/** Undefined where another process has the warehouse to itself. */
async function tryIngest(context: IngestContext, wishes: Loads): Promise<Ingested | undefined> {
  const { home, io } = context;
  const lock: Lock | { heldBy: number } = await waitForLock(
    homePaths(home).locks,
    "ingest",
    io,
    WAIT_MS,
  );
  if ("heldBy" in lock) return undefined;
  try {
    const rotation = wishes.rotate === true ? rotateLog(home, io.now(), true) : undefined;
    const loaded = await loadAll(context, wishes.anew);
    if (loaded === undefined) return undefined;
    await witness(home, loaded.logs, io.now().toISOString());
    return { ...loaded, rotation };
  } finally {
    lock.release();
  }
}

async function loadAll(
  context: IngestContext,
  anew: string | undefined,
): Promise<Omit<Ingested, "rotation"> | undefined> {
  const { warehouse: path, cache } = homePaths(context.home);
  const options = ingestOptions(context, cache);
  if (anew !== undefined) return { ...(await rebuild(path, options)), anew: [anew] };
  try {
    const warehouse = await patiently(context.io, () => openForLoading(path));
    if (warehouse === undefined) return undefined;
    try {
      return {
        ...(await ingest(warehouse, options)),
        anew: warehouse.replaces ? [WAS_UNREADABLE] : [],
      };
    } finally {
      warehouse.close();
    }
  } catch (error) {
    const why = reasonsFor(error);
    if (why === undefined) throw error;
    return { ...(await rebuild(path, options)), anew: why };
  }
}

/** Why everything has to be loaded anew after such an error; undefined where that does not help. */
function reasonsFor(error: unknown): readonly string[] | undefined {
  if (error instanceof LogsChanged) return changeLines(error.changes);
  return isDamaged(error) ? [WAS_DAMAGED] : undefined;
}

export function ingestOptions(
  { io, home, onProgress }: IngestContext,
  cache: string,
): Parameters<typeof ingest>[1] {
  return {
    home,
    cache,
    owner: io,
    accountHome: io.accountHome,
    now: io.now().toISOString(),
    firstRead: firstRead(home),
    signal: io.signal,
    ...(onProgress === undefined ? {} : { onProgress }),
  };
}

export function openPatiently(context: IngestContext): Promise<Warehouse | undefined> {
  return patiently(context.io, () => openForReading(homePaths(context.home).warehouse));
}
