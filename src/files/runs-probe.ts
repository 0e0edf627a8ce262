import { join } from "node:path";
import { UnsafeFile } from "../model/errors.ts";
import { homePaths } from "./home.ts";
import { nextRunAt } from "./next-run.ts";
import { readPrivateTail } from "./private.ts";

/** How the last run of a job went. */
export interface LastRun {
  readonly job: string;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  /** Null where it did not end: killed, or under way. */
  readonly exitCode: number | null;
  /** Commands that failed before it. */
  readonly unprepared: readonly string[];
}

export interface RunsProbe {
  readonly last: readonly LastRun[];
  /** When jobs are due next, ISO 8601 UTC; undefined where nothing ever ran them. */
  readonly nextAt: string | undefined;
}

/** Some hundred runs. */
const TAIL_BYTES = 128 * 1024;

/**
 * The last run of each job of which the end of the history tells. Without schemas, which take
 * longer to load than all else that `status` does.
 */
export function probeRuns(home: string): RunsProbe {
  const last = new Map<string, LastRun>();
  for (const line of lastLines(join(homePaths(home).history, "runs.jsonl"))) {
    const { kind, job, at, started_at, exit_code, unprepared } = line;
    if (typeof job !== "string" || typeof at !== "string") continue;
    if (kind === "started") last.set(job, { job, startedAt: at, exitCode: null, unprepared: [] });
    if (kind !== "ended" || typeof started_at !== "string" || typeof exit_code !== "number")
      continue;
    last.set(job, {
      job,
      startedAt: started_at,
      exitCode: exit_code,
      unprepared: words(unprepared),
    });
  }
  return { last: [...last.values()], nextAt: nextRunAt(home)?.toISOString() };
}

function words(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

function lastLines(path: string): Record<string, unknown>[] {
  const text = tailOf(path);
  return text.split("\n").flatMap((line) => {
    try {
      return [Object(JSON.parse(line))];
    } catch (error) {
      // The first was cut, a torn one is nobody's, the last is empty.
      if (error instanceof SyntaxError) return [];
      throw error;
    }
  });
}

function tailOf(path: string): string {
  try {
    return readPrivateTail(path, TAIL_BYTES)?.bytes.toString("utf8") ?? "";
  } catch (error) {
    // Running jobs says what is wrong with it.
    if (error instanceof UnsafeFile) return "";
    throw error;
  }
}
