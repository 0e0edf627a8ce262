import { homeExists, homePaths } from "../files/home.ts";
import { waitForLock } from "../files/lock.ts";
import type { Io } from "../io.ts";
import { UserError } from "../model/errors.ts";
import { type IngestProgress, type IngestResult, ingest, isUpToDate } from "../warehouse/ingest.ts";
import {
  openForLoading,
  openForReading,
  openInMemory,
  type Warehouse,
  WarehouseBusy,
} from "../warehouse/open.ts";
import { createReader, type Reader } from "../warehouse/reader.ts";
import { firstRead, witness } from "../warehouse/witness.ts";

export interface IngestContext {
  readonly io: Io;
  readonly home: string;
  readonly onProgress?: (progress: IngestProgress) => void;
}

const WAIT_MS = 5000;

/**
 * Loads what the logs have gained, and witnesses it. One process at a time.
 * Throws UserError where another one does not finish within five seconds.
 */
export async function ingestLogs(context: IngestContext): Promise<IngestResult> {
  const result = await tryIngest(context);
  if (result !== undefined) return result;
  throw new UserError("Another claude-permit is loading the log. Try again when it has finished.");
}

/**
 * Answers questions about an up-to-date warehouse. Loads first where the log has grown; where
 * another process keeps the warehouse to itself, reads the log into memory instead.
 */
export async function withReader<T>(
  context: IngestContext,
  use: (reader: Reader) => Promise<T>,
): Promise<T> {
  return withWarehouse(context, ({ warehouse, fallback }) =>
    use(createReader(warehouse, { home: context.home, fallback })),
  );
}

/** The same with the open warehouse itself, which is read-only unless it is a `fallback`. */
export async function withWarehouse<T>(
  context: IngestContext,
  use: (opened: { readonly warehouse: Warehouse; readonly fallback: boolean }) => Promise<T>,
): Promise<T> {
  const { warehouse, fallback } = await openCurrent(context);
  try {
    return await use({ warehouse, fallback });
  } finally {
    warehouse.close();
  }
}

async function openCurrent(
  context: IngestContext,
): Promise<{ warehouse: Warehouse; fallback: boolean }> {
  const { home } = context;
  if (!homeExists(home)) {
    context.io.stderr.write(`There is nothing in ${home} yet. Start with: claude-permit install\n`);
    return { warehouse: await openInMemory(homePaths(home).cache), fallback: false };
  }
  const first = await openPatiently(context);
  if (first !== undefined && (await isUpToDate(first.connection, home))) {
    return { warehouse: first, fallback: false };
  }
  first?.close();
  if ((await tryIngest(context)) !== undefined) {
    const loaded = await openPatiently(context);
    if (loaded !== undefined) return { warehouse: loaded, fallback: false };
  }
  context.io.stderr.write("The warehouse is in use: reading the log into memory instead.\n");
  const memory = await openInMemory(homePaths(home).cache);
  await ingest(memory, ingestOptions(context, homePaths(home).cache));
  return { warehouse: memory, fallback: true };
}

async function tryIngest(context: IngestContext): Promise<IngestResult | undefined> {
  const paths = homePaths(context.home);
  const lock = await waitForLock(paths.locks, "ingest", context.io, WAIT_MS);
  if ("heldBy" in lock) return undefined;
  try {
    const warehouse = await patiently(context, () => openForLoading(paths.warehouse));
    if (warehouse === undefined) return undefined;
    const options = ingestOptions(context, paths.cache);
    let result: IngestResult;
    try {
      result = await ingest(warehouse, options);
    } finally {
      warehouse.close();
    }
    await witness(context.home, result.logs, options.now);
    return result;
  } finally {
    lock.release();
  }
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
  return patiently(context, () => openForReading(homePaths(context.home).warehouse));
}

/** Tries again while another process has the file open: write windows are short. */
async function patiently<T>(
  context: IngestContext,
  open: () => Promise<T>,
): Promise<T | undefined> {
  const deadline = performance.now() + WAIT_MS;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof WarehouseBusy)) throw error;
      if (performance.now() >= deadline || context.io.signal.aborted) return undefined;
      await new Promise((resolve) => setTimeout(resolve, 25 + Math.random() * 75));
    }
  }
}
