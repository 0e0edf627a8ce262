import { countWords } from "../figure-words.ts";
import { callsOf, type DayCounts, LAYERS } from "./day-layers.ts";
import { type Axis, axisOf, BOTTOM, heightOf, isShown, slots, tenth } from "./plot.ts";

/** One element of a drawing; the text, if it has one, is a number or a word of ours. */
export interface Mark {
  readonly tag: "rect" | "line" | "circle" | "text";
  readonly attributes: readonly { readonly name: string; readonly value: string | number }[];
  readonly text: string;
}

/** Values that stand beside each other on a phone. */
const NARROW = 7;

/** Less than this, and the name of a layer does not fit beside it. */
const NAME_HEIGHT = 17;
/** Pixels: of a plot that is wide enough for names, of a letter, and around a name. */
const PLOT_WIDTH = 816;
const LETTER = 6.6;
const CLEAR = [28, 11];

/** The least that is still seen of a layer. */
const SLIVER = 2;

/** The axis of the calls; it holds `least` as well, what stands behind them. */
export function callsAxis(days: readonly (DayCounts | null)[], least: number): Axis {
  return axisOf([...days.map(callsOf), least], "count");
}

/**
 * The day chart within its labels: gridlines, columns of calls stacked by layer, prompts as a
 * line. The page draws it again for what its filter leaves.
 */
export function dayDrawing(days: readonly (DayCounts | null)[], least: number): Mark[] {
  const calls = callsAxis(days, least);
  const prompts = promptsAxis(days);
  const places = placesOf(days);
  return [
    ...gridMarks(
      calls,
      prompts,
      days.some((day) => day !== null && day.prompts !== null),
    ),
    ...days.flatMap((day, index) =>
      day === null
        ? [mark("circle", { class: "gap", cx: places.middle(index), cy: BOTTOM - 2, r: 2 })]
        : layerMarks(day, calls, places.left(index), places.width),
    ),
    ...lineMarks(days, prompts),
  ];
}

/** What stands over the columns and all that is drawn beside them: names, dots, values. */
export function dayValues(days: readonly (DayCounts | null)[], least: number): Mark[] {
  const prompts = promptsAxis(days);
  return [
    ...nameMarks(days, { calls: callsAxis(days, least), prompts }),
    ...dotMarks(days, prompts),
  ];
}

function promptsAxis(days: readonly (DayCounts | null)[]): Axis {
  return axisOf(
    days.map((day) => day?.prompts ?? null),
    "count",
  );
}

type Attributes = Readonly<Record<string, string | number>>;

export function mark(tag: Mark["tag"], attributes: Attributes, text = ""): Mark {
  const pairs = Object.entries(attributes).map(([name, value]) => ({ name, value }));
  return { tag, attributes: pairs, text };
}

function gridMarks(calls: Axis, prompts: Axis, hasPrompts: boolean): Mark[] {
  const lines = calls.lines.flatMap(({ y, value }, index) => {
    const other = prompts.lines[index]?.value;
    const right = other === undefined || !hasPrompts ? "" : countWords(other);
    return [
      mark("line", { class: "grid", x1: 0, y1: y, x2: "100%", y2: y }),
      mark("text", { x: 0, dx: -8, y, dy: 4, "text-anchor": "end" }, countWords(value)),
      mark("text", { x: "100%", dx: 8, y, dy: 4 }, right),
    ];
  });
  return [...lines, mark("line", { class: "grid", x1: 0, y1: BOTTOM, x2: "100%", y2: BOTTOM })];
}

/** Where each layer of a column stands; one that is there is seen. */
function stack(day: DayCounts, axis: Axis): { layer: number; y: number; height: number }[] {
  let foot = BOTTOM;
  return day.layers.flatMap((calls, layer) => {
    if (calls <= 0) return [];
    const height = Math.max(SLIVER, BOTTOM - heightOf(calls, axis.top));
    foot -= height;
    return [{ layer, y: tenth(foot), height: tenth(height) }];
  });
}

function layerMarks(day: DayCounts, axis: Axis, x: string, width: string): Mark[] {
  return stack(day, axis).map(({ layer, y, height }) =>
    mark("rect", { class: `layer layer-${layer}`, x, y, width, height }),
  );
}

/** The names of the layers, beside the highest column where the line leaves room for them. */
function nameMarks(
  days: readonly (DayCounts | null)[],
  axes: { calls: Axis; prompts: Axis },
): Mark[] {
  // With many columns there is no room between them.
  if (days.length > NARROW) return [];
  const line = pointsOf(days, axes.prompts);
  const highestFirst = days
    .flatMap((day, index) => (day === null ? [] : [{ day, index, calls: callsOf(day) ?? 0 }]))
    .sort((a, b) => b.calls - a.calls);
  return LAYERS.flatMap(({ short }, layer) => {
    for (const clear of CLEAR) {
      for (const { day, index } of highestFirst) {
        const piece = stack(day, axes.calls).find((one) => one.layer === layer);
        if (piece === undefined || piece.height < NAME_HEIGHT) continue;
        const found = freePlace(piece, short.length * LETTER, { index, line, clear });
        if (found !== undefined) return [nameMark(short, found, { index, days })];
      }
    }
    return [];
  });
}

interface NamePlace {
  readonly side: "left" | "right";
  readonly y: number;
}

/** Beside a column, right before left, and within its piece where nothing crosses the name. */
function freePlace(
  { y, height }: { y: number; height: number },
  width: number,
  { index, line, clear }: { index: number; line: readonly (number | null)[]; clear: number },
): NamePlace | undefined {
  const heights = [0.5, 0.3, 0.7, 0.15, 0.85]
    .map((part) => y + height * part)
    .filter((at) => at - y >= NAME_HEIGHT / 2 && y + height - at >= NAME_HEIGHT / 2);
  const slot = PLOT_WIDTH / line.length;
  const edge = (slot * filledOf(line.length)) / 2;
  for (const side of ["right", "left"] as const) {
    const next = index + (side === "right" ? 1 : -1);
    if (next < 0 || next >= line.length || edge + width > slot - edge) continue;
    const [from, to] = [line[index] ?? null, line[next] ?? null];
    for (const at of heights) {
      if (from === null || to === null) return { side, y: at };
      const height = (x: number) => from + ((to - from) * x) / slot;
      const [near, far] = [height(edge), height(edge + width + 4)];
      const isClear = Math.max(near, far) < at - clear || Math.min(near, far) > at + clear;
      if (isClear) return { side, y: at };
    }
  }
  return undefined;
}

function nameMark(
  name: string,
  { side, y }: NamePlace,
  { index, days }: { index: number; days: readonly (DayCounts | null)[] },
): Mark {
  const places = placesOf(days);
  const beside =
    side === "left"
      ? { x: places.left(index), dx: -4, "text-anchor": "end" }
      : { x: places.right(index), dx: 4 };
  return mark("text", { class: "name", ...beside, y: tenth(y), dy: 4 }, name);
}

/** A straight piece between each two neighbours with data; a gap stays a gap. */
function lineMarks(days: readonly (DayCounts | null)[], axis: Axis): Mark[] {
  const places = placesOf(days);
  const points = pointsOf(days, axis);
  return points.flatMap((y1, index) => {
    const y2 = points[index + 1] ?? null;
    if (y1 === null || y2 === null) return [];
    const ends = { x1: places.middle(index), y1, x2: places.middle(index + 1), y2 };
    return [mark("line", { class: "halo", ...ends }), mark("line", { class: "segment", ...ends })];
  });
}

function dotMarks(days: readonly (DayCounts | null)[], axis: Axis): Mark[] {
  const places = placesOf(days);
  return pointsOf(days, axis).flatMap((y, index) => {
    if (y === null) return [];
    const x = places.middle(index);
    const isMinor = !isShown(index, days.length, NARROW);
    const words = countWords(days[index]?.prompts ?? 0);
    const look = `point${isMinor ? " minor" : ""}`;
    return [
      mark("circle", { class: "dot", cx: x, cy: y, r: 5 }),
      mark("text", { class: look, x, y: Math.round(y - 10), "text-anchor": "middle" }, words),
    ];
  });
}

function pointsOf(days: readonly (DayCounts | null)[], axis: Axis): (number | null)[] {
  return days.map((day) =>
    day === null || day.prompts === null ? null : heightOf(day.prompts, axis.top),
  );
}

/** Columns of a week leave room for the names between them. */
function placesOf(days: readonly (DayCounts | null)[]) {
  return slots(days.length, filledOf(days.length));
}

function filledOf(count: number): number {
  return count > NARROW ? 0.62 : 0.38;
}
