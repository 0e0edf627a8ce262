import {
  countChange,
  latencyChange,
  MIN_LATENCY_ANSWERS,
  ratioChange,
} from "../findings/change.ts";
import { ours, spanWord } from "../findings/command-line.ts";
import {
  command,
  count,
  counted,
  duration,
  ownWord,
  quote,
  ratio,
  text,
} from "../findings/values.ts";
import type { MetricName, MetricRow } from "../metrics/index.ts";
import type { Block, Change, Report, Section, Value } from "../model/report.ts";
import { shellWord } from "../model/shell-word.ts";
import type { CountSums, ShareSums } from "../model/statistics.ts";
import { type Window, windowLabel } from "../model/window.ts";
import { type CallClass, RULE_KINDS } from "../model/words.ts";
import { note, section } from "./blocks.ts";
import { columns, cut } from "./table.ts";

/** What both sides are measured by. */
export const COMPARE_NEEDS = [
  "scorecard",
  "decision-mix",
  "model-latency",
  "fingerprints",
  "rules",
] as const satisfies readonly MetricName[];

export type CompareRows = {
  readonly [Name in (typeof COMPARE_NEEDS)[number]]: readonly MetricRow<Name>[];
};

/** A span or a session, as it was asked for, and what it holds. */
export interface Side {
  readonly word: string;
  readonly window: Window;
  /** The whole id; null of a span. */
  readonly session: string | null;
  readonly rows: Partial<CompareRows>;
}

export interface CompareFrame {
  readonly asOf: string;
  readonly timeZone: string;
  readonly project: string | null;
  readonly tool: string | null;
  readonly homeFlag: string;
}

const SHOWN = 12;

/** Two spans or two sessions side by side: what differs is called a change only if it is one. */
export function compareReport(a: Side, b: Side, frame: CompareFrame): Report {
  const names = [nameOf(a, "A"), nameOf(b, "B")] as const;
  const since = a.window.since < b.window.since ? a.window.since : b.window.since;
  const until = a.window.until > b.window.until ? a.window.until : b.window.until;
  return {
    version: 1,
    id: `compare:${names.join(":")}:${since}:${until}:${frame.timeZone}`,
    name: "compare",
    title: "comparison",
    label: names.join(" and "),
    window: { since, until, time_zone: frame.timeZone },
    as_of: frame.asOf,
    verdict: { level: "none", sentence: inShort(a, b, names), counts: "" },
    sections: [
      figures(a, b, names),
      decisions(a, b, names),
      fresh("new", `New in ${names[1]}`, b, a),
      fresh("gone", `Only in ${names[0]}`, a, b),
      rules(a, b, names),
      coverage(a, b, frame),
    ],
  };
}

/** The word that was asked with: of an id only where it is plain, because a log may hold any. */
function nameOf({ word, session, window }: Side, letter: string): string {
  if (session === null) return windowLabel(window);
  return /^[\w-]{1,36}$/.test(word) ? word : letter;
}

function rowsOf<Name extends keyof CompareRows>(side: Side, name: Name): CompareRows[Name] {
  const rows = side.rows[name];
  if (rows === undefined) throw new Error(`the metric ${name} was not measured: declare it`);
  return rows;
}

type Card = MetricRow<"scorecard">;

const COUNTS: readonly { label: string; of: (row: Card) => CountSums }[] = [
  { label: "Calls", of: (row) => sums(row.calls, row.calls_sq) },
  { label: "Sessions", of: (row) => sums(row.sessions, row.sessions) },
  { label: "Prompts you saw", of: (row) => sums(row.prompts_seen, row.prompts_seen_sq) },
  { label: "Prompts saved, estimated", of: (row) => sums(row.prompts_saved, row.prompts_saved_sq) },
  { label: "Denied", of: (row) => sums(row.denied, row.denied_sq) },
  { label: "Hook errors", of: (row) => sums(row.hook_errors, row.hook_errors_sq) },
];

function figures(a: Side, b: Side, names: readonly [string, string]): Section {
  const isSessions = a.session !== null;
  const rows = COUNTS.filter(({ label }) => !isSessions || label !== "Sessions").map(
    ({ label, of }): Value[] => {
      const [was, is] = [countOf(a, of), countOf(b, of)];
      return [text(label), count(was.count), count(is.count), countsChange(a, b, of)];
    },
  );
  const latency = (["p50_ms", "p95_ms"] as const).map((key): Value[] => {
    const [was, is] = [latencyOf(a, key), latencyOf(b, key)];
    const label = key === "p50_ms" ? "Model latency, p50" : "Model latency, p95";
    return [text(label), duration(was), duration(is), latencyChange(is, was)];
  });
  const table: Block = {
    kind: "table",
    columns: [...columns("figure", `>${names[0]}`, `>${names[1]}`, "change")],
    rows: [...rows, ...latency],
    total: null,
    more: null,
    empty: "",
  };
  return section("figures", "Side by side", [table, ...remarks(a, b)]);
}

/** What a reader must know of the word "change" here. */
function remarks(a: Side, b: Side): Block[] {
  if (a.session !== null) {
    const words =
      "two sessions are two observations: what differs is shown, and nothing is called a change.";
    return [note("", [text(words)])];
  }
  if (isAsLong(a, b)) return [];
  const words = `one is a ${spanWord(a.window)} and the other a ${spanWord(b.window)}: counts are not compared, shares are.`;
  return [note("", [text(words)])];
}

/** Weeks may be of 167 or 169 hours, and months of 28 to 31 days. */
function isAsLong(a: Side, b: Side): boolean {
  const [kinds, other] = [spanWord(a.window), spanWord(b.window)];
  return kinds === other;
}

function countsChange(a: Side, b: Side, of: (row: Card) => CountSums): Change {
  if (!isAsLong(a, b) && a.session === null) return countChange(null, null);
  return countChange(countOf(b, of), countOf(a, of));
}

function countOf(side: Side, of: (row: Card) => CountSums): CountSums {
  const [row] = rowsOf(side, "scorecard");
  return row === undefined ? sums(0, 0) : of(row);
}

function latencyOf(side: Side, key: "p50_ms" | "p95_ms"): number | null {
  const [row] = rowsOf(side, "model-latency");
  if (row === undefined) return null;
  return key === "p95_ms" && row.asked < MIN_LATENCY_ANSWERS ? null : row[key];
}

const CLASS_WORDS = {
  allow_rule: "allowed by your rules",
  allow_auto: "allowed by learned rules",
  llm_green: "allowed by the model",
  ask_rule: "asked, by rule",
  llm_yellow: "asked, by the model",
  floor: "denied, built-in",
  deny_rule: "denied by rule",
  llm_red: "denied by the model",
  passthrough: "no opinion",
  error_passthrough: "error, no opinion",
  other: "in words of an older log",
} as const satisfies Record<CallClass | "other", string>;

function decisions(a: Side, b: Side, names: readonly [string, string]): Section {
  const rows = classes().flatMap((name): Value[][] => {
    const [was, is] = [mixOf(a, name), mixOf(b, name)];
    if (was.k === 0 && is.k === 0) return [];
    return [
      [
        text(CLASS_WORDS[name]),
        count(was.k),
        ratio(was.n === 0 ? null : was.k / was.n),
        count(is.k),
        ratio(is.n === 0 ? null : is.k / is.n),
        sharesChange(a, was, is),
      ],
    ];
  });
  const table: Block = {
    kind: "table",
    columns: columns("decision", `>${names[0]}`, ">share", `>${names[1]}`, ">share", "change"),
    rows,
    total: null,
    more: null,
    empty: "Neither has a call.",
  };
  return section("decisions", "What was decided", [table]);
}

/** Of one session there is no spread to judge by: what differs is unclear. */
function sharesChange(a: Side, was: ShareSums, is: ShareSums): Change {
  const change = ratioChange(is, was);
  const clear = change.sign === "up" || change.sign === "down";
  return a.session !== null && clear ? { ...change, sign: "unclear" } : change;
}

function classes(): (CallClass | "other")[] {
  const names = Object.keys(CLASS_WORDS);
  return names.filter((name): name is CallClass | "other" => Object.hasOwn(CLASS_WORDS, name));
}

function mixOf(side: Side, name: CallClass | "other"): ShareSums {
  const rows = rowsOf(side, "decision-mix");
  const found = rows.find((row) => row.class === name);
  if (found !== undefined) return found;
  const [any] = rows;
  const none = { k: 0, kk: 0, kn: 0 };
  return { sessions: any?.sessions ?? 0, n: any?.n ?? 0, nn: any?.nn ?? 0, ...none };
}

/** Kinds of call that one has and the other has not. */
function fresh(id: string, title: string, here: Side, there: Side): Section {
  const known = new Set(rowsOf(there, "fingerprints").map(({ fingerprint }) => fingerprint));
  const rows = rowsOf(here, "fingerprints").filter(({ fingerprint }) => !known.has(fingerprint));
  const { shown, more } = cut(rows, SHOWN, null);
  return {
    ...section(id, title, [
      {
        kind: "table",
        columns: columns("what", ">calls", ">sessions", ">ok", ">failed", ">refused"),
        rows: shown.map((row) => [
          quote(row.fingerprint),
          count(row.calls),
          count(row.sessions),
          count(row.ok),
          count(row.failed),
          count(row.refused),
        ]),
        total: null,
        more,
        empty: "No kind of call.",
      },
    ]),
    summary: rows.length === 0 ? [] : [...counted(rows.length, "kind"), text(" of call")],
  };
}

interface Hits {
  readonly row: MetricRow<"rules">;
  readonly was: number;
  readonly is: number;
}

/** Rules of either, those first whose hits differ most. */
function rules(a: Side, b: Side, names: readonly [string, string]): Section {
  const found = new Map<string, Hits>();
  for (const row of rowsOf(a, "rules")) found.set(keyOf(row), { row, was: row.hits, is: 0 });
  for (const row of rowsOf(b, "rules")) {
    found.set(keyOf(row), { row, was: found.get(keyOf(row))?.was ?? 0, is: row.hits });
  }
  const rows = [...found.values()].sort(
    (x, y) => Math.abs(y.is - y.was) - Math.abs(x.is - x.was) || y.is - x.is,
  );
  const { shown, more } = cut(rows, SHOWN, null);
  return section("rules", "Rules", [
    {
      kind: "table",
      columns: columns("rule", "kind", `>${names[0]}`, `>${names[1]}`, ">difference"),
      rows: shown.map(({ row, was, is }) => [
        quote(row.rule),
        ownWord(row.rule_kind, RULE_KINDS),
        count(was),
        count(is),
        count(is - was),
      ]),
      total: null,
      more,
      empty: "No rule decided anything.",
    },
  ]);
}

function keyOf({ rule_id, rule_kind }: MetricRow<"rules">): string {
  return `${rule_kind} ${rule_id}`;
}

/** What stands behind the figures, and how to get them again. */
function coverage(a: Side, b: Side, frame: CompareFrame): Section {
  const { timeZone, asOf, project, tool } = frame;
  const scope = [
    `--tz ${timeZone}`,
    ...(project === null ? [] : [`--project ${shellWord(project)}`]),
    ...(tool === null ? [] : [`--tool ${shellWord(tool)}`]),
    `--as-of ${asOf}`,
  ].join(" ");
  // A span as it was meant then: `last-week` is another one tomorrow.
  const words = [a, b].map((side) =>
    shellWord(side.session === null ? windowLabel(side.window) : side.word),
  );
  const again = ours(`report compare ${words.join(" ")} ${scope}`, frame);
  const sessions =
    a.session === null
      ? []
      : [note("Sessions", [quote(a.session), text(", "), quote(b.session ?? "")])];
  return section("coverage", "Coverage", [...sessions, note("Again", [command(again)])]);
}

/** The clearest of the differences, or that there is none. */
function inShort(a: Side, b: Side, [from, to]: readonly [string, string]): Value[] {
  const [was, is] = [a, b].map((side) => countOf(side, (row) => sums(row.calls, row.calls_sq)));
  if ((was?.count ?? 0) === 0 && (is?.count ?? 0) === 0) return [text("Neither has a call.")];
  const clear = COUNTS.filter(({ of }) => isClear(countsChange(a, b, of)));
  const mixed = classes().filter((name) =>
    isClear(sharesChange(a, mixOf(a, name), mixOf(b, name))),
  );
  const opening = [
    ...counted(is?.count ?? 0, "call"),
    text(` in ${to}, `),
    count(was?.count ?? 0),
    text(` in ${from}`),
  ];
  if (clear.length + mixed.length === 0) return [...opening, text("; no clear change.")];
  const parts = [
    ...clear.map(({ label, of }): Value[] => [
      text(`${label.toLowerCase()} `),
      countsChange(a, b, of),
    ]),
    ...mixed.map((name): Value[] => [
      text(`${CLASS_WORDS[name]} `),
      sharesChange(a, mixOf(a, name), mixOf(b, name)),
    ]),
  ];
  return [
    ...opening,
    text("; "),
    ...parts.flatMap((part, index) => (index === 0 ? part : [text(", "), ...part])),
    text("."),
  ];
}

function isClear({ sign }: Change): boolean {
  return sign === "up" || sign === "down";
}

function sums(total: number, squares: number): CountSums {
  return { count: total, squares };
}
