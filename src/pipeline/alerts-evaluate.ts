import { heldBack } from "../alerts/budget.ts";
import { type AlertMemory, holds, recall } from "../alerts/history.ts";
import { momentAt } from "../alerts/moment.ts";
import type { CanaryProbe } from "../alerts/probes.ts";
import { type AlertsMaterial, alertsReport } from "../alerts/report.ts";
import { type Judged, judgeRound, type Round, roundNeeds } from "../alerts/round.ts";
import { silences, silencesAt } from "../alerts/silences.ts";
import { spokenOf } from "../alerts/speak.ts";
import { readHistory } from "../files/history.ts";
import { type AlertName, isAlertName } from "../model/alert-settings.ts";
import { type AlertConfig, alertTableOf } from "../model/alert-tables.ts";
import { UserError } from "../model/errors.ts";
import { isInHours, quickSlotAt, slotAt } from "../model/grid.ts";
import { type AlertGrid, type AlertLine, type AlertStateLine, HISTORY } from "../model/history.ts";
import type { Report } from "../model/report.ts";
import type { Reader } from "../warehouse/reader.ts";
import { measureFigures } from "./alert-figures.ts";
import { figuresPlace } from "./alert-place.ts";
import { channelsOf } from "./alerts-enqueue.ts";
import { besideIt, type Judging, weekOf, withContributors } from "./alerts-measure.ts";
import type { Context, Delivery } from "./deliver.ts";
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
  /** What became of a trial call; null where none was thought of. */
  readonly canary: CanaryProbe | null;
  readonly enqueued: readonly Enqueued[];
  readonly deliveries: readonly Delivery[];
}

const GRIDS = ["slow", "quick"] as const satisfies readonly AlertGrid[];
const DAY_MS = 24 * 60 * 60_000;
/** Events that are older are left to the digest, however long nothing was evaluated. */
const MOST_EVENT_MS = 7 * DAY_MS;

interface Evaluated extends AlertsOutcome {
  readonly judged: readonly Judged[];
  readonly material: AlertsMaterial;
  readonly memory: AlertMemory;
  /** Those that were evaluated. */
  readonly grids: readonly AlertGrid[];
}

/**
 * Judges each grid whose slot was not judged yet, and shows the states of the other as they are.
 * `tryHook` is called where probes are judged now.
 */
export async function evaluate(
  context: Context,
  words: ScopeWords,
  given: { readonly judging: Judging; readonly tryHook: () => Promise<CanaryProbe | null> },
): Promise<Evaluated> {
  const { judging } = given;
  const memory = memoryAt(context, words, judging);
  const grids = GRIDS.filter((grid) => (memory.slotOf(grid) ?? "") < judging[grid]);
  const canary = grids.includes("quick") ? await given.tryHook() : null;
  return withReader(context, async (reader) => {
    const rounds = await roundsOf(context, reader, { words, judging, memory, grids, canary });
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
    const shown = ofProject(shownNow(memory, told, judging.config.alert), words);
    const quickSlot = grids.includes("quick") ? judging.quick : memory.slotOf("quick");
    const judgedAt = latest(slow, quickSlot);
    const material = await materialOf(context, reader, at, {
      ...{ words, listAll: false, canary, judgedAt },
    });
    return {
      report: alertsReport(shown, material),
      states: shown,
      slot: slow,
      quickSlot,
      how: grids.length === 0 ? ("known" as const) : ("looked" as const),
      canary,
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
  readonly canary: CanaryProbe | null;
}

async function roundsOf(context: Context, reader: Reader, plan: RoundsPlan): Promise<Round[]> {
  const { judging, memory, grids, words, canary } = plan;
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
      isSilenced: (about: Pick<AlertStateLine, "alert" | "project">) => silences(inForce, about),
      hasChannel: (line: AlertStateLine) => channelsOf(line, config.alert).length > 0,
      quietHours: quiet !== undefined && isInHours(asOf, quiet, timeZone),
    },
    // At the first evaluation of all everything would be new.
    without: (name: AlertName) => memory.slotOf("quick") === null && isNewcomer(name),
  }));
  const isNow = words.asOf === undefined;
  const since = sinceOf(memory, "quick", judging);
  const place = await figuresPlace(context, reader, { judging, isNow, since, canary });
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
export function shownStates(memory: AlertMemory, config: AlertConfig): AlertStateLine[] {
  return memory.states.filter((state) => isShown(state) && isOn(state, config));
}

/** What was switched off while it fired is over, and nobody's. */
function isOn({ alert, project }: AlertStateLine, config: AlertConfig): boolean {
  return !isAlertName(alert) || alertTableOf(config, project)[alert].enabled;
}

function isShown({ alert, project, to }: AlertStateLine): boolean {
  return to !== "inactive" || (alert === "passthrough_ratio" && project === null);
}

/** The states after this evaluation, with what it ended. */
function shownNow(
  memory: AlertMemory,
  judged: readonly Judged[],
  config: AlertConfig,
): AlertStateLine[] {
  const lines = judged.map(({ line, speech, turns }) => spokenOf(line, speech, turns));
  const names = new Set(lines.map(keyWords));
  const rest = memory.states.filter((state) => !names.has(keyWords(state)));
  return [
    ...lines.filter((line) => isShown(line) || holds({ to: line.from })),
    ...rest.filter((state) => isShown(state) && isOn(state, config)),
  ];
}

function keyWords({ alert, project, label }: AlertStateLine): string {
  return JSON.stringify([alert, project, label]);
}

/** Throws UserError for flags that would ask an alert another question. */
export function judgingAt({ io, config }: Context, words: ScopeWords): Judging {
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

export function memoryAt({ home }: Context, words: ScopeWords, { asOf }: Judging): AlertMemory {
  return recall(linesAt(home, words, asOf));
}

function linesAt(home: string, words: ScopeWords, asOf: string): readonly AlertLine[] {
  const { lines } = readHistory(home, HISTORY.alerts);
  return words.asOf === undefined ? lines : lines.filter(({ at }) => at <= asOf);
}

interface MaterialWords {
  readonly words: ScopeWords;
  readonly listAll: boolean;
  readonly canary: CanaryProbe | null;
  /** The latest slot that was judged; null where none was. */
  readonly judgedAt: string | null;
}

export async function materialOf(
  { io, home, config }: Context,
  reader: Reader,
  judging: Judging,
  { words, listAll, canary, judgedAt }: MaterialWords,
): Promise<AlertsMaterial> {
  const lines = linesAt(home, words, judging.asOf);
  return {
    window: weekOf(judging),
    asOf: judging.asOf,
    settings: config.alert,
    judgedAt,
    homeFlag: homeFlag(io, home),
    accountHome: io.accountHome,
    modes: await besideIt(reader, judging),
    listAll,
    canary,
    heldBack: heldBack(lines.filter((line) => line.kind === "state")),
  };
}

export function ofProject(
  states: readonly AlertStateLine[],
  { project }: ScopeWords,
): AlertStateLine[] {
  return states.filter((state) => project === undefined || state.project === project);
}

/** The later of two slots, where there is one. */
export function latest(slow: string | null, quick: string | null): string | null {
  return slow === null || (quick !== null && quick > slow) ? quick : slow;
}
