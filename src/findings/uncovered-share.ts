import type { MetricRow } from "../metrics/index.ts";
import type { Change, Value } from "../model/report.ts";
import { addRatioSums, type Interval } from "../model/statistics.ts";
import { enoughRatio, intervalOf, ratioChange } from "./change.ts";
import { ours, spanWord } from "./command-line.ts";
import { type Facts, ratioSeries, rowsOf } from "./facts.ts";
import type { FindingKind, Found } from "./found.ts";
import { count, quote, ratio, text } from "./values.ts";

/** Fewer passthroughs than this are no pattern. */
const MIN_PASSTHROUGHS = 20;
const MIN_SHARE = 0.3;
const MCP = "MCP: ";

/**
 * The passthrough ratio rose, or its interval lies above the alert's mark, and one kind of call
 * makes at least three in ten of the passthroughs: one rule would mend most of it.
 */
export const uncoveredShare = {
  needs: ["passthrough-ratio", "uncovered"],
  find: (facts) => {
    const standing = ratioStanding(facts);
    const top = rowsOf(facts, "uncovered").reduce<Row | undefined>(
      (most, row) => (most === undefined || row.calls > most.calls ? row : most),
      undefined,
    );
    if (standing === undefined || top === undefined) return [];
    const { k } = standing.now;
    if (k < MIN_PASSTHROUGHS || top.calls / k < MIN_SHARE) return [];
    return [share(facts, standing, top)];
  },
} as const satisfies FindingKind;

type Row = MetricRow<"uncovered">;

interface Standing {
  readonly now: MetricRow<"passthrough-ratio">;
  readonly last: number | null;
  readonly change: Change;
  readonly interval: Interval | null;
}

/** Undefined where the ratio is neither up nor above the mark. */
function ratioStanding(facts: Facts): Standing | undefined {
  const series = ratioSeries(facts);
  const now = series.at(-1);
  if (now === undefined) return undefined;
  const last = series.at(-2) ?? null;
  const baseline = addRatioSums(series.slice(-5, -1).filter((row) => row !== undefined));
  const interval = intervalOf(now, baseline);
  const change = ratioChange(now, last);
  const above = interval !== null && interval.low > facts.ratioAbove;
  if (change.sign !== "up" && !above) return undefined;
  return { now, last: enoughRatio(last), change, interval };
}

function share(facts: Facts, standing: Standing, top: Row): Found {
  const { k, n } = standing.now;
  const server = top.fingerprint.startsWith(MCP);
  return {
    cause: top.fingerprint,
    severity: "warn",
    weight: top.calls,
    title: [
      text(server ? "One MCP server made " : "One kind of call made "),
      count(top.calls),
      text(" of "),
      count(k),
      text(" passthroughs: "),
      quote(server ? top.fingerprint.slice(MCP.length) : top.fingerprint),
    ],
    evidence: [
      ratioLine(facts, standing),
      [text("with a rule for it: "), ratio((k - Math.min(k, top.calls)) / n)],
    ],
    command: ours("report trends", facts),
    effect: "shows when it began; an allow rule for it goes into config.toml",
  };
}

function ratioLine(facts: Facts, { now, last, interval }: Standing): Value[] {
  const range =
    interval === null ? [] : [text("; "), ratio(interval.low), text(" to "), ratio(interval.high)];
  const before =
    last === null ? [] : [text(`, the ${spanWord(facts.window)} before `), ratio(last)];
  return [
    text("ratio "),
    ratio(now.k / now.n),
    text(" ("),
    count(now.k),
    text(" of "),
    count(now.n),
    ...range,
    text(")"),
    ...before,
  ];
}
