import * as z from "zod";
import { AlertTable } from "./alert-settings.ts";
import { LlmTable } from "./llm.ts";
import { PromotionTable } from "./promotion.ts";
import { REDACTIONS } from "./redaction.ts";
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

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, "use a-z, 0-9 and -, at most 40")
  .describe("a-z, 0-9 and -, at most 40");

export const Job = z.strictObject({
  name,
  cron: z.string().describe("five fields, in the job's time zone: 0 7 * * MON"),
  run: z.string().describe("a command line of ours, without the program's name"),
  time_zone: zone.optional().describe("of cron; default that of reports"),
  catch_up: z
    .enum(["latest", "all", "none"])
    .default("latest")
    .describe("what becomes of times that were missed"),
});
export type Job = z.infer<typeof Job>;

const redaction = z
  .enum(REDACTIONS)
  .optional()
  .describe("text of the log that it carries: full, masked or counts");

const FileChannel = z.strictObject({
  name,
  type: z.literal("file").describe("writes each message into a folder"),
  folder: z.string().optional().describe("absolute or ~; default out/ under home"),
  redaction,
});

const EmailChannel = z.strictObject({
  name,
  type: z.literal("email").describe("sends each message by a mail server"),
  host: z.string().describe("the mail server"),
  port: z.int().min(1).max(65_535).default(587).describe("of the mail server"),
  security: z
    .enum(["tls", "starttls", "none"])
    .default("starttls")
    .describe("tls: from the first byte; starttls: required; none: only for a local relay"),
  user: z.string().optional().describe("who logs in to the mail server"),
  password_env: z.string().optional().describe("name of the variable that holds the password"),
  password_file: z.string().optional().describe("file that holds it, readable by you alone"),
  from: z.string().describe("address of the sender"),
  to: z.array(z.string()).min(1).max(20).describe("addresses, at most 20"),
  redaction,
});

export const Channel = z.discriminatedUnion("type", [FileChannel, EmailChannel]);
export type Channel = z.infer<typeof Channel>;

/** The half of config.toml that commands and jobs read. */
export const CommandConfig = z.strictObject({
  report: ReportSettings.prefault({}).describe("settings of every report"),
  ratio: RatioSettings.prefault({}).describe("what ratios count"),
  alert: AlertTable.prefault({}).describe("thresholds of alerts, and who is told"),
  job: z.array(Job).default([]).describe("command lines of ours at their time"),
  channel: z.array(Channel).default([]).describe("where messages go"),
  allow_noninteractive: z
    .boolean()
    .default(false)
    .describe("lets scripts without a terminal change the guard; never agents"),
});
export type CommandConfig = z.infer<typeof CommandConfig>;

/** config.toml as a whole. Unknown names are problems. */
export const Config = z.strictObject({ ...HookConfig.shape, ...CommandConfig.shape });
export type Config = z.infer<typeof Config>;
