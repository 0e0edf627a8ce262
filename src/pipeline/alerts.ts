import { type AlertMemory, recall } from "../alerts/history.ts";
import type { AlertKind } from "../alerts/kinds.ts";
import { type AlertsMaterial, type AlertView, alertsReport } from "../alerts/report.ts";
import { appendHistory, readHistory } from "../files/history.ts";
import { homePaths } from "../files/home.ts";
import { waitForLock } from "../files/lock.ts";
import { UserError } from "../model/errors.ts";
import { slotAt } from "../model/grid.ts";
import { type AlertStateLine, HISTORY } from "../model/history.ts";
import type { Report } from "../model/report.ts";
import { enqueueAlerts } from "./alerts-enqueue.ts";
import {
  besideIt,
  type Judging,
  judgeWeek,
  shownStates,
  viewsOf,
  weekOf,
} from "./alerts-measure.ts";
import { type Context, type Delivery, deliverQueued } from "./deliver.ts";
import type { Enqueued } from "./enqueue.ts";
import { homeFlag } from "./home-flag.ts";
import { withReader } from "./ingest.ts";
import { resolveScope, resolveTimeZone, type ScopeWords } from "./scope.ts";

export interface AlertsOutcome {
  readonly report: Report;
  readonly states: readonly AlertStateLine[];
  /** The slot that the states are of; null where nothing was ever evaluated. */
  readonly slot: string | null;
  /**
   * `recorded`: evaluated now. `known`: was evaluated before. `looked`: evaluated, and nothing
   * written. `listed`: not evaluated.
   */
  readonly how: "recorded" | "known" | "looked" | "listed";
  readonly enqueued: readonly Enqueued[];
  readonly deliveries: readonly Delivery[];
}

const KIND: AlertKind = "passthrough_ratio";
const LOCK_WAIT_MS = 10_000;

/**
 * Evaluates the alerts once in each slot: a second time in the same slot shows the state and
 * changes nothing. What starts or ends is put in line first and recorded then, so that a kill in
 * between can only repeat a message that the outbox already knows. Slots that were missed are
 * not made up: as of an earlier slot it only looks.
 */
export async function checkAlerts(
  context: Context,
  words: ScopeWords,
  dryRun: boolean,
): Promise<AlertsOutcome> {
  const judging = judgingAt(context, words);
  const current = slotAt(context.io.now(), judging.timeZone);
  if (dryRun || judging.slot !== current) return evaluate(context, words, judging);
  const { locks } = homePaths(context.home);
  const lock = await waitForLock(locks, "alerts", context.io, LOCK_WAIT_MS);
  if ("heldBy" in lock) {
    throw new UserError(
      `Another claude-permit (process ${lock.heldBy}) is checking alerts. Try again when it has finished.`,
    );
  }
  let outcome: AlertsOutcome;
  try {
    outcome = await record(context, words, judging);
  } finally {
    lock.release();
  }
  if (outcome.enqueued.length === 0) return outcome;
  return { ...outcome, deliveries: await deliverQueued(context) };
}

/** The state of every alert as the history tells it; nothing is evaluated. */
export function listAlerts(context: Context, words: ScopeWords): Promise<AlertsOutcome> {
  const judging = judgingAt(context, words);
  const memory = memoryAt(context, words, judging);
  return withReader(context, async (reader) => {
    const states = ofProject(shownStates(memory), words);
    const at = memory.slot === null ? judging : { ...judging, slot: memory.slot };
    const views = await viewsOf(reader, states, at);
    const report = alertsReport(views, await materialOf(context, reader, at));
    const nothing = { enqueued: [], deliveries: [] };
    return { report, states, slot: memory.slot, how: "listed" as const, ...nothing };
  });
}

async function record(
  context: Context,
  words: ScopeWords,
  judging: Judging,
): Promise<AlertsOutcome> {
  const { home, io } = context;
  const outcome = await evaluate(context, words, judging);
  if (outcome.how === "known") return outcome;
  const { all, material } = outcome;
  const enqueued = await enqueueAlerts(context, all, material);
  const at = io.now().toISOString();
  appendHistory(home, HISTORY.alerts, [
    ...all.map(({ state }) => ({ ...state, at })),
    { v: 1, kind: "slot", at, slot: judging.slot },
  ]);
  return { ...outcome, how: "recorded", enqueued };
}

interface Evaluated extends AlertsOutcome {
  readonly all: readonly AlertView[];
  readonly material: AlertsMaterial;
}

function evaluate(context: Context, words: ScopeWords, judging: Judging): Promise<Evaluated> {
  const memory = memoryAt(context, words, judging);
  const known = memory.slot !== null && memory.slot >= judging.slot;
  return withReader(context, async (reader) => {
    const at = known && memory.slot !== null ? { ...judging, slot: memory.slot } : judging;
    const states = known ? shownStates(memory) : await judgeWeek(reader, memory, at);
    const all = await viewsOf(reader, states, at);
    const material = await materialOf(context, reader, at);
    const shown = all.filter(({ state }) => ofProject([state], words).length > 0);
    return {
      report: alertsReport(shown, material),
      states: shown.map(({ state }) => state),
      slot: at.slot,
      how: known ? "known" : "looked",
      enqueued: [],
      deliveries: [],
      all,
      material,
    };
  });
}

/** Throws UserError for flags that would ask an alert another question. */
function judgingAt({ io, config }: Context, words: ScopeWords): Judging {
  const { since, until, during, tool } = words;
  if ([since, until, during, tool].some((word) => word !== undefined)) {
    throw new UserError(
      "An alert judges all tools over the seven days before its slot. Leave out --since, --until, --during and --tool; --as-of and --project are taken.",
    );
  }
  const { asOf } = resolveScope(words, { io, config, fallback: "today" });
  // The grid does not move with --tz: the same slots, whoever looks.
  const timeZone = resolveTimeZone(undefined, config, io);
  return { kind: KIND, slot: slotAt(new Date(asOf), timeZone), timeZone, asOf, config };
}

function memoryAt({ home }: Context, words: ScopeWords, { asOf }: Judging): AlertMemory {
  const { lines } = readHistory(home, HISTORY.alerts);
  return recall(words.asOf === undefined ? lines : lines.filter(({ at }) => at <= asOf));
}

async function materialOf(
  { io, home, config }: Context,
  reader: Parameters<typeof besideIt>[0],
  judging: Judging,
): Promise<AlertsMaterial> {
  return {
    window: weekOf(judging),
    asOf: judging.asOf,
    settings: config.alert[KIND],
    homeFlag: homeFlag(io, home),
    modes: await besideIt(reader, judging),
  };
}

function ofProject(states: readonly AlertStateLine[], { project }: ScopeWords): AlertStateLine[] {
  return states.filter((state) => project === undefined || state.project === project);
}
