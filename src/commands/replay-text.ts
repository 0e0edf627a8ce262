import { localMinute } from "../model/local-time.ts";
import type { ReplaySummary } from "../pipeline/replay-state.ts";

const { format } = new Intl.NumberFormat("en-US");

interface Where {
  readonly log: string;
  readonly dryRun: boolean;
  readonly timeZone: string;
}

/** What a replay did, for people. */
export function replayText(summary: ReplaySummary, where: Where): string {
  const { calls, sessions, entriesWritten, entriesKnown, resultsDropped } = summary;
  const verb = where.dryRun ? "would be written" : "written";
  const lines = [
    `${counted(calls, "call")}, ${counted(sessions, "session")}, ${counted(entriesWritten, "entry", "entries")} ${verb} to ${where.log}`,
  ];
  lines.push(...daysText(summary, where.timeZone));
  if (entriesKnown > 0) {
    lines.push(
      `${counted(entriesKnown, "entry", "entries")} of an earlier replay left as they are`,
    );
  }
  if (resultsDropped > 0) {
    lines.push(
      `${counted(resultsDropped, "recorded result")} left out: the policy denies the call`,
    );
  }
  if (summary.untimedSkipped > 0) {
    lines.push(
      `${counted(summary.untimedSkipped, "payload")} without a time skipped (use --at TIME)`,
    );
  }
  lines.push(...junkText(summary));
  if (summary.interrupted) {
    lines.push("stopped early; the same replay goes on where this one ended");
  }
  return `${lines.join("\n")}\n`;
}

/** The same for programs. */
export function replayJson(summary: ReplaySummary, where: Where): string {
  const fields = {
    version: 1,
    log: where.log,
    dry_run: where.dryRun,
    calls: summary.calls,
    first_at: summary.firstAt,
    last_at: summary.lastAt,
    sessions: summary.sessions,
    entries_written: summary.entriesWritten,
    entries_known: summary.entriesKnown,
    results_dropped: summary.resultsDropped,
    untimed_skipped: summary.untimedSkipped,
    junk_lines: summary.junkLines,
    junk: summary.junk,
    interrupted: summary.interrupted,
  };
  return `${JSON.stringify(fields)}\n`;
}

/** Which days a recording is of: a report counts the calls of its own window alone. */
function daysText({ firstAt, lastAt }: ReplaySummary, timeZone: string): string[] {
  if (firstAt === null || lastAt === null) return [];
  const [first, last] = [firstAt, lastAt].map((at) => localMinute(at, timeZone).slice(0, 10));
  const days = first === last ? `of ${first}` : `from ${first} to ${last}`;
  return [`the calls are ${days}, ${timeZone}: a report counts those of its own days`];
}

function junkText({ junk, junkLines }: ReplaySummary): string[] {
  if (junkLines === 0) return [];
  const more = junkLines - junk.length;
  return [
    `${counted(junkLines, "line")} skipped that ${junkLines === 1 ? "is" : "are"} no event`,
    ...junk.map(({ file, line, reason }) => `  ${file}:${line}: ${reason}`),
    ...(more > 0 ? [`  and ${format(more)} more`] : []),
  ];
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${format(count)} ${count === 1 ? one : many}`;
}
