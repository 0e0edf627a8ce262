import { describe, expect, it } from "vitest";
import type { Facts } from "../../src/findings/facts.ts";
import { judge } from "../../src/findings/judge.ts";
import type { MetricRow } from "../../src/metrics/index.ts";
import type { Report, Value } from "../../src/model/report.ts";
import { windowSeries } from "../../src/model/window.ts";
import { buildReport } from "../../src/report/build.ts";
import { parsed } from "../support/definition.ts";
import { facts, passthrough, scorecard, uncoveredRow, W47, weekStart } from "../support/facts.ts";
import { blocksOf, sectionOf } from "../support/report.ts";
import { seeded } from "../support/seeded.ts";

const ROUNDS = 20;

/** A week of sessions whose calls are more or less alike, as the metric sums them up. */
function weekOf(random: () => number, weeks: number): MetricRow<"passthrough-ratio"> {
  const alike = random();
  const usual = 0.1 + random() * 0.5;
  const sums = { sessions: 5 + Math.floor(random() * 20), n: 0, k: 0, kk: 0, kn: 0, nn: 0, kkn: 0 };
  for (let session = 0; session < sums.sessions; session += 1) {
    const n = 10 + Math.floor(random() * 60);
    const share = random() < alike ? Math.round(random()) : usual;
    const k = Math.round(n * share);
    sums.n += n;
    sums.k += k;
    sums.kk += k * k;
    sums.kn += k * n;
    sums.nn += n * n;
    sums.kkn += (k * k) / n;
  }
  return passthrough({ since_ms: weekStart(weeks), ...sums });
}

function measuredOf(rows: readonly MetricRow<"passthrough-ratio">[]) {
  return {
    "passthrough-ratio": rows,
    uncovered: [uncoveredRow({ calls: rows.at(-1)?.k ?? 0 })],
    scorecard: rows.map(({ since_ms, n }) => scorecard({ since_ms, calls: n })),
  };
}

/** The ends of an interval wherever a sentence says some: after its first ratio, where it has one. */
function endsIn(values: readonly Value[], first: number): (number | null)[] {
  const found = values.flatMap((value) => (value.kind === "ratio" ? [value.value] : []));
  return found.slice(first, first + 2);
}

/** Every place of a digest that tells the interval of its week's passthrough ratio. */
function toldIn(given: Facts): Record<string, (number | null)[]> {
  const report = buildReport(parsed("digest"), given, given);
  const notes = blocksOf(sectionOf(report, "coverage"), "note");
  const counted = notes.find(({ term }) => term === "How counted")?.text ?? [];
  const [line] = blocksOf(sectionOf(report, "ratio-change"), "line");
  const point = line?.points.at(-1);
  const finding = judge(given, null).findings.find(({ evidence }) => {
    const first = evidence[0]?.[0];
    return first?.kind === "text" && first.text === "ratio ";
  });
  return {
    counted: endsIn(counted, 0),
    drawn: point === undefined ? [] : [point.low, point.high],
    finding: endsIn(finding?.evidence[0] ?? [], 1),
  };
}

/** The ends in each week that a section of a report draws, oldest first. */
function drawnIn(report: Report, section: string): unknown[] {
  return report.sections
    .filter(({ id }) => id === section)
    .flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === "line" ? [block] : [])))
    .flatMap(({ points }) => points.map(({ label, low, high }) => ({ label, low, high })));
}

describe("the interval of a week's passthrough ratio", () => {
  it("reads the same wherever a digest tells it, and in a trend that ends with it", () => {
    const random = seeded(2911);
    const places = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const rows = Array.from({ length: 13 }, (_, index) => weekOf(random, index - 12));
      const measured = measuredOf(rows);
      const told = toldIn(facts(measured));
      const trend = facts(measured, { windows: windowSeries(W47, 8) });
      const [line] = blocksOf(
        sectionOf(buildReport(parsed("trends"), trend, null), "passthrough-ratio"),
        "line",
      );
      const last = line?.points.at(-1);
      const all = { ...told, trend: [last?.low ?? null, last?.high ?? null] };
      for (const [place, ends] of Object.entries(all)) {
        if (ends.length === 0) continue;
        places.set(place, (places.get(place) ?? 0) + 1);
        expect({ round, place, ends }).toEqual({ round, place, ends: told["counted"] });
      }
    }
    // Each place told it in some of the rounds.
    for (const place of ["counted", "drawn", "finding", "trend"]) {
      expect(places.get(place) ?? 0, place).toBeGreaterThan(1);
    }
  });

  it("reads the same of every week that a digest and a trend draw", () => {
    const random = seeded(2912);
    let drawn = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const rows = Array.from({ length: 13 }, (_, index) => weekOf(random, index - 12));
      const measured = measuredOf(rows);
      const given = facts(measured);
      const digest = drawnIn(buildReport(parsed("digest"), given, given), "ratio-change");
      const trend = facts(measured, { windows: windowSeries(W47, 8) });
      if (digest.length === 0) continue;
      drawn += 1;
      expect(digest).toHaveLength(8);
      expect(drawnIn(buildReport(parsed("trends"), trend, null), "passthrough-ratio")).toEqual(
        digest,
      );
    }
    expect(drawn).toBeGreaterThan(1);
  });
});
