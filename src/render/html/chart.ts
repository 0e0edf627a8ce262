import type { Block, Value } from "../../model/report.ts";
import { highestOf } from "../glyphs.ts";
import type { Markup } from "../markup.ts";
import { numberOf, type Unit, unitOf, unitValue } from "../value-words.ts";
import { gridValues } from "./scale.ts";

type Of<Kind extends Block["kind"]> = Extract<Block, { kind: Kind }>;

/** Pixels from the top: room for a value, the plot, then two lines of labels. */
const TOP = 28;
const PLOT = 160;
const BOTTOM = TOP + PLOT;

/** Labels that stand beside each other on a page, and on a phone. */
const LABELS = { wide: 16, narrow: 7 };

interface Series {
  readonly title: string;
  readonly unit: Unit;
  readonly values: readonly (number | null)[];
  readonly words: readonly string[];
  readonly ranges?: readonly { low: number | null; high: number | null }[];
}

/** Parts of the columns, from the bottom up, in the unit of their series. */
interface Stack {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

interface Chart {
  /** What it shows, in a sentence. Escaped. */
  readonly title: string;
  readonly labels: readonly string[];
  readonly columns: Series | null;
  readonly line: Series | null;
  readonly stack?: Stack | undefined;
}

/** The first series as columns and the second as a line over them; each further one by itself. */
export function barsCharts(block: Of<"bars">, markup: Markup) {
  const labels = block.rows.map((row) => markup.cell(row.label));
  const [first = null, second = null, ...others] = block.series.map((title, index): Series => {
    const values = block.rows.map((row) => row.bars[index]?.value ?? NOTHING);
    return {
      title: markup.text(title),
      unit: unitOf(values.find((value) => numberOf(value) !== null) ?? NOTHING),
      values: values.map(numberOf),
      words: values.map((value) => markup.cell(value)),
    };
  });
  const pairs = [[first, second], ...others.map((series) => [series, null])];
  return pairs.map(([columns = null, line = null], index) => {
    const shown = [columns, line].flatMap((series) => (series === null ? [] : [series]));
    const title = shown.map((series) => peakWords(series, labels)).join("; ");
    const stack = index === 0 ? stackOf(block, markup) : undefined;
    return chartView({ title, labels, columns, line, stack }, markup);
  });
}

/** Shares of the longest bar become what they are of: its value. */
function stackOf(block: Of<"bars">, markup: Markup): Stack | undefined {
  if (block.parts === undefined) return undefined;
  const top = highestOf(block.rows.map((row) => numberOf(row.bars[0]?.value ?? NOTHING)));
  return {
    titles: block.parts.map(markup.text),
    rows: block.rows.map(({ parts = [] }) => parts.map((part) => part * top)),
  };
}

/** One line with dots and the interval of each. */
export function lineCharts(block: Of<"line">, markup: Markup) {
  const words = block.points.map((point) => markup.cell(unitValue(point.value, block.unit)));
  const line = {
    title: "",
    unit: block.unit,
    values: block.points.map((point) => point.value),
    words,
    ranges: block.points,
  };
  const labels = block.points.map((point) => markup.text(point.label));
  return [chartView({ title: markup.text(block.title), labels, columns: null, line }, markup)];
}

const NOTHING: Value = { kind: "count", value: null };

/** Numbers for the template: x and width in percent of the plot, y and height in pixels. */
function chartView(chart: Chart, markup: Markup) {
  const { columns, line, labels } = chart;
  const left = axisOf(columns ?? line, markup);
  const right = columns === null ? left : axisOf(line, markup);
  const slot = 100 / Math.max(1, labels.length);
  const width = Math.min(8, slot * 0.62);
  const middle = (index: number) => (index + 0.5) * slot;
  const place = (index: number) => ({
    x: percent(middle(index)),
    isMinor: !isShown(index, labels.length, LABELS.narrow),
  });
  return {
    title: chart.title,
    description: descriptionOf(chart),
    legend: [columns, line].flatMap((series, index) =>
      // Columns made of parts are told by their parts.
      series === null || series.title === "" || (index === 0 && chart.stack !== undefined)
        ? []
        : [{ title: series.title, isLine: index === 1 }],
    ),
    parts: (chart.stack?.titles ?? []).map((title, index) => ({ title, part: index % PARTS })),
    grid: left.lines.map((one, index) => ({
      y: one.y,
      left: one.words,
      right: columns === null || line === null ? "" : (right.lines[index]?.words ?? ""),
    })),
    bottom: BOTTOM,
    stacks: (chart.stack?.rows ?? []).flatMap((row, index) =>
      piecesOf(row, left).map((piece) => ({
        x: percent(middle(index) - width / 2),
        width: percent(width),
        ...piece,
      })),
    ),
    columns: (columns?.values ?? []).flatMap((value, index) =>
      chart.stack !== undefined || value === null || value <= 0
        ? []
        : [
            {
              x: percent(middle(index) - width / 2),
              width: percent(width),
              ...column(value, left),
            },
          ],
    ),
    gaps:
      (columns ?? line)?.values.flatMap((value, index) => (value === null ? [place(index)] : [])) ??
      [],
    segments: line === null ? [] : segmentsOf(line, right, middle),
    dots: line === null ? [] : dotsOf(line, right, place),
    labels: labels.flatMap((label, index) =>
      isShown(index, labels.length, LABELS.wide)
        ? [{ ...twoLines(label), ...place(index), isFirst: index === 0 }]
        : [],
    ),
  };
}

interface Axis {
  /** Value of the highest gridline. */
  readonly top: number;
  readonly lines: readonly { y: number; words: string }[];
}

function axisOf(series: Series | null, markup: Markup): Axis {
  const unit = series?.unit ?? "count";
  const highs = series?.ranges?.map((range) => range.high) ?? [];
  const values = gridValues(highestOf([...(series?.values ?? []), ...highs]), unit);
  const top = values.at(-1) ?? 1;
  const lines = values.map((value) => ({
    y: heightOf(value, top),
    // Steps of an axis are round: 16 %, not 16.0 %.
    words: markup.cell(unitValue(value, unit)).replace(".0", ""),
  }));
  return { top, lines };
}

function column(value: number, axis: Axis): { y: number; height: number } {
  const y = Math.min(BOTTOM - 1, heightOf(value, axis.top));
  return { y, height: Math.round((BOTTOM - y) * 10) / 10 };
}

/** Shades that are told apart. */
const PARTS = 5;

/** The parts of one column, each on the one before. */
function piecesOf(row: readonly number[], axis: Axis) {
  let below = 0;
  return row.flatMap((value, part) => {
    const y = heightOf(below + value, axis.top);
    const height = Math.round((heightOf(below, axis.top) - y) * 10) / 10;
    below += value;
    return value <= 0 ? [] : [{ y, height, part: part % PARTS }];
  });
}

function dotsOf(
  line: Series,
  axis: Axis,
  place: (index: number) => { x: string; isMinor: boolean },
) {
  return line.values.flatMap((value, index) => {
    if (value === null) return [];
    const range = line.ranges?.[index];
    const hasRange = range !== undefined && range.low !== null && range.high !== null;
    const high = heightOf(range?.high ?? value, axis.top);
    const y = heightOf(value, axis.top);
    return [
      {
        ...place(index),
        y,
        words: line.words[index] ?? "",
        above: Math.round((hasRange ? high : y) - 10),
        range: hasRange ? { low: heightOf(range.low ?? 0, axis.top), high } : false,
      },
    ];
  });
}

/** A straight piece between each two neighbours with data; a gap stays a gap. */
function segmentsOf(line: Series, axis: Axis, middle: (index: number) => number) {
  return line.values.flatMap((value, index) => {
    const next = line.values[index + 1] ?? null;
    if (value === null || next === null) return [];
    return [
      {
        x1: percent(middle(index)),
        y1: heightOf(value, axis.top),
        x2: percent(middle(index + 1)),
        y2: heightOf(next, axis.top),
      },
    ];
  });
}

function heightOf(value: number, top: number): number {
  return Math.round((BOTTOM - (value / top) * PLOT) * 10) / 10;
}

function percent(value: number): string {
  return `${Math.round(value * 100) / 100}%`;
}

/** Where there is no room for all labels, every other one is shown, the last among them. */
function isShown(index: number, count: number, most: number): boolean {
  return (count - 1 - index) % Math.ceil(count / most) === 0;
}

/**
 * `Mon 16 Nov` as Mon over 16, and Nov where there is room; `2026-W47` as W47 over 2026.
 */
function twoLines(label: string): { first: string; second: string; rest: string } {
  const week = /^(\d{4})-(.+)$/.exec(label);
  if (week !== null) return { first: week[2] ?? "", second: week[1] ?? "", rest: "" };
  const day = /^(\S+) (\S+)( .+)?$/.exec(label);
  return { first: day?.[1] ?? label, second: day?.[2] ?? "", rest: day?.[3] ?? "" };
}

function peakWords(series: Series, labels: readonly string[]): string {
  const highest = highestOf(series.values);
  const at = series.values.indexOf(highest);
  if (at < 0 || highest === 0) return `${series.title}: none`;
  return `${series.title}: at most ${series.words[at]} (${labels[at]})`;
}

function descriptionOf({ labels, columns, line }: Chart): string {
  const series = [columns, line].flatMap((one) => (one === null ? [] : [one]));
  return labels
    .map((label, index) => {
      const words = series.map((one) => `${one.words[index] ?? ""} ${one.title}`.trim());
      return `${label}: ${words.join(", ")}`;
    })
    .join("; ");
}
