import { homePaths } from "../files/home.ts";
import { hasCode } from "../files/private.ts";
import { readCommandConfig } from "../files/read-config.ts";
import type { CommandConfig } from "../model/config.ts";
import { ConfigError, type ConfigProblem, problemLine, UnsafeFile } from "../model/errors.ts";
import { isTimeZone } from "../model/time-zone.ts";
import { PROMOTION_DEFAULTS, type RuleKind } from "../model/words.ts";
import { jobProblems, jobStates } from "../schedule/jobs.ts";
import { localWords } from "../schedule/local-words.ts";
import { settingsApproval } from "./approvals.ts";
import type { CheckContext, ConfigCheck, NextJob } from "./config-check.ts";
import type { CommandLines } from "./schedule.ts";

/** Reads both halves of config.toml and says everything that is wrong with them. */
export async function inspectConfig(home: string, context: CheckContext): Promise<ConfigCheck> {
  const { config: path } = homePaths(home);
  const { policy, problems } = await context.loadPolicy();
  const hook = problems.map(placed);
  const command = readCommandHalf(path);
  const schedule = inspectJobs(command.value, context, await context.loadRefusal());
  const count = (kind: RuleKind): number => policy.rules.filter((one) => one.kind === kind).length;
  return {
    path,
    // What breaks both halves, such as a syntax error, is one problem.
    problems: [...new Set([...hook, ...command.problems, ...schedule.problems])],
    hookProblems: hook.length,
    rules: { deny: count("deny"), ask: count("ask"), allow: count("allow") },
    learned: policy.rules.filter(({ source }) => source === "auto").length,
    promotion: (policy.promotion ?? PROMOTION_DEFAULTS).mode,
    model: policy.llm === undefined ? null : `${policy.llm.provider} ${policy.llm.model}`,
    jobs: command.value?.job.length ?? 0,
    jobNames: command.value?.job.map((job) => job.name) ?? [],
    channels: command.value?.channel.map((channel) => channel.name) ?? [],
    unapproved:
      command.value?.channel.flatMap((channel) => {
        const { approval } = settingsApproval(home, channel);
        return approval === "new" || approval === "changed" ? [channel.name] : [];
      }) ?? [],
    next: schedule.next,
  };
}

/** A file that cannot be read is named by its whole path already. */
function placed(problem: ConfigProblem): string {
  return problem.path === "" && problem.message.includes(`/${problem.file}`)
    ? problem.message
    : problemLine(problem);
}

/** What is wrong with the jobs, and which of them comes first. */
function inspectJobs(
  config: CommandConfig | undefined,
  { now, timeZone }: CheckContext,
  refusal: CommandLines["refusal"],
): { problems: readonly string[]; next: NextJob | null } {
  if (config === undefined) return { problems: [], next: null };
  const named = config.report.time_zone ?? timeZone ?? "";
  const zone = isTimeZone(named) ? named : Intl.DateTimeFormat().resolvedOptions().timeZone;
  const problems = jobProblems(config.job, { now, timeZone: zone, refusal }).map(problemLine);
  if (problems.length > 0) return { problems, next: null };
  const [first] = jobStates(config.job, { history: [], now, timeZone: zone })
    .flatMap(({ name, next, time_zone }) => (next === null ? [] : [{ name, next, time_zone }]))
    .sort((a, b) => Date.parse(a.next) - Date.parse(b.next));
  if (first === undefined) return { problems, next: null };
  const words = localWords(first.next, { timeZone: first.time_zone, now });
  return { problems, next: { name: first.name, at: first.next, words } };
}

function readCommandHalf(path: string): {
  value: CommandConfig | undefined;
  problems: readonly string[];
} {
  try {
    return { value: readCommandConfig(path), problems: [] };
  } catch (error) {
    if (error instanceof ConfigError) {
      return { value: undefined, problems: error.problems.map(problemLine) };
    }
    const isUnreadable = ["EACCES", "EPERM"].some((code) => hasCode(error, code));
    if (error instanceof UnsafeFile || (error instanceof Error && isUnreadable)) {
      return { value: undefined, problems: [error.message] };
    }
    throw error;
  }
}
