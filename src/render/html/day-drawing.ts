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

/** The least that is still seen of a layer. */
const SLIVER = 2;

/**
 * The day chart within its labels: gridlines, columns of calls stacked by layer, prompts as a
 * line with a dot and a value at each day. The page draws it again for what its filter leaves.
 */
export function dayDrawing(days: readonly (DayCounts | null)[]): Mark[] {
  const calls = axisOf(days.map(callsOf), "count");
  const prompts = axisOf(
    days.map((day) => day?.prompts ?? null),
    "count",
  );
  const places = placesOf(days);
  return [
    ...gridMarks(calls, prompts),
    ...days.flatMap((day, index) =>
      day === null
        ? [mark("circle", { class: "gap", cx: places.middle(index), cy: BOTTOM - 2, r: 2 })]
        : layerMarks(day, calls, places.left(index), places.width),
    ),
    ...lineMarks(days, prompts),
    ...nameMarks(days, calls),
    ...dotMarks(days, prompts),
  ];
}

type Attributes = Readonly<Record<string, string | number>>;

function mark(tag: Mark["tag"], attributes: Attributes, text = ""): Mark {
  const pairs = Object.entries(attributes).map(([name, value]) => ({ name, value }));
  return { tag, attributes: pairs, text };
}

function gridMarks(calls: Axis, prompts: Axis): Mark[] {
  const lines = calls.lines.flatMap(({ y, value }, index) => {
    const other = prompts.lines[index]?.value;
    const right = other === undefined ? "" : countWords(other);
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

/** The names of the layers, beside the highest column. */
function nameMarks(days: readonly (DayCounts | null)[], axis: Axis): Mark[] {
  const calls = days.map((day) => callsOf(day) ?? 0);
  const highest = calls.indexOf(Math.max(...calls));
  const day = days[highest] ?? null;
  // With many columns there is no room between them.
  if (day === null || days.length > NARROW) return [];
  const places = placesOf(days);
  const isLast = highest === days.length - 1;
  const beside = isLast
    ? { x: places.left(highest), dx: -4, "text-anchor": "end" }
    : { x: places.right(highest), dx: 4 };
  return stack(day, axis)
    .filter(({ height }) => height >= NAME_HEIGHT)
    .map(({ layer, y, height }) =>
      mark(
        "text",
        { class: "name", ...beside, y: tenth(y + height / 2), dy: 4 },
        LAYERS[layer]?.short ?? "",
      ),
    );
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
  return days.map((day) => (day === null ? null : heightOf(day.prompts, axis.top)));
}

/** Columns of a week leave room for the names between them. */
function placesOf(days: readonly (DayCounts | null)[]) {
  return slots(days.length, days.length > NARROW ? 0.62 : 0.38);
}
