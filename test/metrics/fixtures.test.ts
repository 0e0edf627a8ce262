import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { METRICS, type MetricName, parseRows } from "../../src/metrics/index.ts";
import { type BothEngines, createBothEngines, rounded } from "../support/both-engines.ts";
import { entry, logText } from "../support/entry.ts";
import { FIXTURES, WEEK } from "./fixtures.ts";

const NAMES = Object.keys(METRICS).filter((name): name is MetricName => name in METRICS);
/** An hour after the week: what is open then is not a day old. */
const SCOPE = {
  windows: [WEEK],
  asOf: "2026-11-23T01:00:00.000Z",
  project: null,
  tool: null,
  excludeTools: [],
};

let engines: BothEngines;

beforeAll(async () => {
  engines = await createBothEngines();
}, 60_000);

afterAll(() => engines.close());

async function load(lines: readonly unknown[]): Promise<void> {
  await engines.load([{ file: "audit.jsonl", text: logText(lines) }]);
}

describe.each(NAMES)("the metric %s", (name) => {
  it("gives the rows that were counted by hand, on both engines", async () => {
    const { lines, scope, rows } = FIXTURES[name];
    expect(lines.length).toBeLessThanOrEqual(30);
    await load(lines);
    expect(rounded(await engines.measure(name, { ...SCOPE, ...scope }))).toEqual(rounded(rows));
  });

  it("answers of nothing, of one entry, and of a window without any, alike on both", async () => {
    await load([]);
    const empty = await engines.measure(name, SCOPE);
    expect(parseRows(name, empty)).toEqual(empty);
    for (const row of empty) {
      const { since_ms: _, ...figures } = { since_ms: 0, ...row };
      // No figure of nothing: zero where it counts, null where it measures.
      expect(Object.values(figures).filter((value) => value !== 0 && value !== null)).toEqual([]);
    }
    await load([entry({ fingerprint: "Bash: ls" })]);
    expect((await engines.measure(name, SCOPE)).length).toBeLessThanOrEqual(2);
    const windows = [
      { ...WEEK, since: "2020-01-01T00:00:00.000Z", until: "2020-01-02T00:00:00.000Z" },
    ];
    const [without] = await engines.measure(name, { ...SCOPE, windows });
    expect(withoutStart(without)).toEqual(withoutStart(empty[0]));
  });
});

function withoutStart(row: object | undefined): object | undefined {
  return row === undefined ? undefined : { ...row, since_ms: 0 };
}
