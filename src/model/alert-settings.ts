import * as z from "zod";

/**
 * Settings of every alert, with what holds where no `[[alert]]` of config.toml says otherwise.
 * Shares are 0 to 1.
 */
const share = z.number().min(0).max(1);
const positive = z.number().min(0);

const common = {
  enabled: z.boolean().default(true).describe("false: it is not evaluated"),
  channels: z
    .array(z.string())
    .default([])
    .describe("names of channels told of fire and end; default those of all"),
};

/** Thresholds of the passthrough_ratio alert; the defaults and their reasons stand in README. */
export const PassthroughAlert = z.strictObject({
  ...common,
  min_calls: z.int().min(1).default(50).describe("fewer calls in seven days say nothing"),
  min_sessions: z.int().min(2).default(5).describe("the same for sessions"),
  min_active_days: z.int().min(1).default(3).describe("the same for days with a call"),
  fire_above: share.default(0.3).describe("lower bound of the interval above which it fires"),
  clear_below: share.default(0.25).describe("mark below which it ends"),
  rise: share.default(0.1).describe("rise over the four weeks before that fires"),
  clear_rise: share.default(0.05).describe("rise below which it ends"),
  rise_hours: positive.default(24).describe("how long a rise must hold"),
  fast_fire_above: share.default(0.5).describe("the same for the last 24 hours alone"),
  fast_clear_below: share.default(0.4).describe("mark below which the last 24 hours end it"),
  fast_min_calls: z.int().min(1).default(50).describe("fewer calls in 24 hours say nothing"),
  fast_min_sessions: z.int().min(2).default(3).describe("the same for sessions"),
  critical_above: share.default(0.6).describe("lower bound above which it is critical"),
  for_minutes: positive.default(30).describe("how long it must hold"),
});
export type PassthroughAlert = z.infer<typeof PassthroughAlert>;

const Event = z.strictObject(common);

const Newcomers = z.strictObject({
  ...common,
  look_back_days: z.int().min(1).max(366).default(30).describe("not seen for so long is new"),
  baseline_days: z
    .int()
    .min(0)
    .max(366)
    .default(7)
    .describe("in the first days of a project nothing is called new"),
});

/** Each alert with the schema of its table. */
export const ALERT_SETTINGS = {
  red_event: Event,
  evasion_after_deny: Event,
  deny_spike: z.strictObject({
    ...common,
    min_denies: z.int().min(1).default(10).describe("fewer denials in 24 hours are no spike"),
    times: positive.default(3).describe("times the median day of four weeks that fires"),
    clear_times: positive.default(1.5).describe("times that median below which it ends"),
    min_sessions: z.int().min(1).default(2).describe("sessions with a denial that it takes"),
    one_session_denies: z.int().min(1).default(20).describe("or more denials than this in one"),
    min_history_days: z.int().min(1).default(14).describe("a shorter log has no usual day"),
  }),
  new_tool: Newcomers,
  new_mcp_server: Newcomers,
  new_host: Newcomers,
  new_program: Newcomers,
  new_rule_promoted: Event,
  risky_auto_rule: z.strictObject({
    ...common,
    most_fingerprints: z.int().min(1).default(20).describe("more kinds of call are too many"),
  }),
  llm_failing: z.strictObject({
    ...common,
    fire_above: share.default(0.2).describe("lower bound of failures in an hour that fires"),
    clear_below: share.default(0.05).describe("share of failures below which it ends"),
    min_calls: z.int().min(1).default(10).describe("fewer questions in an hour say nothing"),
    in_a_row: z.int().min(1).default(5).describe("failures in a row that fire"),
    clear_in_a_row: z.int().min(1).default(3).describe("answers in a row that end it"),
  }),
  llm_latency: z.strictObject({
    ...common,
    at_least_ms: positive.default(3000).describe("a faster model is never called slow"),
    times: positive.default(2).describe("times its usual time that fires"),
    fire_share: share.default(0.1).describe("lower bound of slow answers above which it fires"),
    clear_share: share.default(0.07).describe("lower bound below which it ends"),
    min_calls: z.int().min(1).default(40).describe("fewer answers in 24 hours say nothing"),
    min_baseline_calls: z.int().min(1).default(200).describe("the same for four weeks before"),
  }),
  error_passthrough_ratio: z.strictObject({
    ...common,
    fire_above: share.default(0.05).describe("lower bound of failures above which it fires"),
    clear_below: share.default(0.02).describe("share below which it ends"),
    min_calls: z.int().min(1).default(50).describe("fewer calls in 24 hours say nothing"),
  }),
  passthrough_ratio: PassthroughAlert,
  hook_silent: z.strictObject({
    ...common,
    minutes: positive.default(10).describe("so long behind a live transcript is silent"),
  }),
  guard_off: Event,
  pending_backlog: z.strictObject({
    ...common,
    most_waiting: z.int().min(0).default(20).describe("more waiting rules fire"),
    oldest_days: positive.default(7).describe("and so does one that waits longer"),
    clear_waiting: z.int().min(0).default(10).describe("fewer than these end it"),
    clear_days: positive.default(3).describe("with none that waits longer"),
  }),
  log_integrity: z.strictObject({
    ...common,
    bad_share: share.default(0.001).describe("share of unreadable lines above which it fires"),
    min_lines: z.int().min(1).default(1000).describe("of a shorter log no share is told"),
    clock_minutes: positive.default(5).describe("a clock set back by more fires"),
  }),
  bypass_mode: Event,
  delivery_failing: z.strictObject({
    ...common,
    hours: positive.default(6).describe("a channel that fails for longer fires"),
  }),
  report_overdue: z.strictObject({
    ...common,
    hours: positive.default(24).describe("a job that is due for longer fires"),
  }),
  log_growth: z.strictObject({
    ...common,
    log_megabytes: positive.default(1000).describe("a larger log fires"),
    warehouse_megabytes: positive.default(2000).describe("a larger warehouse does, too"),
  }),
} as const satisfies Record<string, z.ZodObject>;

export type AlertName = keyof typeof ALERT_SETTINGS;

export function isAlertName(name: string): name is AlertName {
  return Object.hasOwn(ALERT_SETTINGS, name);
}

/** From and to in local time: `22:00-07:00`. */
const QUIET = /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/;

/** What is of all kinds together. */
export const GENERAL_SETTINGS = {
  channels: z.array(z.string()).default([]).describe("channels of every alert that names none"),
  budget_per_hour: z
    .int()
    .min(1)
    .default(10)
    .describe("alert messages that a channel takes in an hour; more come as one"),
  quiet_hours: z
    .string()
    .regex(QUIET, "write it as 22:00-07:00")
    .optional()
    .describe("local time in which only what is critical is told: 22:00-07:00"),
} as const satisfies Record<string, z.ZodType>;

/** The settings of all kinds, as they hold; `AlertTables` has them as they are written. */
export const AlertTable = z.strictObject({
  ...GENERAL_SETTINGS,
  red_event: ALERT_SETTINGS.red_event
    .prefault({})
    .describe("a call that the model called RED, or a critical rule denied"),
  evasion_after_deny: ALERT_SETTINGS.evasion_after_deny
    .prefault({})
    .describe("what was denied was reached another way"),
  deny_spike: ALERT_SETTINGS.deny_spike
    .prefault({})
    .describe("many more denials than on other days"),
  new_tool: ALERT_SETTINGS.new_tool
    .prefault({})
    .describe("a tool that a project did not use before"),
  new_mcp_server: ALERT_SETTINGS.new_mcp_server
    .prefault({})
    .describe("an MCP server that a project did not use before"),
  new_host: ALERT_SETTINGS.new_host
    .prefault({})
    .describe("a host that a project did not name before"),
  new_program: ALERT_SETTINGS.new_program
    .prefault({})
    .describe("a program that a project did not run before"),
  new_rule_promoted: ALERT_SETTINGS.new_rule_promoted.prefault({}).describe("a rule was learned"),
  risky_auto_rule: ALERT_SETTINGS.risky_auto_rule
    .prefault({})
    .describe("a learned rule lets too much run"),
  llm_failing: ALERT_SETTINGS.llm_failing.prefault({}).describe("the model gives no verdict"),
  llm_latency: ALERT_SETTINGS.llm_latency
    .prefault({})
    .describe("the model takes longer than it did"),
  error_passthrough_ratio: ALERT_SETTINGS.error_passthrough_ratio
    .prefault({})
    .describe("calls that the hook had no answer for"),
  passthrough_ratio: ALERT_SETTINGS.passthrough_ratio
    .prefault({})
    .describe("many calls that no rule covers"),
  hook_silent: ALERT_SETTINGS.hook_silent
    .prefault({})
    .describe("Claude Code works and the hook hears nothing"),
  guard_off: ALERT_SETTINGS.guard_off
    .prefault({})
    .describe("our hooks are gone from the settings, or switched off"),
  pending_backlog: ALERT_SETTINGS.pending_backlog.prefault({}).describe("rules wait for your word"),
  log_integrity: ALERT_SETTINGS.log_integrity.prefault({}).describe("the log is not what it was"),
  bypass_mode: ALERT_SETTINGS.bypass_mode.prefault({}).describe("a session that asks nobody"),
  delivery_failing: ALERT_SETTINGS.delivery_failing.prefault({}).describe("messages do not arrive"),
  report_overdue: ALERT_SETTINGS.report_overdue.prefault({}).describe("a job did not run"),
  log_growth: ALERT_SETTINGS.log_growth.prefault({}).describe("log or warehouse grow large"),
});
export type AlertTable = z.infer<typeof AlertTable>;
export type AlertSettings<Name extends AlertName = AlertName> = AlertTable[Name];
