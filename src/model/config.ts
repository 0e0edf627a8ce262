import * as z from "zod";
import { AlertTables } from "./alert-tables.ts";
import { Channel, channelName as name } from "./channel.ts";
import type { ConfigProblem } from "./errors.ts";
import { LlmTable } from "./llm.ts";
import { PromotionTable } from "./promotion.ts";
import { RuleTable } from "./rule.ts";

const zone = z.string().describe("IANA time zone, e.g. Europe/Amsterdam");

/**
 * The half of config.toml that the hook reads. A mistake here, or a syntax error anywhere, puts
 * the last good policy in force.
 */
export const HookConfig = z.strictObject({
  deny: z.array(RuleTable).default([]).describe("calls that are stopped"),
  ask: z.array(RuleTable).default([]).describe("calls that you are asked about"),
  allow: z.array(RuleTable).default([]).describe("calls that run without a prompt"),
  deny_promote: z.array(RuleTable).default([]).describe("calls that never become a learned rule"),
  llm: LlmTable.optional().describe("a model that scores what no rule covers"),
  promotion: PromotionTable.optional().describe("when approved calls become learned rules"),
});
export type HookConfig = z.infer<typeof HookConfig>;

const ReportSettings = z.strictObject({
  time_zone: zone.optional().describe("of every window; else TZ, else the system's"),
  look_back_days: z
    .int()
    .min(1)
    .max(366)
    .default(30)
    .describe("what was not seen in so many days before a window is new in it"),
});

const RatioSettings = z.strictObject({
  exclude_tools: z.array(z.string()).default([]).describe("tools that no ratio counts"),
});

export const Job = z.strictObject({
  name,
  cron: z.string().describe("five fields, in the job's time zone: 0 7 * * MON"),
  run: z.string().describe("a command line of ours, without the program's name"),
  time_zone: zone.optional().describe("of cron; default that of reports"),
  catch_up: z
    .enum(["latest", "all", "none"])
    .default("latest")
    .describe("what becomes of times that were missed"),
  jitter: z
    .number()
    .min(0)
    .max(60)
    .default(5)
    .describe("minutes by which it may start later, at most a tenth of the way to its next time"),
});
export type Job = z.infer<typeof Job>;

/** The half of config.toml that commands and jobs read. */
export const CommandConfig = z.strictObject({
  report: ReportSettings.prefault({}).describe("settings of every report"),
  ratio: RatioSettings.prefault({}).describe("what ratios count"),
  alert: AlertTables.prefault([]).describe("thresholds of alerts, and who is told"),
  job: z.array(Job).default([]).describe("command lines of ours at their time"),
  channel: z.array(Channel).default([]).describe("where messages go"),
  allow_noninteractive: z
    .boolean()
    .default(false)
    .describe("lets scripts without a terminal change the guard; never agents"),
});
export type CommandConfig = z.infer<typeof CommandConfig> & {
  /** What of it had mistakes and is left out; absent where all of it could be read. */
  readonly leftOut?: LeftOut;
};

/** Jobs, channels and alert settings with mistakes: those beside them go on without them. */
export interface LeftOut {
  readonly problems: readonly ConfigProblem[];
  /** Names of the tables that are left out, `channel[1]` where one has none. */
  readonly channels: readonly string[];
  readonly jobs: readonly string[];
  /** Which of the file's jobs each one that is left is: the third may be the second. */
  readonly jobPlaces: readonly number[];
}

/** config.toml as a whole. Unknown names are problems. */
export const Config = z.strictObject({ ...HookConfig.shape, ...CommandConfig.shape });
export type Config = z.infer<typeof Config>;
