import { Cron } from "croner";
import { isTimeZone } from "../model/time-zone.ts";

/** When a job is due: five cron fields, read in an IANA time zone. */
export interface Timetable {
  readonly cron: string;
  readonly timeZone: string;
}

const FORM = "Write five fields, e.g. 0 7 * * MON for Mondays at 07:00";

/**
 * What is wrong with the timetable; undefined where it has a next occurrence. croner notices a
 * wrong zone only when it computes.
 */
export function timetableProblem({ cron, timeZone }: Timetable, at: Date): string | undefined {
  if (!isTimeZone(timeZone)) {
    return `time zone "${timeZone}" is unknown. Write an IANA name such as Europe/Amsterdam`;
  }
  try {
    if (occurrences({ cron, timeZone }).nextRun(at) !== null) return undefined;
    return `"${cron}" never comes. ${FORM}`;
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    const said = error.message.replace(/^Cron\w+: /, "").replace(/\.$/, "");
    return `"${cron}": ${said}. ${FORM}`;
  }
}

/** The last occurrence at or before `at`. */
export function latestOccurrence(timetable: Timetable, at: Date): Date | undefined {
  // croner looks strictly before a second; one later makes that "at or before".
  const second = Math.floor(at.getTime() / 1000) * 1000;
  return occurrences(timetable).previousRuns(1, new Date(second + 1000))[0];
}

/** The first occurrence strictly after `at`. */
export function nextOccurrence(timetable: Timetable, at: Date): Date | undefined {
  return occurrences(timetable).nextRun(at) ?? undefined;
}

/** Occurrences after `after` up to and including `until`, oldest first, at most `limit`. */
export function occurrencesBetween(
  timetable: Timetable,
  span: { readonly after: Date; readonly until: Date },
  limit: number,
): Date[] {
  return occurrences(timetable)
    .nextRuns(limit, span.after)
    .filter((at) => at.getTime() <= span.until.getTime());
}

function occurrences({ cron, timeZone }: Timetable): Cron {
  return new Cron(cron, { timezone: timeZone, mode: "5-part", paused: true });
}
