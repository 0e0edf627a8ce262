import { ratioChange } from "../../findings/change.ts";
import { spanWord } from "../../findings/command-line.ts";
import { type Facts, ratioSeries, rowsOf } from "../../findings/facts.ts";
import {
  BASELINE_WINDOWS,
  baselineInterval,
  ratioHistory,
  ratioIntervals,
} from "../../findings/ratio-interval.ts";
import { count, named, ratio, text } from "../../findings/values.ts";
import type { MetricRow } from "../../metrics/index.ts";
import type { Backdrop, Block, Value } from "../../model/report.ts";
import { type Interval, ratioOf } from "../../model/statistics.ts";
import { type Window, windowLabel } from "../../model/window.ts";
import { backdropOf } from "../backdrop.ts";
import { note } from "../blocks.ts";
import type { Material, SectionKind } from "../section.ts";
import { shareOf } from "../share.ts";
import { columns, total } from "../table.ts";
import { firedIn } from "./alerts.ts";

const ALERT = "passthrough_ratio";
const DRAWN = 8;
/** Kinds of call that are named; the others are summed up. */
const SHOWN = 8;
/** A smaller step has nothing that could be shared out. */
const LEAST_STEP = 0.01;

/**
 * The passthrough ratio of the last weeks, and which kinds of call made it change: only where its
 * alert fired in the window, or it changed clearly.
 */
export const ratioChanged = {
  needs: ["passthrough-ratio", "uncovered"],
  make: (material) => {
    const { facts } = material;
    const series = ratioSeries(facts);
    const change = ratioChange(series.at(-1) ?? null, series.at(-2) ?? null);
    const episodes = firedIn(facts).filter(({ alert }) => alert === ALERT);
    if (episodes.length === 0 && change.sign !== "up" && change.sign !== "down") return null;
    const windows = facts.windows.slice(-DRAWN);
    const drawn = series.slice(-DRAWN);
    const intervals = ratioIntervals(facts).slice(-DRAWN);
    return {
      id: "ratio-change",
      title: "Passthrough ratio",
      summary: summaryOf(series.at(-1), series.at(-2)),
      fold: true,
      blocks: [
        {
          kind: "line",
          title: conclusion(series, windows, facts),
          unit: "ratio",
          points: windows.map((window, index) => ({
            label: windowLabel(window),
            ...pointOf(drawn[index], intervals[index]),
          })),
          ...backdropOf(
            windows,
            { usual: usualOf(facts, windows), episodes, moments: [] },
            facts.asOf,
          ),
        },
        ...shared(material, series.at(-1), series.at(-2)),
      ],
    };
  },
} as const satisfies SectionKind;

type Row = MetricRow<"passthrough-ratio">;
type Series = readonly (Row | undefined)[];

function summaryOf(now: Row | undefined, last: Row | undefined): Value[] {
  if (now === undefined) return [];
  const before = last === undefined ? [] : [text(", before "), ratio(ratioOf(last))];
  return [ratio(ratioOf(now)), ...before];
}

function pointOf(row: Row | undefined, interval: Interval | null | undefined) {
  const value = row === undefined ? null : ratioOf(row);
  return { value, low: interval?.low ?? null, high: interval?.high ?? null };
}

function usualOf(facts: Facts, windows: readonly Window[]): Backdrop["usual"] {
  const interval = baselineInterval(ratioHistory(facts));
  if (interval === null) return null;
  const since = windows.length - 1 - BASELINE_WINDOWS;
  return {
    title: `interval of the ${BASELINE_WINDOWS} weeks before together`,
    ranges: windows.map((_, index) => (index >= since ? interval : null)),
  };
}

function conclusion(series: Series, windows: readonly Window[], facts: Facts): string {
  const values = series
    .slice(-windows.length)
    .map((row) => (row === undefined ? null : ratioOf(row)));
  const last = values.at(-1) ?? null;
  const before = values.slice(0, -1).filter((value) => value !== null);
  const span = spanWord(facts.window);
  const share = "Share of calls that no rule covered";
  if (last === null || before.length === 0) return share;
  if (before.every((value) => value < last)) {
    return `${share}: the highest of ${before.length + 1} ${span}s`;
  }
  if (before.every((value) => value > last)) {
    return `${share}: the lowest of ${before.length + 1} ${span}s`;
  }
  return `${share} in the last ${before.length + 1} ${span}s`;
}

interface Part {
  readonly name: Value;
  readonly calls: number;
  readonly before: number;
  /** Of the change, 1 in all; below 0 where it went the other way. */
  readonly share: number;
}

/** Each kind of call with its share of the change: they add up to all of it. */
function shared(material: Material, now: Row | undefined, last: Row | undefined): Block[] {
  const { facts, before } = material;
  if (before === null || now === undefined || last === undefined) return [];
  const step = now.k / now.n - last.k / last.n;
  if (now.n === 0 || last.n === 0 || Math.abs(step) < LEAST_STEP) return [];
  const then = new Map(rowsOf(before, "uncovered").map((row) => [row.fingerprint, row.calls]));
  const current = new Map(rowsOf(facts, "uncovered").map((row) => [row.fingerprint, row.calls]));
  const parts = [...new Set([...current.keys(), ...then.keys()])]
    .map((fingerprint): Part => {
      const [calls, was] = [current.get(fingerprint) ?? 0, then.get(fingerprint) ?? 0];
      const share = (calls / now.n - was / last.n) / step;
      return { name: named(fingerprint), calls, before: was, share };
    })
    .sort((a, b) => b.share - a.share || b.calls - a.calls);
  // The strongest in either direction are named.
  const strongest = [...parts]
    .sort((a, b) => Math.abs(b.share) - Math.abs(a.share))
    .slice(0, SHOWN);
  const shown = parts.filter((part) => strongest.includes(part));
  const rest = parts.filter((part) => !strongest.includes(part));
  const rows = rest.length === 0 ? shown : [...shown, others(rest)];
  const bar = shareOf(rows.map(({ share }) => Math.max(0, share)));
  return [
    note("the change", changeWords(now, last, facts)),
    {
      kind: "table",
      columns: columns("what made it", ">calls", ">before", ">of the change", ""),
      rows: rows.map((part) => [
        part.name,
        count(part.calls),
        count(part.before),
        ratio(part.share),
        // What lessened the change has no bar.
        part.share > 0 ? { kind: "share", value: bar(part.share) } : text(""),
      ]),
      total: [
        text("all"),
        count(total(rows.map(({ calls }) => calls))),
        count(total(rows.map((row) => row.before))),
        ratio(total(rows.map(({ share }) => share))),
        text(""),
      ],
      more: null,
      empty: "No call.",
    },
  ];
}

function others(rest: readonly Part[]): Part {
  return {
    name: text(`${rest.length} other${rest.length === 1 ? "" : "s"}`),
    calls: total(rest.map(({ calls }) => calls)),
    before: total(rest.map(({ before }) => before)),
    share: total(rest.map(({ share }) => share)),
  };
}

function changeWords(now: Row, last: Row, facts: Facts): Value[] {
  return [
    ...sums(now),
    text(` against `),
    ...sums(last),
    text(
      ` in the ${spanWord(facts.window)} before. A kind counts with what it added to the ratio.`,
    ),
  ];
}

function sums(row: Row): Value[] {
  return [ratio(ratioOf(row)), text(" ("), count(row.k), text(" of "), count(row.n), text(")")];
}
