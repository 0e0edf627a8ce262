import { localMinute } from "../model/local-time.ts";
import { cleanText } from "../render/escape-text.ts";
import type { Difference } from "../warehouse/difference.ts";
import type { CallDifference } from "./compare-calls.ts";
import { hangingText } from "./plain-table.ts";
import { fileSize, plural } from "./status-words.ts";
import type { TranscriptCheck } from "./transcript-check.ts";
import type { VerifyResult } from "./verify.ts";

/** What a verification found, for a terminal of `columns`. */
export function verifyText(result: VerifyResult, columns: number, timeZone: string): string {
  const { differences, transcripts } = result;
  // The lines that a cut took away are no differences beside it.
  const count = differences.filter(({ stretch }) => stretch?.what !== "cut").length;
  const lines = [...hangingText("", headline(result, count), columns)];
  for (const [index, difference] of differences.entries()) {
    lines.push("", ...hangingText("", placeWords(difference), columns));
    lines.push(...hangingText("  ", difference.words, columns));
    lines.push(...stretchLines(difference, differences[index + 1], columns));
  }
  if (transcripts !== null) {
    lines.push("", ...hangingText("", transcriptHeadline(transcripts), columns));
    for (const difference of transcripts.differences) {
      lines.push(...hangingText("- ", callWords(difference, timeZone), columns));
    }
  }
  const notes = [...archiveWords(result), ...result.notes];
  if (notes.length > 0) lines.push("");
  for (const note of notes) lines.push(...hangingText("", note, columns));
  if (result.anchor !== null) {
    lines.push("", `Anchor: ${result.anchor.line}:${result.anchor.sha256}`);
  }
  return `${lines.join("\n")}\n`;
}

/** The same for programs. */
export function verifyJson(result: VerifyResult, ok: boolean): string {
  const fields = {
    version: 1,
    ok,
    segments: result.segments,
    lines: result.lines,
    bytes: result.bytes,
    logs: result.logs,
    archives: result.archives,
    anchor: result.anchor,
    differences: result.differences,
    notes: result.notes,
    transcripts: result.transcripts,
  };
  return `${JSON.stringify(fields)}\n`;
}

/** Whether all that was looked at is as it was. */
export function isVerified({ differences, transcripts }: VerifyResult): boolean {
  return differences.length === 0 && (transcripts === null || isMatched(transcripts));
}

function isMatched({ missing, extra, ranDenied }: TranscriptCheck): boolean {
  return missing + extra + ranDenied === 0;
}

function transcriptHeadline(check: TranscriptCheck): string {
  const { transcripts, calls, matched, missing, extra, ranDenied, unchecked } = check;
  if (transcripts === 0) return "Claude Code has no transcripts here to compare with.";
  const looked = `${plural(calls, "call")} of ${plural(transcripts, "transcript")}`;
  const silent = unchecked === 0 ? "" : ` Of ${entries(unchecked)} no transcript tells.`;
  if (isMatched(check)) {
    return `Transcripts agree: ${looked}, of which ${matched} are in the log.${silent}`;
  }
  const parts = [
    ...(missing === 0 ? [] : [`${plural(missing, "call")} not in the log`]),
    ...(extra === 0 ? [] : [`${entries(extra)} without a call`]),
    ...(ranDenied === 0 ? [] : [`${plural(ranDenied, "denied call")} with a result`]),
  ];
  return `Transcripts do NOT agree: ${parts.join(", ")}, in ${looked}.${silent}`;
}

function entries(count: number): string {
  return count === 1 ? "1 entry" : `${count} entries`;
}

const CALL_WORDS = {
  missing: "in a transcript and not in the log",
  extra: "in the log and in no transcript",
  ran_denied: "denied by us, and yet it has a result",
} as const;

function callWords({ kind, sessionId, toolUseId, atMs }: CallDifference, timeZone: string): string {
  const at = localMinute(new Date(atMs).toISOString(), timeZone);
  const where = `${cleanText(toolUseId)} of session ${cleanText(sessionId)}`;
  return `${where}, ${at} ${timeZone}: ${CALL_WORDS[kind]}`;
}

function headline({ segments, lines, bytes, logs }: VerifyResult, count: number): string {
  if (segments === 0 && count === 0) {
    return "Nothing is witnessed yet. The first load does that: claude-permit ingest";
  }
  const looked = `${plural(lines, "line")} of ${plural(logs, "log")} (${fileSize(bytes)}, ${plural(segments, "segment")})`;
  if (count === 0) return `Verified: ${looked} are as they were witnessed.`;
  return `NOT as it was: ${plural(count, "difference")} in ${looked}.`;
}

/** What proves it, below the last of the lines that one stretch holds. */
function stretchLines(
  { stretch }: Difference,
  next: Difference | undefined,
  columns: number,
): string[] {
  if (stretch === undefined || stretch.what === "cut") return [];
  if (JSON.stringify(next?.stretch) === JSON.stringify(stretch)) return [];
  const { line, offset, to, words } = stretch;
  const place = `from line ${line ?? 1}, bytes ${offset ?? 0} to ${to ?? "the end"}`;
  return hangingText("  ", `Proof: the stretch ${place}, ${words}`, columns);
}

/** `audit-2026-10.jsonl, line 12, byte 5,321: entry 01K…`. */
function placeWords({ file, line, offset, to, entry }: Difference): string {
  const place = [
    file,
    ...(line === null ? [] : [`line ${line}`]),
    ...(offset === null ? [] : [to === null ? `byte ${offset}` : `bytes ${offset} to ${to}`]),
    ...(entry === null ? [] : [`entry ${entry}`]),
  ];
  return `- ${place.join(", ")}`;
}

function archiveWords({ archives: { months, lines } }: VerifyResult): string[] {
  const [first] = months;
  if (first === undefined) return [];
  const span = months.length === 1 ? first : `${first} to ${months.at(-1)}`;
  return [
    `${plural(lines, "line")} of ${span} were removed from the logs; their archives were read instead, and against their own hashes.`,
  ];
}
