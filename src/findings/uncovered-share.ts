import type { MetricRow } from "../metrics/index.ts";
import type { Change, Value } from "../model/report.ts";
import { addRatioSums, type Interval } from "../model/statistics.ts";
import { enoughRatio, intervalOf, ratioChange } from "./change.ts";
import { ours, spanWord } from "./command-line.ts";
import { type Facts, ratioSeries, rowsOf } from "./facts.ts";
import type { FindingKind, Found } from "./found.ts";
import { count, named, ratio, text } from "./values.ts";

/** Fewer passthroughs than this are no pattern. */
const MIN_PASSTHROUGHS = 20;
const MIN_SHARE = 0.3;
/** Kinds of call that are named where none makes most of it. */
const SHOWN = 3;
const MCP = "MCP: ";

/**
 * The passthrough ratio rose, or its interval lies above the alert's mark. Where one kind of call
 * makes at least three in ten of the passthroughs, one rule would mend most of it; where none
 * does and the ratio is above the mark, the most frequent kinds are where to begin.
 */
export const uncoveredShare = {
  needs: ["passthrough-ratio", "uncovered"],
  find: (facts) => {
    const standing = ratioStanding(facts);
    const rows = [...rowsOf(facts, "uncovered")].sort((a, b) => b.calls - a.calls);
    const [top] = rows;
    if (standing === undefined || top === undefined) return [];
    const { k } = standing.now;
    if (k < MIN_PASSTHROUGHS) return [];
    if (top.calls / k >= MIN_SHARE) return [share(facts, standing, top)];
    return standing.above ? [spread(facts, standing, rows.slice(0, SHOWN))] : [];
  },
} as const satisfies FindingKind;

type Row = MetricRow<"uncovered">;

interface Standing {
  readonly now: MetricRow<"passthrough-ratio">;
  readonly last: number | null;
  readonly change: Change;
  readonly interval: Interval | null;
  /** Whether the whole interval lies above the alert's mark. */
  readonly above: boolean;
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
  return { now, last: enoughRatio(last), change, interval, above };
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
      named(server ? top.fingerprint.slice(MCP.length) : top.fingerprint),
    ],
    evidence: [
      ratioLine(facts, standing),
      [text("with a rule for it: "), ratio((k - Math.min(k, top.calls)) / n)],
    ],
    command: ours("rules suggest", facts),
    effect: "tries rules for it on the log, and says what each would have covered",
  };
}

function spread(facts: Facts, standing: Standing, rows: readonly Row[]): Found {
  const { k, n } = standing.now;
  return {
    cause: "spread",
    severity: "warn",
    // Where to begin, not what happened: after everything that did.
    weight: 0,
    measure: k / n,
    title: [text("No rule covered "), count(k), text(" of "), count(n), text(" calls")],
    evidence: [
      ratioLine(facts, standing),
      ...rows.map((row) => [named(row.fingerprint), text("  "), count(row.calls), text(" calls")]),
    ],
    command: ours("rules suggest", facts),
    effect: "tries rules for these kinds on the log before it offers them",
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
