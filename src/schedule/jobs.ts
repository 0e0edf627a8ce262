import type { Job } from "../model/config.ts";
import type { ConfigProblem } from "../model/errors.ts";
import type { RunLine } from "../model/history.ts";
import { latestOccurrence, nextOccurrence, timetableProblem } from "./occurrences.ts";
import { metAt, scheduleOf, settledMoments, timetableOf } from "./plan.ts";
import { splitWords } from "./words.ts";

const FILE = "config.toml";

/**
 * Everything that is wrong with the jobs: names given twice, timetables that never come, lines
 * that cannot be split or that `refusal` does not let a job run (it says why).
 */
export function jobProblems(jobs: readonly Job[], context: JobsContext): ConfigProblem[] {
  return checkedJobs(jobs, context).flatMap(({ problems }) => problems);
}

export interface JobsContext {
  readonly now: Date;
  readonly timeZone: string;
  readonly refusal: (words: readonly string[]) => string | undefined;
  /** Which of the file's jobs each one is; absent where none was left out. */
  readonly places?: readonly number[] | undefined;
}

/** Each job with what is wrong with it. */
export function checkedJobs(
  jobs: readonly Job[],
  context: JobsContext,
): { readonly job: Job; readonly problems: readonly ConfigProblem[] }[] {
  return jobs.map((job, at) => {
    const index = context.places?.[at] ?? at;
    const problem = (key: string, message: string): ConfigProblem => ({
      file: FILE,
      path: `job[${index}].${key}`,
      message: `${message}.`,
    });
    const problems: ConfigProblem[] = [];
    if (jobs.findIndex(({ name }) => name === job.name) !== at) {
      problems.push(problem("name", `there is another job "${job.name}". Give each its own name`));
    }
    const timetable = timetableProblem(timetableOf(job, context.timeZone), context.now);
    if (timetable !== undefined) problems.push(problem("cron", timetable));
    const split = splitWords(job.run);
    const refused = "problem" in split ? split.problem : context.refusal(split.words);
    if (refused !== undefined) problems.push(problem("run", refused));
    return { job, problems };
  });
}

/** A job as `schedule list` and `status` show it. Instants are ISO 8601 UTC. */
export interface JobState {
  readonly name: string;
  readonly run: string;
  readonly cron: string;
  readonly time_zone: string;
  readonly next: string | null;
  /** Its last run, by time or by hand; `exit_code` null where it was killed or is under way. */
  readonly last: {
    readonly started_at: string;
    readonly due: string | null;
    readonly exit_code: number | null;
    readonly ms: number | null;
  } | null;
  /** Due by now, and to be run by the next `schedule run-due`; null for none. */
  readonly overdue: string | null;
}

/** The states of jobs whose timetables have no problem. */
export function jobStates(
  jobs: readonly Job[],
  context: { history: readonly RunLine[]; now: Date; timeZone: string },
): JobState[] {
  return jobs.map((job) => {
    const timetable = timetableOf(job, context.timeZone);
    const own = context.history.filter((line) => line.job === job.name);
    return {
      name: job.name,
      run: job.run,
      cron: job.cron,
      time_zone: timetable.timeZone,
      next: nextOccurrence(timetable, context.now)?.toISOString() ?? null,
      last: lastRun(own),
      overdue: overdueOf(
        own,
        latestOccurrence(timetable, context.now),
        metAt(own, scheduleOf(timetable), context.now),
      ),
    };
  });
}

function lastRun(lines: readonly RunLine[]): JobState["last"] {
  const started = lines.findLast((line) => line.kind === "started");
  if (started?.kind !== "started") return null;
  const ended = lines.findLast((line) => line.kind === "ended" && line.started_at === started.at);
  return {
    started_at: started.at,
    due: started.due,
    exit_code: ended?.kind === "ended" ? ended.exit_code : null,
    ms: ended === undefined ? null : Date.parse(ended.at) - Date.parse(started.at),
  };
}

function overdueOf(
  lines: readonly RunLine[],
  latest: Date | undefined,
  met: number | undefined,
): string | null {
  if (met === undefined || latest === undefined || met >= latest.getTime()) return null;
  const due = latest.toISOString();
  return settledMoments(lines).has(due) ? null : due;
}
