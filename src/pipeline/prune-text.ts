import { hangingText, plainTable } from "./plain-table.ts";
import type { KeptLog, PruneResult } from "./prune.ts";
import { fileSize, plural } from "./status-words.ts";

const REASONS = {
  written_by_import: "is never pruned: imports go on from it",
  name_not_ours: "was not set aside by us and may still be written to",
  copy: "lies there twice; remove one of the copies",
  not_loaded: "could not be loaded to its end yet; try again",
  not_as_witnessed:
    "is not what was loaded from it: claude-permit data verify says what differs; nothing of it was moved",
  name_taken: "could not be set aside: a log of this month is there already; try again next month",
} as const satisfies Record<KeptLog["reason"], string>;

/** What was pruned, or would be, for a terminal of `columns`. */
export function pruneText(result: PruneResult, columns: number): string {
  const { months, openMonth, dryRun } = result;
  const lines = [headline(result)];
  if (months.length > 0) {
    const rows = months.map(({ month, lines: count, bytes, archiveBytes, files }) => ({
      cells: [month, plural(count, "line"), fileSize(bytes), archived(archiveBytes, bytes)],
      below: files.map((file) => `from ${file}`),
    }));
    lines.push(
      "",
      ...plainTable(["month", "lines", "size", dryRun ? "" : "archive"], rows, columns),
    );
  }
  if (result.setAside !== undefined) {
    lines.push("", `audit.jsonl held some of them and was set aside as ${result.setAside}.`);
  }
  for (const { file, reason } of result.kept) {
    lines.push(
      "",
      ...hangingText(
        "",
        `${file} keeps its lines before ${openMonth}: it ${REASONS[reason]}.`,
        columns,
      ),
    );
  }
  if (dryRun && months.length > 0) lines.push("", "Nothing was changed. Add --yes to do it.");
  return `${lines.join("\n")}\n`;
}

/** The same for programs. */
export function pruneJson(result: PruneResult): string {
  return `${JSON.stringify({
    version: 1,
    dry_run: result.dryRun,
    before_month: result.openMonth,
    set_aside: result.setAside ?? null,
    months: result.months.map(({ month, lines, bytes, archiveBytes, files }) => ({
      month,
      lines,
      bytes,
      files,
      archive_bytes: archiveBytes ?? null,
    })),
    kept: result.kept,
  })}\n`;
}

function headline({ months, openMonth, dryRun }: PruneResult): string {
  if (months.length === 0) return `Nothing to prune: no log holds lines from before ${openMonth}.`;
  const lines = months.reduce((sum, month) => sum + month.lines, 0);
  const verb = dryRun ? "would go" : "went";
  return `${plural(lines, "line")} from before ${openMonth} ${verb} to archive/.`;
}

function archived(archiveBytes: number | undefined, bytes: number): string {
  if (archiveBytes === undefined) return "";
  const percent = bytes === 0 ? "" : ` (${((100 * archiveBytes) / bytes).toFixed(1)} %)`;
  return `${fileSize(archiveBytes)}${percent}`;
}
