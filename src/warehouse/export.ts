import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { hasCode, uniqueName } from "../files/private.ts";
import { UserError } from "../model/errors.ts";
import { MADE_COLUMNS } from "./columns.ts";
import { sqlText } from "./sql-text.ts";

export type ExportFormat = "parquet" | "csv" | "jsonl";

/** Which entries: of the window `[since, until)`, ISO 8601 UTC; null for any. */
export interface ExportScope {
  readonly since: string;
  readonly until: string;
  readonly project: string | null;
  readonly tool: string | null;
}

export interface Exported {
  readonly path: string;
  readonly entries: number;
  readonly bytes: number;
}

const COPY_OPTIONS = {
  parquet: "format parquet, compression zstd",
  csv: "format csv, header true",
  jsonl: "format json",
} as const satisfies Record<ExportFormat, string>;

/** A child table's rows of an entry, as one list. */
const LISTS = {
  programs: "select entry_key, list(program) as made from entry_programs group by entry_key",
  hosts: "select entry_key, list(host) as made from entry_hosts group by entry_key",
  risks: "select entry_key, list(risk) as made from entry_risks group by entry_key",
  rules_used: "select entry_key, list(rule_id) as made from entry_rules_used group by entry_key",
  near_misses: `select entry_key, list({'rule': rule, 'rule_id': rule_id, 'clause': clause, 'found': found}) as made
    from entry_near_misses group by entry_key`,
  batch: `select entry_key, list({'tool_use_id': tool_use_id, 'refused': refused}) as made
    from entry_batch group by entry_key`,
} as const;

/**
 * Writes the entries of the scope to a file of ours alone (0600), oldest first, all of them or
 * none. Throws UserError where there is such a file and `overwrite` is false.
 */
export async function exportEntries(
  connection: DuckDBConnection,
  scope: ExportScope,
  target: { readonly path: string; readonly format: ExportFormat; readonly overwrite: boolean },
): Promise<Exported> {
  const { path, format, overwrite } = target;
  if (!overwrite && existsSync(path)) throw exists(path);
  await connection.run("create or replace temp table exported as select id from entries limit 0");
  const temporary = join(dirname(path), `.${uniqueName()}.tmp`);
  closeSync(openNew(temporary, path));
  try {
    const query = await exportQuery(connection, format);
    await chooseEntries(connection, scope);
    await connection.run(
      `copy (${query}) to ${sqlText(temporary)} (${COPY_OPTIONS[format]}, use_tmp_file false)`,
    );
    const bytes = flushed(temporary);
    place(temporary, path, overwrite);
    return { path, entries: await countChosen(connection), bytes };
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Parameters go here: `copy` takes none. Rows that say again what another one said are left out. */
async function chooseEntries(connection: DuckDBConnection, scope: ExportScope): Promise<void> {
  await connection.run(
    `insert into exported
     select id from entries
     where is_first
       and ts >= cast($since as timestamptz) and ts < cast($until as timestamptz)
       and (cast($project as text) is null or project = $project)
       and (cast($tool as text) is null or tool_name = $tool)`,
    { since: scope.since, until: scope.until, project: scope.project, tool: scope.tool },
  );
}

async function countChosen(connection: DuckDBConnection): Promise<number> {
  const rows = await connection.runAndReadAll("select cast(count(*) as double) from exported");
  return Number(rows.getRowsJson()[0]?.[0] ?? 0);
}

async function exportQuery(connection: DuckDBConnection, format: ExportFormat): Promise<string> {
  const columns = await entryColumns(connection);
  const plain = columns.map(
    ({ name, type }) => `${written(`e."${name}"`, type, format)} as "${name}"`,
  );
  const lists = Object.keys(LISTS).map((name) => {
    const made = `"${name}".made`;
    return `${format === "csv" ? written(`cast(to_json(${made}) as varchar)`, "VARCHAR", format) : made} as "${name}"`;
  });
  const joins = Object.entries(LISTS).map(
    ([name, sql]) => `left join (${sql}) "${name}" on "${name}".entry_key = e.entry_key`,
  );
  return `select ${[...plain, ...lists].join(", ")}
    from entries e ${joins.join("\n")}
    where e.is_first and e.id in (select id from exported)
    order by e.ts, e.id`;
}

async function entryColumns(
  connection: DuckDBConnection,
): Promise<{ name: string; type: string }[]> {
  const rows = await connection.runAndReadAll(
    `select column_name, data_type from duckdb_columns()
     where table_name = 'entries' and database_name = current_database()
     order by column_index`,
  );
  return rows
    .getRowsJson()
    .map(([name, type]) => ({ name: String(name), type: String(type) }))
    .filter(({ name }) => !MADE_COLUMNS.includes(name));
}

/**
 * Times as the log has them. In CSV a text that a spreadsheet would take for a formula gets an
 * apostrophe in front: `=cmd|…`, `+1`, `-1`, `@sum`, also behind blanks; `a=b` is none.
 */
function written(value: string, type: string, format: ExportFormat): string {
  if (type === "TIMESTAMP WITH TIME ZONE" && format !== "parquet") {
    return `strftime(${value} at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ')`;
  }
  if (type !== "VARCHAR" || format !== "csv") return value;
  return `case when regexp_matches(${value}, '^\\s*[=+@＝＋－＠-]|^[\\t\\r\\n]') then '''' || ${value} else ${value} end`;
}

function openNew(temporary: string, path: string): number {
  try {
    return openSync(temporary, "wx", 0o600);
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
    throw new UserError(`There is no folder ${dirname(path)}. Make it first.`, { cause: error });
  }
}

function flushed(path: string): number {
  const fd = openSync(path, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  return statSync(path).size;
}

/** In one step; without `overwrite` a file that came meanwhile is left as it is. */
function place(temporary: string, path: string, overwrite: boolean): void {
  if (overwrite) {
    renameSync(temporary, path);
    return;
  }
  try {
    linkSync(temporary, path);
  } catch (error) {
    if (hasCode(error, "EEXIST")) throw exists(path);
    throw error;
  }
}

function exists(path: string): UserError {
  return new UserError(
    `${path} exists already. Add --overwrite, or name another file than ${basename(path)}.`,
  );
}
