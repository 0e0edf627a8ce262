import { createHash } from "node:crypto";
import { isGrowing } from "../files/log-names.ts";
import { withArchives } from "./archived-logs.ts";
import { bytesBetween, DamagedLog, type LogFile, listLogs, logBytes, logKey } from "./logs.ts";
import { readTail, type Tail, tailOf } from "./tail.ts";

/** A log and what it is known by. */
export interface KeyedLog {
  readonly log: LogFile;
  /** SHA-256 of its first line; of two that begin alike and differ later, of the name too. */
  readonly key: string;
  /** Names of logs that hold the same lines, or the first of them: they add nothing. */
  readonly copies: readonly string[];
}

/**
 * Every log under home that has a whole line, once: of copies the one that has most. A compressed
 * log that cannot be read is left out while the same log lies beside it uncompressed: it is being
 * written. Throws LogMoved, and DamagedLog for any other one.
 */
export async function keyedLogs(home: string): Promise<KeyedLog[]> {
  const listed = listLogs(home);
  const alike = new Map<string, LogFile[]>();
  for (const log of listed) {
    const key = await unlessInWork(listed, log, () => logKey(log));
    if (key !== undefined) alike.set(key, [...(alike.get(key) ?? []), log]);
  }
  const found: KeyedLog[] = [];
  for (const [key, logs] of alike) {
    const [only, second] = logs;
    if (only !== undefined && second === undefined) found.push({ log: only, key, copies: [] });
    else found.push(...(await toldApart(key, logs, listed)));
  }
  return withArchives(home, found).map((one) => ({ copies: [], ...one }));
}

interface Ended {
  readonly log: LogFile;
  /** Where its last whole line ends, and what stands before. */
  readonly end: number;
  readonly tail: Tail;
}

/** Logs with the same first line: copies of each other, or parted later. */
async function toldApart(
  key: string,
  logs: readonly LogFile[],
  listed: readonly LogFile[],
): Promise<KeyedLog[]> {
  const ended: Ended[] = [];
  for (const log of logs) {
    const end = await unlessInWork(listed, log, () => endOf(log));
    if (end !== undefined) ended.push(end);
  }
  // The longest first; of equal ones that which hooks write to, or at least is not compressed.
  ended.sort(
    (a, b) =>
      b.end - a.end ||
      Number(isGrowing(b.log.file)) - Number(isGrowing(a.log.file)) ||
      Number(a.log.compressed) - Number(b.log.compressed) ||
      (a.log.file < b.log.file ? -1 : 1),
  );
  const kept: { log: LogFile; copies: string[] }[] = [];
  for (const one of ended) {
    const original = await originalOf(one, kept);
    if (original === undefined) kept.push({ log: one.log, copies: [] });
    else original.copies.push(one.log.file);
  }
  // By name and not by length: which of two is longer may change with each line.
  kept.sort((a, b) => (a.log.file < b.log.file ? -1 : 1));
  return kept.map(({ log, copies }, index) => ({
    log,
    copies,
    key: index === 0 ? key : createHash("sha256").update(`${key} ${log.file}`).digest("hex"),
  }));
}

async function originalOf<T extends { readonly log: LogFile }>(
  { end, tail }: Ended,
  kept: readonly T[],
): Promise<T | undefined> {
  for (const one of kept) {
    const there = await bytesBetween(one.log, end - tail.bytes, end);
    if (readTail(there).sha256 === tail.sha256) return one;
  }
  return undefined;
}

async function endOf(log: LogFile): Promise<Ended> {
  let end = 0;
  let offset = 0;
  for await (const chunk of logBytes(log, 0)) {
    const newline = chunk.lastIndexOf(10);
    if (newline >= 0) end = offset + newline + 1;
    offset += chunk.length;
  }
  return { log, end, tail: await tailOf(log, end) };
}

/** What `read` tells; undefined of a damaged log whose uncompressed self is still there. */
async function unlessInWork<T>(
  listed: readonly LogFile[],
  log: LogFile,
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    const plain = listed.some(({ file }) => `${file}.gz` === log.file);
    if (error instanceof DamagedLog && plain) return undefined;
    throw error;
  }
}
