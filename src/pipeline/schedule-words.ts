import type { JobState } from "../schedule/jobs.ts";
import { localWords } from "../schedule/local-words.ts";
import type { DueRun, Plan } from "../schedule/plan.ts";
import { deliveryLines } from "./delivery-words.ts";
import { rotationWords } from "./ingest-words.ts";
import type { JobRun, JobsResult, RunDueResult } from "./schedule.ts";
import { wrapHint } from "./status-words.ts";

interface Clock {
  readonly now: Date;
  readonly timeZone: string;
  /** What a command needs to be about this home; empty where it looks there by itself. */
  readonly homeFlag: string;
}

/** What `schedule run-due` did, for people: nothing but one line where nothing was due. */
export function runDueText(result: RunDueResult, clock: Clock): string {
  const lines = [...jobsLines(result, clock), ...deliveryLines(result.deliveries, clock)];
  return `${(lines.length === 0 ? ["Nothing is due."] : lines).join("\n")}\n`;
}

/** What a pass over the jobs did; empty where nothing was due. */
export function jobsLines(result: JobsResult, clock: Clock): string[] {
  const { rotated } = result;
  return [
    ...(rotated === undefined ? [] : [rotationWords(rotated)]),
    ...result.seen.map((job) => `${job}: met for the first time; due from its next time on`),
    ...result.runs.map((run) => runText(run, clock)),
    ...missedLines(result.missed, clock),
  ];
}

/** What `schedule run-due` would do. */
export function planText(plan: Plan, clock: Clock): string {
  const lines = [
    ...plan.seen.map(({ job }) => `${job}: would be met for the first time; nothing is due before`),
    ...plan.runs.flatMap(({ job, due }) => [
      `${job.name}: would run for ${localWords(due, clock)}`,
      ...commandLines(job.run, "  ", clock),
    ]),
    ...missedLines(plan.missed, clock),
  ];
  const shown = lines.length === 0 ? ["Nothing is due."] : lines;
  return `Dry run: nothing was run, recorded or sent.\n${shown.join("\n")}\n`;
}

/** Every job on two lines: when it comes, and what came of it. */
export function scheduleText(
  states: readonly JobState[],
  { now, homeFlag }: Omit<Clock, "timeZone">,
): string {
  if (states.length === 0) return "No jobs: config.toml has no [[job]].\n";
  const width = Math.max(...states.map(({ name }) => name.length));
  const lines = states.flatMap((state) => {
    const clock = { now, timeZone: state.time_zone, homeFlag };
    const next = state.next === null ? "never" : localWords(state.next, clock);
    const gap = " ".repeat(width + 2);
    return [
      `${state.name.padEnd(width)}  next ${next}, ${state.time_zone}`,
      ...(state.overdue === null ? [] : [`${gap}due since ${localWords(state.overdue, clock)}`]),
      `${gap}last ${lastText(state, clock)}`,
      ...commandLines(state.run, gap, clock),
    ];
  });
  return `${lines.join("\n")}\n`;
}

export function runText(run: JobRun, clock: Clock): string {
  const due = run.due === null ? "" : `, due ${localWords(run.due, clock)}`;
  const again =
    run.exitCode <= 1 || run.due === null
      ? ""
      : `. Again:\n${commandLines(`schedule run ${run.job} --as-of ${run.due}`, "  ", clock).join("\n")}`;
  const before =
    run.unprepared.length === 0 ? "" : `; ${run.unprepared.join(" and ")} failed before`;
  return `${run.job}: ${resultWords(run.exitCode)}${due}${before}${again}`;
}

/** A command line of ours that can be pasted as it stands. */
function commandLines(words: string, indent: string, { homeFlag }: Clock): string[] {
  const line = `claude-permit ${words}${homeFlag}`;
  return wrapHint(line, WIDTH - indent.length).map((part) => indent + part);
}

const WIDTH = 80;

/** Of more than these the last are shown. */
const MISSED_SHOWN = 3;

function missedLines(missed: readonly DueRun[], clock: Clock): string[] {
  const names = [...new Set(missed.map(({ job }) => job.name))];
  return names.flatMap((name) => {
    const own = missed.filter(({ job }) => job.name === name);
    const shown = own.slice(-MISSED_SHOWN);
    const earlier = own.length - shown.length;
    return [
      ...(earlier === 0 ? [] : [`${name}: missed ${earlier} times before that`]),
      ...shown.flatMap(({ due }) => [
        `${name}: missed ${localWords(due, clock)}. Make it up:`,
        ...commandLines(`schedule run ${name} --as-of ${due}`, "  ", clock),
      ]),
    ];
  });
}

function lastText({ last }: JobState, clock: Clock): string {
  if (last === null) return "never";
  const at = localWords(last.started_at, clock);
  if (last.exit_code === null) return `${at}, not ended: killed, or still running`;
  const took = last.ms === null ? "" : ` in ${(last.ms / 1000).toFixed(1)} s`;
  return `${at}, ${resultWords(last.exit_code)}${took}`;
}

function resultWords(exitCode: number): string {
  const words: Readonly<Record<number, string>> = {
    0: "done",
    1: "done, with findings",
    3: "failed: usage or configuration (3)",
    4: "done, but not delivered yet (4)",
    130: "interrupted",
  };
  return words[exitCode] ?? `failed (${exitCode})`;
}

/** `schedule run-due --json`. */
export function runDueJson(result: RunDueResult): unknown {
  return {
    runs: result.runs.map(({ job, due, exitCode }) => ({ job, due, exit_code: exitCode })),
    missed: result.missed.map(({ job, due }) => ({ job: job.name, due })),
    first_seen: result.seen,
    deliveries: result.deliveries,
    rotated: result.rotated?.file ?? null,
  };
}
