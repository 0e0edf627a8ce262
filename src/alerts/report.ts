import { ours } from "../findings/command-line.ts";
import { command, count, duration, named, ratio, text, time } from "../findings/values.ts";
import type { MetricRow } from "../metrics/index.ts";
import { isAlertName } from "../model/alert-settings.ts";
import { type AlertConfig, isAlertOn } from "../model/alert-tables.ts";
import type { AlertStateLine } from "../model/history.ts";
import { localDayMinute } from "../model/local-time.ts";
import { type Block, Report, type Value } from "../model/report.ts";
import { shortPaths } from "../model/short-path.ts";
import type { Window } from "../model/window.ts";
import { amount } from "./evidence.ts";
import { holds } from "./history.ts";
import { ALERT_NAMES } from "./kinds.ts";
import type { CanaryProbe } from "./probes.ts";
import { itemsBlock } from "./report-items.ts";
import { alertLevel, alertSentence } from "./sentence.ts";

export interface AlertsMaterial {
  /** The week that ended with the slot. */
  readonly window: Window;
  readonly asOf: string;
  readonly settings: AlertConfig;
  /** The latest slot that was judged, ISO 8601 UTC; null where none was. */
  readonly judgedAt: string | null;
  /** Beside the title; when they were judged, where it is absent. */
  readonly label?: string;
  readonly homeFlag: string;
  /** Paths below it are shown with `~/`. */
  readonly accountHome: string;
  /** Calls in modes where no opinion of ours means no prompt: beside, never in. */
  readonly modes: readonly MetricRow<"passthrough-by-mode">[];
  /** Whether alerts that are quiet are listed by name, too. */
  readonly listAll: boolean;
  /** What became of a trial call; null where none was thought of. */
  readonly canary: CanaryProbe | null;
  /** Alerts that ended before a message was left for them. */
  readonly heldBack: number;
}

const NOT_JUDGED = "not judged yet";

/** The alerts as a report: for a terminal, and for whoever is told. */
export function alertsReport(all: readonly AlertStateLine[], material: AlertsMaterial): Report {
  const { window, settings } = material;
  const states = all.map((state) => shortened(state, material));
  const holding = states.filter(holds);
  const ratios = states.filter(({ alert }) => alert === "passthrough_ratio");
  return Report.parse({
    version: 1,
    id: `alerts:${window.until}:${window.timeZone}`,
    name: "alerts",
    title: "alerts",
    label: material.label ?? judgedWords(material),
    window: { since: window.since, until: window.until, time_zone: window.timeZone },
    as_of: material.asOf,
    verdict: {
      level: alertLevel(states),
      sentence: alertSentence(states, settings.passthrough_ratio),
      counts: countWords(states),
    },
    sections: [
      ...(holding.length === 0 ? [] : [section("What fires", itemsBlock(holding, material))]),
      ...otherTable(states, material),
      ...(ratios.length === 0 && states.length > 0 ? [] : [section("", ratioTable(ratios))]),
      ...(ratios.length === 0 ? [] : [section("", countedNote(material))]),
      ...(material.canary === null ? [] : [section("", canaryNote(material.canary, material))]),
      ...(material.heldBack === 0 ? [] : [section("", heldNote(material))]),
    ],
  });
}

function judgedWords({ judgedAt, window }: AlertsMaterial): string {
  return judgedAt === null ? NOT_JUDGED : `judged ${localDayMinute(judgedAt, window.timeZone)}`;
}

/** With the paths of what was found as people write them. */
function shortened(state: AlertStateLine, { accountHome }: AlertsMaterial): AlertStateLine {
  const detail = shortPaths(state.evidence.detail, accountHome);
  return { ...state, evidence: { ...state.evidence, detail } };
}

function section(title: string, block: Block): Report["sections"][number] {
  const id = title === "" ? block.kind : title.toLowerCase().replaceAll(" ", "-");
  return { id, title, summary: [], fold: false, blocks: [block] };
}

function countWords(states: readonly AlertStateLine[]): string {
  const of = (to: AlertStateLine["to"]) => states.filter((state) => state.to === to).length;
  const parts = [
    `${of("firing")} firing`,
    ...(of("recovering") > 0 ? [`${of("recovering")} recovering`] : []),
    ...(of("pending") > 0 ? [`${of("pending")} pending`] : []),
  ];
  return `${parts.join(", ")}.`;
}

const OTHER_COLUMNS = [
  { title: "alert", align: "left" },
  { title: "where", align: "left" },
  { title: "state", align: "left" },
  { title: "since", align: "left" },
  { title: "value", align: "right" },
  { title: "mark", align: "right" },
] as const;

/**
 * Every alert that is open but the ratio, which has a table of its own; where all are asked for,
 * also each that is quiet, by name.
 */
function otherTable(
  states: readonly AlertStateLine[],
  { listAll, settings, judgedAt }: AlertsMaterial,
): Report["sections"] {
  const open = states.filter(({ alert, to }) => alert !== "passthrough_ratio" && to !== "inactive");
  const shown = new Set(open.map(({ alert }) => alert));
  for (const { alert } of states) if (alert === "passthrough_ratio") shown.add(alert);
  const quiet = ALERT_NAMES.filter((name) => !shown.has(name));
  if (open.length === 0 && !listAll) return [];
  const isJudged = judgedAt !== null;
  const rows = [
    ...open.map((state) => [
      isAlertName(state.alert) ? text(state.alert) : named(state.alert),
      state.project === null ? named(state.label) : named(state.project),
      text(stateWord(state)),
      sinceOf(state),
      cellOf(state.evidence.value ?? state.evidence.ratio, state),
      cellOf(state.evidence.mark, state),
    ]),
    ...(listAll ? quiet : []).map((name) => [
      text(name),
      text(""),
      text(isAlertOn(settings, name) ? (isJudged ? "quiet" : NOT_JUDGED) : "switched off"),
      ...[text(""), text(""), text("")],
    ]),
  ];
  const shape = { total: null, more: null, empty: "" };
  return [section("", { kind: "table", columns: [...OTHER_COLUMNS], rows, ...shape })];
}

function cellOf(value: number | null, { evidence: { unit } }: AlertStateLine): Value {
  const [first, ...more] = value === null ? [text("")] : amount(value, unit);
  // A cell holds one value.
  return more.length === 0 && first !== undefined
    ? first
    : text(`${Math.round((value ?? 0) / 1e6)} MB`);
}

const COLUMNS = [
  { title: "passthrough_ratio", align: "left" },
  { title: "state", align: "left" },
  { title: "since", align: "left" },
  { title: "ratio", align: "right" },
  { title: "from", align: "right" },
  { title: "to", align: "right" },
  { title: "k", align: "right" },
  { title: "n", align: "right" },
  { title: "before", align: "right" },
] as const;

function ratioTable(states: readonly AlertStateLine[]): Block {
  return {
    kind: "table",
    columns: [...COLUMNS],
    rows: states.map((state) => {
      const { evidence } = state;
      return [
        state.project === null ? text("all projects") : named(state.project),
        text(stateWord(state)),
        sinceOf(state),
        ratio(evidence.ratio),
        ratio(evidence.low),
        ratio(evidence.high),
        count(evidence.k),
        count(evidence.n),
        ratio(evidence.base?.ratio ?? null),
      ];
    }),
    total: null,
    more: null,
    empty: "Nothing was evaluated yet.",
  };
}

function stateWord({ to, reason }: AlertStateLine): string {
  if (reason === "insufficient") return to === "inactive" ? "too little data" : `${to}, held`;
  return to;
}

function sinceOf({ to, pending_since, firing_since }: AlertStateLine): Value {
  const since = to === "inactive" ? null : (firing_since ?? pending_since);
  return since === null ? text("") : time(Date.parse(since), "day_clock");
}

function countedNote({ settings, modes }: AlertsMaterial): Block {
  const { min_calls, min_sessions, min_active_days } = settings.passthrough_ratio;
  const need = `Judged from ${min_calls} calls in ${min_sessions} sessions on ${min_active_days} days, where no opinion means a prompt; from and to are the 95 % interval.`;
  const beside = modes.flatMap((mode, index): Value[] => [
    text(index === 0 ? " Not counted: " : ", "),
    count(mode.k),
    text(" of "),
    count(mode.n),
    text(" in mode "),
    named(mode.permission_mode),
  ]);
  const end = beside.length === 0 ? [] : [text(".")];
  return { kind: "note", term: "HOW COUNTED", text: [text(need), ...beside, ...end] };
}

function canaryNote(canary: CanaryProbe, { accountHome }: AlertsMaterial): Block {
  const words =
    canary.kind === "answered"
      ? [text("The hook answered a trial call in "), duration(canary.ms), text(", with an entry.")]
      : [
          text(
            `${canary.kind === "failed" ? "Failed" : "None was sent"}: ${shortPaths(canary.why, accountHome)}.`,
          ),
        ];
  return { kind: "note", term: "CANARY", text: words };
}

function heldNote({ heldBack, settings, homeFlag }: AlertsMaterial): Block {
  const said = `${heldBack} more fired and ended untold: a channel takes ${settings.budget_per_hour} messages an hour. `;
  const words = [text(said), command(ours("alerts history", { homeFlag }))];
  return { kind: "note", term: "HELD BACK", text: words };
}
