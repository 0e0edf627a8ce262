import { hasCode } from "../files/private.ts";
import type { Rotation, RotationReason } from "../files/rotate.ts";
import { isDiskFull } from "../warehouse/failures.ts";
import type { LogChange } from "../warehouse/ingest.ts";
import type { IngestProgress } from "../warehouse/progress.ts";
import type { Ingested } from "./ingest.ts";
import { fileSize, plural } from "./status-words.ts";

/** Why everything was loaded anew, a sentence for each log. */
export function changeLines(changes: readonly LogChange[]): string[] {
  return changes.map(({ file, what, lines }) =>
    what === "gone"
      ? `${file} is gone with ${plural(lines, "line")} that were loaded: every log was loaded anew.`
      : `${file} holds other lines than the ${plural(lines, "line")} loaded of it: every log was loaded anew.`,
  );
}

/** What is said where nothing can be written under home; undefined for any other error. */
export function unwritableWords(error: unknown, home: string): string | undefined {
  if (isDiskFull(error)) return `The disk of ${home} is full`;
  const closed = ["EROFS", "EACCES", "EPERM"].some((code) => hasCode(error, code));
  const why = error instanceof Error ? error.message : "";
  return closed ? `${home} cannot be written (${why})` : undefined;
}

/** Less says nothing about a rate yet. */
const FIRST_MS = 300;

/** `audit.jsonl  128.0 of 451.0 MB, 284,000 lines, 210,000 lines/s, 3 s left`. */
export function progressWords(at: IngestProgress, elapsedMs: number): string {
  const whole = fileSize(at.totalBytes);
  const words = [`${at.file}  ${fileSize(at.bytes)} of ${whole}`];
  words.push(plural(at.lines, "line"));
  if (at.loadedBytes > 0 && at.lines > 0 && elapsedMs >= FIRST_MS) {
    words.push(`${plural(Math.round(at.lines / (elapsedMs / 1000)), "line")}/s`);
    const leftMs = (elapsedMs / at.loadedBytes) * (at.totalBytes - at.loadedBytes);
    words.push(`${durationWords(leftMs)} left`);
  }
  return words.join(", ");
}

/** `8 s`, `3 min 5 s`. */
function durationWords(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** What a load did, in lines for people. */
export function ingestedWords(result: Ingested, ms: number): string {
  const { lines, badLines, logs, anew, rotation } = result;
  const of = plural(logs.length, "log");
  const loaded =
    lines === 0
      ? `Up to date: nothing new in ${of}.`
      : `Loaded ${plural(lines, "line")} of ${of} in ${(ms / 1000).toFixed(1)} s; ${badWords(badLines)}.`;
  const rotated = rotation === undefined ? [] : [rotationWords(rotation)];
  return [...rotated, ...anew, loaded].map((line) => `${line}\n`).join("");
}

/** `audit.jsonl was set aside as audit-2026-11.jsonl: its month is over.` */
export function rotationWords({ file, reason }: Rotation): string {
  return `audit.jsonl was set aside as ${file}${ROTATED_BECAUSE[reason]}.`;
}

const ROTATED_BECAUSE = {
  asked: "",
  month: ": its month is over",
  size: ": it was large",
} as const satisfies Record<RotationReason, string>;

function badWords(count: number): string {
  if (count === 0) return "all of them could be read";
  return `${plural(count, "line")} could not be read (claude-permit data bad-lines)`;
}
