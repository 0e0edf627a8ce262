import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { METRICS, type MetricName } from "../../src/metrics/index.ts";
import { parseRows } from "../../src/metrics/rows.ts";
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
});

// All of them of one log: to load it again for each takes most of the time.
it("every metric answers of nothing, of one entry, and of a window without any, alike on both", {
  timeout: 60_000,
}, async () => {
  await load([]);
  const ofNothing = new Map<MetricName, readonly object[]>();
  for (const name of NAMES) {
    const empty = await engines.measure(name, SCOPE);
    expect(parseRows(name, empty), name).toEqual(empty);
    for (const row of empty) {
      const { since_ms: _, ...figures } = { since_ms: 0, ...row };
      // No figure of nothing: zero where it counts, null where it measures.
      const shown = Object.values(figures).filter((value) => value !== 0 && value !== null);
      expect(shown, name).toEqual([]);
    }
    ofNothing.set(name, empty);
  }
  await load([entry({ fingerprint: "Bash: ls" })]);
  for (const name of NAMES) {
    expect((await engines.measure(name, SCOPE)).length, name).toBeLessThanOrEqual(2);
    const windows = [
      { ...WEEK, since: "2020-01-01T00:00:00.000Z", until: "2020-01-02T00:00:00.000Z" },
    ];
    const [without] = await engines.measure(name, { ...SCOPE, windows });
    expect(withoutStart(without), name).toEqual(withoutStart(ofNothing.get(name)?.[0]));
  }
});

function withoutStart(row: object | undefined): object | undefined {
  return row === undefined ? undefined : { ...row, since_ms: 0 };
}
