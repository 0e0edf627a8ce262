import { describe, expect, it } from "vitest";
import * as z from "zod";
import { METRICS, type MetricName } from "../../src/metrics/index.ts";
import { matcherOf } from "../../src/metrics/matcher.ts";
import { parseRows } from "../../src/metrics/rows.ts";
import { FIXTURES } from "./fixtures.ts";

const NAMES = Object.keys(METRICS).filter((name): name is MetricName => name in METRICS);
/** What a column may hold by mistake. */
const ODD = [null, undefined, "", "x", 0, -1, 1.5, 2 ** 60, Number.NaN, Infinity, true, [], {}, 1n];

describe.each(NAMES)("a row of %s", (name) => {
  const schema = z.array(METRICS[name].row);
  const [row = {}] = FIXTURES[name].rows;

  it("is looked at as it is parsed, whatever a column holds", () => {
    const matches = matcherOf(schema);
    expect(matches([row])).toBe(true);
    const keys = Object.keys(METRICS[name].row.shape);
    for (const key of keys)
      for (const value of ODD) {
        const changed = [row, { ...row, [key]: value }];
        expect([key, value, matches(changed)]).toEqual([
          key,
          value,
          schema.safeParse(changed).success,
        ]);
      }
    const entries = Object.entries(row);
    for (const [key] of entries) {
      expect(matches([Object.fromEntries(entries.filter(([name]) => name !== key))])).toBe(false);
    }
    for (const other of [null, [row], "x", { ...row, extra: 1 }])
      expect(matches([other])).toBe(false);
    expect(matches(row)).toBe(false);
  });

  it("is handed on, and what is none is told by its column", () => {
    const rows = [row];
    expect(parseRows(name, rows)).toBe(rows);
    expect(() => parseRows(name, [{ ...row, extra: 1 }])).toThrow(/extra/);
  });
});

describe("a schema with checks of its own", () => {
  it.each([
    { schema: z.number().min(3), takes: 3, refuses: 2 },
    { schema: z.string().regex(/^a/), takes: "a", refuses: "b" },
    { schema: z.object({ a: z.int() }), takes: { a: 1, b: 2 }, refuses: { a: 1.5 } },
    { schema: z.array(z.int()).max(1), takes: [1], refuses: [1, 2] },
    { schema: z.int32(), takes: 1, refuses: 2 ** 40 },
    { schema: z.union([z.int(), z.null()]), takes: null, refuses: "1" },
  ])("is parsed ($refuses)", ({ schema, takes, refuses }) => {
    const matches = matcherOf(schema);
    expect([matches(takes), matches(refuses)]).toEqual([true, false]);
  });
});
