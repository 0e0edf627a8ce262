import type { Io } from "../io.ts";
import type { CommandConfig, Job } from "../model/config.ts";
import { nextOccurrence, timetableProblem } from "../schedule/occurrences.ts";
import { timetableOf } from "../schedule/plan.ts";
import { splitWords } from "../schedule/words.ts";
import { resolveTimeZone } from "./scope.ts";

/** When a job makes the report of this name after `asOf` (ISO 8601 UTC, as it); null: none does. */
export function nextReport(
  name: string,
  { io, config }: { readonly io: Io; readonly config: CommandConfig },
  asOf: string,
): string | null {
  const after = new Date(asOf);
  const timeZone = resolveTimeZone(undefined, config, io);
  const times = config.job
    .filter((job) => reportOf(job) === name)
    .map((job) => timetableOf(job, timeZone))
    .filter((timetable) => timetableProblem(timetable, after) === undefined)
    .flatMap((timetable) => nextOccurrence(timetable, after)?.getTime() ?? []);
  return times.length === 0 ? null : new Date(Math.min(...times)).toISOString();
}

/** `report trends --by day` is trends, `report --during last-week` the digest; else undefined. */
function reportOf({ run }: Job): string | undefined {
  const split = splitWords(run);
  const [command, name = ""] = "words" in split ? split.words : [];
  if (command === "digest") return "digest";
  if (command !== "report") return undefined;
  return name === "" || name.startsWith("-") ? "digest" : name;
}
