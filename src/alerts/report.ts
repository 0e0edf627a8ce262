import { ours, scopeFlags } from "../findings/command-line.ts";
import { count, named, ratio, text, time } from "../findings/values.ts";
import type { MetricRow } from "../metrics/index.ts";
import type { PassthroughAlert } from "../model/config.ts";
import type { AlertStateLine } from "../model/history.ts";
import { type Block, Report, type Value } from "../model/report.ts";
import type { Window } from "../model/window.ts";
import { baselineLine, type Contributor, contributorLine, evidenceLine } from "./evidence.ts";
import { alertLevel, alertSentence } from "./sentence.ts";

export interface AlertView {
  readonly state: AlertStateLine;
  /** The most frequent first; empty where the alert does not hold. */
  readonly top: readonly Contributor[];
}

export interface AlertsMaterial {
  /** The week that ended with the slot. */
  readonly window: Window;
  readonly asOf: string;
  readonly settings: PassthroughAlert;
  readonly homeFlag: string;
  /** Calls in modes where no opinion of ours means no prompt: beside, never in. */
  readonly modes: readonly MetricRow<"passthrough-by-mode">[];
}

/** The alerts as a report: for a terminal, and for whoever is told. */
export function alertsReport(views: readonly AlertView[], material: AlertsMaterial): Report {
  const { window } = material;
  const states = views.map(({ state }) => state);
  const holding = views.filter(({ state }) => state.to === "firing" || state.to === "recovering");
  return Report.parse({
    version: 1,
    id: `alerts:${window.until}:${window.timeZone}`,
    name: "alerts",
    title: "alerts",
    label: "alert",
    window: { since: window.since, until: window.until, time_zone: window.timeZone },
    as_of: material.asOf,
    verdict: {
      level: alertLevel(states),
      sentence: alertSentence(states, material.settings),
      counts: countWords(states),
    },
    sections: [
      ...(holding.length === 0 ? [] : [section("What fires", itemsBlock(holding, material))]),
      section("", tableBlock(states)),
      section("", countedNote(material)),
    ],
  });
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

function itemsBlock(views: readonly AlertView[], material: AlertsMaterial): Block {
  return {
    kind: "list",
    items: views.map((view) => ({
      id: `alert-${view.state.pending_since ?? ""}-${view.state.project ?? "all"}`,
      severity: view.state.severity,
      tag: view.state.to,
      title: titleOf(view.state),
      lines: [
        evidenceLine(view.state, material.settings),
        baselineLine(view.state),
        ...view.top.map(contributorLine),
      ],
      command: ours(`report digest ${scopeFlags({ ...scopeOf(view, material) })}`, material),
      effect: "shows what no rule covered; an allow rule for it goes into config.toml",
    })),
  };
}

function scopeOf({ state }: AlertView, { window }: AlertsMaterial) {
  return { window, project: state.project, tool: null };
}

function titleOf({ project, firing_since }: AlertStateLine): Value[] {
  const where = project === null ? [] : [text(" in "), named(project)];
  const since =
    firing_since === null ? [] : [text(" since "), time(Date.parse(firing_since), "day_clock")];
  return [text("passthrough_ratio"), ...where, ...since];
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

function tableBlock(states: readonly AlertStateLine[]): Block {
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
    empty: "Nothing was evaluated yet: claude-permit alerts check",
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
  const { min_calls, min_sessions, min_active_days } = settings;
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
