import { ours, scopeFlags } from "../findings/command-line.ts";
import { command, named, quote, text, time } from "../findings/values.ts";
import { isAlertName } from "../model/alert-settings.ts";
import { alertTableOf } from "../model/alert-tables.ts";
import { daysBefore } from "../model/grid.ts";
import type { AlertStateLine } from "../model/history.ts";
import type { Block, Value } from "../model/report.ts";
import { shellWord } from "../model/shell-word.ts";
import { baselineLine, contributorLine, evidenceLine } from "./evidence.ts";
import { kindOf } from "./kinds.ts";
import type { AlertsMaterial } from "./report.ts";
import { firingSentence } from "./sentence.ts";

/** What fires, worst first: everything that a reader needs, wherever the message is read. */
export function itemsBlock(states: readonly AlertStateLine[], material: AlertsMaterial): Block {
  const all = [...states].sort((a, b) => rank(a) - rank(b));
  return {
    kind: "list",
    items: all.map((state) => ({
      id: `alert-${state.alert}-${state.pending_since ?? ""}-${state.project ?? "all"}-${state.label}`,
      severity: state.severity,
      tag: state.to,
      title: titleOf(state),
      lines: linesOf(state, material),
      ...actionOf(state, material),
    })),
  };
}

function rank({ severity }: AlertStateLine): number {
  return ["critical", "warn", "info"].indexOf(severity);
}

function linesOf(state: AlertStateLine, material: AlertsMaterial): Value[][] {
  const { evidence, alert } = state;
  const isRatio = alert === "passthrough_ratio";
  const isEvent = isAlertName(alert) && kindOf(alert).about === "event";
  const mark =
    evidence.mark ??
    (isRatio ? alertTableOf(material.settings, state.project).passthrough_ratio.fire_above : null);
  const lines = [
    firingSentence(state),
    ...(isEvent ? [] : [evidenceLine(evidence, mark)]),
    ...(isRatio ? [baselineLine(evidence)] : []),
    ...evidence.top.map(contributorLine),
    ...(state.speech === "" || state.spoke ? [] : quietLine(state)),
    [text("look closer: "), command(drillDownOf(state, material))],
    [text("be quiet for a week: "), command(silenceOf(state, material))],
    [text("key: "), quote(alertKey(state))],
  ];
  return lines.filter((line) => line.length > 0);
}

const QUIET: Readonly<Record<string, string>> = {
  silenced: "not told: somebody silenced it",
  inhibited: "not told: another alert says why",
  quiet_hours: "not told yet: these are quiet hours",
  over_budget: "not told yet: the channel has had its messages of this hour",
  no_channel: "told nobody: config.toml names no channel for it",
  flapping: "not told: it comes and goes",
};

function quietLine({ speech }: AlertStateLine): Value[][] {
  const words = QUIET[speech];
  return words === undefined ? [] : [[text(words)]];
}

function actionOf(
  state: AlertStateLine,
  material: AlertsMaterial,
): { command: string; effect: string } {
  if (!isAlertName(state.alert)) return { command: ours("alerts list", material), effect: "" };
  const { words, effect } = kindOf(state.alert).action;
  return { command: ours(withScope(words, state, material), material), effect };
}

function drillDownOf(state: AlertStateLine, material: AlertsMaterial): string {
  const words = isAlertName(state.alert) ? kindOf(state.alert).drillDown : "alerts list";
  return ours(withScope(words, state, material), material);
}

/** With the window and the project that it is about, where the command takes them. */
function withScope(words: string, state: AlertStateLine, material: AlertsMaterial): string {
  if (words === "rules show") return `${words} ${shellWord(state.label)}`;
  if (words !== "report digest" && words !== "stats") return words;
  const { timeZone } = material.window;
  const window =
    state.alert === "passthrough_ratio" ? material.window : daysBefore(state.slot, 1, timeZone);
  return `${words} ${scopeFlags({ window, project: state.project, tool: null })}`;
}

function silenceOf({ alert, project }: AlertStateLine, material: AlertsMaterial): string {
  const where = project === null ? "" : ` --project ${shellWord(project)}`;
  return ours(`alerts silence ${alert} --for 7d${where}`, material);
}

function titleOf({ alert, project, label, firing_since }: AlertStateLine): Value[] {
  const where = project === null ? [] : [text(" in "), named(project)];
  const isShort = label !== "" && isAlertName(alert) && kindOf(alert).about === "condition";
  const since =
    firing_since === null ? [] : [text(" since "), time(Date.parse(firing_since), "day_clock")];
  return [
    ...(isAlertName(alert) ? [text(alert)] : [named(alert)]),
    ...(isShort ? [text(" "), named(label)] : []),
    ...where,
    ...since,
  ];
}

/** What names an alert to people and in commands: `passthrough_ratio`, `new_tool/shop/SESSION`. */
function alertKey({ alert, project, label }: AlertStateLine): string {
  return [alert, ...(project === null && label === "" ? [] : [project ?? "all"]), label]
    .filter((part) => part !== "")
    .join("/");
}
