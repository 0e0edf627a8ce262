import * as z from "zod";
import { RuleTable } from "./rule.ts";

const zone = z.string().describe("IANA time zone, e.g. Europe/Amsterdam");

/**
 * The half of config.toml that the hook reads. A mistake here, or a syntax error anywhere, puts
 * the last good policy in force. `llm` and `promotion` are read by later versions.
 */
export const HookConfig = z.strictObject({
  deny: z.array(RuleTable).default([]),
  ask: z.array(RuleTable).default([]),
  allow: z.array(RuleTable).default([]),
  deny_promote: z.array(RuleTable).default([]),
  llm: z.looseObject({}).optional(),
  promotion: z.looseObject({}).optional(),
});
export type HookConfig = z.infer<typeof HookConfig>;

const ReportSettings = z.strictObject({
  time_zone: zone.optional().describe("of every window; else TZ, else the system's"),
});

const RatioSettings = z.strictObject({
  exclude_tools: z.array(z.string()).default([]).describe("tools that no ratio counts"),
});

const ratio = z.number().min(0).max(1);

/** Thresholds of the passthrough_ratio alert; the defaults and their reasons stand in README. */
export const PassthroughAlert = z.strictObject({
  min_calls: z.int().min(1).default(50),
  min_sessions: z.int().min(2).default(5),
  min_active_days: z.int().min(1).default(3),
  fire_above: ratio.default(0.3).describe("lower bound of the interval above which it fires"),
  clear_below: ratio.default(0.25),
  rise: ratio.default(0.1).describe("rise over the four weeks before that fires"),
  clear_rise: ratio.default(0.05),
  critical_above: ratio.default(0.6),
  for_minutes: z.number().min(0).default(30),
  channels: z.array(z.string()).default([]).describe("names of channels told of fire and end"),
});
export type PassthroughAlert = z.infer<typeof PassthroughAlert>;

const AlertSettings = z.strictObject({
  passthrough_ratio: PassthroughAlert.prefault({}),
});

const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "use a-z, 0-9 and -, at most 40");

export const Job = z.strictObject({
  name,
  cron: z.string().describe("five fields, in the job's time zone: 0 7 * * MON"),
  run: z.string().describe("a command line of ours, without the program's name"),
  time_zone: zone.optional(),
  catch_up: z.enum(["latest", "all", "none"]).default("latest"),
});
export type Job = z.infer<typeof Job>;

const FileChannel = z.strictObject({
  name,
  type: z.literal("file"),
  folder: z.string().optional().describe("absolute or ~; default out/ under home"),
});

const EmailChannel = z.strictObject({
  name,
  type: z.literal("email"),
  host: z.string(),
  port: z.int().min(1).max(65_535).default(587),
  security: z
    .enum(["tls", "starttls", "none"])
    .default("starttls")
    .describe("tls: from the first byte; starttls: required; none: only for a local relay"),
  user: z.string().optional(),
  password_env: z.string().optional().describe("name of the variable that holds the password"),
  password_file: z.string().optional().describe("file that holds it, readable by you alone"),
  from: z.string(),
  to: z.array(z.string()).min(1).max(20),
});

export const Channel = z.discriminatedUnion("type", [FileChannel, EmailChannel]);
export type Channel = z.infer<typeof Channel>;

/** The half of config.toml that commands and jobs read. */
export const CommandConfig = z.strictObject({
  report: ReportSettings.prefault({}),
  ratio: RatioSettings.prefault({}),
  alert: AlertSettings.prefault({}),
  job: z.array(Job).default([]),
  channel: z.array(Channel).default([]),
  allow_noninteractive: z.boolean().default(false),
});
export type CommandConfig = z.infer<typeof CommandConfig>;

/** config.toml as a whole. Unknown names are problems. */
export const Config = z.strictObject({ ...HookConfig.shape, ...CommandConfig.shape });
export type Config = z.infer<typeof Config>;
