import type { OddReason } from "../claude/transcript-lines.ts";
import { localMinute } from "../model/local-time.ts";
import { ANSWERS, type AnswerKind } from "../model/transcript-answers.ts";
import type { ImportSummary } from "../pipeline/import.ts";
import type { ReconcileSummary } from "../pipeline/reconcile.ts";
import type { TranscriptTotals } from "../pipeline/transcript-batches.ts";

const { format } = new Intl.NumberFormat("en-US");

const ODD_WORDS = {
  not_json: "no JSON",
  not_an_object: "no JSON object",
  too_long: "longer than 32 MiB",
  too_deep: "nested too deep",
  bad_call: "a call without id, tool or input",
  bad_result: "a result without the id of its call",
  no_time: "without a time",
} as const satisfies Record<OddReason, string>;

interface Where {
  /** The file that entries go to. */
  readonly file: string;
  readonly projects: string;
  readonly dryRun: boolean;
  /** What times are told in. */
  readonly timeZone: string;
}

/** What reconciling found, for people. */
export function reconcileText(summary: ReconcileSummary, where: Where): string {
  if (summary.transcripts === 0) return noTranscripts(summary, where);
  const { entriesWritten, alreadyReconciled, nothingNew } = summary;
  const known = alreadyReconciled + nothingNew;
  const lines = [
    readLine(summary),
    ...kindLines(summary.byKind),
    `${counted(entriesWritten, "entry", "entries")} ${verb(where)} ${where.file}` +
      (known === 0 ? "" : `; of ${counted(known, "call")} the log knew as much`),
  ];
  if (summary.approvalsNotBelieved > 0) {
    lines.push(
      `${counted(summary.approvalsNotBelieved, "call")} allowed by the user by the transcript alone: the log`,
      "  shows no prompt or no run, so who allowed them stays unknown",
    );
  }
  if (summary.ranDenied > 0) {
    lines.push(
      `${counted(summary.ranDenied, "call")} that we denied ${summary.ranDenied === 1 ? "has" : "have"} a result: the hook's answer did not hold.`,
      "  See: claude-permit status",
    );
  }
  if (summary.imported + summary.replayed > 0) {
    lines.push(
      `${counted(summary.imported, "call")} imported and ${format(summary.replayed)} replayed: left as they are`,
    );
  }
  if (summary.notInLog > 0) {
    lines.push(
      `${counted(summary.notInLog, "call")} not in the log. To take in those from before the install:`,
      "  claude-permit data import",
    );
  }
  return textOf([...lines, ...restLines(summary)]);
}

/** What an import took in, for people. */
export function importText(summary: ImportSummary, where: Where): string {
  if (summary.transcripts === 0) return noTranscripts(summary, where);
  const { callsImported, callsKnown, callsTooOld, entriesWritten } = summary;
  const lines = [
    readLine(summary),
    ...kindLines(summary.byKind),
    `${counted(callsImported, "call")}, ${counted(entriesWritten, "entry", "entries")} ${verb(where)} ${where.file}`,
  ];
  if (summary.oldest !== undefined) {
    lines.push(`the oldest is of ${localMinute(summary.oldest, where.timeZone)} ${where.timeZone}`);
  }
  if (callsImported > 0) {
    lines.push(`secrets were masked in ${counted(summary.callsMasked, "call")}`);
  }
  if (callsKnown > 0) lines.push(`${counted(callsKnown, "call")} left out: recorded already`);
  if (callsTooOld > 0) lines.push(`${counted(callsTooOld, "call")} left out: before --since`);
  return textOf([...lines, ...restLines(summary)]);
}

/** The same for programs. */
export function reconcileJson(summary: ReconcileSummary, where: Where): string {
  return jsonLine({
    ...totalsJson(summary, where),
    answers: summary.answers,
    by_kind: summary.byKind,
    entries_written: summary.entriesWritten,
    already_reconciled: summary.alreadyReconciled,
    nothing_new: summary.nothingNew,
    approvals_not_believed: summary.approvalsNotBelieved,
    ran_denied: summary.ranDenied,
    not_in_log: summary.notInLog,
    imported: summary.imported,
    replayed: summary.replayed,
  });
}

export function importJson(summary: ImportSummary, where: Where): string {
  return jsonLine({
    ...totalsJson(summary, where),
    calls: summary.calls,
    calls_imported: summary.callsImported,
    calls_known: summary.callsKnown,
    calls_too_old: summary.callsTooOld,
    by_kind: summary.byKind,
    entries_written: summary.entriesWritten,
    calls_masked: summary.callsMasked,
    oldest: summary.oldest ?? null,
  });
}

function totalsJson(totals: TranscriptTotals, where: Where): Record<string, unknown> {
  return {
    version: 1,
    file: where.file,
    dry_run: where.dryRun,
    transcripts: totals.transcripts,
    transcripts_read: totals.transcriptsRead,
    bytes: totals.bytes,
    unreadable: totals.unreadable,
    not_understood: totals.odd,
    interrupted: totals.interrupted,
  };
}

function jsonLine(fields: Record<string, unknown>): string {
  return `${JSON.stringify(fields)}\n`;
}

function noTranscripts(summary: TranscriptTotals, where: Where): string {
  return textOf([`No transcripts in ${where.projects}.`, ...restLines(summary)]);
}

function readLine({ transcripts, transcriptsRead, bytes }: TranscriptTotals): string {
  if (transcriptsRead === 0) return `nothing new in ${counted(transcripts, "transcript")}`;
  return `read ${(bytes / 1e6).toFixed(1)} MB, new in ${format(transcriptsRead)} of ${counted(transcripts, "transcript")}`;
}

function kindLines(byKind: Readonly<Record<AnswerKind, number>>): string[] {
  const rows = Object.entries(ANSWERS).flatMap(([kind, { words }]) => {
    const count = isKind(kind) ? byKind[kind] : 0;
    return count === 0 ? [] : [{ words, count: format(count) }];
  });
  const wide = Math.max(0, ...rows.map(({ count }) => count.length));
  return rows.map(({ words, count }) => `  ${count.padStart(wide)}  ${words}`);
}

function isKind(word: string): word is AnswerKind {
  return Object.hasOwn(ANSWERS, word);
}

function restLines({ odd, unreadable, interrupted }: TranscriptTotals): string[] {
  const reasons = Object.entries(ODD_WORDS).flatMap(([reason, words]) => {
    const count = Object.entries(odd).find(([name]) => name === reason)?.[1] ?? 0;
    return count === 0 ? [] : [{ words, count }];
  });
  const total = reasons.reduce((sum, { count }) => sum + count, 0);
  return [
    ...(total === 0 ? [] : [`${counted(total, "line")} not understood`]),
    ...reasons.map(({ words, count }) => `  ${format(count)} ${words}`),
    ...(unreadable === 0
      ? []
      : [`${counted(unreadable, "file or folder", "files or folders")} may not be read by you`]),
    ...(interrupted ? ["stopped early; the same command goes on where this one ended"] : []),
  ];
}

function verb({ dryRun }: Where): string {
  return dryRun ? "would be added to" : "added to";
}

function textOf(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${format(count)} ${count === 1 ? one : many}`;
}
