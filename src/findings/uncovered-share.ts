import type { MetricRow } from "../metrics/index.ts";
import type { Value } from "../model/report.ts";
import { ours, spanWord } from "./command-line.ts";
import { coveredCalls, coveringFor, suggestCommand } from "./covering.ts";
import { type Facts, rowsOf } from "./facts.ts";
import type { FindingKind, Found } from "./found.ts";
import { type RatioStanding, ratioStanding } from "./ratio-standing.ts";
import { count, named, plural, ratio, text } from "./values.ts";

const MIN_SHARE = 0.3;
/** Kinds of call that are named where none makes most of it. */
const SHOWN = 3;
const MCP = "MCP: ";

/**
 * The passthrough ratio rose, or its interval lies above the alert's mark. Where one kind of call
 * makes at least three in ten of the passthroughs, one rule would mend most of it; where none
 * does and the ratio is above the mark, the most frequent kinds are where to begin. Where the calls
 * are too few to judge by, that is what it says.
 */
export const uncoveredShare = {
  needs: ["passthrough-ratio", "uncovered"],
  find: (facts) => {
    const standing = ratioStanding(facts);
    const rows = [...rowsOf(facts, "uncovered")].sort((a, b) => b.calls - a.calls);
    const [top] = rows;
    if (standing === undefined || standing.state === "fine" || top === undefined) return [];
    const begin = rows.slice(0, SHOWN);
    if (standing.state === "unjudged") return [unjudged(facts, standing, begin)];
    if (top.calls / standing.now.k >= MIN_SHARE) return [share(facts, standing, top)];
    return standing.above ? [spread(facts, standing, begin)] : [];
  },
} as const satisfies FindingKind;

type Row = MetricRow<"uncovered">;

function share(facts: Facts, standing: RatioStanding, top: Row): Found {
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
    ...withRules(facts, standing, top),
  };
}

/** Where rules were tried: the one that covers most of it, and what would be left. */
function withRules(
  facts: Facts,
  standing: RatioStanding,
  { fingerprint, calls }: Row,
): Pick<Found, "evidence" | "command" | "effect"> | undefined {
  const { covering } = facts;
  const rules = coveringFor(fingerprint, covering);
  const best = rules.toSorted(
    (a, b) => coveredCalls([b], fingerprint) - coveredCalls([a], fingerprint),
  )[0];
  if (covering === null || best === undefined) return undefined;
  const { k, n } = standing.now;
  const [one, all] = [coveredCalls([best], fingerprint), coveredCalls(rules, fingerprint)];
  const words = rules.length === 1 ? "with a rule for it: " : `with ${rules.length} rules for it: `;
  const others = rules.length - 1;
  const more =
    others === 0
      ? ""
      : `; ${others} more suggested ${plural(others, "rule")} ${others === 1 ? "covers" : "cover"} ${all - one} others`;
  return {
    evidence: [ratioLine(facts, standing), [text(words), ratio((k - Math.min(k, all)) / n)]],
    command: suggestCommand(covering, facts, best),
    effect: `covers ${one} of its ${calls} ${plural(calls, "call")}, as tried on 30 days of the log${more}`,
  };
}

function spread(facts: Facts, standing: RatioStanding, rows: readonly Row[]): Found {
  const { k, n } = standing.now;
  return {
    cause: "spread",
    severity: "warn",
    // Where to begin, not what happened: after everything that did.
    weight: 0,
    measure: k / n,
    title: [text("No rule covered "), count(k), text(" of "), count(n), text(" calls")],
    evidence: [ratioLine(facts, standing), ...rows.map(kindLine)],
    command: ours("rules suggest", facts),
    effect: "tries rules for these kinds on the log before it offers them",
  };
}

/** Not too many to be calm about, and not few enough. */
function unjudged(facts: Facts, standing: RatioStanding, rows: readonly Row[]): Found {
  const { k, n } = standing.now;
  return {
    cause: "unjudged",
    severity: "info",
    weight: k,
    measure: k / n,
    title: [
      text("No rule covered "),
      count(k),
      text(" of "),
      count(n),
      text(" calls: too few to tell whether it stays so"),
    ],
    evidence: [ratioLine(facts, standing), ...rows.map(kindLine)],
    command: ours("rules suggest", facts),
    effect: "tries rules on the log; of few calls it may suggest none yet",
  };
}

function kindLine(row: Row): Value[] {
  return [
    named(row.fingerprint),
    text("  "),
    count(row.calls),
    text(` ${plural(row.calls, "call")}`),
  ];
}

function ratioLine(facts: Facts, { now, last, interval }: RatioStanding): Value[] {
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
