import { describe, expect, it } from "vitest";
import { dayDrawing, dayValues, type Mark } from "../../../src/render/html/day-drawing.ts";
import { type DayCounts, LAYERS } from "../../../src/render/html/day-layers.ts";
import { seeded } from "../../support/seeded.ts";

/** The width at which the names of layers are shown, and that of a letter. */
const WIDTH = 816;
const LETTER = 6.6;

function attribute(mark: Mark, name: string): number {
  const value = mark.attributes.find((one) => one.name === name)?.value ?? 0;
  if (typeof value === "number") return value;
  return value.endsWith("%") ? (Number.parseFloat(value) / 100) * WIDTH : Number(value);
}

function isOf(mark: Mark, look: string): boolean {
  return mark.attributes.some(({ name, value }) => name === "class" && value === look);
}

function randomWeek(random: () => number): (DayCounts | null)[] {
  return Array.from({ length: 7 }, () => {
    if (random() < 0.1) return null;
    const layers = LAYERS.map(() => Math.floor(random() ** 3 * 400));
    return { layers, prompts: Math.floor(random() * 90) };
  });
}

describe("the names of the layers", () => {
  it("are never crossed by the line of prompts, and never stand upon a column", () => {
    const random = seeded(1611);
    let named = 0;
    for (let round = 0; round < 300; round += 1) {
      const week = randomWeek(random);
      const drawn = [...dayDrawing(week, 0), ...dayValues(week, 0)];
      const lines = drawn.filter((mark) => isOf(mark, "segment"));
      const columns = drawn.filter(({ tag }) => tag === "rect");
      for (const name of drawn.filter((mark) => isOf(mark, "name"))) {
        named += 1;
        const long = name.text.length * LETTER;
        const isLeft = name.attributes.some(({ value }) => value === "end");
        const at = attribute(name, "x") + attribute(name, "dx");
        const [from, to] = isLeft ? [at - long, at] : [at, at + long];
        const y = attribute(name, "y");
        for (const line of lines) {
          const [x1, x2] = [attribute(line, "x1"), attribute(line, "x2")];
          const [y1, y2] = [attribute(line, "y1"), attribute(line, "y2")];
          const [left, right] = [Math.max(from, x1), Math.min(to, x2)];
          if (left >= right) continue;
          const height = (x: number) => y1 + ((y2 - y1) * (x - x1)) / (x2 - x1);
          const [low, high] = [height(left), height(right)].sort((a, b) => a - b);
          expect((low ?? 0) > y + 7 || (high ?? 0) < y - 7).toBe(true);
        }
        for (const column of columns) {
          const x = attribute(column, "x");
          expect(to <= x + 0.5 || from >= x + attribute(column, "width") - 0.5).toBe(true);
        }
      }
    }
    expect(named).toBeGreaterThan(300);
  });

  it("are left out where many days leave no room", () => {
    const day = { layers: [100, 0, 0, 0, 0, 0], prompts: 1 };
    const names = (days: number) =>
      dayValues(Array<DayCounts>(days).fill(day), 0).filter((mark) => isOf(mark, "name")).length;
    expect([names(7), names(8)]).toEqual([1, 0]);
  });
});

it("prompts that nobody knows of are not drawn as none", () => {
  const day = { layers: [100, 0, 0, 0, 0, 0], prompts: null };
  const drawn = [...dayDrawing([day, day], 0), ...dayValues([day, day], 0)];
  expect(drawn.filter((mark) => isOf(mark, "dot") || isOf(mark, "segment"))).toEqual([]);
  const right = drawn.filter(({ attributes }) => attributes.some(({ value }) => value === "100%"));
  expect(right.flatMap(({ tag, text }) => (tag === "text" ? [text] : []))).toEqual(
    right.flatMap(({ tag }) => (tag === "text" ? [""] : [])),
  );
});

it("the axis of the calls holds what is usual", () => {
  const day = { layers: [100, 0, 0, 0, 0, 0], prompts: 1 };
  const top = (least: number) => {
    const texts = dayDrawing([day, day], least).filter(({ tag }) => tag === "text");
    return Math.max(...texts.map(({ text }) => Number(text.replaceAll(",", ""))));
  };
  expect(top(0)).toBeLessThan(200);
  expect(top(900)).toBeGreaterThanOrEqual(900);
});
