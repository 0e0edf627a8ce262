import { type AlertName, type AlertSettings, isAlertName } from "../model/alert-settings.ts";
import { type AlertConfig, isAlertOn } from "../model/alert-tables.ts";
import type { AlertGrid, AlertStateLine } from "../model/history.ts";
import { type AlertMemory, holds, keyOf } from "./history.ts";
import type { AlertFigures, KindRow, Need } from "./kind.ts";
import { ALERT_NAMES, kindOf } from "./kinds.ts";
import type { Moment } from "./moment.ts";
import { type Reading, readingOf } from "./reading.ts";
import { FLAP_EVALUATIONS, type Speech, speechOf } from "./speak.ts";
import { type Evaluation, nextState } from "./state.ts";

/** One evaluation of all kinds of a grid. */
export interface Round {
  readonly grid: AlertGrid;
  readonly moment: Moment;
  /** When it is done: ISO 8601 UTC. */
  readonly at: string;
  readonly config: AlertConfig;
  readonly memory: AlertMemory;
  readonly figures: AlertFigures;
  readonly hearing: RoundHearing;
  /** Kinds to leave out. */
  readonly without?: (name: AlertName) => boolean;
}

/** What decides whether a state is heard, beside the states. */
interface RoundHearing {
  isSilenced(line: Pick<AlertStateLine, "alert" | "project">): boolean;
  hasChannel(line: AlertStateLine): boolean;
  readonly quietHours: boolean;
}

/** A new state, and what it says. */
export interface Judged {
  readonly line: AlertStateLine;
  readonly speech: Speech;
  /** How often it fired or ended of late, this time included. */
  readonly turns: number;
}

/** What a round needs to have measured. */
export function roundNeeds(plan: RoundPlan): Need[] {
  return namesOf(plan).flatMap((name) => kindOf(name).needs(plan.moment));
}
type RoundPlan = Pick<Round, "grid" | "moment" | "config" | "without">;

/** The next state of every alert of the grid, and whether it is told. Records nothing. */
export function judgeRound(round: Round): Judged[] {
  const lines = namesOf(round).flatMap((name) => linesOf(name, round));
  const firing = new Set([
    ...lines.filter(holds).map(({ alert }) => alert),
    ...round.memory
      .openOf()
      .filter((state) => holds(state) && !isOf(state, round.grid))
      .map(alertOf),
  ]);
  const muted = new Set(
    [...firing].flatMap((name) => (isAlertName(name) ? kindOf(name).inhibits : [])),
  );
  return lines.map((line) => judged(line, round, muted));
}

function judged(line: AlertStateLine, round: Round, muted: ReadonlySet<string>): Judged {
  const { memory, grid, hearing } = round;
  const before = memory.stateOf(line);
  const turned = before === undefined ? holds(line) : holds(before) !== holds(line);
  // This evaluation is the last of those that are looked back on.
  const turns = memory.turnsIn(line, grid, FLAP_EVALUATIONS - 1) + (turned ? 1 : 0);
  const speech = speechOf(line, {
    isEvent: isAlertName(line.alert) && kindOf(line.alert).about === "event",
    hasChannel: hearing.hasChannel(line),
    silenced: hearing.isSilenced(line),
    inhibited: muted.has(line.alert),
    quietHours: hearing.quietHours,
    turns,
  });
  return { line, speech, turns };
}

function namesOf({ grid, config, without }: Omit<RoundPlan, "moment">): AlertName[] {
  return ALERT_NAMES.filter(
    (name) => kindOf(name).grid === grid && isAlertOn(config, name) && without?.(name) !== true,
  );
}

/** Settings of a kind, and where they hold. */
interface Scope<Name extends AlertName> {
  readonly settings: AlertSettings<Name>;
  has(project: string | null): boolean;
}

/** A project with a table of its own, and all the others with what is told of all together. */
function scopesOf<Name extends AlertName>(name: Name, config: AlertConfig): Scope<Name>[] {
  const own = [...config.projects].filter(([, { kinds }]) => kinds.has(name));
  return [
    { settings: config[name], has: (project) => own.every(([known]) => known !== project) },
    ...own.map(([known, { table }]) => ({
      settings: table[name],
      has: (project: string | null) => project === known,
    })),
  ];
}

function linesOf<Name extends AlertName>(name: Name, round: Round): AlertStateLine[] {
  const { moment, figures, memory, config, at } = round;
  const kind: KindRow<Name> = kindOf(name);
  const scopes = scopesOf(name, config).filter(({ settings }) => settings.enabled);
  return scopes.flatMap(({ settings, has }) => {
    const evaluation: Evaluation = {
      alert: name,
      slot: moment.slot,
      at,
      fireAfter: kind.fireAfter,
      clearAfter: kind.clearAfter,
      keepMs: kind.keepMs,
      isEvent: kind.about === "event",
      forMs: (condition) => kind.forMs(settings, condition),
    };
    const read = kind
      .read({ name, moment, figures, settings, memory })
      .filter(({ project }) => has(project))
      .map((reading) => (endsSilenced(name, reading, round) ? silencedReading(reading) : reading))
      .map((reading) =>
        nextState(memory.stateOf({ alert: name, ...reading }), reading, evaluation),
      );
    const known = new Set(read.map(keyOf));
    const rest = memory
      .openOf(name)
      .filter((state) => has(state.project) && !known.has(keyOf(state)))
      .map((state) => nextState(state, absentReading(kind.absent, state), evaluation));
    return [...read, ...rest];
  });
}

function endsSilenced(name: AlertName, { project }: Reading, { hearing }: Round): boolean {
  return kindOf(name).endsSilenced && hearing.isSilenced({ alert: name, project });
}

/** What was read, as if it were over. */
function silencedReading(reading: Reading): Reading {
  return { ...reading, enough: true, marks: { holds: "clear" } };
}

function absentReading(
  mark: "clear" | "unknown",
  { project, label, severity }: AlertStateLine,
): Reading {
  return readingOf(mark, { project, label, severity });
}

function isOf({ alert }: AlertStateLine, grid: AlertGrid): boolean {
  return isAlertName(alert) && kindOf(alert).grid === grid;
}

function alertOf({ alert }: AlertStateLine): string {
  return alert;
}

/**
 * Whether a state is worth a line: something is going on or has just ended. Of the ratio of all
 * projects together each one is kept, as the figures that `alerts list` shows.
 */
export function isWorthALine(line: AlertStateLine, before: AlertStateLine | undefined): boolean {
  if (line.alert === "passthrough_ratio") {
    return line.project === null || line.from !== "inactive" || line.to !== "inactive";
  }
  if (line.from === "inactive" && line.to === "inactive") return false;
  if (line.from !== line.to || line.spoke || line.to !== "firing" || before === undefined) {
    return true;
  }
  // It fires as it did: nothing to say of it, and ninety-six lines a day.
  return (
    line.speech !== before.speech ||
    line.held_since !== before.held_since ||
    line.severity !== before.severity ||
    line.causes.length !== before.causes.length
  );
}
