import { setTimeout as wait } from "node:timers/promises";
import { fileStamp } from "../files/file-stamp.ts";
import { homePaths } from "../files/home.ts";
import { tryLock } from "../files/lock.ts";
import { requireHome } from "../files/present-home.ts";
import type { Io } from "../io.ts";
import type { CommandConfig } from "../model/config.ts";
import { ConfigError, DeliveryError, problemLine, UnsafeFile, UserError } from "../model/errors.ts";
import { deliverQueued } from "./deliver.ts";
import { deliveryLines } from "./delivery-words.ts";
import { homeFlag } from "./home-flag.ts";
import { type CommandLines, leaveNextRun, runJobs, scheduleProblems } from "./schedule.ts";
import { jobsLines } from "./schedule-words.ts";
import { resolveTimeZone } from "./scope.ts";

/** The wall clock is looked at this often: sleep and a clock that is set are noticed by then. */
const POLL_MS = 60_000;

export interface DaemonContext {
  readonly io: Io;
  readonly home: string;
  readonly lines: CommandLines;
  /** Read anew for each pass. Throws ConfigError. */
  readonly readConfig: () => CommandConfig;
  /** What there is to say, a line each. */
  readonly tell: (line: string) => void;
}

/**
 * Runs jobs and sends messages until a signal comes. One daemon a home; beside it `run-due` may be
 * called as often as liked. Returns the process id of the one that is there already.
 */
export async function runDaemon(
  context: DaemonContext,
): Promise<{ readonly heldBy: number } | undefined> {
  const { io, home } = context;
  requireHome(home);
  const lock = tryLock(homePaths(home).locks, "daemon", io);
  if ("heldBy" in lock) return lock;
  const sending = new Set<Promise<void>>();
  const busy = new Set<string>();
  const told = toldOnce(context.tell);
  const failures: unknown[] = [];
  const watch: Watch = { stamp: "", nextMs: 0, lastMs: 0 };
  try {
    while (!io.signal.aborted) {
      const pass = await onePass(context, { watch, told });
      if (pass !== undefined) {
        // Not waited for: a channel that hangs delays neither jobs nor the others.
        const sent = send({ ...pass, busy, tell: told })
          .catch((error: unknown) => failures.push(error))
          .then(() => void sending.delete(sent));
        sending.add(sent);
      }
      for (const error of failures.splice(0)) survive(error, told);
      await pause(pauseMs(watch.nextMs, io.now().getTime()), io.signal);
    }
    await Promise.all(sending);
    for (const error of failures.splice(0)) survive(error, told);
    return undefined;
  } finally {
    lock.release();
  }
}

/** What was known after the last pass: without a change nothing is due before `nextMs`. */
interface Watch {
  stamp: string;
  nextMs: number;
  lastMs: number;
}

type Pass = { readonly context: { io: Io; home: string; config: CommandConfig } };

/** Jobs that are due; undefined where something is wrong, which is told once. */
async function onePass(
  { io, home, lines, readConfig }: DaemonContext,
  { watch, told }: { watch: Watch; told: (line: string) => void },
): Promise<Pass | undefined> {
  const now = io.now();
  try {
    const context = { io, home, config: readConfig() };
    if (!hasToLook(watch, { home, nowMs: now.getTime() })) return { context };
    for (const problem of scheduleProblems(context, lines)) told(problemLine(problem));
    const result = await runJobs(context, lines);
    // `run-due` is at it: looked at again with the next poll.
    if ("heldBy" in result) return { context };
    const clock = {
      now,
      timeZone: resolveTimeZone(undefined, context.config, io),
      homeFlag: homeFlag(io, home),
    };
    for (const line of jobsLines(result, clock)) told(`${io.now().toISOString()} ${line}`);
    const next = leaveNextRun(context, lines);
    watch.stamp = stampOf(home);
    watch.nextMs = next?.getTime() ?? Number.POSITIVE_INFINITY;
    watch.lastMs = io.now().getTime();
    return { context };
  } catch (error) {
    survive(error, told);
    watch.stamp = "";
    return undefined;
  }
}

/** What mends itself or is mended by somebody meanwhile is told; a bug ends the daemon. */
function survive(error: unknown, tell: (line: string) => void): void {
  const known = [ConfigError, UserError, DeliveryError, UnsafeFile];
  const isSystem = error instanceof Error && "code" in error && typeof error.code === "string";
  if (!(error instanceof Error) || !(isSystem || known.some((kind) => error instanceof kind))) {
    throw error;
  }
  tell(error.message);
}

/** The history need not be read each minute: only when something changed, is due, or time jumped. */
function hasToLook(watch: Watch, at: { home: string; nowMs: number }): boolean {
  if (watch.stamp !== stampOf(at.home)) return true;
  if (at.nowMs >= watch.nextMs || at.nowMs < watch.lastMs) return true;
  return at.nowMs - watch.lastMs > 60 * POLL_MS;
}

function stampOf(home: string): string {
  const { config, history } = homePaths(home);
  return [config, `${history}/runs.jsonl`].map((path) => fileStamp(path) ?? "absent").join(" ");
}

async function send({
  context,
  busy,
  tell,
}: Pass & { busy: Set<string>; tell: (line: string) => void }): Promise<void> {
  const deliveries = await deliverQueued(context, busy);
  // What waits for approval is said once, not each minute.
  const now = context.io.now();
  const clock = { now, timeZone: resolveTimeZone(undefined, context.config, context.io) };
  const held = deliveries.filter(({ kind }) => kind === "held");
  for (const line of deliveryLines(held, clock)) tell(line);
  const news = deliveries.filter(({ kind }) => kind !== "held");
  for (const line of deliveryLines(news, clock)) tell(`${now.toISOString()} ${line}`);
}

/** Until the next start, and at most a poll; a little longer, so that it is over by then. */
function pauseMs(nextMs: number, nowMs: number): number {
  return Math.min(POLL_MS, Math.max(1000, nextMs - nowMs + 50));
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal });
  } catch (error) {
    if (!(error instanceof Error && error.name === "AbortError")) throw error;
  }
}

/** The same line is not repeated until another one came. */
function toldOnce(tell: (line: string) => void): (line: string) => void {
  const last = new Set<string>();
  return (line) => {
    if (last.has(line)) return;
    if (last.size >= 100) last.clear();
    last.add(line);
    tell(line);
  };
}
