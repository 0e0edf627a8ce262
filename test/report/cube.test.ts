import { describe, expect, it } from "vitest";
import type { MetricRow } from "../../src/metrics/index.ts";
import { countOf, EVERYTHING, MEASURES, narrowed } from "../../src/model/cube.ts";
import { foldCube, placeOf } from "../../src/report/cube.ts";
import { pick, seeded } from "../support/seeded.ts";

const DAYS = ["2026-11-16", "2026-11-17", "2026-11-18"];

/** Rows of many projects and tools, each combination once. */
function rowsOf(projects: number, tools: number): MetricRow<"cube">[] {
  const random = seeded(7);
  return DAYS.flatMap((day) =>
    Array.from({ length: projects * tools }, (_, index) => ({
      day,
      project: `p${index % projects}`,
      tool_name: `t${Math.floor(index / projects)}`,
      tier: pick(random, ["allow", "deny", "passthrough"] as const),
      calls: 1 + Math.floor(random() * 9),
      denied: 0,
      asked: 0,
      prompts: Math.floor(random() * 3),
      saved: 0,
      errors: 0,
      k: 0,
      n: 1,
    })),
  );
}

describe("a cube", () => {
  it("keeps every name where there is room, the busiest first", () => {
    const rows = rowsOf(3, 4);
    const folded = foldCube(rows, DAYS);
    expect(folded?.cube.projects).toHaveLength(3);
    expect(folded?.cube.tools).toHaveLength(4);
    expect(folded?.cube.cells).toHaveLength(rows.length);
    const sums = folded?.cube.projects.map((_, project) =>
      countOf(folded.cube.cells, { ...EVERYTHING, project }, "calls"),
    );
    expect(sums).toEqual([...(sums ?? [])].sort((a, b) => (b ?? 0) - (a ?? 0)));
  });

  it("folds the rarest names into the others until it fits, and loses no call", () => {
    const rows = rowsOf(60, 60);
    const folded = foldCube(rows, DAYS);
    expect(folded?.cube.cells.length).toBeLessThanOrEqual(6000);
    expect(folded?.cube.projects.at(-1)).toEqual({ kind: "text", text: "others" });
    for (const measure of MEASURES) {
      const all = rows.reduce((sum, row) => sum + row[measure], 0);
      expect(countOf(folded?.cube.cells ?? [], EVERYTHING, measure)).toBe(all);
    }
    const { places } = folded ?? {};
    const kept = folded?.cube.projects.length ?? 0;
    expect(places && placeOf(places.projects, "never heard of")).toBe(kept - 1);
  });

  it("is none where the days alone are too many", () => {
    const rows = rowsOf(1, 1);
    expect(foldCube(rows, DAYS, 2)).toBeNull();
    expect(foldCube([], DAYS)?.cube.cells).toEqual([]);
  });
});

describe("two selections at once", () => {
  it("leave what both leave, and nothing where they exclude each other", () => {
    const one = { ...EVERYTHING, project: 1, tiers: [0, 3] };
    expect(narrowed(one, { ...EVERYTHING, day: 2, tiers: [3, 5] })).toEqual({
      day: 2,
      project: 1,
      tool: null,
      tiers: [3],
    });
    expect(narrowed(one, { ...EVERYTHING, project: 2 })).toBeNull();
    expect(countOf([[0, 1, 0, 3, 9, 0, 0, 0, 0, 0, 0, 0]], null, "calls")).toBe(0);
  });
});
