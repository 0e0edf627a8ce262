import { appendHistory, readHistory } from "../files/history.ts";
import { homePaths } from "../files/home.ts";
import { type Lock, waitForLock } from "../files/lock.ts";
import { writeNextRun } from "../files/next-run.ts";
import { readPlace } from "../files/outbox.ts";
import { requireHome } from "../files/present-home.ts";
import { readPrivate } from "../files/private.ts";
import type { Rotation } from "../files/rotate.ts";
import { located } from "../files/toml-places.ts";
import type { Io } from "../io.ts";
import type { Job } from "../model/config.ts";
import { type ConfigProblem, EXIT, type ExitCode, UserError } from "../model/errors.ts";
import { HISTORY, type RunLine } from "../model/history.ts";
import { checkedJobs, type JobState, jobStates } from "../schedule/jobs.ts";
import { type DueRun, nextStartOf, type Plan, planRuns } from "../schedule/plan.ts";
import { splitWords } from "../schedule/words.ts";
import { type Context, type Delivery, deliverQueued } from "./deliver.ts";
import { rotateIfDue } from "./rotate.ts";
import { resolveTimeZone } from "./scope.ts";

/** Our own command line as a value: commands hand it in, so that no layer is turned over. */
export interface CommandLines {
  /** Why a job may not run these words; undefined where it may. */
  refusal(words: readonly string[]): string | undefined;
  /** `due` (ISO 8601 UTC): the moment that relative words are read as of; null for now. */
  run(words: readonly string[], io: Io, due: string | null): Promise<ExitCode>;
  /** Takes in what there is to know before a job; returns the commands that failed. */
  prepare(home: string, io: Io): Promise<readonly string[]>;
}

export interface JobRun {
  readonly job: string;
  readonly due: string | null;
  readonly exitCode: ExitCode;
  /** Commands that failed before it. */
  readonly unprepared: readonly string[];
}

/** What a pass over the jobs did. */
export interface JobsResult {
  /** The log was set aside before anything ran. */
  readonly rotated: Rotation | undefined;
  readonly runs: readonly JobRun[];
  /** Let go by `catch_up`. */
  readonly missed: readonly DueRun[];
  readonly seen: readonly string[];
}

export interface RunDueResult extends JobsResult {
  readonly deliveries: readonly Delivery[];
}

const LOCK_WAIT_MS = 5000;

/**
 * Runs every job that is due, then sends what is queued: `runJobs`, then every channel.
 */
export async function runDue(
  context: Context,
  lines: CommandLines,
): Promise<RunDueResult | { readonly heldBy: number }> {
  const done = await runJobs(context, lines);
  if ("heldBy" in done) return done;
  const deliveries = await deliverQueued(context);
  leaveNextRun(context, lines);
  return { ...done, deliveries };
}

/**
 * Sets the log aside where that is due, and runs every job whose latest moment has not been run,
 * for that moment. Never twice: one process at a time, and each run is in the history. What fails
 * stops nothing else, and a job with a mistake does not run: `scheduleProblems` names them.
 */
export async function runJobs(
  context: Context,
  lines: CommandLines,
): Promise<JobsResult | { readonly heldBy: number }> {
  const { io, home } = context;
  requireHome(home);
  const lock = await scheduleLock(context);
  if ("heldBy" in lock) return lock;
  const runs: JobRun[] = [];
  try {
    const rotated = rotateIfDue(context);
    const plan = planDue(context, lines);
    const at = io.now().toISOString();
    record(
      home,
      plan.seen.map(({ job, schedule }) => ({ v: 1, at, kind: "seen", job, schedule })),
    );
    for (const { job, due } of plan.runs) {
      if (io.signal.aborted) break;
      runs.push(await runJob(context, lines, { job, due, asOf: undefined }));
    }
    return { rotated, runs, missed: plan.missed, seen: plan.seen.map(({ job }) => job) };
  } finally {
    lock.release();
  }
}

/**
 * When there is something to do next: a job, or a message that is tried again. Undefined where
 * nothing is planned.
 */
function nextStart(context: Context, lines: CommandLines): Date | undefined {
  const { timeZone, jobs: usable } = usableJobs(context, lines);
  const now = context.io.now();
  const jobs = usable.flatMap((job) => nextStartOf(job, { now, timeZone }) ?? []);
  const messages = readPlace(context.home, "queued")
    .messages.map(({ not_before }) => Date.parse(not_before))
    .filter((at) => at > now.getTime());
  const times = [...jobs, ...messages];
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}

/** For hooks, which start what nobody else does. */
export function leaveNextRun(context: Context, lines: CommandLines): Date | undefined {
  const at = nextStart(context, lines);
  writeNextRun(context.home, at, context.io);
  return at;
}

/** What `runDue` would run at this moment. */
export function planDue(context: Context, lines: CommandLines): Plan {
  const { timeZone, jobs } = usableJobs(context, lines);
  const history = readHistory(context.home, HISTORY.runs).lines;
  return planRuns(jobs, { history, now: context.io.now(), timeZone });
}

/**
 * Runs one job now, whatever its time. Throws UserError for a name that is not there, or whose job
 * has a mistake.
 */
export async function runNamed(
  context: Context,
  lines: CommandLines,
  given: { readonly name: string; readonly asOf: string | undefined },
): Promise<JobRun> {
  const { jobs, wrong } = usableJobs(context, lines);
  const job = jobs.find(({ name }) => name === given.name);
  if (job === undefined) {
    const isWrong = wrong.includes(given.name);
    throw new UserError(isWrong ? wrongJob(given.name) : unknownJob(given.name, jobs));
  }
  const lock = await scheduleLock(context);
  if ("heldBy" in lock) {
    throw new UserError(
      `Another claude-permit (process ${lock.heldBy}) is running jobs. Try again when it has finished.`,
    );
  }
  try {
    return await runJob(context, lines, { job, due: null, asOf: given.asOf });
  } finally {
    lock.release();
  }
}

/** Every job that can run, with its next and its last run. */
export function scheduleStates(context: Context, lines: CommandLines): JobState[] {
  const { timeZone, jobs } = usableJobs(context, lines);
  const history = readHistory(context.home, HISTORY.runs).lines;
  return jobStates(jobs, { history, now: context.io.now(), timeZone });
}

/** What is wrong with jobs, channels and alerts, each with its line: all that is left out. */
export function scheduleProblems(context: Context, lines: CommandLines): readonly ConfigProblem[] {
  const known = context.config.leftOut?.problems ?? [];
  const text = readPrivate(homePaths(context.home).config) ?? "";
  return [...known, ...located(usableJobs(context, lines).problems, text)];
}

/** The jobs that can run, and the zone of those that name none; the names of the others. */
function usableJobs(
  { io, config }: Context,
  lines: CommandLines,
): {
  readonly timeZone: string;
  readonly jobs: readonly Job[];
  readonly wrong: readonly string[];
  readonly problems: readonly ConfigProblem[];
} {
  const timeZone = resolveTimeZone(undefined, config, io);
  const checked = checkedJobs(config.job, {
    now: io.now(),
    timeZone,
    refusal: (words) => lines.refusal(words),
    places: config.leftOut?.jobPlaces,
  });
  const good = checked.filter(({ problems }) => problems.length === 0);
  const bad = checked.filter(({ problems }) => problems.length > 0);
  return {
    timeZone,
    jobs: good.map(({ job }) => job),
    wrong: [...(config.leftOut?.jobs ?? []), ...bad.map(({ job }) => job.name)],
    problems: checked.flatMap(({ problems }) => problems),
  };
}

function wrongJob(name: string): string {
  return `The job "${name}" has a mistake in config.toml: nothing was run. Mend it first.`;
}

function scheduleLock({ io, home }: Context): Promise<Lock | { heldBy: number }> {
  return waitForLock(homePaths(home).locks, "schedule", io, LOCK_WAIT_MS);
}

/**
 * The job's words are read as of its moment, so `--during last-week` is the week before that,
 * however late it runs. What is known by now is used, and the clock is the true one: messages
 * made late are not born expired.
 */
async function runJob(
  context: Context,
  lines: CommandLines,
  given: { job: Job; due: string | null; asOf: string | undefined },
): Promise<JobRun> {
  const { io, home } = context;
  const { job, due, asOf } = given;
  const started_at = io.now().toISOString();
  const common = { v: 1, job: job.name, due } as const;
  record(home, [{ ...common, at: started_at, kind: "started", pid: io.pid }]);
  const unprepared = await lines.prepare(home, io);
  const split = splitWords(job.run);
  const words = "words" in split ? split.words : [];
  const exitCode = await lines.run(withFlags(words, { home, asOf }), io, due);
  // Stopped by a signal is not ended: the next run-due takes it up again.
  if (io.signal.aborted) return { job: job.name, due, exitCode: EXIT.interrupted, unprepared };
  const at = io.now().toISOString();
  const before = unprepared.length === 0 ? {} : { unprepared: [...unprepared] };
  record(home, [{ ...common, at, kind: "ended", started_at, exit_code: exitCode, ...before }]);
  return { job: job.name, due, exitCode, unprepared };
}

function withFlags(
  words: readonly string[],
  { home, asOf }: { home: string; asOf: string | undefined },
): string[] {
  const flags = ["--home", home, ...(asOf === undefined ? [] : ["--as-of", asOf])];
  const end = words.indexOf("--");
  const at = end === -1 ? words.length : end;
  return [...words.slice(0, at), ...flags, ...words.slice(at)];
}

function record(home: string, lines: readonly RunLine[]): void {
  appendHistory(home, HISTORY.runs, lines);
}

function unknownJob(name: string, jobs: readonly Job[]): string {
  if (jobs.length === 0) return `There is no job "${name}": config.toml has no [[job]].`;
  return `There is no job "${name}". There are: ${jobs.map((job) => job.name).join(", ")}.`;
}
