import type { AlertEvent, AlertFigures, Need } from "../alerts/kind.ts";
import type { AlertProbes } from "../alerts/probes.ts";
import type { LearnedChange, LearningFacts } from "../findings/learning-facts.ts";
import { METRICS, type MetricName, type MetricRow } from "../metrics/index.ts";
import type { Window } from "../model/window.ts";
import type { Severity } from "../model/words.ts";
import type { MeasureScope, Reader } from "../warehouse/reader.ts";

/** What figures are made of besides the log. */
export interface FiguresPlace {
  /** ISO 8601 UTC: nothing later is looked at. */
  readonly asOf: string;
  readonly excludeTools: readonly string[];
  readonly severities: ReadonlyMap<string, Severity>;
  readonly learning: (asOf: string) => LearningFacts;
  readonly changes: readonly LearnedChange[];
  readonly probes: AlertProbes | null;
  readonly evasions: readonly AlertEvent[];
  readonly firstCallMs: number | null;
}

/** So many windows are asked about at once: more of them would fill the memory. */
const WINDOWS_AT_ONCE = 64;

/** Measures what is needed: each metric over windows of the same length in as few questions as go. */
export async function measureFigures(
  reader: Pick<Reader, "measure">,
  needs: readonly Need[],
  place: FiguresPlace,
): Promise<AlertFigures> {
  const rows = new Map<string, unknown[]>();
  for (const { metric, windows } of batchesOf(needs)) {
    await measureInto(rows, reader, { metric, windows, place });
  }
  const { severities, learning, changes, probes, evasions, firstCallMs } = place;
  return {
    rows: (name, window) => found(rows, name, window),
    ...{ severities, learning, changes, probes, evasions, firstCallMs },
  };
}

interface Batch {
  readonly metric: MetricName;
  readonly windows: readonly Window[];
}

/** A row tells its window by where it begins: two of a question must not begin together. */
function batchesOf(needs: readonly Need[]): Batch[] {
  const groups = new Map<string, { metric: MetricName; windows: Map<string, Window> }>();
  const seen = new Set<string>();
  for (const { metric, window } of needs) {
    const known = nameOf(metric, window);
    if (seen.has(known)) continue;
    seen.add(known);
    const hours = Math.round((Date.parse(window.until) - Date.parse(window.since)) / 3_600_000);
    // A day is 23 to 25 hours long.
    const name = `${metric} ${hours < 20 ? hours : Math.round(hours / 24) * 24}`;
    const group = groups.get(name) ?? { metric, windows: new Map() };
    group.windows.set(`${window.since} ${window.until}`, window);
    groups.set(name, group);
  }
  return [...groups.values()].flatMap(({ metric, windows }) => chunksOf(metric, windows));
}

function chunksOf(metric: MetricName, windows: ReadonlyMap<string, Window>): Batch[] {
  const all = [...windows.values()].sort((a, b) => (a.since < b.since ? -1 : 1));
  const chunks: Batch[] = [];
  let chunk: Window[] = [];
  for (const window of all) {
    const isFull = chunk.length >= mostWindows(window);
    if (isFull || chunk.at(-1)?.since === window.since) {
      chunks.push({ metric, windows: chunk });
      chunk = [];
    }
    chunk.push(window);
  }
  return chunk.length === 0 ? chunks : [...chunks, { metric, windows: chunk }];
}

/** Short windows hold few calls each. */
function mostWindows({ since, until }: Window): number {
  const hours = (Date.parse(until) - Date.parse(since)) / 3_600_000;
  return hours <= 6 ? WINDOWS_AT_ONCE * 256 : WINDOWS_AT_ONCE;
}

async function measureInto(
  rows: Map<string, unknown[]>,
  reader: Pick<Reader, "measure">,
  { metric, windows, place }: Batch & { readonly place: FiguresPlace },
): Promise<void> {
  const { asOf, excludeTools } = place;
  const scope: MeasureScope = { windows, asOf, project: null, tool: null, excludeTools };
  const names = new Map(
    windows.map((window) => [Date.parse(window.since), nameOf(metric, window)]),
  );
  for (const name of names.values()) rows.set(name, []);
  for (const row of await reader.measure(metric, scope)) {
    // Seconds that became milliseconds in a database may carry a rest of a rounding.
    const since = "since_ms" in row ? Math.round(Number(row.since_ms)) : Number.NaN;
    rows.get(names.get(since) ?? "")?.push(row);
  }
}

function found<Name extends MetricName>(
  rows: ReadonlyMap<string, unknown[]>,
  name: Name,
  window: Window,
): readonly MetricRow<Name>[] {
  const known = rows.get(nameOf(name, window));
  if (known === undefined) throw new Error(`the metric ${name} was not measured: declare it`);
  return known.filter((row): row is MetricRow<Name> => isRowOf(name, row));
}

/** They were checked when they were measured, and are kept under the metric's name. */
function isRowOf<Name extends MetricName>(name: Name, row: unknown): row is MetricRow<Name> {
  return METRICS[name].series && typeof row === "object" && row !== null;
}

function nameOf(metric: MetricName, { since, until }: Window): string {
  return `${metric} ${since} ${until}`;
}
