import { homePaths } from "../files/home.ts";
import { hasCode, readPrivate } from "../files/private.ts";
import { readCommandConfig } from "../files/read-config.ts";
import { located } from "../files/toml-places.ts";
import type { CommandConfig } from "../model/config.ts";
import { ConfigError, type ConfigProblem, problemLine, UnsafeFile } from "../model/errors.ts";
import { isTimeZone } from "../model/time-zone.ts";
import { PROMOTION_DEFAULTS, type RuleKind } from "../model/words.ts";
import { checkedJobs, jobStates } from "../schedule/jobs.ts";
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
  const text = command.value === undefined ? "" : (readPrivate(path) ?? "");
  const schedule = inspectJobs(command.value, context, await context.loadRefusal());
  const wrongJobs = located(schedule.problems, text).map(problemLine);
  const count = (kind: RuleKind): number => policy.rules.filter((one) => one.kind === kind).length;
  return {
    path,
    // What breaks both halves, such as a syntax error, is one problem.
    problems: [...new Set([...hook, ...command.problems, ...wrongJobs])],
    hookProblems: hook.length,
    rules: { deny: count("deny"), ask: count("ask"), allow: count("allow") },
    learned: policy.rules.filter(({ source }) => source === "auto").length,
    promotion: (policy.promotion ?? PROMOTION_DEFAULTS).mode,
    model: policy.llm === undefined ? null : `${policy.llm.provider} ${policy.llm.model}`,
    jobs: command.value === undefined ? null : schedule.jobNames.length,
    jobNames: schedule.jobNames,
    wrongJobs: [...(command.value?.leftOut?.jobs ?? []), ...schedule.wrong],
    wrongChannels: command.value?.leftOut?.channels ?? [],
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

interface Jobs {
  readonly problems: readonly ConfigProblem[];
  readonly jobNames: readonly string[];
  /** Names of those that do not run. */
  readonly wrong: readonly string[];
  readonly next: NextJob | null;
}

/** What is wrong with the jobs, and which of them comes first. */
function inspectJobs(
  config: CommandConfig | undefined,
  { now, timeZone }: CheckContext,
  refusal: CommandLines["refusal"],
): Jobs {
  if (config === undefined) return { problems: [], jobNames: [], wrong: [], next: null };
  const named = config.report.time_zone ?? timeZone ?? "";
  const zone = isTimeZone(named) ? named : Intl.DateTimeFormat().resolvedOptions().timeZone;
  const places = config.leftOut?.jobPlaces;
  const checked = checkedJobs(config.job, { now, timeZone: zone, refusal, places });
  const good = checked.filter((one) => one.problems.length === 0).map(({ job }) => job);
  const found = {
    problems: checked.flatMap((one) => one.problems),
    jobNames: good.map(({ name }) => name),
    wrong: checked.filter((one) => one.problems.length > 0).map(({ job }) => job.name),
  };
  const [first] = jobStates(good, { history: [], now, timeZone: zone })
    .flatMap(({ name, next, time_zone }) => (next === null ? [] : [{ name, next, time_zone }]))
    .sort((a, b) => Date.parse(a.next) - Date.parse(b.next));
  if (first === undefined) return { ...found, next: null };
  const words = localWords(first.next, { timeZone: first.time_zone, now });
  return { ...found, next: { name: first.name, at: first.next, words } };
}

function readCommandHalf(path: string): {
  value: CommandConfig | undefined;
  problems: readonly string[];
} {
  try {
    const value = readCommandConfig(path);
    return { value, problems: (value.leftOut?.problems ?? []).map(problemLine) };
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
