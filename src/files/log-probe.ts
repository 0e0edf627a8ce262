import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { UnsafeFile } from "../model/errors.ts";
import { homePaths } from "./home.ts";
import { readPrivate, readPrivateTail } from "./private.ts";

/** What the files under home say about the log, without the database. Times are ISO 8601 UTC. */
export interface LogProbe {
  /** Why the log cannot be read; undefined where it can. */
  readonly problem: string | undefined;
  readonly files: number;
  readonly bytes: number;
  /** Bytes not loaded into the warehouse yet; a month that is compressed counts as loaded. */
  readonly bytesBehind: number;
  readonly linesLoaded: number;
  /** Undefined where there is no warehouse. */
  readonly warehouseBytes: number | undefined;
  readonly lastLive: string | undefined;
  readonly lastCanary: string | undefined;
  /** The last questions to the model. */
  readonly model: ModelProbe;
  /** Whether every line was searched for these two, or only the last ones. */
  readonly searchedAll: boolean;
}

interface ModelProbe {
  readonly asked: number;
  readonly failed: number;
  /** How many of the last ones failed in a row. */
  readonly failedInARow: number;
  /** Why the last one that failed did; empty where none did. */
  readonly lastError: string;
}

const LOG = /^(audit(-\d{4}-\d{2})?|imported)\.jsonl(\.gz)?$/; // audit-2026-11.jsonl.gz
const TAIL_BYTES = 1 << 18;

export function probeLog(home: string): LogProbe {
  const logs = existsSync(home) ? readdirSync(home).filter((name) => LOG.test(name)) : [];
  const sizes = logs.map((name) => ({ name, bytes: statSync(join(home, name)).size }));
  const loaded = loadedSoFar(home);
  try {
    return {
      problem: undefined,
      files: logs.length,
      bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0),
      bytesBehind: sizes.reduce((sum, log) => sum + behind(log, loaded), 0),
      linesLoaded: loaded.lines,
      warehouseBytes: statSync(homePaths(home).warehouse, { throwIfNoEntry: false })?.size,
      ...lastEntries(homePaths(home).log),
    };
  } catch (error) {
    if (!(error instanceof UnsafeFile)) throw error;
    return { ...NOTHING, problem: error.message, files: logs.length };
  }
}

const NO_QUESTIONS: ModelProbe = { asked: 0, failed: 0, failedInARow: 0, lastError: "" };

const NOTHING: LogProbe = {
  problem: undefined,
  files: 0,
  bytes: 0,
  bytesBehind: 0,
  linesLoaded: 0,
  warehouseBytes: undefined,
  lastLive: undefined,
  lastCanary: undefined,
  model: NO_QUESTIONS,
  searchedAll: true,
};

interface Loaded {
  readonly lines: number;
  /** Offset up to which a log is loaded, by its name. */
  readonly offsets: ReadonlyMap<string, number>;
}

/**
 * What history/segments.jsonl has witnessed. Its newest line of a name speaks of the log that now
 * has that name, unless the log was rotated since: then it is the shorter one, and counts as new.
 */
function loadedSoFar(home: string): Loaded {
  const offsets = new Map<string, number>();
  let lines = 0;
  for (const line of (readPrivate(join(home, "history/segments.jsonl")) ?? "").split("\n")) {
    const { file, to, total_lines: total } = fieldsOf(line);
    if (typeof file !== "string" || typeof to !== "number" || typeof total !== "number") continue;
    offsets.set(file, to);
    lines = total;
  }
  return { lines, offsets };
}

function behind(log: { name: string; bytes: number }, loaded: Loaded): number {
  if (log.name.endsWith(".gz")) return 0;
  const offset = loaded.offsets.get(log.name) ?? 0;
  return offset > log.bytes ? log.bytes : log.bytes - offset;
}

/** The newest lines of a live session and of a canary, searched from the end. */
function lastEntries(
  path: string,
): Pick<LogProbe, "lastLive" | "lastCanary" | "model" | "searchedAll"> {
  const tail = readPrivateTail(path, TAIL_BYTES);
  if (tail === undefined) {
    return { lastLive: undefined, lastCanary: undefined, model: NO_QUESTIONS, searchedAll: true };
  }
  const found: { live?: string; canary?: string } = {};
  const lines = tail.bytes.toString("utf8").split("\n").reverse();
  for (const line of lines) {
    if (found.live !== undefined && !line.includes('"canary"')) continue;
    const { timestamp, source = "live" } = fieldsOf(line);
    if (typeof timestamp !== "string" || Number.isNaN(Date.parse(timestamp))) continue;
    if (source === "live") found.live ??= new Date(timestamp).toISOString();
    if (source === "canary") found.canary ??= new Date(timestamp).toISOString();
    if (found.live !== undefined && found.canary !== undefined) break;
  }
  const searchedAll = tail.size <= TAIL_BYTES;
  const model = lastQuestions(lines);
  return { lastLive: found.live, lastCanary: found.canary, model, searchedAll };
}

/** What became of the questions in some lines, the newest first. */
function lastQuestions(lines: readonly string[]): ModelProbe {
  const errors = lines
    .filter((line) => line.includes('"llm_provider"'))
    .map(fieldsOf)
    .filter(({ event, llm_provider: provider }) => event === "PreToolUse" && provider !== undefined)
    .map(({ llm_error: error }) => (typeof error === "string" ? error : ""));
  const row = errors.indexOf("");
  return {
    asked: errors.length,
    failed: errors.filter((error) => error !== "").length,
    failedInARow: row === -1 ? errors.length : row,
    lastError: errors.find((error) => error !== "") ?? "",
  };
}

/** The fields of a JSON line; none where it is torn or no object. */
function fieldsOf(line: string): Record<string, unknown> {
  if (line === "") return {};
  try {
    return { ...Object(JSON.parse(line)) };
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
