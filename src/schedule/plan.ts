import type { Job } from "../model/config.ts";
import type { RunLine } from "../model/history.ts";
import { latestOccurrence, occurrencesBetween, type Timetable } from "./occurrences.ts";

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
 * it is over; a clock set back makes nothing due again.
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

function planJob(job: Job, context: PlanContext): Plan {
  const timetable = timetableOf(job, context.timeZone);
  const schedule = `${timetable.cron} ${timetable.timeZone}`;
  const own = context.history.filter((line) => line.job === job.name);
  const seen = own.findLast((line) => line.kind === "seen");
  if (seen?.kind !== "seen" || seen.schedule !== schedule) {
    return { runs: [], missed: [], seen: [{ job: job.name, schedule }] };
  }
  const after = new Date(Math.max(Date.parse(seen.at), lastSettled(own)));
  const latest = latestOccurrence(timetable, context.now);
  if (latest === undefined || latest.getTime() <= after.getTime()) {
    return { runs: [], missed: [], seen: [] };
  }
  const span = { after, until: latest };
  return { ...chosen(job, { timetable, span, now: context.now }), seen: [] };
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

/** The latest moment whose run is over, as epoch milliseconds; 0 for none. */
function lastSettled(lines: readonly RunLine[]): number {
  const starts = new Map<string, number>();
  let last = 0;
  for (const line of lines) {
    if (line.kind === "seen" || line.due === null) continue;
    if (line.kind === "started") starts.set(line.due, (starts.get(line.due) ?? 0) + 1);
    const over = line.kind === "ended" || (starts.get(line.due) ?? 0) >= MOST_STARTS;
    if (over) last = Math.max(last, Date.parse(line.due));
  }
  return last;
}
