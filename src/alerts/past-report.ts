import { count, quote, text } from "../findings/values.ts";
import { isAlertName } from "../model/alert-settings.ts";
import type { SilenceLine } from "../model/history.ts";
import { localDayMinute, localMinute } from "../model/local-time.ts";
import { type Block, Report, type Value } from "../model/report.ts";
import type { Window } from "../model/window.ts";
import type { PastAlert } from "./past.ts";
import type { Silence } from "./silences.ts";

export interface PastMaterial {
  readonly name: "alerts-test" | "alerts-history";
  readonly window: Window;
  readonly asOf: string;
  /** What else is to be said below: how it was done, what is not in it. */
  readonly notes: readonly string[];
  readonly silences: readonly SilenceLine[];
}

/** More of them are counted, and told by --json. */
const SHOWN = 40;

/** When alerts fired, were told and ended; or would have. */
export function pastReport(all: readonly PastAlert[], material: PastMaterial): Report {
  const { window, name } = material;
  const told = all.reduce((sum, one) => sum + one.told.length, 0);
  const would = name === "alerts-test";
  return Report.parse({
    version: 1,
    id: `${name}:${window.since}:${window.until}:${window.timeZone}`,
    name,
    title: would ? "alerts test" : "alerts history",
    label: would ? "rehearsal" : "history",
    window: { since: window.since, until: window.until, time_zone: window.timeZone },
    as_of: material.asOf,
    verdict: {
      level: "none",
      sentence: [
        text(would ? "Alerts would have fired " : "Alerts fired "),
        ...times(all.length),
        text(would ? " and spoken " : " and spoke "),
        ...times(told),
        text("."),
      ],
      counts: "",
    },
    sections: [
      section("by-alert", "By alert", summaryTable(all)),
      ...(all.length === 0 ? [] : [section("each", "Each time", timesTable(all, material))]),
      ...(material.silences.length === 0
        ? []
        : [section("silences", "Silences", silenceTable(material))]),
      ...material.notes.map((note, index) =>
        section(`note-${index}`, "", { kind: "note" as const, term: "", text: [text(note)] }),
      ),
    ],
  });
}

function section(id: string, title: string, block: Block): Report["sections"][number] {
  return { id, title, summary: [], fold: false, blocks: [block] };
}

function times(value: number): Value[] {
  return [count(value), text(value === 1 ? " time" : " times")];
}

const LEFT = "left" as const;
const RIGHT = "right" as const;

function summaryTable(all: readonly PastAlert[]): Block {
  const names = [...new Set(all.map(({ alert }) => alert))];
  const rows = names.map((name) => {
    const mine = all.filter(({ alert }) => alert === name);
    const kept = mine.reduce((sum, one) => sum + total(one.kept), 0);
    const critical = mine.filter(({ severity }) => severity === "critical").length;
    return [
      quote(name),
      count(mine.length),
      count(critical),
      count(mine.reduce((sum, one) => sum + one.told.length, 0)),
      count(kept),
      count(mine.filter(({ over }) => over === null).length),
    ];
  });
  return {
    kind: "table",
    columns: [
      { title: "alert", align: LEFT },
      { title: "fired", align: RIGHT },
      { title: "critical", align: RIGHT },
      { title: "spoke", align: RIGHT },
      { title: "kept back", align: RIGHT },
      { title: "open", align: RIGHT },
    ],
    ...{ rows, total: null, more: null, empty: "None fired." },
  };
}

function timesTable(all: readonly PastAlert[], { window }: PastMaterial): Block {
  const { timeZone } = window;
  // Newest first, and what matters most where there are too many.
  const kept = [...all]
    .sort((a, b) => rank(a) - rank(b) || (a.fired < b.fired ? 1 : -1))
    .slice(0, SHOWN)
    .sort((a, b) => (a.fired < b.fired ? -1 : 1));
  const more = all.length - kept.length;
  return {
    kind: "table",
    columns: [
      { title: "fired", align: RIGHT },
      { title: "alert", align: LEFT },
      { title: "where", align: LEFT },
      { title: "spoke", align: LEFT },
      { title: "over", align: RIGHT },
    ],
    rows: kept.map((one) => [
      text(localDayMinute(one.fired, timeZone)),
      isAlertName(one.alert) ? text(one.alert) : quote(one.alert),
      quote(one.causes[0] ?? one.project ?? (one.label || "all projects")),
      text(toldWords(one)),
      text(one.over === null ? "open" : localDayMinute(one.over, timeZone)),
    ]),
    total: null,
    more: more > 0 ? { count: more, command: null } : null,
    empty: "",
  };
}

function rank({ severity }: PastAlert): number {
  return ["critical", "warn", "info"].indexOf(severity);
}

/** `at once +2`: when it was first told, and how often again; or why nothing was said. */
function toldWords({ fired, told, kept }: PastAlert): string {
  const [first, ...more] = told;
  if (first === undefined) {
    return Object.keys(kept).join(", ").replaceAll("_", " ") || "nothing";
  }
  const late = Math.round((Date.parse(first.slot) - Date.parse(fired)) / 60_000);
  const when = late < 1 ? "at once" : late < 120 ? `+${late} min` : `+${Math.round(late / 60)} h`;
  return more.length === 0 ? when : `${when} +${more.length}`;
}

function silenceTable({ silences, window }: PastMaterial): Block {
  const lifted = new Map(
    silences.flatMap((line) => (line.kind === "lifted" ? [[line.id, line.at] as const] : [])),
  );
  const made = silences.filter((line): line is Silence => line.kind === "silenced");
  return {
    kind: "table",
    columns: [
      { title: "silenced", align: LEFT },
      { title: "alert", align: LEFT },
      { title: "project", align: LEFT },
      { title: "until", align: LEFT },
      { title: "by", align: LEFT },
      { title: "reason", align: LEFT },
    ],
    rows: made.map((one) => [
      text(localMinute(one.at, window.timeZone)),
      quote(one.alert),
      one.project === null ? text("all") : quote(one.project),
      text(localMinute(lifted.get(one.id) ?? one.until, window.timeZone)),
      quote(one.by),
      quote(one.reason),
    ]),
    ...{ total: null, more: null, empty: "" },
  };
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, each) => sum + each, 0);
}
