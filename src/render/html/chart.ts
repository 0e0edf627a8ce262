import type { Backdrop, Block, Value } from "../../model/report.ts";
import { highestOf } from "../glyphs.ts";
import type { Markup } from "../markup.ts";
import { numberOf, type Unit, unitOf, unitValue } from "../value-words.ts";
import { backdropView, usualTop, usualWords } from "./backdrop.ts";
import { column, dotsOf, LABELS, labelsView, PARTS, piecesOf, segmentsOf } from "./chart-shapes.ts";
import { callsAxis, dayDrawing, dayValues, type Mark } from "./day-drawing.ts";
import type { DayCounts } from "./day-layers.ts";
import { callsOf, LAYERS } from "./day-layers.ts";
import { type Axis, axisOf, BOTTOM, isShown, slots } from "./plot.ts";
import { describe, peakWords, type Series, stepTitle } from "./series.ts";

type Of<Kind extends Block["kind"]> = Extract<Block, { kind: Kind }>;

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
  readonly backdrop?: Backdrop | undefined;
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
    const { backdrop } = index === 0 ? block : { backdrop: undefined };
    return chartView({ title, labels, columns, line, stack, backdrop }, markup);
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
  const { backdrop } = block;
  const title = markup.text(block.title);
  return [chartView({ title, labels, columns: null, line, backdrop }, markup)];
}

const NOTHING: Value = { kind: "count", value: null };

/** Numbers for the template: x and width in percent of the plot, y and height in pixels. */
function chartView(chart: Chart, markup: Markup) {
  const { columns, line, labels } = chart;
  const left = axisFor(columns ?? line, usualTop(chart.backdrop));
  const right = columns === null ? left : axisFor(line, 0);
  const count = labels.length;
  const backdrop = backdropView(chart.backdrop, { count, axis: left, markup });
  const rightUnit = (line ?? columns)?.unit ?? "count";
  const places = slots(labels.length);
  const place = (index: number) => ({
    x: places.middle(index),
    isMinor: !isShown(index, labels.length, LABELS.narrow),
  });
  return {
    title: chart.title,
    description: describe(
      [columns, line].flatMap((one) => (one === null ? [] : [one])),
      labels,
      backdrop.words,
    ),
    marks: NO_MARKS,
    values: NO_MARKS,
    ...partsOf(backdrop),
    legend: [
      ...[columns, line].flatMap((series, index) =>
        // Columns made of parts are told by their parts.
        series === null || series.title === "" || (index === 0 && chart.stack !== undefined)
          ? []
          : [{ title: series.title, look: index === 1 ? "line" : "columns" }],
      ),
      ...backdrop.legend,
    ],
    parts: (chart.stack?.titles ?? []).map((title, index) => ({ title, part: index % PARTS })),
    grid: left.lines.map((one, index) => ({
      y: one.y,
      left: stepWords(one.value, (columns ?? line)?.unit ?? "count", markup),
      right:
        columns === null || line === null
          ? ""
          : stepWords(right.lines[index]?.value ?? null, rightUnit, markup),
    })),
    bottom: BOTTOM,
    stacks: (chart.stack?.rows ?? []).flatMap((row, index) =>
      piecesOf(row, left).map((piece) => ({
        x: places.left(index),
        width: places.width,
        ...piece,
      })),
    ),
    columns: (columns?.values ?? []).flatMap((value, index) =>
      chart.stack !== undefined || value === null || value <= 0
        ? []
        : [{ x: places.left(index), width: places.width, ...column(value, left) }],
    ),
    gaps:
      (columns ?? line)?.values.flatMap((value, index) => (value === null ? [place(index)] : [])) ??
      [],
    segments: line === null ? [] : segmentsOf(line, right, places.middle),
    dots: line === null ? [] : dotsOf(line, right, place),
    labels: labelsView(labels),
  };
}

const NO_MARKS: readonly Mark[] = [];

/** What is drawn of a backdrop. */
function partsOf({ behind, usual, over }: ReturnType<typeof backdropView>) {
  return { behind, usual, over, isFramed: over.length > 0 };
}

/** The day chart: calls by layer as columns, prompts as a line. */
export function dayChart(
  days: readonly (DayCounts | null)[],
  { labels, backdrop: given }: { labels: readonly string[]; backdrop?: Backdrop | undefined },
  markup: Markup,
) {
  const words = (value: number | null) => markup.cell({ kind: "count", value });
  const series = (title: string, values: readonly (number | null)[]): Series => {
    return { title, unit: "count", values, words: values.map(words) };
  };
  const calls = series("calls", days.map(callsOf));
  const prompts = series(
    "prompts you saw",
    days.map((day) => day?.prompts ?? null),
  );
  const parts = LAYERS.map(({ name }, index) =>
    series(
      name,
      days.map((day) => day?.layers[index] ?? null),
    ),
  );
  const chart = { title: "", labels, columns: calls, line: prompts };
  const least = usualTop(given);
  const axis = callsAxis(days, least);
  const backdrop = backdropView(given, { count: days.length, axis, markup });
  const usual = usualWords(given, "count", markup)?.map((range) => (range === "" ? "–" : range));
  const before = usual === undefined ? [] : [{ ...calls, title: "usual", words: usual }];
  return {
    ...chartView(chart, markup),
    title: `${stepTitle(prompts, labels)}; ${peakWords(calls, labels)}`,
    description: describe([calls, ...before, ...parts, prompts], labels, backdrop.words),
    marks: dayDrawing(days, least),
    values: dayValues(days, least),
    ...partsOf(backdrop),
    legend: [
      ...LAYERS.map(({ name }, index) => ({ title: name, look: `layer-${index}` })),
      { title: prompts.title, look: "line" },
      ...backdrop.legend,
    ],
  };
}

/** An axis that holds the series, the intervals around it and what is behind it. */
function axisFor(series: Series | null, least: number): Axis {
  const highs = series?.ranges?.map((range) => range.high) ?? [];
  return axisOf([...(series?.values ?? []), ...highs, least], series?.unit ?? "count");
}

/** Steps of an axis are round: 16 %, not 16.0 %. */
function stepWords(value: number | null, unit: Unit, markup: Markup): string {
  return markup.cell(unitValue(value, unit)).replace(".0", "");
}
