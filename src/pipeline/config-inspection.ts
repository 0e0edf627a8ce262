import { readCommandConfig, readHookConfig } from "../files/read-config.ts";
import type { CommandConfig } from "../model/config.ts";
import { ConfigError, problemLine, UnsafeFile } from "../model/errors.ts";
import { isTimeZone } from "../model/window.ts";
import { jobProblems, jobStates } from "../schedule/jobs.ts";
import { localWords } from "../schedule/local-words.ts";
import type { CheckContext, ConfigCheck, NextJob } from "./config-check.ts";

/** Reads both halves of config.toml and says everything that is wrong with them. */
export function inspectConfig(path: string, context: CheckContext): ConfigCheck {
  const hook = read(() => readHookConfig(path));
  const command = read(() => readCommandConfig(path));
  const rules = hook.value;
  const schedule = inspectJobs(command.value, context);
  return {
    path,
    // A syntax error breaks both halves, and is one problem.
    problems: [...new Set([...hook.problems, ...command.problems, ...schedule.problems])],
    hookProblems: hook.problems.length,
    rules: {
      deny: rules?.deny.length ?? 0,
      ask: rules?.ask.length ?? 0,
      allow: rules?.allow.length ?? 0,
    },
    jobs: command.value?.job.length ?? 0,
    channels: command.value?.channel.map((channel) => channel.name) ?? [],
    next: schedule.next,
  };
}

/** What is wrong with the jobs, and which of them comes first. */
function inspectJobs(
  config: CommandConfig | undefined,
  { now, timeZone }: CheckContext,
): { problems: readonly string[]; next: NextJob | null } {
  if (config === undefined) return { problems: [], next: null };
  const named = config.report.time_zone ?? timeZone ?? "";
  const zone = isTimeZone(named) ? named : Intl.DateTimeFormat().resolvedOptions().timeZone;
  const problems = jobProblems(config.job, { now, timeZone: zone }).map(problemLine);
  if (problems.length > 0) return { problems, next: null };
  const [first] = jobStates(config.job, { history: [], now, timeZone: zone })
    .flatMap(({ name, next, time_zone }) => (next === null ? [] : [{ name, next, time_zone }]))
    .sort((a, b) => Date.parse(a.next) - Date.parse(b.next));
  if (first === undefined) return { problems, next: null };
  const words = localWords(first.next, { timeZone: first.time_zone, now });
  return { problems, next: { name: first.name, at: first.next, words } };
}

function read<T>(half: () => T): { value: T | undefined; problems: readonly string[] } {
  try {
    return { value: half(), problems: [] };
  } catch (error) {
    if (error instanceof ConfigError) {
      return { value: undefined, problems: error.problems.map(problemLine) };
    }
    if (error instanceof UnsafeFile) return { value: undefined, problems: [error.message] };
    throw error;
  }
}
