import type { LogStanding, LogState } from "../warehouse/log-states.ts";
import type { DataStatus, WarehouseStanding } from "./data-status.ts";
import { hangingText, plainTable } from "./plain-table.ts";
import { agoWords, fileSize, plural } from "./status-words.ts";

/** `data status` for a terminal: a row for each log, then what is known of all of them. */
export function dataStatusText(
  status: DataStatus,
  { now, columns }: { readonly now: string; readonly columns: number },
): string {
  const { logs, lost, warehouse, loaded_at, anchor } = status;
  if (logs.length === 0 && warehouse.bytes === null) return `No log in ${status.home} yet.\n`;
  const table = plainTable(
    ["log", "size", "loaded", "behind", "unread", ""],
    logs.map((log) => ({ cells: cellsOf(log), below: below(log) })),
    columns,
  );
  const lostLines = lost.map(
    ({ file, lines }) => `${file}: ${plural(lines, "line")} loaded, and the log is gone`,
  );
  const facts: readonly (readonly [string, string])[] = [
    ...lostLines.map((line) => ["lost", line] as const),
    ["warehouse", `${sizeWords(warehouse.bytes)}${STANDINGS[warehouse.standing]}`],
    ["last load", loaded_at === null ? "never" : `${agoWords(loaded_at, now)}, ${loaded_at}`],
    ["anchor", anchor === null ? "none yet" : `${anchor.line}:${anchor.sha256}`],
  ];
  const told = facts.flatMap(([name, text]) =>
    hangingText(` ${name.padEnd(NAME_WIDTH)}`, text, columns),
  );
  return `${[...table, "", ...told].join("\n")}\n`;
}

const NAME_WIDTH = 11;

const STANDINGS = {
  missing: "not built yet; the next report builds it",
  current: "up to date",
  behind: "the next report catches up",
  outdated: "the next report builds it anew, because the logs lost lines",
  unusable: "damaged or of another version; the next report builds it anew",
  busy: "in use by another process, so what is loaded was not asked",
} as const satisfies Record<WarehouseStanding, string>;

const LOG_STANDINGS = {
  growing: "",
  settling: "set aside, written to in the last day",
  at_rest: "",
  copy: "a copy",
  replaced: "lost lines",
  empty: "no whole line",
} as const satisfies Record<LogStanding, string>;

function cellsOf(log: LogState): string[] {
  const { file, bytes, cursor, behind, bad_lines: bad } = log;
  const unread = Object.values(bad).reduce((sum, count) => sum + count, 0);
  const isIdle = log.standing === "copy" || log.standing === "empty";
  return [
    file,
    fileSize(bytes),
    isIdle ? "" : plural(cursor?.lines ?? 0, "line"),
    behind.bytes === 0 ? "" : plural(behind.lines, "line"),
    unread === 0 ? "" : String(unread),
    log.standing === "settling" ? "" : LOG_STANDINGS[log.standing],
  ];
}

function below(log: LogState): string[] {
  const { behind, bad_lines: bad, cursor, standing } = log;
  const from = standing === "replaced" ? 0 : (cursor?.offset ?? 0);
  const reasons = Object.entries(bad).map(([reason, count]) => `${count} ${reason}`);
  return [
    ...(standing === "settling" ? [LOG_STANDINGS.settling] : []),
    ...(behind.bytes === 0
      ? []
      : [`not loaded from byte ${from} on: ${plural(behind.bytes, "byte")}`]),
    ...(reasons.length === 0 ? [] : [`could not be read: ${reasons.join(", ")}`]),
  ];
}

function sizeWords(bytes: number | null): string {
  return bytes === null ? "" : `${fileSize(bytes)}, `;
}
