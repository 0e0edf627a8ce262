import { existsSync, readdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { homePaths } from "./home.ts";
import { rotatedName } from "./log-names.ts";
import { lookIntoPrivate } from "./private.ts";

/** A log of this size is set aside whatever its month. */
const LARGE_BYTES = 256 << 20;
/** A smaller one is not worth a file of its own when its month is over. */
const SMALL_BYTES = 1 << 20;
/** The hook's lines have at most 16 KiB; a longer first line is none of its own. */
const FIRST_LINE_BYTES = 64 << 10;
/** A hook that opened the log before it was renamed may append until then. */
const REST_MS = 24 * 3_600_000;

/** Why the log would be set aside. */
export type RotationReason = "asked" | "month" | "size";

export interface Rotation {
  /** `audit-2026-11.jsonl`: the month is that of its first entry, in UTC. */
  readonly file: string;
  readonly reason: RotationReason;
}

/**
 * Sets audit.jsonl aside under its month's name, where its month is over, or it is large, or
 * somebody asks; undefined where there is nothing to do. By renaming alone: hooks open the log by
 * name for each line, so the next one begins a new file, and one that has it open still appends
 * to the old one, which loads like any other log. Call it with the lock of `ingest` held: nobody
 * else makes such names.
 */
export function rotateLog(home: string, now: Date, asked: boolean): Rotation | undefined {
  const { log } = homePaths(home);
  const found = lookIntoPrivate(log, (file) => ({
    size: file.size,
    month: monthOf(file.bytes(0, FIRST_LINE_BYTES)),
  }));
  if (found === undefined || found.month === "none") return undefined;
  const thisMonth = now.toISOString().slice(0, 7);
  const month = found.month === "unknown" ? monthOfFile(log) : found.month;
  const reason = reasonOf({ size: found.size, isOver: month < thisMonth, asked });
  if (reason === undefined) return undefined;
  const file = freeName(home, month);
  renameSync(log, join(home, file));
  return { file, reason };
}

/** Whether nobody has written to a log that was set aside for so long that nobody will. */
export function isAtRest(mtimeMs: number, nowMs: number): boolean {
  return nowMs - mtimeMs >= REST_MS;
}

function reasonOf(log: {
  size: number;
  isOver: boolean;
  asked: boolean;
}): RotationReason | undefined {
  if (log.asked) return "asked";
  if (log.size >= LARGE_BYTES) return "size";
  return log.isOver && log.size >= SMALL_BYTES ? "month" : undefined;
}

/** `none` where there is no whole line: a log without one is not known by anything yet. */
function monthOf(head: Buffer): string {
  const end = head.indexOf(10);
  if (end < 0) return head.length < FIRST_LINE_BYTES ? "none" : "unknown";
  const [, month] =
    /"timestamp"\s*:\s*"(\d{4}-(?:0[1-9]|1[0-2]))-/.exec(head.toString("utf8", 0, end)) ?? [];
  return month ?? "unknown";
}

function monthOfFile(path: string): string {
  return statSync(path).mtime.toISOString().slice(0, 7);
}

/** The month's first name that no log has, compressed or not. */
function freeName(home: string, month: string): string {
  const taken = new Set(readdirSync(home));
  let count = 1;
  const isTaken = (name: string): boolean =>
    taken.has(name) || taken.has(`${name}.gz`) || existsSync(join(home, name));
  while (isTaken(rotatedName(month, count))) count += 1;
  return rotatedName(month, count);
}
