import { type AlertName, isAlertName } from "../model/alert-settings.ts";
import type { KindRow, KindTable } from "./kind.ts";
import { denySpikeNeeds, denySpikeReadings } from "./kinds/deny-spike.ts";
import {
  bypassReadings,
  evasionReadings,
  eventNeed,
  newcomerReadings,
  promotedReadings,
  redReadings,
} from "./kinds/events.ts";
import { hookErrorNeeds, hookErrorReadings } from "./kinds/hook-errors.ts";
import { pendingReadings, riskyRuleNeeds, riskyRuleReadings } from "./kinds/learned-rules.ts";
import {
  modelFailingNeeds,
  modelFailingReadings,
  modelLatencyNeeds,
  modelLatencyReadings,
} from "./kinds/model.ts";
import { passthroughNeeds, passthroughReadings } from "./kinds/passthrough-ratio.ts";
import {
  deliveryFailing,
  guardOff,
  hookSilent,
  logGrowth,
  logIntegrity,
  reportOverdue,
} from "./kinds/probes.ts";
import { CONDITION, DATA, EVENT, PROBE } from "./machines.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const none = () => [];
const atOnce = () => 0;
const halfAnHour = () => 30 * MINUTE_MS;

const newcomer = {
  ...EVENT,
  needs: eventNeed("appearances"),
  read: newcomerReadings,
  forMs: atOnce,
  action: { words: "rules suggest", effect: "offers rules for what is to be let run" },
  drillDown: "report digest",
} as const;

/** The alerts there are: what each looks at, when it fires and ends, and what it mutes. */
export const ALERT_KINDS = {
  red_event: {
    ...EVENT,
    title: "stopped as harmful",
    needs: eventNeed("session-stops"),
    read: redReadings,
    forMs: atOnce,
    action: { words: "report digest", effect: "shows what was denied, and what came after it" },
    drillDown: "report digest",
  },
  evasion_after_deny: {
    ...EVENT,
    title: "reached another way",
    needs: none,
    read: evasionReadings,
    forMs: atOnce,
    action: { words: "report digest", effect: "shows what was denied, and what came after it" },
    drillDown: "report digest",
  },
  deny_spike: {
    ...CONDITION,
    title: "many denials",
    needs: denySpikeNeeds,
    read: denySpikeReadings,
    forMs: halfAnHour,
    // The mark to end is to hold for a day: four slots.
    keepMs: 18 * HOUR_MS,
    action: { words: "report digest", effect: "shows which rules denied, and what" },
    drillDown: "stats",
  },
  new_tool: { ...newcomer, title: "new tool" },
  new_mcp_server: { ...newcomer, title: "new MCP server" },
  new_host: { ...newcomer, title: "new host" },
  new_program: { ...newcomer, title: "new program" },
  new_rule_promoted: {
    ...EVENT,
    title: "rule learned",
    needs: none,
    read: promotedReadings,
    forMs: atOnce,
    action: { words: "rules list", effect: "shows it; rules revoke takes it away" },
    drillDown: "rules list",
  },
  risky_auto_rule: {
    ...CONDITION,
    title: "risky learned rule",
    // A rule is as it is: nothing is gained by looking twice.
    fireAfter: 1,
    clearAfter: 1,
    absent: "clear",
    needs: riskyRuleNeeds,
    read: riskyRuleReadings,
    forMs: atOnce,
    action: { words: "rules show", effect: "shows what it lets run; rules revoke takes it away" },
    drillDown: "rules list",
  },
  llm_failing: {
    ...CONDITION,
    grid: "quick",
    title: "model fails",
    needs: modelFailingNeeds,
    read: modelFailingReadings,
    forMs: atOnce,
    inhibits: ["passthrough_ratio", "error_passthrough_ratio"],
    action: { words: "status", effect: "says which model is asked, and why it does not answer" },
    drillDown: "report digest",
  },
  llm_latency: {
    ...CONDITION,
    title: "model slow",
    needs: modelLatencyNeeds,
    read: modelLatencyReadings,
    forMs: halfAnHour,
    action: { words: "status", effect: "says which model is asked; [llm] names another" },
    drillDown: "report digest",
  },
  error_passthrough_ratio: {
    ...CONDITION,
    title: "hook has no answer",
    needs: hookErrorNeeds,
    read: hookErrorReadings,
    forMs: halfAnHour,
    action: { words: "status", effect: "says what is wrong with the hook" },
    drillDown: "report digest",
  },
  passthrough_ratio: {
    ...CONDITION,
    title: "passthrough ratio",
    needs: passthroughNeeds,
    read: passthroughReadings,
    forMs: (settings, condition) =>
      condition === "relative" ? settings.rise_hours * HOUR_MS : settings.for_minutes * MINUTE_MS,
    action: { words: "rules suggest", effect: "tries rules for these calls before it offers them" },
    drillDown: "report digest",
  },
  hook_silent: {
    ...PROBE,
    title: "hook silent",
    fireAfter: 1,
    clearAfter: 1,
    needs: none,
    read: hookSilent,
    forMs: atOnce,
    inhibits: DATA,
    action: { words: "status --deep", effect: "tries the hooks, and says what mends them" },
    drillDown: "status --deep",
  },
  guard_off: {
    ...PROBE,
    title: "guard off",
    fireAfter: 1,
    clearAfter: 1,
    needs: none,
    read: guardOff,
    forMs: atOnce,
    action: { words: "install", effect: "registers the hooks again" },
    drillDown: "status",
  },
  pending_backlog: {
    ...CONDITION,
    title: "rules wait for you",
    needs: none,
    read: pendingReadings,
    forMs: halfAnHour,
    action: { words: "rules pending", effect: "shows what each would allow" },
    drillDown: "rules pending",
  },
  log_integrity: {
    ...PROBE,
    title: "log not as it was",
    fireAfter: 1,
    clearAfter: 1,
    needs: none,
    read: logIntegrity,
    forMs: atOnce,
    endsSilenced: true,
    inhibits: DATA,
    action: { words: "data verify", effect: "reads all of it again; where it is well this ends" },
    drillDown: "data bad-lines",
  },
  bypass_mode: {
    ...EVENT,
    title: "session asks nobody",
    needs: eventNeed("bypass-sessions"),
    read: bypassReadings,
    forMs: atOnce,
    action: { words: "report digest", effect: "shows what ran meanwhile" },
    drillDown: "report digest",
  },
  delivery_failing: {
    ...PROBE,
    title: "messages do not arrive",
    fireAfter: 1,
    clearAfter: 1,
    needs: none,
    read: deliveryFailing,
    forMs: atOnce,
    action: { words: "status", effect: "says what waits and what was given up" },
    drillDown: "status",
  },
  report_overdue: {
    ...PROBE,
    title: "job overdue",
    fireAfter: 1,
    clearAfter: 1,
    needs: none,
    read: reportOverdue,
    forMs: atOnce,
    action: { words: "schedule run-due", effect: "runs what is due" },
    drillDown: "schedule list",
  },
  log_growth: {
    ...PROBE,
    title: "log large",
    needs: none,
    read: logGrowth,
    forMs: halfAnHour,
    action: { words: "data prune --dry-run", effect: "says what would go into the archive" },
    drillDown: "data status",
  },
} as const satisfies KindTable;

/** Every name, in the order of the table. */
export const ALERT_NAMES: readonly AlertName[] = Object.keys(ALERT_KINDS).filter(isAlertName);

/** The row of a kind, with settings of that very kind. */
export function kindOf<Name extends AlertName>(name: Name): KindRow<Name> {
  const table: KindTable = ALERT_KINDS;
  return table[name];
}
