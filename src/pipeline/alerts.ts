import { alertsReport } from "../alerts/report.ts";
import { isWorthALine } from "../alerts/round.ts";
import { spokenOf } from "../alerts/speak.ts";
import { appendHistory } from "../files/history.ts";
import { homePaths } from "../files/home.ts";
import { waitForLock } from "../files/lock.ts";
import { requireHome } from "../files/present-home.ts";
import { UserError } from "../model/errors.ts";
import { quickSlotAt } from "../model/grid.ts";
import { HISTORY } from "../model/history.ts";
import { enqueueAlerts } from "./alerts-enqueue.ts";
import {
  type AlertsOutcome,
  evaluate,
  judgingAt,
  latest,
  materialOf,
  memoryAt,
  ofProject,
  shownStates,
} from "./alerts-evaluate.ts";
import type { Judging } from "./alerts-measure.ts";
import { sendCanary } from "./canary.ts";
import { type Context, deliverQueued } from "./deliver.ts";
import { withReader } from "./ingest.ts";
import type { ScopeWords } from "./scope.ts";

const LOCK_WAIT_MS = 10_000;

/**
 * Evaluates the alerts once in each slot: a second time in the same slot shows the state and
 * changes nothing. What starts or ends is put in line first and recorded then, so that a kill in
 * between can only repeat a message that the outbox already knows. Slots that were missed are
 * not made up, but for events: those since the last evaluation are told. As of an earlier slot it
 * only looks.
 */
export async function checkAlerts(
  context: Context,
  words: ScopeWords,
  dryRun: boolean,
): Promise<AlertsOutcome> {
  const judging = judgingAt(context, words);
  const current = quickSlotAt(context.io.now());
  if (dryRun || judging.quick !== current) {
    return evaluate(context, words, { judging, tryHook: async () => null });
  }
  requireHome(context.home);
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
    const states = ofProject(shownStates(memory, context.config.alert), words);
    const slot = memory.slotOf("slow");
    const at = slot === null ? judging : { ...judging, slow: slot };
    const judgedAt = latest(slot, memory.slotOf("quick"));
    const material = await materialOf(context, reader, at, {
      ...{ words, listAll: true, canary: null, judgedAt },
    });
    return {
      report: alertsReport(states, material),
      states,
      slot,
      quickSlot: memory.slotOf("quick"),
      how: "listed" as const,
      canary: null,
      enqueued: [],
      deliveries: [],
    };
  });
}

async function record(
  context: Context,
  words: ScopeWords,
  judging: Judging,
): Promise<AlertsOutcome> {
  const { home, io } = context;
  const tryHook = () => sendCanary(context);
  const outcome = await evaluate(context, words, { judging, tryHook });
  if (outcome.how === "known") return outcome;
  const { judged: all, material, grids, memory } = outcome;
  const { judged, enqueued } = await enqueueAlerts(context, all, material);
  const at = io.now().toISOString();
  const lines = judged
    .map(({ line, speech, turns }) => ({ ...spokenOf(line, speech, turns), at }))
    .filter((line) => isWorthALine(line, memory.stateOf(line)));
  appendHistory(home, HISTORY.alerts, [
    ...lines,
    ...grids.map((grid) => ({ v: 1, kind: "slot", at, slot: judging[grid], grid }) as const),
  ]);
  return { ...outcome, how: "recorded", enqueued };
}
