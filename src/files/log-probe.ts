import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { UnsafeFile } from "../model/errors.ts";
import { sha256 } from "../model/sha256.ts";
import { homePaths } from "./home.ts";
import { isLogName } from "./log-names.ts";
import { lookIntoPrivate, readPrivate, readPrivateTail } from "./private.ts";

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

const TAIL_BYTES = 1 << 18;
/** How much of its first line a log is known by, at most: the warehouse takes as much. */
const FIRST_LINE_BYTES = 1 << 20;

export function probeLog(home: string): LogProbe {
  const logs = existsSync(home) ? readdirSync(home).filter((name) => isLogName(name)) : [];
  // One that leads nowhere, or was set aside meanwhile, has none.
  const sizeOf = (name: string) => statSync(join(home, name), { throwIfNoEntry: false })?.size ?? 0;
  const sizes = logs.map((name) => ({ name, bytes: sizeOf(name) }));
  const loaded = loadedSoFar(home);
  try {
    return {
      problem: undefined,
      files: logs.length,
      bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0),
      bytesBehind: sizes.reduce((sum, log) => sum + behind(home, log, loaded), 0),
      linesLoaded: loaded.lines,
      warehouseBytes: statSync(homePaths(home).warehouse, { throwIfNoEntry: false })?.size,
      ...lastEntries(home, logs),
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
  /** Offset up to which a log is loaded, by its key: it keeps that under another name. */
  readonly offsets: ReadonlyMap<string, number>;
}

/** What history/segments.jsonl has witnessed. */
function loadedSoFar(home: string): Loaded {
  const offsets = new Map<string, number>();
  let lines = 0;
  for (const line of (readPrivate(join(home, "history/segments.jsonl")) ?? "").split("\n")) {
    const { log_key: key, to, total_lines: total } = fieldsOf(line);
    if (typeof key !== "string" || typeof to !== "number" || typeof total !== "number") continue;
    offsets.set(key, to);
    lines = total;
  }
  // What is left of a log whose beginning was archived is known by another key.
  for (const line of (readPrivate(join(home, "history/archives.jsonl")) ?? "").split("\n")) {
    const { log_key: key, rest_key: rest, to } = fieldsOf(line);
    if (typeof key !== "string" || typeof rest !== "string" || typeof to !== "number") continue;
    offsets.set(rest, Math.max(0, (offsets.get(key) ?? 0) - to));
  }
  return { lines, offsets };
}

function behind(home: string, log: { name: string; bytes: number }, loaded: Loaded): number {
  if (log.name.endsWith(".gz") || log.bytes === 0) return 0;
  const key = lookIntoPrivate(join(home, log.name), (file) => {
    for (const limit of [16 << 10, FIRST_LINE_BYTES]) {
      const head = file.bytes(0, limit);
      const end = head.indexOf(10);
      if (end >= 0) return sha256(head.subarray(0, end));
      if (head.length === FIRST_LINE_BYTES) return sha256(head);
    }
    return undefined;
  });
  const offset = key === undefined ? 0 : (loaded.offsets.get(key) ?? 0);
  return offset > log.bytes ? log.bytes : log.bytes - offset;
}

/**
 * The newest lines of a live session and of a canary, searched from the end. A log that was just
 * set aside leaves none behind: then they stand at the end of that one.
 */
function lastEntries(
  home: string,
  logs: readonly string[],
): Pick<LogProbe, "lastLive" | "lastCanary" | "model" | "searchedAll"> {
  const current = "audit.jsonl";
  const path = join(home, logs.includes(current) ? current : (newest(home, logs) ?? current));
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

/** The log that was written to last, of those that are not compressed. */
function newest(home: string, logs: readonly string[]): string | undefined {
  return logs
    .filter((name) => name.startsWith("audit") && !name.endsWith(".gz"))
    .map((name) => ({ name, mtimeMs: statSync(join(home, name)).mtimeMs }))
    .sort((a, b) => b.mtimeMs - a.mtimeMs)[0]?.name;
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
