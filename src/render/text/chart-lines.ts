import type { Block } from "../../model/report.ts";
import { cleanText } from "../escape-text.ts";
import { highestOf, sparkline } from "../glyphs.ts";
import { seriesWords } from "../times.ts";
import { intervalWords, unitValue } from "../value-words.ts";
import { leastColumns, type TextCell, type TextColumn } from "./columns.ts";
import { gridLines } from "./grid-lines.ts";
import { type Heading, headingLines, paragraph } from "./heading.ts";
import { type Line, plain } from "./spans.ts";
import { type TextFrame, valueLine } from "./text-frame.ts";

type Of<Kind extends Block["kind"]> = Extract<Block, { kind: Kind }>;

const FIGURE_COLUMNS = {
  label: { title: "", align: "left", gap: 0, least: 24, whole: true },
  this: { title: "this", align: "right", gap: 2, least: 7 },
  last: { title: "last", align: "right", gap: 2, least: 7 },
  change: { title: "change", align: "left", gap: 3, least: 15, whole: true },
  median: { title: "median", align: "right", gap: 2, least: 6 },
  spark: { title: "", align: "left", gap: 3, least: 0, whole: true },
} as const satisfies Record<string, TextColumn>;

/** What a scorecard goes without where there is no room for all of it. */
const SCORECARDS: readonly (readonly (keyof typeof FIGURE_COLUMNS)[])[] = [
  ["label", "this", "last", "change", "median", "spark"],
  ["label", "this", "last", "change", "spark"],
  ["label", "this", "last", "change"],
];

export function figuresLines(
  { figures }: Of<"figures">,
  heading: Heading | null,
  frame: TextFrame,
): Line[] {
  const [first] = figures;
  const spark = first === undefined ? "" : seriesWords(first.spark.length, frame.window);
  const rows = figures.map((figure) => ({
    label: [plain(cleanText(figure.label))],
    this: valueLine(figure.value, frame),
    last: valueLine(figure.last, frame),
    change: valueLine(figure.change, frame),
    median: valueLine(figure.median, frame),
    spark: [plain(sparkline(figure.spark, frame.glyphs))],
  }));
  const grids = SCORECARDS.map((names) => ({
    columns: names.map((name): TextColumn => {
      return { ...FIGURE_COLUMNS[name], ...(name === "spark" ? { title: spark } : {}) };
    }),
    cells: rows.map((row) => names.map((name): TextCell => row[name])),
  }));
  const fits = grids.find(({ columns, cells }) => leastColumns(columns, cells) <= frame.columns);
  const grid = fits ?? grids.at(-1);
  // Without a title the header line begins empty, as in a quiet week.
  return grid === undefined ? [] : gridLines({ ...grid, heading }, frame);
}

/** A row for each label: a number and its bar for each series. */
export function barsLines(block: Of<"bars">, heading: Heading | null, frame: TextFrame): Line[] {
  const columns: TextColumn[] = [{ title: "", align: "left", gap: 0, least: 14 }];
  block.series.forEach((title, index) => {
    const gap = index === 0 ? 2 : 4;
    columns.push({ title: cleanText(title), align: "right", gap, least: 0 });
    columns.push({ title: "", align: "bar", gap: 2, least: 0 });
  });
  const cells = block.rows.map((row): TextCell[] => [
    valueLine(row.label, frame),
    ...row.bars.flatMap((one, index): TextCell[] => [
      valueLine(one.value, frame),
      { share: one.share, parts: index === 0 ? row.parts : undefined },
    ]),
  ]);
  const grid = gridLines({ columns, cells, heading, pairs: true }, frame);
  return [...grid, ...legendLines(block, frame)];
}

/** Which sign stands for which part. */
function legendLines({ parts = [] }: Of<"bars">, frame: TextFrame): Line[] {
  if (parts.length === 0) return [];
  const signs = frame.glyphs.parts;
  const words = parts.map((title, index) => `${signs[index % signs.length]} ${cleanText(title)}`);
  return paragraph([plain(words.join("   "))], frame);
}

/** The conclusion, then a row for each point: value, interval, bar. */
export function lineLines(block: Of<"line">, heading: Heading | null, frame: TextFrame): Line[] {
  const top = highestOf(block.points.flatMap((point) => [point.value, point.high]));
  const hasInterval = block.points.some((point) => point.low !== null && point.high !== null);
  const columns: TextColumn[] = [
    { title: "", align: "left", gap: 0, least: 14 },
    { title: "", align: "right", gap: 2, least: 0 },
    ...(hasInterval
      ? [{ title: "interval", align: "left", gap: 2, least: 0, whole: true } as const]
      : []),
    { title: "", align: "bar", gap: 2, least: 0 },
  ];
  const cells = block.points.map((point): TextCell[] => [
    [plain(cleanText(point.label))],
    valueLine(unitValue(point.value, block.unit), frame),
    ...(hasInterval ? [[plain(intervalWords(point, block.unit, frame))]] : []),
    { share: point.value === null || top === 0 ? null : point.value / top },
  ]);
  const title = [plain(cleanText(block.title))];
  const grid = gridLines({ columns, cells, heading: null }, frame);
  return [...headingLines(heading, frame), ...paragraph(title, frame), ...grid];
}
