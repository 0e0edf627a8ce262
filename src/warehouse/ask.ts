import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBPreparedStatement,
  type DuckDBResult,
  DuckDBTimestampTZValue,
  type DuckDBType,
  type DuckDBValue,
  quotedString,
  TIMESTAMPTZ,
  VARCHAR,
} from "@duckdb/node-api";
import type { Answer, AnswerBatch, AnswerColumn, AnswerRow } from "../model/answer.ts";
import { UserError } from "../model/errors.ts";
import { answerValue, columnKind } from "./answer-values.ts";
import { parameterNames, prepareQuestion } from "./statement.ts";

/** What a statement may write to disk while it sorts or groups more than memory holds. */
const MOST_SPILLED = "4GB";

export interface AskOptions {
  /** Where a statement may spill to; nothing else is read or written. */
  readonly cache: string;
  readonly timeZone: string;
  /** What `$name` stands for; instants (ISO 8601 UTC) are bound as such. */
  readonly parameters?: Readonly<Record<string, string | null>> | undefined;
  /** Runs a step of the engine; what it throws or returns is the step's. */
  readonly step: <T>(work: () => Promise<T>) => Promise<T>;
}

/** A statement that is ready to be asked. */
export interface Asked {
  /** Empty of one with parameters: only its answer tells them. */
  readonly columns: readonly AnswerColumn[];
  readonly answer: () => Promise<Answer>;
}

/**
 * Prepares a statement of somebody's own on a connection that from then on reaches nothing but
 * its own tables: no files, no network, no extensions, no settings, no writing. Throws UserError
 * for what the engine refuses, in its own words.
 */
export async function ask(
  connection: DuckDBConnection,
  sql: string,
  options: AskOptions,
): Promise<Asked> {
  await lockDown(connection, options);
  const step = <T>(work: () => Promise<T>): Promise<T> => options.step(() => spoken(work));
  const { parameters = {} } = options;
  const prepared = await step(() => prepareQuestion(connection, sql, Object.keys(parameters)));
  bind(prepared, parameters);
  return {
    columns: parameterNames(prepared).length > 0 ? [] : columnsOf(preparedColumns(prepared)),
    answer: async () => {
      const result = await step(() => prepared.stream());
      // Of a statement with parameters only the answer itself tells all columns.
      const names = result.columnNames();
      const columns = columnsOf(
        result.columnTypes().map((type, index) => ({ given: names[index] ?? "", type })),
      );
      return { columns, batches: batchesOf(result, columns.length, step) };
    },
  };
}

/** Irrevocable: the last setting locks them all. A transaction that only reads holds in memory too. */
export async function lockDown(
  connection: DuckDBConnection,
  { cache, timeZone }: Pick<AskOptions, "cache" | "timeZone">,
): Promise<void> {
  const settings = {
    TimeZone: timeZone,
    temp_directory: cache,
    max_temp_directory_size: MOST_SPILLED,
    allow_persistent_secrets: "false",
    allow_community_extensions: "false",
    enable_external_access: "false",
    lock_configuration: "true",
  };
  for (const [name, value] of Object.entries(settings)) {
    // Once something was spilled, the engine refuses even to be told the same folder again.
    if (name === "temp_directory" && (await setting(connection, name)) === value) continue;
    await connection.run(`set ${name} = ${quotedString(value)}`);
  }
  await connection.run("begin transaction read only");
}

async function setting(connection: DuckDBConnection, name: string): Promise<string> {
  const rows = await connection.runAndReadAll("select current_setting($name)", { name });
  return String(rows.getRowsJson()[0]?.[0]);
}

async function* batchesOf(
  result: DuckDBResult,
  columns: number,
  step: <T>(work: () => Promise<T>) => Promise<T>,
): AsyncGenerator<AnswerBatch> {
  for (;;) {
    const chunk = await step(() => result.fetchChunk());
    if (chunk === null || chunk.rowCount === 0) return;
    yield { size: chunk.rowCount, rows: () => rowsOf(chunk, columns) };
  }
}

function rowsOf(chunk: DuckDBDataChunk, columns: number): AnswerRow[] {
  const values = Array.from({ length: columns }, (_, index) =>
    chunk.getColumnValues(index).map(answerValue),
  );
  return Array.from({ length: chunk.rowCount }, (_, row) =>
    values.map((column) => column[row] ?? null),
  );
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** Only what the statement names: another name is an error of the engine's. */
function bind(
  prepared: DuckDBPreparedStatement,
  parameters: Readonly<Record<string, string | null>>,
): void {
  const names = parameterNames(prepared);
  const values: Record<string, DuckDBValue> = {};
  const types: Record<string, DuckDBType> = {};
  for (const name of names) {
    const value = parameters[name] ?? null;
    const isInstant = value !== null && INSTANT.test(value);
    values[name] = isInstant ? new DuckDBTimestampTZValue(microsOf(value)) : value;
    types[name] = isInstant ? TIMESTAMPTZ : VARCHAR;
  }
  if (names.length > 0) prepared.bind(values, types);
}

function microsOf(instant: string): bigint {
  return BigInt(Date.parse(instant)) * 1000n;
}

function preparedColumns(prepared: DuckDBPreparedStatement) {
  return Array.from({ length: prepared.columnCount }, (_, index) => ({
    given: prepared.columnName(index),
    type: prepared.columnType(index),
  }));
}

/** Names that come twice are told apart: `n`, `n_2`. */
function columnsOf(
  told: readonly { readonly given: string; readonly type: DuckDBType }[],
): AnswerColumn[] {
  const taken = new Set<string>();
  return told.map(({ given, type }) => {
    let name = given;
    for (let number = 2; taken.has(name); number += 1) name = `${given}_${number}`;
    taken.add(name);
    return { name, type: type.toString(), kind: columnKind(type) };
  });
}

/** The engine's refusals as errors of whoever asked. */
async function spoken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error)) throw error;
    throw new UserError(engineWords(error.message), { cause: error });
  }
}

/** Without the engine's advice on settings, which nobody can change here. */
function engineWords(message: string): string {
  if (/^Out of Memory Error/.test(message)) {
    return "The statement needs more memory than it may have. Narrow it, or group by less.";
  }
  return message.replace(/^Failed to extract statements: /, "").trimEnd();
}
