import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCommandConfig } from "../../src/files/read-config.ts";
import { SHOWN_NEEDS, STANDING_NEEDS } from "../../src/findings/judge.ts";
import { METRICS, type MetricName } from "../../src/metrics/index.ts";
import { windowLabel } from "../../src/model/window.ts";
import { type Measured, measureFacts } from "../../src/pipeline/facts.ts";
import { planReport } from "../../src/pipeline/report.ts";

import { NO_ROWS } from "../support/facts.ts";
import { fakeIo, temporaryFolder } from "../support/io.ts";

const LOG = { bad_lines: 0, files: 1, anchor: null, fallback: false, prompts_recorded: true };

function digestPlan() {
  const home = temporaryFolder();
  const config = readCommandConfig(join(home, "config.toml"));
  const words = { during: "2026-W47", tz: "Europe/Amsterdam", asOf: "2026-11-23T06:00:00Z" };
  return planReport({ io: fakeIo(home), home, config }, { name: "digest", words }).plan;
}

/** Answers nothing, and notes what it was asked. */
function silent(): { reader: Measured; asked: string[]; times: string[] } {
  const asked: string[] = [];
  const times: string[] = [];
  const reader: Measured = {
    measure: async (name, { windows }) => {
      asked.push(`${name} ${windows.map(windowLabel).at(-1)}`);
      return [...NO_ROWS[name]];
    },
    coverage: async (asOf) => {
      times.push(asOf);
      return LOG;
    },
  };
  return { reader, asked, times };
}

describe("what is measured for a report", () => {
  it("is, of the window before, what tells whether a finding stood, and no more", async () => {
    const { reader, asked, times } = silent();
    const { before } = await measureFacts(reader, digestPlan(), true);
    const single = (names: readonly MetricName[]) => names.filter((name) => !METRICS[name].series);
    const of46 = asked.filter((one) => one.endsWith("W46"));
    expect(new Set(of46)).toEqual(
      new Set(single(STANDING_NEEDS).map((name) => `${name} 2026-W46`)),
    );
    expect(SHOWN_NEEDS.length).toBeGreaterThan(0);
    for (const name of SHOWN_NEEDS) expect(before?.rows[name]).toEqual([]);
    // A section that looks for more finds out: nothing of this window passes for the one before.
    expect(before?.rows["most-frequent"]).toBeUndefined();
    expect(times).toEqual([
      "2026-11-23T06:00:00.000Z",
      "2026-11-15T23:00:00.000Z",
      "2026-11-15T23:00:00.000Z",
      "2026-11-08T23:00:00.000Z",
    ]);
  });

  it("is only this window where nothing is compared", async () => {
    const { reader, asked } = silent();
    const { before } = await measureFacts(reader, digestPlan(), false);
    expect(before).toBeNull();
    expect(asked.filter((one) => one.endsWith("W46"))).toEqual([]);
  });

  it("fails with the question that failed, once all have ended", async () => {
    const { reader } = silent();
    let running = 0;
    const failing: Measured = {
      ...reader,
      measure: async (name) => {
        running += 1;
        await new Promise((resolve) => setTimeout(resolve, name === "denied" ? 1 : 20));
        running -= 1;
        if (name === "denied") throw new Error("no such column");
        return [...NO_ROWS[name]];
      },
    };
    await expect(measureFacts(failing, digestPlan(), true)).rejects.toThrow("no such column");
    expect(running).toBe(0);
  });
});
