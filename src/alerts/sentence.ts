import { count, named, ratio, text } from "../findings/values.ts";
import type { PassthroughAlert } from "../model/config.ts";
import type { AlertStateLine } from "../model/history.ts";
import type { Report, Value } from "../model/report.ts";

type Level = NonNullable<Report["verdict"]>["level"];

/** The worst of what holds; `none` where nothing could be judged. */
export function alertLevel(states: readonly AlertStateLine[]): Level {
  const holding = states.filter(({ to }) => to === "firing" || to === "recovering");
  if (holding.some(({ severity }) => severity === "critical")) return "red";
  if (holding.length > 0) return "amber";
  const all = states.find(({ project }) => project === null);
  return all === undefined || all.reason === "insufficient" ? "none" : "green";
}

/** The sentence that a reader would forward. Our words, and quotes of project names. */
export function alertSentence(
  states: readonly AlertStateLine[],
  settings: PassthroughAlert,
): Value[] {
  const worst = worstOf(states);
  if (worst !== undefined) return firingSentence(worst);
  const over = states.find(({ from, to }) => from !== to && to === "inactive");
  if (over !== undefined && over.firing_since !== null) return overSentence(over);
  const all = states.find(({ project }) => project === null);
  if (all === undefined) return [text("Nothing was evaluated yet.")];
  if (all.reason === "insufficient") return scarceSentence(all, settings);
  const pending = states.some(({ to }) => to === "pending");
  return [
    text(pending ? "No alert fires yet: no rule covered " : "No alert fires: no rule covered "),
    ratio(all.evidence.ratio),
    text(" of the calls."),
    ...(pending ? [text(" What is pending fires if the next evaluation finds the same.")] : []),
  ];
}

/** All projects together say more than one of them; critical more than a warning. */
function worstOf(states: readonly AlertStateLine[]): AlertStateLine | undefined {
  const weight = (state: AlertStateLine): number =>
    (state.severity === "critical" ? 2 : 0) + (state.project === null ? 1 : 0);
  return states
    .filter(({ to }) => to === "firing" || to === "recovering")
    .reduce<AlertStateLine | undefined>(
      (worst, state) => (worst === undefined || weight(state) > weight(worst) ? state : worst),
      undefined,
    );
}

function firingSentence(state: AlertStateLine): Value[] {
  const { k, n, ratio: share, base } = state.evidence;
  const before = base === null ? [] : [text(", in the four weeks before "), ratio(base.ratio)];
  return [
    text("No rule covered "),
    ratio(share),
    text(" of the calls"),
    ...where(state),
    text(" ("),
    count(k),
    text(" of "),
    count(n),
    text(")"),
    ...before,
    text("."),
  ];
}

function overSentence(state: AlertStateLine): Value[] {
  const since = state.firing_since ?? state.slot;
  const hours = Math.round((Date.parse(state.slot) - Date.parse(since)) / 3_600_000);
  const lasted = hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
  const end = [text(`; the alert is over after ${lasted}, at its highest `), ratio(state.peak)];
  if (state.reason === "stale") {
    return [text("Too little data for two weeks"), ...where(state), ...end, text(".")];
  }
  return [
    text("The share of calls that no rule covered is back to "),
    ratio(state.evidence.ratio),
    ...where(state),
    ...end,
    text("."),
  ];
}

function scarceSentence({ evidence }: AlertStateLine, settings: PassthroughAlert): Value[] {
  const { n, sessions, active_days } = evidence;
  const { min_calls, min_sessions, min_active_days } = settings;
  return [
    text(
      `Too little data to judge: ${n} calls in ${sessions} sessions on ${active_days} days, of at least ${min_calls} in ${min_sessions} on ${min_active_days}.`,
    ),
  ];
}

function where({ project }: AlertStateLine): Value[] {
  return project === null ? [] : [text(" in "), named(project)];
}
