import { ALERT_NAMES } from "../alerts/kinds.ts";
import { type Silence, silencesAt } from "../alerts/silences.ts";
import { appendHistory, readHistory } from "../files/history.ts";
import { isAlertName } from "../model/alert-settings.ts";
import { closest } from "../model/closest.ts";
import { UserError } from "../model/errors.ts";
import { HISTORY } from "../model/history.ts";
import type { Context } from "./deliver.ts";

export interface SilenceWish {
  readonly alert: string;
  /** Null: in every project. */
  readonly project: string | null;
  /** `7d`, `12h`, `2w`. */
  readonly forTime: string;
  readonly reason: string;
}

const LENGTH = /^(\d{1,3})([hdw])$/; // 7d, not 7 days
const HOUR_MS = 60 * 60_000;
const HOURS = { h: 1, d: 24, w: 168 } as const;
/** Whoever wants no more of it switches it off in config.toml, where others see it. */
const MOST_HOURS = 366 * 24;

/**
 * Keeps an alert quiet for a time: it is judged and recorded as before, and not told. Throws
 * UserError for a name that is not there, and for a time that is none.
 */
export function silenceAlert(context: Context, wish: SilenceWish, dryRun: boolean): Silence {
  const { io, home } = context;
  const now = io.now();
  const line: Silence = {
    v: 1,
    at: now.toISOString(),
    kind: "silenced",
    id: `${now.getTime().toString(36)}-${io.pid.toString(36)}`,
    alert: alertNamed(wish.alert),
    project: wish.project,
    until: new Date(now.getTime() + lengthMs(wish.forTime)).toISOString(),
    reason: wish.reason,
    by: io.account,
  };
  if (!dryRun) appendHistory(home, HISTORY.silences, [line]);
  return line;
}

/** Takes back every silence in force of an alert; hands them back. Throws UserError where none is. */
export function unsilenceAlert(
  context: Context,
  wish: Pick<SilenceWish, "alert" | "project">,
  dryRun: boolean,
): readonly Silence[] {
  const { io, home } = context;
  const at = io.now().toISOString();
  const name = alertNamed(wish.alert);
  const inForce = silencesAt(readHistory(home, HISTORY.silences).lines, at);
  const mine = inForce.filter(
    ({ alert, project }) => alert === name && (wish.project === null || project === wish.project),
  );
  if (mine.length === 0) {
    const others = [...new Set(inForce.map(({ alert }) => alert))];
    const told = others.length === 0 ? "No alert is silenced." : `Silenced: ${others.join(", ")}.`;
    throw new UserError(`Nothing silences ${name} there. ${told}`);
  }
  if (!dryRun) {
    appendHistory(
      home,
      HISTORY.silences,
      mine.map(({ id }) => ({ v: 1, at, kind: "lifted", id, by: io.account }) as const),
    );
  }
  return mine;
}

/** The name of an alert as somebody wrote it. Throws UserError that names the nearest. */
export function alertNamed(name: string): string {
  if (isAlertName(name)) return name;
  const near = closest(name, ALERT_NAMES);
  const hint =
    near === undefined ? `There are: ${ALERT_NAMES.join(", ")}.` : `Did you mean ${near}?`;
  throw new UserError(`There is no alert "${name}". ${hint}`);
}

function lengthMs(text: string): number {
  const [, amount, unit] = LENGTH.exec(text) ?? [];
  const hours = Number(amount) * (unit === "h" || unit === "d" || unit === "w" ? HOURS[unit] : 0);
  if (!(hours > 0)) throw new UserError(`--for ${text}: not a time. Write 12h, 7d or 2w.`);
  if (hours > MOST_HOURS) {
    throw new UserError(
      `--for ${text}: at most a year. To have no more of it write enabled = false into an [[alert]] of its kind.`,
    );
  }
  return hours * HOUR_MS;
}
