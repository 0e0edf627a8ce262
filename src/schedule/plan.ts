import type { Job } from "../model/config.ts";
import type { RunLine } from "../model/history.ts";
import { unitOf } from "../model/unit-of.ts";
import {
  latestOccurrence,
  nextOccurrence,
  occurrencesBetween,
  type Timetable,
} from "./occurrences.ts";

/** One run that is owed: the job, and the moment (ISO 8601 UTC) that it was due for. */
export interface DueRun {
  readonly job: Job;
  readonly due: string;
}

export interface Plan {
  /** Oldest first. */
  readonly runs: readonly DueRun[];
  /** Came and went without a run, and `catch_up` lets them go. At most 50 a job. */
  readonly missed: readonly DueRun[];
  /** Jobs met for the first time with this timetable: nothing before now is due. */
  readonly seen: readonly { readonly job: string; readonly schedule: string }[];
}

export interface PlanContext {
  readonly history: readonly RunLine[];
  readonly now: Date;
  /** For jobs that name none. */
  readonly timeZone: string;
}

/** Runs of one job that a single call catches up; the rest come with the next call. */
const MOST_RUNS = 50;
/** With `catch_up = "none"` a run this late still counts as on time: run-due comes when it comes. */
const ON_TIME_MS = 60 * 60_000;
/** A run that was killed this often before its end is given up. */
const MOST_STARTS = 3;

/**
 * What to run now. A moment is due once: when a run for it has ended, or was killed three times,
 * it is over. Only what lies before now counts: a clock set back makes nothing due again, and what
 * was run by a clock that was ahead hides nothing of what is still to come.
 */
export function planRuns(jobs: readonly Job[], context: PlanContext): Plan {
  const plans = jobs.map((job) => planJob(job, context));
  return {
    runs: plans.flatMap((plan) => plan.runs).sort((a, b) => Date.parse(a.due) - Date.parse(b.due)),
    missed: plans.flatMap((plan) => plan.missed),
    seen: plans.flatMap((plan) => plan.seen),
  };
}

export function timetableOf(job: Job, timeZone: string): Timetable {
  return { cron: job.cron, timeZone: job.time_zone ?? timeZone };
}

/** Moments (ISO 8601 UTC) whose run is over, of one job's lines. */
export function settledMoments(lines: readonly RunLine[]): ReadonlySet<string> {
  const starts = new Map<string, number>();
  const settled = new Set<string>();
  for (const line of lines) {
    if (line.kind === "seen" || line.due === null) continue;
    if (line.kind === "started") starts.set(line.due, (starts.get(line.due) ?? 0) + 1);
    if (line.kind === "ended" || (starts.get(line.due) ?? 0) >= MOST_STARTS) settled.add(line.due);
  }
  return settled;
}

/** When this schedule was first met, by the clock of then; undefined where that is not before now. */
export function metAt(lines: readonly RunLine[], schedule: string, now: Date): number | undefined {
  const seen = lines.filter((line) => line.kind === "seen");
  const other = seen.findLastIndex((line) => line.schedule !== schedule);
  const times = seen.slice(other + 1).map((line) => Date.parse(line.at));
  const past = times.filter((at) => at <= now.getTime());
  return past.length === 0 ? undefined : Math.max(...past);
}

export function scheduleOf({ cron, timeZone }: Timetable): string {
  return `${cron} ${timeZone}`;
}

function planJob(job: Job, { history, now, timeZone }: PlanContext): Plan {
  const none: Plan = { runs: [], missed: [], seen: [] };
  const timetable = timetableOf(job, timeZone);
  const schedule = scheduleOf(timetable);
  const own = history.filter((line) => line.job === job.name);
  const met = metAt(own, schedule, now);
  if (met === undefined) return { ...none, seen: [{ job: job.name, schedule }] };
  const settled = settledMoments(own);
  const until = latestReady(job, timetable, now);
  if (until === undefined || settled.has(until.toISOString())) return none;
  const after = new Date(latestBefore(settled, now, met));
  if (until.getTime() <= after.getTime()) return none;
  const { runs, missed } = chosen(job, { timetable, span: { after, until }, now });
  const isOpen = ({ due }: DueRun): boolean => !settled.has(due);
  return { ...none, runs: runs.filter(isOpen), missed: missed.filter(isOpen) };
}

/**
 * The latest moment whose jitter is over. The one before it only while it is fresh: after a long
 * sleep the newer one is waited for.
 */
function latestReady(job: Job, timetable: Timetable, now: Date): Date | undefined {
  const latest = latestOccurrence(timetable, now);
  if (latest === undefined || startOf(job, timetable, latest) <= now.getTime()) return latest;
  const before = latestOccurrence(timetable, new Date(latest.getTime() - 1000));
  const isFresh = before !== undefined && now.getTime() - before.getTime() <= ON_TIME_MS;
  return isFresh ? before : undefined;
}

/** When the run for a moment may start, as epoch milliseconds: the same on every reading. */
function startOf(job: Job, timetable: Timetable, due: Date): number {
  const next = nextOccurrence(timetable, due);
  const gapMs = next === undefined ? Number.POSITIVE_INFINITY : next.getTime() - due.getTime();
  const mostMs = Math.min(job.jitter * 60_000, gapMs / 10);
  return Math.round(due.getTime() + mostMs * unitOf(`${job.name}#${due.toISOString()}`));
}

/** When this job may start next, as epoch milliseconds: soon, where a moment's jitter still runs. */
export function nextStartOf(
  job: Job,
  { now, timeZone }: { readonly now: Date; readonly timeZone: string },
): number | undefined {
  const timetable = timetableOf(job, timeZone);
  const latest = latestOccurrence(timetable, now);
  const running = latest === undefined ? 0 : startOf(job, timetable, latest);
  if (running > now.getTime()) return running;
  const next = nextOccurrence(timetable, now);
  return next === undefined ? undefined : startOf(job, timetable, next);
}

function latestBefore(moments: ReadonlySet<string>, now: Date, atLeast: number): number {
  const times = [...moments].map((moment) => Date.parse(moment));
  return times.reduce((max, at) => (at <= now.getTime() && at > max ? at : max), atLeast);
}

function chosen(
  job: Job,
  given: { timetable: Timetable; span: { after: Date; until: Date }; now: Date },
): Pick<Plan, "runs" | "missed"> {
  const run = (at: Date): DueRun => ({ job, due: at.toISOString() });
  const owed = occurrencesBetween(given.timetable, given.span, MOST_RUNS).map(run);
  if (job.catch_up === "all") return { runs: owed, missed: [] };
  const last = run(given.span.until);
  const older = owed.filter(({ due }) => due !== last.due);
  const late = given.now.getTime() - given.span.until.getTime() > ON_TIME_MS;
  if (job.catch_up === "none" && late) return { runs: [], missed: [...older, last] };
  return { runs: [last], missed: older };
}
