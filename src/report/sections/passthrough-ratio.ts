import { type Facts, ratioSeries } from "../../findings/facts.ts";
import { ratioIntervals } from "../../findings/ratio-interval.ts";
import { count, text } from "../../findings/values.ts";
import { ratioOf } from "../../model/statistics.ts";
import { backdropOf, ruleMoments } from "../backdrop.ts";
import type { SectionKind } from "../section.ts";
import { columns } from "../table.ts";
import { labelsOf, stepWord } from "../trend.ts";
import { firedIn } from "./alerts.ts";

interface Point {
  readonly label: string;
  readonly k: number;
  readonly n: number;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** The ratio with its interval in each week or day, as a line, and what it was counted from. */
export const passthroughRatio = {
  needs: ["passthrough-ratio"],
  make: ({ facts }) => {
    const points = pointsOf(facts);
    return {
      id: "passthrough-ratio",
      title: "Passthrough ratio",
      summary: [],
      fold: false,
      blocks: [
        {
          kind: "line",
          title: conclusion(points),
          unit: "ratio",
          points: points.map(({ label, value, low, high }) => ({ label, value, low, high })),
          ...backdropOf(
            facts.windows,
            {
              usual: null,
              episodes: firedIn(facts).filter(({ alert }) => alert === "passthrough_ratio"),
              moments: ruleMoments(facts, facts.windows),
            },
            facts.asOf,
          ),
        },
        {
          kind: "table",
          columns: columns(stepWord(facts), ">no rule", ">of calls"),
          rows: points.map((point) => [text(point.label), count(point.k), count(point.n)]),
          total: null,
          more: null,
          empty: "No call.",
        },
      ],
    };
  },
} as const satisfies SectionKind;

function pointsOf(facts: Facts): Point[] {
  const series = ratioSeries(facts);
  const intervals = ratioIntervals(facts);
  return labelsOf(facts).map((label, index) => {
    const row = series[index];
    if (row === undefined) return { label, k: 0, n: 0, value: null, low: null, high: null };
    const interval = intervals[index];
    const ends = { low: interval?.low ?? null, high: interval?.high ?? null };
    return { label, k: row.k, n: row.n, value: ratioOf(row), ...ends };
  });
}

/** What the line shows, in words: where it is highest. */
function conclusion(points: readonly Point[]): string {
  const highest = points.reduce<Point | undefined>(
    (most, point) => ((point.value ?? -1) > (most?.value ?? -1) ? point : most),
    undefined,
  );
  if (highest === undefined) return "No call counts in the ratio";
  return `Share of calls that no rule covered, highest in ${highest.label}`;
}
