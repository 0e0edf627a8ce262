import { byWindow } from "../findings/facts.ts";
import { BASELINE_WINDOWS, lastInterval } from "../findings/ratio-interval.ts";
import type { MetricRow } from "../metrics/index.ts";
import { nativeError, ratioOf } from "../model/statistics.ts";
import { Stats } from "../model/stats.ts";
import { windowSeries } from "../model/window.ts";
import { DECISIONS, OUTCOMES, TIERS } from "../model/words.ts";
import type { MeasureScope, Reader } from "../warehouse/reader.ts";
import { type IngestContext, withReader } from "./ingest.ts";
import type { Scope } from "./scope.ts";

/**
 * The figures of one window: what `stats` prints, and the scope that they are of. It is resolved
 * twice: mistakes in the words are told before anything is loaded, and without `--as-of` it is as
 * of now, after loading, so that the anchor vouches for what was loaded.
 */
export async function collectStats(
  context: IngestContext,
  resolve: () => Scope,
): Promise<{ stats: Stats; scope: Scope }> {
  resolve();
  return withReader(context, async (reader) => {
    const scope = resolve();
    return { stats: await readStats(reader, scope), scope };
  });
}

/** The figures of a window, of a reader that is open. */
export async function readStats(reader: Reader, scope: Scope): Promise<Stats> {
  const { window, asOf } = scope;
  const asked: MeasureScope = { ...scope, windows: [window] };
  const [card] = await reader.measure("scorecard", asked);
  const classes = await reader.measure("classes", asked);
  const [latency] = await reader.measure("model-latency", asked);
  const windows = windowSeries(window, BASELINE_WINDOWS + 1);
  const ratios = await reader.measure("passthrough-ratio", { ...scope, windows });
  const [native] = await reader.measure("native-error", asked);
  const covered = await reader.coverage(asOf);
  const [lines] = await reader.measure("coverage", asked);
  return Stats.parse({
    version: 1,
    window: { since: window.since, until: window.until, time_zone: window.timeZone },
    calls: card?.calls ?? 0,
    sessions: card?.sessions ?? 0,
    decisions: tally(DECISIONS, classes, (row) => [row.decision, row.calls]),
    tiers: tally(TIERS, classes, (row) => [row.tier, row.calls]),
    outcomes: tally([...OUTCOMES, "open"], await reader.measure("outcomes", asked), (row) => [
      row.outcome,
      row.calls,
    ]),
    prompts_seen: card?.prompts_seen ?? 0,
    prompts_saved: { estimate: card?.prompts_saved ?? 0, error: nativeError(native) },
    passthrough_ratio: passthroughRatio(byWindow(ofAll(ratios), windows).map(([row]) => row)),
    tools: await reader.measure("tools", asked),
    mcp_servers: await reader.measure("mcp-servers", asked),
    subagent_calls: card?.subagent_calls ?? 0,
    fingerprints: (await reader.measure("fingerprints", asked)).map(fingerprintStats),
    uncovered: await reader.measure("uncovered", asked),
    rules: (await reader.measure("rules", asked)).map(ruleStats),
    llm: llmStats(latency),
    coverage: {
      entries: lines?.entries ?? 0,
      bad_lines: covered.bad_lines,
      files: covered.files,
      prompts_recorded: covered.prompts_recorded,
      anchor: covered.anchor,
    },
  });
}

/** Every word with its count, zero where it never came. */
function tally<Row>(
  words: readonly string[],
  rows: readonly Row[],
  read: (row: Row) => [string, number],
): Record<string, number> {
  const counts = Object.fromEntries(words.map((word) => [word, 0]));
  for (const row of rows) {
    const [word, calls] = read(row);
    counts[word] = (counts[word] ?? 0) + calls;
  }
  return counts;
}

/** Of all projects together. */
function ofAll(rows: readonly MetricRow<"passthrough-ratio">[]) {
  return rows.filter(({ project }) => project === null);
}

/** Of the last of these windows. */
function passthroughRatio(
  series: readonly (MetricRow<"passthrough-ratio"> | undefined)[],
): Stats["passthrough_ratio"] {
  const row = series.at(-1);
  if (row === undefined) return { k: 0, n: 0, ratio: null, low: null, high: null };
  const interval = lastInterval(series);
  return {
    k: row.k,
    n: row.n,
    ratio: ratioOf(row),
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  };
}

function fingerprintStats(row: MetricRow<"fingerprints">): Stats["fingerprints"][number] {
  const { fingerprint, calls, ...outcomes } = row;
  return { fingerprint, calls, outcomes };
}

function ruleStats(row: MetricRow<"rules">): Stats["rules"][number] {
  return {
    rule: row.rule,
    rule_id: row.rule_id,
    kind: row.rule_kind,
    hits: row.hits,
    sessions: row.sessions,
    last_hit: new Date(row.last_ms).toISOString(),
  };
}

function llmStats(row: MetricRow<"model-latency"> | undefined): Stats["llm"] {
  if (row === undefined) {
    return {
      asked: 0,
      green: 0,
      yellow: 0,
      red: 0,
      errors: 0,
      p50_ms: null,
      p95_ms: null,
      max_ms: null,
    };
  }
  const { since_ms: _since, ...figures } = row;
  return figures;
}
