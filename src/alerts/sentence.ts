import { count, counted, duration, named, plural, quote, ratio, text } from "../findings/values.ts";
import { type AlertName, isAlertName, type PassthroughAlert } from "../model/alert-settings.ts";
import type { AlertStateLine } from "../model/history.ts";
import type { Report, Value } from "../model/report.ts";
import { SEVERITIES } from "../model/words.ts";
import { amount } from "./evidence.ts";
import { holds } from "./history.ts";
import { kindOf } from "./kinds.ts";

type Level = NonNullable<Report["verdict"]>["level"];

/** The worst of what holds; `none` where nothing could be judged. */
export function alertLevel(states: readonly AlertStateLine[]): Level {
  const holding = states.filter(holds);
  if (holding.some(({ severity }) => severity === "critical")) return "red";
  if (holding.some(({ severity }) => severity === "warn")) return "amber";
  const all = overall(states);
  return all === undefined || all.reason === "insufficient" ? "none" : "green";
}

/** The sentence that a reader would forward. Our words, and quotes of what the log says. */
export function alertSentence(
  states: readonly AlertStateLine[],
  settings: PassthroughAlert,
): Value[] {
  const worst = worstOf(states);
  if (worst !== undefined) return firingSentence(worst);
  const over = states.find(({ from, to }) => from !== to && to === "inactive");
  if (over !== undefined && over.firing_since !== null) return overSentence(over);
  const all = overall(states);
  if (all === undefined) return [text("Nothing was evaluated yet.")];
  if (all.reason === "insufficient") return scarceSentence(all, settings);
  const pending = states.some(({ to }) => to === "pending");
  return [
    text(pending ? "No alert fires yet: no rule covered " : "No alert fires: no rule covered "),
    ratio(all.evidence.ratio),
    text(" of the calls."),
    ...(pending ? [text(" What is pending fires if it is found to hold.")] : []),
  ];
}

/** What fires, in a sentence with a full stop. */
export function firingSentence(line: AlertStateLine): Value[] {
  if (!isAlertName(line.alert)) return [quote(line.alert), text(" fires.")];
  return [...SENTENCES[line.alert](line), text(".")];
}

type Sentence = (line: AlertStateLine) => Value[];

const newcomer =
  (noun: string): Sentence =>
  ({ causes, project, evidence }) => [
    ...counted(causes.length, `new ${noun}`),
    ...where({ project }),
    text(": "),
    ...quoted(causes),
    ...(evidence.detail === "" ? [] : [text(`, ${evidence.detail}`)]),
  ];

/** One for each kind: what is so, without a full stop. */
const SENTENCES: { readonly [Name in AlertName]: Sentence } = {
  red_event: (line) => [
    ...counted(line.evidence.value ?? 0, "call"),
    text(line.evidence.value === 1 ? " was" : " were"),
    text(" stopped as harmful"),
    ...where(line),
    text(": "),
    ...quoted(line.causes),
  ],
  evasion_after_deny: (line) => [
    text("What was denied was reached another way"),
    ...where(line),
    text(": "),
    ...quoted(line.causes),
    ...(line.evidence.detail === "" ? [] : [text(", by "), quote(line.evidence.detail)]),
  ],
  deny_spike: ({ evidence }) => [
    ...counted(evidence.k, "call"),
    text(" denied in 24 hours, in "),
    ...counted(evidence.sessions, "session"),
    text(`: ${evidence.detail}`),
  ],
  new_tool: newcomer("tool"),
  new_mcp_server: newcomer("MCP server"),
  new_host: newcomer("host"),
  new_program: newcomer("program"),
  new_rule_promoted: ({ causes, evidence }) => [
    ...counted(evidence.value ?? causes.length, "rule"),
    text(` ${evidence.value === 1 ? "was" : "were"} learned: `),
    ...quoted(causes),
  ],
  risky_auto_rule: ({ label, causes }) => [
    text("The learned rule "),
    named(label),
    text(" lets too much run: "),
    ...quoted(causes),
  ],
  llm_failing: ({ evidence }) => [
    text("The model gave no verdict on "),
    count(evidence.k),
    text(" of "),
    count(evidence.n),
    text(" questions in an hour"),
    ...(evidence.detail === "" ? [] : [text("; "), quote(evidence.detail)]),
  ],
  llm_latency: ({ evidence }) => [
    text("The model is slow: of "),
    count(evidence.n),
    text(" answers one in twenty takes more than "),
    duration(evidence.value),
    text(`; ${evidence.detail}`),
  ],
  error_passthrough_ratio: ({ evidence }) => [
    text("The hook had no answer for "),
    ratio(evidence.ratio),
    text(" of the calls of 24 hours ("),
    count(evidence.k),
    text(" of "),
    count(evidence.n),
    text(")"),
  ],
  passthrough_ratio: (line) => {
    const { k, n, ratio: share, base, detail } = line.evidence;
    return [
      text("No rule covered "),
      ratio(share),
      text(" of the calls"),
      ...where(line),
      ...(detail === "" ? [] : [text(` ${detail}`)]),
      text(" ("),
      count(k),
      text(" of "),
      count(n),
      text(")"),
      ...(base === null ? [] : [text(", in the four weeks before "), ratio(base.ratio)]),
    ];
  },
  hook_silent: ({ evidence }) =>
    evidence.value === null
      ? [text(`The hook does not work: ${evidence.detail}`)]
      : [
          text("Claude Code works and the hook hears nothing: its transcripts go on "),
          duration(evidence.value),
          text(" after the last entry"),
        ],
  guard_off: ({ evidence }) => [text("The guard is off: "), quote(evidence.detail)],
  pending_backlog: ({ evidence }) => [
    ...counted(evidence.value ?? 0, "rule"),
    text(` ${evidence.value === 1 ? "waits" : "wait"} for your word; ${evidence.detail}`),
  ],
  log_integrity: ({ evidence }) => [text("The log is not as it was: "), quote(evidence.detail)],
  bypass_mode: (line) => [
    ...counted(line.evidence.sessions, "session"),
    ...where(line),
    text(`${line.evidence.sessions === 1 ? " asks" : " ask"} nobody, in mode `),
    ...quoted(line.causes),
  ],
  delivery_failing: ({ label, evidence }) => [
    text("Messages to "),
    named(label),
    text(" do not arrive"),
    ...(evidence.detail === "" ? [] : [text(": "), quote(evidence.detail)]),
  ],
  report_overdue: ({ label, evidence }) => [
    text("The job "),
    named(label),
    text(" did not run: it is due since "),
    duration(evidence.value),
  ],
  log_growth: ({ label, evidence }) => [
    text(`The ${label} has grown to `),
    ...amount(evidence.value, evidence.unit),
  ],
};

const NAMED = 3;

function quoted(names: readonly string[]): Value[] {
  const shown = names
    .slice(0, NAMED)
    .flatMap((name, index) => [...(index === 0 ? [] : [text(", ")]), quote(name)]);
  const more = names.length - NAMED;
  return more > 0 ? [...shown, text(` and ${more} more`)] : shown;
}

/** Critical more than a warning; all projects together say more than one of them. */
function worstOf(states: readonly AlertStateLine[]): AlertStateLine | undefined {
  const weight = (state: AlertStateLine): number =>
    (SEVERITIES.length - SEVERITIES.indexOf(state.severity)) * 2 + (state.project === null ? 1 : 0);
  return states
    .filter(holds)
    .reduce<AlertStateLine | undefined>(
      (worst, state) => (worst === undefined || weight(state) > weight(worst) ? state : worst),
      undefined,
    );
}

function lengthWords(minutes: number): string {
  const hours = Math.round(minutes / 60);
  if (minutes < 60) return `${minutes} minutes`;
  return hours < 48 ? `${hours} ${plural(hours, "hour")}` : `${Math.round(hours / 24)} days`;
}

function overSentence(state: AlertStateLine): Value[] {
  const since = state.firing_since ?? state.slot;
  const lasted = lengthWords((Date.parse(state.slot) - Date.parse(since)) / 60_000);
  const peak =
    state.peak === null
      ? []
      : [text(", at its highest "), ...amount(state.peak, state.evidence.unit)];
  const end = [text(`the alert is over after ${lasted}`), ...peak, text(".")];
  if (state.reason === "stale") {
    return [text("Too little data for two weeks"), ...where(state), text("; "), ...end];
  }
  if (state.alert === "passthrough_ratio") {
    return [
      text("The share of calls that no rule covered is back to "),
      ratio(state.evidence.ratio),
      ...where(state),
      text("; "),
      ...end,
    ];
  }
  const label = state.label === "" ? [] : [text(" "), named(state.label)];
  return [text(titleWords(state.alert)), ...label, ...where(state), text(": "), ...end];
}

/** `many denials`; the name itself of an alert that is not there any more. */
function titleWords(alert: string): string {
  return isAlertName(alert) ? kindOf(alert).title : "an alert of another version";
}

function scarceSentence({ evidence }: AlertStateLine, settings: PassthroughAlert): Value[] {
  const { n, sessions, active_days } = evidence;
  const { min_calls, min_sessions, min_active_days } = settings;
  return [
    text(
      `Too little data to judge: ${n} ${plural(n, "call")} in ${sessions} ${plural(sessions, "session")} on ${active_days} ${plural(active_days, "day")}, of at least ${min_calls} in ${min_sessions} on ${min_active_days}.`,
    ),
  ];
}

function overall(states: readonly AlertStateLine[]): AlertStateLine | undefined {
  return states.find(({ alert, project }) => alert === "passthrough_ratio" && project === null);
}

function where({ project }: Pick<AlertStateLine, "project">): Value[] {
  return project === null ? [] : [text(" in "), named(project)];
}
