import { type PastAlert, pastAlerts } from "../alerts/past.ts";
import { pastReport } from "../alerts/past-report.ts";
import { rehearsalNeeds, rehearse, rehearsedSlots, UNREHEARSED } from "../alerts/rehearsal.ts";
import { readHistory } from "../files/history.ts";
import { quickSlotAt, slotAt } from "../model/grid.ts";
import { HISTORY, type SilenceLine } from "../model/history.ts";
import type { Report } from "../model/report.ts";
import type { Window } from "../model/window.ts";
import { measureFigures } from "./alert-figures.ts";
import { figuresPlace } from "./alert-place.ts";
import type { Context } from "./deliver.ts";
import { withReader } from "./ingest.ts";
import { resolveScope, resolveTimeZone, type ScopeWords } from "./scope.ts";

export interface AlertsPast {
  readonly window: Window;
  readonly alerts: readonly PastAlert[];
  readonly report: Report;
}

/** Where nobody says otherwise. */
const TEST_SINCE = "90d";
const HISTORY_SINCE = "30d";

/**
 * Judges every slot of the window as if `alerts check` had run in each: when each alert would have
 * fired, spoken and ended. Writes nothing. `only`: of this alert alone.
 */
export function testAlerts(
  context: Context,
  words: ScopeWords,
  only: string | undefined,
): Promise<AlertsPast> {
  const { config, io } = context;
  const { window, asOf } = pastScope(context, words, TEST_SINCE);
  // The grid does not move with --tz: the same slots, whoever looks.
  const timeZone = resolveTimeZone(undefined, config, io);
  const slots = rehearsedSlots({ ...window, timeZone });
  return withReader(context, async (reader) => {
    const at = new Date(asOf);
    const slot = { slow: slotAt(at, timeZone), quick: quickSlotAt(at) };
    const judging = { ...slot, timeZone, asOf, config };
    const place = await figuresPlace(context, reader, {
      judging,
      isNow: false,
      since: window.since,
      canary: null,
    });
    const needs = rehearsalNeeds(slots, config.alert);
    const figures = await measureFigures(reader, needs, place);
    const lines = rehearse(slots, { config: config.alert, figures });
    const alerts = wanted(pastAlerts(lines), words, only);
    const notes = [
      `Judged ${slots.length} slots: every six hours, and events every 15 minutes, as if a channel without a budget had heard of all.`,
      `Not in it, because the log does not tell their past: ${UNREHEARSED.join(", ")}.`,
    ];
    const material = { name: "alerts-test", window, asOf, notes, silences: [] } as const;
    return { window, alerts, report: pastReport(alerts, material) };
  });
}

/** What alerts did, as it was recorded, and what was silenced. */
export function alertsPast(
  context: Context,
  words: ScopeWords,
  only: string | undefined,
): AlertsPast {
  const { window, asOf } = pastScope(context, words, HISTORY_SINCE);
  const lines = readHistory(context.home, HISTORY.alerts).lines.filter(({ at }) => at <= asOf);
  const alerts = wanted(pastAlerts(lines), words, only).filter(
    ({ fired, over }) => fired < window.until && (over === null || over >= window.since),
  );
  const silences = readHistory(context.home, HISTORY.silences).lines.filter(
    (line) =>
      line.at <= asOf && (line.kind === "lifted" || line.until > window.since) && isOf(line, only),
  );
  const slots = lines.filter(({ kind, slot }) => kind === "slot" && slot >= window.since).length;
  const notes = [`${slots} evaluations were recorded in this time.`];
  const material = { name: "alerts-history", window, asOf, notes, silences } as const;
  return { window, alerts, report: pastReport(alerts, material) };
}

function isOf(line: SilenceLine, only: string | undefined): boolean {
  return only === undefined || line.kind === "lifted" || line.alert === only;
}

function pastScope({ io, config }: Context, words: ScopeWords, since: string) {
  const isOpen = words.since === undefined && words.during === undefined;
  const asked = isOpen ? { ...words, since } : words;
  const scope = resolveScope(asked, { io, config, fallback: "today" });
  const until = scope.window.until < scope.asOf ? scope.window.until : scope.asOf;
  return { ...scope, window: { ...scope.window, until } };
}

function wanted(
  all: readonly PastAlert[],
  { project }: ScopeWords,
  only: string | undefined,
): PastAlert[] {
  return all.filter(
    (one) =>
      (only === undefined || one.alert === only) &&
      (project === undefined || one.project === project),
  );
}
