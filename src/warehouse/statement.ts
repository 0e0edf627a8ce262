import {
  type DuckDBConnection,
  type DuckDBPreparedStatement,
  StatementType,
} from "@duckdb/node-api";
import { UserError } from "../model/errors.ts";

/**
 * Functions that stand for a table and only compute or describe. Others read files, change what
 * the engine does, or run text as SQL; those are not for a question.
 */
const TABLE_FUNCTIONS: readonly string[] = [
  "range",
  "generate_series",
  "unnest",
  "repeat",
  "repeat_row",
  "json_each",
  "json_tree",
  "histogram",
  "histogram_values",
  "summary",
  "duckdb_columns",
  "duckdb_functions",
  "duckdb_keywords",
  "duckdb_tables",
  "duckdb_types",
  "duckdb_views",
  "pragma_table_info",
  "pg_timezone_names",
  "test_all_types",
];

/** Functions of a value that act instead of computing. */
const ACTING_FUNCTIONS: readonly string[] = ["write_log", "nextval", "currval", "setseed"];

/**
 * Prepares the one statement in a text, if all it does is read. `parameters`: the names that it may
 * take. Told from the engine's own parse,
 * not from the text. Throws UserError, with the engine's own position where there is one.
 */
export async function prepareQuestion(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly string[] = [],
): Promise<DuckDBPreparedStatement> {
  const count = await countStatements(connection, sql);
  if (count === 0) throw new UserError("There is no statement in that. See query --schema.");
  if (/^\s*pivot\b/i.test(sql) && count > 1) {
    throw new UserError("pivot needs its values here: pivot … on column in ('a', 'b') using …");
  }
  if (count > 1) throw new UserError(`query takes one statement, and that is ${count}.`);
  refuseActing(await parsed(connection, sql));
  const prepared = await connection.prepare(sql);
  if (prepared.statementType !== StatementType.SELECT) throw notAQuestion();
  refuseUnknown(prepared, parameters);
  return prepared;
}

function refuseUnknown(prepared: DuckDBPreparedStatement, known: readonly string[]): void {
  const names = parameterNames(prepared);
  if (names.length > 0 && known.length === 0) {
    throw new UserError("query takes no parameters: write the value in place of $name or ?.");
  }
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const all = known.map((name) => `$${name}`).join(", ");
  throw new UserError(`There is no parameter $${unknown}. There are ${all}.`);
}

/** What a statement takes, by name; those without a name are called 1, 2, …. */
export function parameterNames(prepared: DuckDBPreparedStatement): string[] {
  return Array.from({ length: prepared.parameterCount }, (_, index) =>
    prepared.parameterName(index + 1),
  );
}

async function countStatements(connection: DuckDBConnection, sql: string): Promise<number> {
  // The engine has no words for a text of comments only.
  if (
    sql
      .replace(/--.*$/gm, "")
      .replace(/\/\*[\s\S]*?\*\//g, "")
      .trim() === ""
  )
    return 0;
  return (await connection.extractStatements(sql)).count;
}

/** The statement as the engine's parser sees it. */
async function parsed(connection: DuckDBConnection, sql: string): Promise<unknown> {
  const rows = await connection.runAndReadAll(
    "select cast(json_serialize_sql(cast($sql as varchar)) as varchar)",
    { sql },
  );
  const tree: unknown = JSON.parse(String(rows.getRowsJson()[0]?.[0]));
  if (isRecord(tree) && tree["error"] === false) return tree;
  throw notAQuestion();
}

function refuseActing(tree: unknown): void {
  const waiting: unknown[] = [tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (Array.isArray(node)) waiting.push(...node.filter((each) => each instanceof Object));
    if (!isRecord(node)) continue;
    if (node["type"] === "TABLE_FUNCTION") refuseTable(node["function"]);
    const name = functionName(node);
    if (name !== undefined && ACTING_FUNCTIONS.includes(name)) throw refused(name);
    waiting.push(...Object.values(node).filter((each) => each instanceof Object));
  }
}

function refuseTable(node: unknown): void {
  const name = isRecord(node) ? functionName(node) : undefined;
  if (name === undefined || !TABLE_FUNCTIONS.includes(name)) throw refused(name ?? "this function");
}

function functionName(node: Record<string, unknown>): string | undefined {
  const name = node["function_name"];
  return typeof name === "string" ? name.toLowerCase() : undefined;
}

function refused(name: string): UserError {
  return new UserError(
    `query only reads the warehouse: ${name}() reads or changes something else.`,
  );
}

function notAQuestion(): UserError {
  return new UserError("query only reads: give one select statement. See query --schema.");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
