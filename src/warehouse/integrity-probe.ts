import { readdirSync } from "node:fs";
import { join } from "node:path";
import { homeExists, homePaths } from "../files/home.ts";
import { isLogName } from "../files/log-names.ts";
import { lookIntoPrivate, readPrivate, readPrivateTail } from "../files/private.ts";
import { sha256 } from "../model/sha256.ts";
import { checkHistory } from "./verify-history.ts";

/** What a quick look finds: sizes, first lines and the chain of hashes; `data verify` reads all. */
export interface IntegrityLook {
  /** What is not as it was witnessed, in sentences. */
  readonly problems: readonly string[];
  /** The largest step back between two calls that follow each other at the end of the log, ms. */
  readonly clockBackMs: number;
}

const FIRST_LINE_BYTES = 1 << 20;
const TAIL_BYTES = 1 << 18;

/** How far the current log goes: the key of its first line (null without one), and its size. */
export interface LogMark {
  readonly key: string | null;
  readonly bytes: number;
}

/** Throws UnsafeFile. */
export function logMark(home: string): LogMark {
  const { key, size } = headOf(homePaths(home).log);
  return { key: key ?? null, bytes: size };
}

/**
 * Looks at every log in a few reads. Up to `verified` somebody has looked at the clock's steps.
 * Throws UnsafeFile.
 */
export function lookAtIntegrity(home: string, verified: LogMark | null): IntegrityLook {
  if (!homeExists(home)) return { problems: [], clockBackMs: 0 };
  const { segments, differences } = checkHistory(home);
  const problems = differences.map(({ file, line, words }) => `${file}:${line ?? 1}: ${words}`);
  const witnessed = new Map<string, { file: string; to: number }>();
  for (const { log_key, file, to } of segments) {
    const before = witnessed.get(log_key)?.to ?? 0;
    witnessed.set(log_key, { file, to: Math.max(before, to) });
  }
  moveArchived(home, witnessed);
  const names = readdirSync(home).filter(isLogName);
  const found = new Set<string>();
  for (const name of names.filter((one) => !one.endsWith(".gz"))) {
    const { key, size } = headOf(join(home, name));
    if (key === undefined) continue;
    found.add(key);
    const lost = (witnessed.get(key)?.to ?? 0) - size;
    if (lost > 0) problems.push(`${name} lost ${lost} bytes that had been read`);
  }
  // A compressed log is known by what is inside it: only data verify looks there.
  const isAllPlain = names.every((name) => !name.endsWith(".gz"));
  for (const [key, { file, to }] of witnessed) {
    if (to === 0 || found.has(key) || !isAllPlain || file === "imported.jsonl") continue;
    problems.push(`a log that was read as ${file} is gone, or begins with another line`);
  }
  return { problems, clockBackMs: clockBackMs(home, verified) };
}

/** What was archived stands in no log any more; the rest is known by another key. */
function moveArchived(home: string, witnessed: Map<string, { file: string; to: number }>): void {
  for (const line of (readPrivate(join(home, "history/archives.jsonl")) ?? "").split("\n")) {
    const { log_key: key, rest_key: rest, to } = fieldsOf(line);
    if (typeof key !== "string" || typeof to !== "number") continue;
    const known = witnessed.get(key);
    witnessed.delete(key);
    if (typeof rest !== "string" || known === undefined) continue;
    witnessed.set(rest, { file: known.file, to: Math.max(0, known.to - to) });
  }
}

function headOf(path: string): { readonly key: string | undefined; readonly size: number } {
  const found = lookIntoPrivate(path, (file) => {
    const head = file.bytes(0, FIRST_LINE_BYTES);
    const end = head.indexOf(10);
    const isWhole = end >= 0 || head.length === FIRST_LINE_BYTES;
    const line = end >= 0 ? head.subarray(0, end) : head;
    return { key: isWhole ? sha256(line) : undefined, size: file.size };
  });
  return found ?? { key: undefined, size: 0 };
}

/** Live calls stand in the order in which they were made, but for those of the same moment. */
function clockBackMs(home: string, verified: LogMark | null): number {
  const tail = readPrivateTail(homePaths(home).log, TAIL_BYTES);
  if (tail === undefined) return 0;
  const seen = verified !== null && verified.key === logMark(home).key ? verified.bytes : 0;
  let end = tail.size - tail.bytes.length;
  let last = Number.NEGATIVE_INFINITY;
  let most = 0;
  // Each character a byte: what is asked of a line is ASCII.
  for (const line of tail.bytes.toString("latin1").split("\n")) {
    end += line.length + 1;
    if (!line.includes('"PreToolUse"')) continue;
    const { timestamp, event, source = "live" } = fieldsOf(line);
    const at = typeof timestamp === "string" ? Date.parse(timestamp) : Number.NaN;
    if (event !== "PreToolUse" || source !== "live" || Number.isNaN(at)) continue;
    if (end > seen) most = Math.max(most, last - at);
    last = at;
  }
  return Number.isFinite(most) ? most : 0;
}

function fieldsOf(line: string): Record<string, unknown> {
  if (line === "") return {};
  try {
    return { ...Object(JSON.parse(line)) };
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
