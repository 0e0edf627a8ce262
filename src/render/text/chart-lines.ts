import type { Block } from "../../model/report.ts";
import { cleanText } from "../escape-text.ts";
import { highestOf, sparkline } from "../glyphs.ts";
import { seriesWords } from "../times.ts";
import { intervalWords, unitValue } from "../value-words.ts";
import type { TextCell, TextColumn } from "./columns.ts";
import { gridLines } from "./grid-lines.ts";
import { type Heading, headingLines, paragraph } from "./heading.ts";
import { type Line, plain } from "./spans.ts";
import { type TextFrame, valueLine } from "./text-frame.ts";

type Of<Kind extends Block["kind"]> = Extract<Block, { kind: Kind }>;

/** Below this, the scorecard goes without its median. */
const WIDE_SCORECARD = 72;

export function figuresLines(
  block: Of<"figures">,
  heading: Heading | null,
  frame: TextFrame,
): Line[] {
  const first = block.figures[0];
  const series = first === undefined ? "" : seriesWords(first.spark.length, frame.window);
  const isWide = frame.columns >= WIDE_SCORECARD;
  const columns: TextColumn[] = [
    { title: "", align: "left", gap: 0, least: 24 },
    { title: "this", align: "right", gap: 2, least: 7 },
    { title: "last", align: "right", gap: 2, least: 7 },
    { title: "change", align: "left", gap: 3, least: 15 },
    ...(isWide ? [{ title: "median", align: "right", gap: 2, least: 6 } as const] : []),
    { title: series, align: "left", gap: 3, least: 0 },
  ];
  const cells = block.figures.map((figure): TextCell[] => [
    [plain(cleanText(figure.label))],
    valueLine(figure.value, frame),
    valueLine(figure.last, frame),
    valueLine(figure.change, frame),
    ...(isWide ? [valueLine(figure.median, frame)] : []),
    [plain(sparkline(figure.spark, frame.glyphs))],
  ]);
  // Without a title the header line begins empty, as in a quiet week.
  return gridLines({ columns, cells, heading }, frame);
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
    ...(hasInterval ? [{ title: "interval", align: "left", gap: 2, least: 0 } as const] : []),
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
