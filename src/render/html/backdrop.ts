import type { Backdrop, Value } from "../../model/report.ts";
import { cleanText } from "../escape-text.ts";
import { highestOf } from "../glyphs.ts";
import { type Markup, sentenceOf } from "../markup.ts";
import { intervalWords, type Unit, valueWords } from "../value-words.ts";
import { shorten } from "../width.ts";
import { type Mark, mark } from "./day-drawing.ts";
import { escapeSigns } from "./escape-html.ts";
import { type Axis, BOTTOM, heightOf, PLOT_TOP, tenth } from "./plot.ts";

/** Characters of a name beside a rule in a chart. */
const LABEL = 18;
/** From here on a name stands on the left of its rule. */
const LATE = 0.72;
/** Names nearer than this share of the plot would overlap: the legend has them all. */
const NEAR = 0.24;
const LABEL_Y = 2;

/** What stands behind a chart and over it, and what is said of that. */
export interface BackdropView {
  readonly behind: readonly Mark[];
  readonly usual: readonly Mark[];
  readonly over: readonly Mark[];
  readonly legend: readonly { readonly title: string; readonly look: string }[];
  /** For who hears the page. */
  readonly words: readonly string[];
}

const NO_BACKDROP: BackdropView = { behind: [], usual: [], over: [], legend: [], words: [] };

/** Shaded times, the band of what is usual, and dashed rules with a label. */
export function backdropView(
  backdrop: Backdrop | undefined,
  { count, axis, markup }: { count: number; axis: Axis; markup: Markup },
): BackdropView {
  if (backdrop === undefined || count === 0) return NO_BACKDROP;
  const { usual, spans, moments } = backdrop;
  const sorted = [...moments].sort((a, b) => a.at - b.at);
  return {
    behind: spans.map(({ from, to }) => shade(from / count, to / count)),
    usual: (usual?.ranges ?? []).flatMap((range, index) =>
      range === null ? [] : bandMarks(range, index / count, { width: 1 / count, axis }),
    ),
    over: sorted.flatMap(({ at, label }, index) =>
      momentMarks(at / count, isFree(sorted, index, count) ? plain(label, markup) : ""),
    ),
    legend: [
      ...(usual === null ? [] : [{ title: markup.text(usual.title), look: "usual whole" }]),
      ...spans.map(({ title }) => ({ title: sentenceOf(title, markup), look: "firing" })),
      ...sorted.map(({ title }) => ({ title: sentenceOf(title, markup), look: "moment" })),
    ],
    words: [...spans, ...sorted].map(({ title }) =>
      title.map((one) => spoken(one, markup)).join(""),
    ),
  };
}

/** The highest that the band reaches; 0 without one. */
export function usualTop(backdrop: Backdrop | undefined): number {
  return highestOf((backdrop?.usual?.ranges ?? []).map((range) => range?.high ?? null));
}

/** `301 to 371` for each row, where it is known what is usual there. */
export function usualWords(
  backdrop: Backdrop | undefined,
  unit: Unit,
  markup: Markup,
): readonly string[] | undefined {
  return backdrop?.usual?.ranges.map((range) =>
    markup.text(intervalWords(range ?? { low: null, high: null }, unit, markup)),
  );
}

function shade(from: number, to: number): Mark {
  const [x, end] = [Math.max(0, from), Math.min(1, to)];
  return mark("rect", {
    class: "firing",
    x: percent(x),
    y: PLOT_TOP,
    width: percent(Math.max(0.004, end - x)),
    height: BOTTOM - PLOT_TOP,
  });
}

/** The band of one place, with an edge above and below. */
function bandMarks(
  { low, high }: { low: number; high: number },
  x: number,
  { width, axis }: { width: number; axis: Axis },
): Mark[] {
  const [top, bottom] = [heightOf(high, axis.top), heightOf(low, axis.top)];
  const ends = { x1: percent(x), x2: percent(x + width) };
  return [
    mark("rect", {
      class: "usual",
      x: percent(x),
      y: top,
      width: percent(width),
      height: tenth(Math.max(1, bottom - top)),
    }),
    mark("line", { class: "usual-edge", ...ends, y1: top, y2: top }),
    mark("line", { class: "usual-edge", ...ends, y1: bottom, y2: bottom }),
  ];
}

function momentMarks(at: number, label: string): Mark[] {
  const x = percent(Math.min(1, Math.max(0, at)));
  const rule = mark("line", { class: "moment", x1: x, y1: LABEL_Y + 6, x2: x, y2: BOTTOM });
  if (label === "") return [rule];
  const side = at > LATE ? { dx: -4, "text-anchor": "end" } : { dx: 4 };
  return [rule, mark("text", { class: "moment-name", x, y: LABEL_Y + 8, ...side }, label)];
}

/** Whether the one before, whose label is shown, is far enough away. */
function isFree(moments: Backdrop["moments"], index: number, count: number): boolean {
  let shown = Number.NEGATIVE_INFINITY;
  for (const [place, { at }] of moments.slice(0, index + 1).entries()) {
    const isFar = (at - shown) / count >= NEAR;
    if (place === index) return isFar;
    if (isFar) shown = at;
  }
  return true;
}

/** A text in a drawing: no element may stand in it. */
function plain(value: Value, markup: Markup): string {
  return escapeSigns(shorten(cleanText(valueWords(value, markup)), LABEL));
}

function spoken(value: Value, markup: Markup): string {
  return escapeSigns(cleanText(valueWords(value, markup)));
}

function percent(share: number): string {
  return `${Math.round(share * 10_000) / 100}%`;
}
