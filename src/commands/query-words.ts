import { homePaths } from "../files/home.ts";
import { readCommandConfig } from "../files/read-config.ts";
import { ANSWER_FORMATS, type AnswerFormat, type Question } from "../model/answer.ts";
import { UserError } from "../model/errors.ts";
import { resolveTimeZone } from "../pipeline/scope.ts";
import type { Request } from "./command.ts";

/** Rows of a table; nobody reads more of them. */
const TABLE_ROWS = 100;
const DEFAULT_TIMEOUT_MS = 30_000;
const LONGEST_TIMEOUT_MS = 3_600_000;
const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/** What a statement would have to say itself, and how. */
const NOT_APPLIED = {
  since: "ts >= '2026-11-16'",
  until: "ts < '2026-11-23'",
  during: "ts >= '2026-11-16' and ts < '2026-11-23'",
  asOf: "ts < '2026-11-23'",
  project: "project = 'shop'",
  tool: "tool_name = 'Bash'",
} as const;

/** The question that a command line asks. Throws UserError for words that do not fit together. */
export function questionOf(request: Request, sql: string): Question {
  const { io, home, shared, own } = request;
  refuseWindow(request);
  const format = formatOf(request);
  return {
    home,
    sql,
    format,
    limit: limitOf(own["limit"], format),
    timeout_ms: timeoutOf(own["timeout"]),
    time_zone: resolveTimeZone(shared.tz, readCommandConfig(homePaths(home).config), io),
    columns: io.stdout.columns,
    dry_run: shared.dryRun,
  };
}

/** `--json` is `--format json`. */
export function formatOf({ shared, own }: Request): AnswerFormat {
  const named = own["format"] ?? (shared.json ? "json" : "table");
  if (shared.json && named !== "json") {
    throw new UserError(`--json and --format ${String(named)} exclude each other. Give one.`);
  }
  const format = ANSWER_FORMATS.find((known) => known === named);
  if (format === undefined) throw new UserError(`--format takes ${ANSWER_FORMATS.join(", ")}.`);
  return format;
}

/** A statement says itself what it is about: a flag that changed nothing would mislead. */
export function refuseWindow({ shared }: Request): void {
  const given = Object.entries(NOT_APPLIED).find(
    ([word]) => Object.entries(shared).find(([name]) => name === word)?.[1] !== undefined,
  );
  if (given === undefined) return;
  const [word, condition] = given;
  const flag = word === "asOf" ? "--as-of" : `--${word}`;
  throw new UserError(
    `${flag} does not narrow a statement of your own. Write it there: where ${condition}`,
  );
}

function limitOf(given: unknown, format: AnswerFormat): number | null {
  if (given === undefined) return format === "table" || format === "markdown" ? TABLE_ROWS : null;
  if (given === "all") return null;
  const rows = typeof given === "string" && /^\d{1,12}$/.test(given) ? Number(given) : 0;
  if (rows >= 1) return rows;
  throw new UserError(`--limit takes a number of rows, or all; not "${String(given)}".`);
}

function timeoutOf(given: unknown): number {
  if (given === undefined) return DEFAULT_TIMEOUT_MS;
  const [, amount = "", unit = ""] = /^(\d{1,7})(ms|s|m)$/.exec(String(given)) ?? [];
  const ms = Number(amount) * (UNITS_MS[unit] ?? 0);
  if (ms >= 1 && ms <= LONGEST_TIMEOUT_MS) return ms;
  throw new UserError(`--timeout takes 30s, 500ms or 5m, an hour at most; not "${String(given)}".`);
}
