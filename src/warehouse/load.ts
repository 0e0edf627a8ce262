import type { DuckDBConnection } from "@duckdb/node-api";
import { ENTRY_FIELDS } from "./columns.ts";
import { BAD, CHILDREN, ENTRIES, REPEATS, REQUESTS, STAGE } from "./load-sql.ts";
import { fillOlderLines } from "./older-lines.ts";
import type { BadReason, Slice } from "./slices.ts";

/** A line that parsed or not, by its text; the caller finds its place in the log. */
export interface BadText {
  readonly text: string;
  readonly reason: BadReason;
}

export interface LoadContext {
  /** `import` for imported.jsonl, else `live`: for lines that do not say. */
  readonly defaultSource: "live" | "import";
  /** The account's home directory, for fingerprints of older lines. */
  readonly accountHome: string;
}

/**
 * Reads a slice into a stage of typed rows. Outside of any transaction: rows of one's own
 * transaction are read several times slower.
 */
export async function stageSlice(
  connection: DuckDBConnection,
  slice: Slice,
  context: LoadContext,
): Promise<void> {
  await connection.run(STAGE, {
    path: slice.path,
    structure: JSON.stringify(ENTRY_FIELDS),
    source: context.defaultSource,
  });
  await fillOlderLines(connection, context.accountHome);
  await connection.run(REQUESTS);
  await connection.run(REPEATS);
}

/**
 * Moves the stage into the tables, inside the caller's transaction, and returns how many entries
 * that were, with the text of every line that is none. Rows are marked `is_first` where they are
 * the first entry of their event for their call (for events without a call, of their id), in this
 * slice and in what was loaded.
 */
export async function loadStage(
  connection: DuckDBConnection,
  slice: Slice,
  loadId: number,
): Promise<{ readonly loaded: number; readonly texts: readonly BadText[] }> {
  await connection.run(ENTRIES, { load_id: loadId });
  for (const child of CHILDREN) await connection.run(child, { load_id: loadId });
  const loaded = await count(connection, "select count(*) from stage where is_entry");
  const texts = loaded === slice.candidates ? [] : await badTexts(connection, slice.path);
  return { loaded, texts };
}

async function badTexts(connection: DuckDBConnection, path: string): Promise<BadText[]> {
  const rows = (await connection.runAndReadAll(BAD, { path })).getRowsJson();
  return rows.map(([text, reason]) => ({ text: String(text), reason: badReason(String(reason)) }));
}

function badReason(text: string): BadReason {
  if (text === "not_an_object" || text === "no_time" || text === "no_event") return text;
  return "not_json";
}

async function count(connection: DuckDBConnection, sql: string): Promise<number> {
  return Number((await connection.runAndReadAll(sql)).getRowsJson()[0]?.[0] ?? 0);
}
