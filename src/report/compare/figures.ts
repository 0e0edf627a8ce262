import {
  countChange,
  enoughRatio,
  isClear,
  latencyChange,
  MIN_LATENCY_ANSWERS,
  ratioChange,
} from "../../findings/change.ts";
import { spanWord } from "../../findings/command-line.ts";
import { count, duration, ratio, text } from "../../findings/values.ts";
import type { MetricRow } from "../../metrics/index.ts";
import type { Block, Change, Section, Value } from "../../model/report.ts";
import type { CountSums } from "../../model/statistics.ts";
import { note, section } from "../blocks.ts";
import { columns } from "../table.ts";
import { rowsOf, type Side } from "./sides.ts";

type Card = MetricRow<"scorecard">;

const PROMPTS = "Prompts you saw";

const COUNTS: readonly { label: string; of: (row: Card) => CountSums }[] = [
  { label: "Calls", of: (row) => sums(row.calls, row.calls_sq) },
  { label: "Sessions", of: (row) => sums(row.sessions, row.sessions) },
  { label: PROMPTS, of: (row) => sums(row.prompts_seen, row.prompts_seen_sq) },
  { label: "Prompts saved, estimated", of: (row) => sums(row.prompts_saved, row.prompts_saved_sq) },
  { label: "Denied", of: (row) => sums(row.denied, row.denied_sq) },
  { label: "Hook errors", of: (row) => sums(row.hook_errors, row.hook_errors_sq) },
];

/** The counts of both; of spans their ratios, too; and how long the model took. */
export function figures(
  a: Side,
  b: Side,
  {
    names,
    promptsRecorded,
  }: { readonly names: readonly [string, string]; readonly promptsRecorded: boolean },
): Section {
  const isSessions = a.session !== null;
  const ours = !promptsRecorded && hasPrompts(a, b);
  const rows = COUNTS.filter(({ label }) => !isSessions || label !== "Sessions").map(
    ({ label, of }): Value[] => {
      if (label === PROMPTS && !promptsRecorded && !ours) {
        return [text(label), count(null), count(null), countChange(null, null)];
      }
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
    rows: [...rows, ...(isSessions ? [] : [ratioRow(a, b)]), ...latency],
    total: null,
    more: null,
    empty: "",
  };
  const told = ours ? [note("", [text(OURS)])] : [];
  return section("figures", "Side by side", [table, ...remarks(a, b), ...told]);
}

const OURS = "prompts you saw: those of our own rules and model alone, no other was ever recorded.";

function hasPrompts(...sides: readonly Side[]): boolean {
  return sides.some((side) => countOf(side, (row) => sums(row.prompts_seen, 0)).count > 0);
}

/** Shares are compared whatever the lengths of the spans. */
function ratioRow(a: Side, b: Side): Value[] {
  const [was, is] = [a, b].map(
    (side) => rowsOf(side, "passthrough-ratio").find(({ project }) => project === null) ?? null,
  );
  return [
    text("Passthrough ratio"),
    ratio(enoughRatio(was ?? null)),
    ratio(enoughRatio(is ?? null)),
    ratioChange(is ?? null, was ?? null),
  ];
}

/** The calls of a side. */
export function callsOf(side: Side): number {
  return countOf(side, (row) => sums(row.calls, row.calls_sq)).count;
}

/** What changed for certain: its label in a sentence, and by how much. */
export function clearFigures(a: Side, b: Side): (readonly [string, Change])[] {
  return COUNTS.map(
    ({ label, of }) => [label.toLowerCase(), countsChange(a, b, of)] as const,
  ).filter(([, change]) => isClear(change));
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

function sums(total: number, squares: number): CountSums {
  return { count: total, squares };
}
