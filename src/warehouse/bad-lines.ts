import { type DuckDBConnection, listValue } from "@duckdb/node-api";
import type { BadText } from "./load.ts";
import { type LogFile, logLines } from "./logs.ts";
import { type BadLine, mendHalves, type Slice } from "./slices.ts";

/** Parameters of one statement; a file that is no log at all has millions. */
const AT_ONCE = 10_000;

/** What every bad line of a slice is stored with. */
export interface BadLinesOf {
  readonly loadId: number;
  readonly log: LogFile;
  readonly key: string;
  /** ISO 8601 UTC: when a line at this offset was first read. */
  readonly foundAt: (offset: number) => string;
}

/** Finds the bad lines' places by reading the slice's stretch of the log once more. */
export async function placesOf(
  texts: readonly BadText[],
  log: LogFile,
  slice: Slice,
): Promise<BadLine[]> {
  if (texts.length === 0) return [];
  const reasons = new Map(texts.map(({ text, reason }) => [text, reason]));
  const known = new Set(slice.bad.map((line) => line.number));
  const places: BadLine[] = [];
  for await (const line of logLines(log, slice.from, slice.to.offset)) {
    if (known.has(line.number)) continue;
    mendHalves(line.bytes);
    const reason = reasons.get(line.bytes.toString("utf8").replace(/\r$/, ""));
    if (reason !== undefined) places.push({ offset: line.offset, number: line.number, reason });
  }
  return places;
}

/** Stores where each line stands and why it could not be read. */
export async function insertBadLines(
  connection: DuckDBConnection,
  bad: readonly BadLine[],
  of: BadLinesOf,
): Promise<void> {
  for (let at = 0; at < bad.length; at += AT_ONCE) {
    await insertSome(connection, bad.slice(at, at + AT_ONCE), of);
  }
}

async function insertSome(
  connection: DuckDBConnection,
  bad: readonly BadLine[],
  { loadId, log, key, foundAt }: BadLinesOf,
): Promise<void> {
  await connection.run(
    `insert into bad_lines
     select $load_id, cast(unnest($found_at) as timestamptz), $key, $file, unnest($offsets),
       unnest($numbers), unnest($reasons)`,
    {
      load_id: loadId,
      found_at: listValue(bad.map((line) => foundAt(line.offset))),
      key,
      file: log.file,
      offsets: listValue(bad.map((line) => line.offset)),
      numbers: listValue(bad.map((line) => line.number)),
      reasons: listValue(bad.map((line) => line.reason)),
    },
  );
}
