import { heldBack } from "../alerts/budget.ts";
import { type AlertMemory, holds, recall } from "../alerts/history.ts";
import { ALERT_NAMES } from "../alerts/kinds.ts";
import { momentAt } from "../alerts/moment.ts";
import { type AlertsMaterial, alertsReport } from "../alerts/report.ts";
import { isWorthALine, type Judged, judgeRound, type Round, roundNeeds } from "../alerts/round.ts";
import { silences, silencesAt } from "../alerts/silences.ts";
import { spokenOf } from "../alerts/speak.ts";
import { appendHistory, readHistory } from "../files/history.ts";
import { homePaths } from "../files/home.ts";
import { waitForLock } from "../files/lock.ts";
import { requireHome } from "../files/present-home.ts";
import type { AlertName } from "../model/alert-settings.ts";
import { UserError } from "../model/errors.ts";
import { isInHours, quickSlotAt, slotAt } from "../model/grid.ts";
import { type AlertGrid, type AlertLine, type AlertStateLine, HISTORY } from "../model/history.ts";
import type { Report } from "../model/report.ts";
import type { Reader } from "../warehouse/reader.ts";
import { measureFigures } from "./alert-figures.ts";
import { figuresPlace } from "./alert-place.ts";
import { channelsOf, checkChannels, enqueueAlerts } from "./alerts-enqueue.ts";
import { besideIt, type Judging, weekOf, withContributors } from "./alerts-measure.ts";
import { type Context, type Delivery, deliverQueued } from "./deliver.ts";
import type { Enqueued } from "./enqueue.ts";
import { homeFlag } from "./home-flag.ts";
import { withReader } from "./ingest.ts";
import { resolveScope, resolveTimeZone, type ScopeWords } from "./scope.ts";

export interface AlertsOutcome {
  readonly report: Report;
  readonly states: readonly AlertStateLine[];
  /** The slot that the ratios are of; null where nothing was ever evaluated. */
  readonly slot: string | null;
  /** That of events and probes. */
  readonly quickSlot: string | null;
  /**
   * `recorded`: evaluated now. `known`: was evaluated before. `looked`: evaluated, and nothing
   * written. `listed`: not evaluated.
   */
  readonly how: "recorded" | "known" | "looked" | "listed";
  readonly enqueued: readonly Enqueued[];
  readonly deliveries: readonly Delivery[];
}

const GRIDS = ["slow", "quick"] as const satisfies readonly AlertGrid[];
const LOCK_WAIT_MS = 10_000;
const DAY_MS = 24 * 60 * 60_000;
/** Events that are older are left to the digest, however long nothing was evaluated. */
const MOST_EVENT_MS = 7 * DAY_MS;

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
  if (dryRun || judging.quick !== current) return evaluate(context, words, judging);
  requireHome(context.home);
  checkChannels(context, allChannels(judging));
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
    const slot = memory.slotOf("slow");
    const at = slot === null ? judging : { ...judging, slow: slot };
    const material = await materialOf(context, reader, at, { words, listAll: true });
    return {
      report: alertsReport(states, material),
      states,
      slot,
      quickSlot: memory.slotOf("quick"),
      how: "listed" as const,
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
  const outcome = await evaluate(context, words, judging);
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

interface Evaluated extends AlertsOutcome {
  readonly judged: readonly Judged[];
  readonly material: AlertsMaterial;
  readonly memory: AlertMemory;
  /** Those that were evaluated. */
  readonly grids: readonly AlertGrid[];
}

/** Judges each grid whose slot was not judged yet, and shows the states of the other as they are. */
function evaluate(context: Context, words: ScopeWords, judging: Judging): Promise<Evaluated> {
  const memory = memoryAt(context, words, judging);
  const grids = GRIDS.filter((grid) => (memory.slotOf(grid) ?? "") < judging[grid]);
  return withReader(context, async (reader) => {
    const rounds = await roundsOf(context, reader, { words, judging, memory, grids });
    const judged: Judged[] = [];
    for (const round of rounds) judged.push(...judgeRound(round));
    const lines = await withContributors(
      reader,
      judged.map(({ line }) => line),
      judging,
    );
    const told = judged.map((one, index) => ({ ...one, line: lines[index] ?? one.line }));
    const slow = grids.includes("slow") ? judging.slow : (memory.slotOf("slow") ?? judging.slow);
    const at = { ...judging, slow };
    const shown = ofProject(shownNow(memory, told), words);
    const material = await materialOf(context, reader, at, { words, listAll: false });
    return {
      report: alertsReport(shown, material),
      states: shown,
      slot: slow,
      quickSlot: grids.includes("quick") ? judging.quick : memory.slotOf("quick"),
      how: grids.length === 0 ? ("known" as const) : ("looked" as const),
      enqueued: [],
      deliveries: [],
      judged: told,
      material,
      memory,
      grids,
    };
  });
}

interface RoundsPlan {
  readonly words: ScopeWords;
  readonly judging: Judging;
  readonly memory: AlertMemory;
  readonly grids: readonly AlertGrid[];
}

async function roundsOf(context: Context, reader: Reader, plan: RoundsPlan): Promise<Round[]> {
  const { judging, memory, grids, words } = plan;
  if (grids.length === 0) return [];
  const { config, timeZone, asOf } = judging;
  const inForce = silencesAt(readHistory(context.home, HISTORY.silences).lines, asOf);
  const { quiet_hours: quiet } = config.alert;
  const rounds = grids.map((grid) => ({
    grid,
    moment: momentAt({
      slot: judging[grid],
      timeZone,
      since: sinceOf(memory, grid, judging),
    }),
    at: asOf,
    config: config.alert,
    memory,
    hearing: {
      isSilenced: (line: AlertStateLine) => silences(inForce, line),
      hasChannel: (line: AlertStateLine) => channelsOf(line, config.alert).length > 0,
      quietHours: quiet !== undefined && isInHours(asOf, quiet, timeZone),
    },
    // At the first evaluation of all everything would be new.
    without: (name: AlertName) => memory.slotOf("quick") === null && isNewcomer(name),
  }));
  const isNow = words.asOf === undefined;
  const since = sinceOf(memory, "quick", judging);
  const place = await figuresPlace(context, reader, { judging, isNow, since });
  const needs = rounds.flatMap((round) => roundNeeds(round));
  const figures = await measureFigures(reader, needs, place);
  return rounds.map((round) => ({ ...round, figures }));
}

function isNewcomer(name: AlertName): boolean {
  return ["new_tool", "new_mcp_server", "new_host", "new_program"].includes(name);
}

/** The slot before; of the first one the day before it, and no more than a week. */
function sinceOf(memory: AlertMemory, grid: AlertGrid, judging: Judging): string {
  const slot = Date.parse(judging[grid]);
  const before = memory.slotOf(grid);
  const since = before === null ? slot - DAY_MS : Date.parse(before);
  return new Date(Math.max(since, slot - MOST_EVENT_MS)).toISOString();
}

/** What is shown of a memory: the ratio of all projects, and whatever is not inactive. */
function shownStates(memory: AlertMemory): AlertStateLine[] {
  return memory.states.filter(isShown);
}

function isShown({ alert, project, to }: AlertStateLine): boolean {
  return to !== "inactive" || (alert === "passthrough_ratio" && project === null);
}

/** The states after this evaluation, with what it ended. */
function shownNow(memory: AlertMemory, judged: readonly Judged[]): AlertStateLine[] {
  const lines = judged.map(({ line, speech, turns }) => spokenOf(line, speech, turns));
  const names = new Set(lines.map(keyWords));
  const rest = memory.states.filter((state) => !names.has(keyWords(state)));
  return [
    ...lines.filter((line) => isShown(line) || holds({ to: line.from })),
    ...rest.filter(isShown),
  ];
}

function keyWords({ alert, project, label }: AlertStateLine): string {
  return JSON.stringify([alert, project, label]);
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
  const at = new Date(asOf);
  return { slow: slotAt(at, timeZone), quick: quickSlotAt(at), timeZone, asOf, config };
}

function memoryAt({ home }: Context, words: ScopeWords, { asOf }: Judging): AlertMemory {
  return recall(linesAt(home, words, asOf));
}

function linesAt(home: string, words: ScopeWords, asOf: string): readonly AlertLine[] {
  const { lines } = readHistory(home, HISTORY.alerts);
  return words.asOf === undefined ? lines : lines.filter(({ at }) => at <= asOf);
}

async function materialOf(
  { io, home, config }: Context,
  reader: Reader,
  judging: Judging,
  { words, listAll }: { readonly words: ScopeWords; readonly listAll: boolean },
): Promise<AlertsMaterial> {
  const lines = linesAt(home, words, judging.asOf);
  return {
    window: weekOf(judging),
    asOf: judging.asOf,
    settings: config.alert,
    homeFlag: homeFlag(io, home),
    modes: await besideIt(reader, judging),
    listAll,
    heldBack: heldBack(lines.filter((line) => line.kind === "state")),
  };
}

function allChannels({ config: { alert } }: Judging): string[] {
  return [...alert.channels, ...ALERT_NAMES.flatMap((name) => alert[name].channels)];
}

function ofProject(states: readonly AlertStateLine[], { project }: ScopeWords): AlertStateLine[] {
  return states.filter((state) => project === undefined || state.project === project);
}
