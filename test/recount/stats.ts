import type { Span } from "./calendar.ts";
import {
  type Call,
  callsOf,
  isOurs,
  type OlderFingerprints,
  outcomeAt,
  wasPrompted,
} from "./calls.ts";
import type { Line, Log } from "./log.ts";
import { text } from "./log.ts";
import { correlation, interval, percentile, ratio, type Share, sum } from "./statistics.ts";

/** What is counted: a span, what was known at `asOf`, and the filters. Times in ms. */
export interface Question extends Span {
  readonly asOf: number;
  readonly project: string | null;
  readonly tool: string | null;
  readonly excludeTools: readonly string[];
}

const DECISIONS =
  "allow deny ask passthrough error_passthrough none promoted promotion_blocked".split(" ");
const TIERS = "floor deny ask allow auto llm passthrough deny_promote none".split(" ");
const OUTCOMES = "ok failed refused denied classifier_denied interrupted unknown open".split(" ");
const NOT_COVERED = ["no_rule", "llm_off", "not_understood"];
const PROMPTING = ["default", "acceptEdits", "plan", "unknown"];
const TALKING = ["AskUserQuestion", "ExitPlanMode"];

/** A log with its calls, so that each question need not find them again. */
export interface Counted {
  readonly log: Log;
  readonly calls: readonly Call[];
  /** Those from before the install too. */
  readonly recorded: readonly Call[];
}

export function counted(log: Log, older?: OlderFingerprints): Counted {
  const recorded = callsOf(log, older);
  return { log, calls: recorded.filter(isOurs), recorded };
}

/**
 * Every figure that `stats --json` prints, but window and version. `before` are the four spans
 * before, as long as this one.
 */
export function recountStats(
  { log, calls, recorded }: Counted,
  question: Question,
  before: readonly Span[],
) {
  const own = calls.filter((call) => isAsked(call, question));
  const all = recorded.filter((call) => isAsked(call, question));
  const lines = log.lines.filter((line) => isAsked(line, question));
  const shares = ratioShares(own, question);
  const usual = before.flatMap((span) => {
    const asked = { ...question, ...span };
    return ratioShares(
      calls.filter((call) => isAsked(call, asked)),
      asked,
    );
  });
  const range = interval(shares, correlation(usual));
  const model = own.filter((call) => call.asked);
  const scored = (score: string): number => model.filter((call) => call.score === score).length;
  const latencies = latenciesOf(model);
  return {
    calls: own.length,
    sessions: sessionsOf(lines).size,
    decisions: tally(DECISIONS, own, (call) => call.decision),
    tiers: tally(TIERS, own, (call) => call.tier),
    outcomes: tally(OUTCOMES, all, (call) => outcomeAt(call, question.asOf)),
    prompts_seen: own.filter((call) => wasPrompted(call, question.asOf)).length,
    prompts_saved: own.filter(isSaved).length,
    passthrough_ratio: {
      k: sum(shares.map((one) => one.k)),
      n: sum(shares.map((one) => one.n)),
      ratio: ratio(shares),
      low: range?.low ?? null,
      high: range?.high ?? null,
    },
    tools: byOutcome(own, "tool_name", question.asOf, (call) => call.tool),
    mcp_servers: byOutcome(own, "mcp_server", question.asOf, (call) =>
      text(call.raw, "mcp_server"),
    ),
    subagent_calls: own.filter((call) => call.agent !== null).length,
    fingerprints: sorted(
      [...grouped(all, (call) => call.fingerprint)].map(([fingerprint, some]) => ({
        fingerprint,
        calls: some.length,
        outcomes: tally(OUTCOMES, some, (call) => outcomeAt(call, question.asOf)),
      })),
      (row) => [-row.calls, row.fingerprint],
    ),
    uncovered: uncoveredOf(own, question),
    rules: rulesOf(own),
    llm: {
      asked: model.length,
      green: scored("GREEN"),
      yellow: scored("YELLOW"),
      red: scored("RED"),
      errors: model.filter((call) => call.score === null).length,
      p50_ms: percentile(latencies, 0.5),
      p95_ms: percentile(latencies, 0.95),
      max_ms: latencies.length === 0 ? null : Math.max(...latencies),
    },
    coverage: {
      entries: lines.filter((line) => line.source !== "canary").length,
      bad_lines: log.badLines,
      files: log.files,
      anchor: log.anchor,
      prompts_recorded: tellsOfPrompts(log, question.asOf),
    },
  };
}

/** Whether any prompt was recorded by then: without one nobody knows whether there were any. */
export function tellsOfPrompts({ lines }: Log, asOf: number): boolean {
  return lines.some((line) => line.event === "PermissionRequest" && line.at <= asOf);
}

/** In the span, known by then, and of the project and tool asked about. */
export function isAsked(line: Line, question: Question): boolean {
  return (
    line.at >= question.since &&
    line.at < question.until &&
    line.at <= question.asOf &&
    (question.project === null || line.project === question.project) &&
    (question.tool === null || line.tool === question.tool)
  );
}

/** Sessions with any line of ours. */
export function sessionsOf(lines: readonly Line[]): Set<string> {
  return new Set(
    lines
      .filter((line) => isOurs(line) && line.session !== "" && !isAfterTheFact(line))
      .map((line) => line.session),
  );
}

/** Read from a transcript later: it says nothing of when the session was active. */
function isAfterTheFact(line: Line): boolean {
  return line.event === "Reconciled" && line.source === "live";
}

/** What we allowed although Claude Code would have asked. */
export function isSaved(call: Call): boolean {
  return call.decision === "allow" && call.native === "prompt";
}

export function latenciesOf(calls: readonly Call[]): number[] {
  return calls.flatMap((call) => (call.latencyMs === null ? [] : [call.latencyMs]));
}

/** k and n of the passthrough ratio for each session. */
export function ratioShares(calls: readonly Call[], question: Question): Share[] {
  const counting = calls.filter((call) => isCounting(call, question));
  return [...grouped(counting, (call) => call.session).values()].map((some) => ({
    n: some.length,
    k: some.filter(isNotCovered).length,
  }));
}

/** Whether a call could be decided, and no opinion on it would mean a prompt. */
function isCounting(call: Call, question: Question): boolean {
  return (
    PROMPTING.includes(call.mode) &&
    call.tier !== "ask" &&
    !isError(call) &&
    !TALKING.includes(call.tool ?? "") &&
    !question.excludeTools.includes(call.tool ?? "")
  );
}

function uncoveredOf(calls: readonly Call[], question: Question) {
  const open = calls.filter((call) => isCounting(call, question) && isNotCovered(call));
  const rows = [...grouped(open, (call) => call.fingerprint)].map(([fingerprint, some]) => {
    const fates = tally(OUTCOMES, some, (call) => outcomeAt(call, question.asOf));
    return {
      fingerprint,
      calls: some.length,
      sessions: new Set(some.map((call) => call.session)).size,
      ok: fates["ok"],
      failed: fates["failed"],
      refused: sum(["refused", "denied", "classifier_denied"].map((word) => fates[word] ?? 0)),
    };
  });
  return sorted(rows, (row) => [-row.calls, row.fingerprint]);
}

/** Of two words that contradict each other the tier tells the class. */
function isError(call: Call): boolean {
  return call.decision === "error_passthrough" && isUndecided(call);
}

function isNotCovered(call: Call): boolean {
  const reason = text(call.raw, "passthrough_reason") ?? "no_rule";
  return call.decision === "passthrough" && isUndecided(call) && NOT_COVERED.includes(reason);
}

function isUndecided(call: Call): boolean {
  return !["floor", "deny", "ask", "allow", "auto"].includes(call.tier);
}

function rulesOf(calls: readonly Call[]) {
  const hit = calls.filter((call) => text(call.raw, "rule_id") !== null);
  const groups = grouped(
    hit,
    (call) => `${text(call.raw, "rule_id")}\n${text(call.raw, "rule_kind") ?? ""}`,
  );
  const rows = [...groups.values()].flatMap((some) => {
    const last = [...some].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).at(-1);
    if (last === undefined) return [];
    const id = text(last.raw, "rule_id") ?? "";
    return {
      rule: text(last.raw, "rule") ?? id,
      rule_id: id,
      kind: text(last.raw, "rule_kind") ?? "",
      hits: some.length,
      sessions: new Set(some.map((call) => call.session)).size,
      last_hit: new Date(last.at).toISOString(),
    };
  });
  return sorted(rows, (row) => [-row.hits, row.rule, row.rule_id, row.kind]);
}

function byOutcome<Name extends string>(
  calls: readonly Call[],
  column: Name,
  asOf: number,
  nameOf: (call: Call) => string | null,
) {
  const named = calls.filter((call) => nameOf(call) !== null);
  const rows = [...grouped(named, (call) => nameOf(call) ?? "")].map(([name, some]) => ({
    name,
    calls: some.length,
    failed: some.filter((call) => outcomeAt(call, asOf) === "failed").length,
    refused: some.filter((call) => outcomeAt(call, asOf) === "refused").length,
  }));
  return sorted(rows, (row) => [-row.calls, row.name]).map(({ name, ...counts }) => ({
    [column]: name,
    ...counts,
  }));
}

export function grouped<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function tally(
  words: readonly string[],
  calls: readonly Call[],
  wordOf: (call: Call) => string,
): Record<string, number> {
  const groups = grouped(calls, wordOf);
  return Object.fromEntries(words.map((word) => [word, groups.get(word)?.length ?? 0]));
}

function sorted<Row>(rows: readonly Row[], by: (row: Row) => (number | string)[]): Row[] {
  return [...rows].sort((a, b) => {
    const [left, right] = [by(a), by(b)];
    for (const [index, one] of left.entries()) {
      const other = right[index] ?? one;
      if (one !== other) return one < other ? -1 : 1;
    }
    return 0;
  });
}
