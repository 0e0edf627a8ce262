import { createHash } from "node:crypto";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Difference } from "./difference.ts";
import { logLines } from "./logs.ts";
import { sqlText } from "./sql-text.ts";
import type { DamagedRange } from "./verify-logs.ts";

/** Entries that are named of each kind; what is beyond is counted. */
const NAMED = 20;
/** Set where the row is loaded, not by what the line says. */
const BOOKKEEPING = ["load_id", "call_key", "is_first"];
const CHILDREN = {
  entry_near_misses: "rule, rule_id, clause, found",
  entry_programs: "program",
  entry_hosts: "host",
  entry_risks: "risk",
  entry_rules_used: "rule_id",
  entry_batch: "tool_use_id, refused",
} as const;

interface EntryChange {
  readonly id: string;
  readonly kind: "changed" | "removed" | "inserted";
  readonly ts: string;
  /** Of a changed one: the columns that differ. */
  readonly columns: readonly string[];
}

interface LinePlace {
  readonly range: DamagedRange;
  readonly offset: number;
  readonly line: number;
  readonly id: string;
  readonly ts: number;
  /** The same id stands in the range already. */
  readonly isAgain: boolean;
}

/**
 * Names the entries in damaged ranges that the warehouse knows otherwise: those of the logs as
 * they are now stand in `connection`, those of the warehouse at `path` were loaded before.
 * Where no entry differs, the first line that is older than the one before it is named.
 */
export async function compareEntries(
  connection: DuckDBConnection,
  path: string,
  ranges: readonly DamagedRange[],
): Promise<Difference[]> {
  const changes = await changesSince(connection, path);
  const places = await placesIn(ranges, changes);
  const found = [
    ...changes.flatMap((change) => described(change, places, ranges)),
    ...places.filter(({ isAgain }) => isAgain).map(insertedAgain),
  ];
  if (found.length > 0) return limited(found);
  return places.flatMap((place, index) => outOfOrder(place, places[index - 1])).slice(0, 1);
}

/** By id: its rows, and those of its lists in child tables, as one number that no order changes. */
function digest(database: string, columns: readonly string[]): string {
  const children = Object.entries(CHILDREN).map(
    ([table, own]) => `union all
    select entry_id, null, hash('${table}', ${own}), 0 from ${database}.${table}`,
  );
  return `select id, min(ts) as ts, bit_xor(h) as h, sum(n) as n from (
    select id, ts, hash(${columns.join(", ")}) as h, 1 as n from ${database}.entries
    ${children.join("\n")}
  ) group by id`;
}

async function changesSince(connection: DuckDBConnection, path: string): Promise<EntryChange[]> {
  const columns = await comparedColumns(connection);
  const [{ name = "" } = {}] = await named(connection, "select current_database() as name");
  await connection.run(`attach ${sqlText(path)} as before (read_only)`);
  try {
    const rows = await connection.runAndReadAll(
      `select
         coalesce(b.id, a.id) as id,
         case when a.id is null then 'removed' when b.id is null then 'inserted' else 'changed' end as kind,
         cast(epoch_ms(coalesce(b.ts, a.ts)) as double) as ts
       from (${digest("before", columns)}) b
       full join (${digest(`"${name}"`, columns)}) a on a.id = b.id
       where a.id is null or b.id is null or a.h <> b.h or a.n <> b.n
       order by 3, 1`,
    );
    const changes: EntryChange[] = [];
    for (const [id, kind, ts] of rows.getRowsJson()) {
      changes.push({
        id: String(id),
        kind: kind === "removed" || kind === "inserted" ? kind : "changed",
        ts: new Date(Number(ts)).toISOString(),
        columns:
          kind === "changed" && changes.length < NAMED
            ? await changedColumns(connection, String(id), `"${name}"`)
            : [],
      });
    }
    return changes;
  } finally {
    await connection.run("detach before");
  }
}

async function comparedColumns(connection: DuckDBConnection): Promise<string[]> {
  const rows = await named(
    connection,
    `select column_name as name from duckdb_columns()
     where table_name = 'entries' and database_name = current_database() order by column_index`,
  );
  return rows
    .map(({ name }) => name)
    .filter((name) => !BOOKKEEPING.includes(name))
    .map((name) => `"${name}"`);
}

async function named(connection: DuckDBConnection, sql: string): Promise<{ name: string }[]> {
  const rows = await connection.runAndReadAll(sql);
  return rows.getRowsJson().map(([name]) => ({ name: String(name) }));
}

async function changedColumns(
  connection: DuckDBConnection,
  id: string,
  database: string,
): Promise<string[]> {
  const sql = (from: string): string => `select * from ${from}.entries where id = $id limit 1`;
  const [before = {}] = (await connection.runAndReadAll(sql("before"), { id })).getRowObjectsJson();
  const [after = {}] = (await connection.runAndReadAll(sql(database), { id })).getRowObjectsJson();
  return Object.keys(before).filter(
    (name) =>
      !BOOKKEEPING.includes(name) && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
}

/** The lines of the ranges by their ids, in the order in which they stand there. */
async function placesIn(
  ranges: readonly DamagedRange[],
  changes: readonly EntryChange[],
): Promise<LinePlace[]> {
  const older = changes.some(({ id }) => id.length > 64);
  const places: LinePlace[] = [];
  for (const range of ranges) {
    const seen = new Set<string>();
    const from = { offset: range.from, lines: range.linesBefore };
    for await (const { offset, number, bytes } of logLines(range.log, from, range.to)) {
      const { id, ts } = fieldsOf(bytes);
      const known = id ?? (older ? createHash("sha256").update(bytes).digest("hex") : "");
      const isAgain = id !== undefined && seen.has(id);
      if (id !== undefined) seen.add(id);
      places.push({ range, offset, line: number, id: known, ts, isAgain });
    }
  }
  return places;
}

function described(
  change: EntryChange,
  places: readonly LinePlace[],
  ranges: readonly DamagedRange[],
): Difference[] {
  const place = places.find(
    ({ id }) => id !== "" && (id === change.id || change.id.startsWith(`${id}-`)),
  );
  if (change.kind === "removed") {
    const next = places.find(({ ts }) => ts >= Date.parse(change.ts));
    const range = next?.range ?? places.at(-1)?.range ?? ranges[0];
    if (range === undefined) return [];
    return [
      {
        what: "entry_removed",
        file: range.log.file,
        offset: next?.offset ?? range.to,
        to: null,
        line: next?.line ?? null,
        entry: change.id,
        words: `entry of ${change.ts} is gone; it stood about here`,
      },
    ];
  }
  // Outside of what was witnessed: a line that came since.
  if (place === undefined) return [];
  // One more line of the same words is told as such.
  const isDoubled = places.some(({ id, isAgain }) => isAgain && id === change.id);
  if (change.kind === "changed" && isDoubled && change.columns.length === 0) return [];
  const words =
    change.kind === "inserted"
      ? "entry was put in: the warehouse never loaded it"
      : `entry was changed${change.columns.length > 0 ? `: ${change.columns.join(", ")}` : ""}`;
  return [{ ...placed(place), what: `entry_${change.kind}`, entry: change.id, words }];
}

function insertedAgain(place: LinePlace): Difference {
  return { ...placed(place), what: "entry_inserted", words: "entry stands here a second time" };
}

function outOfOrder(place: LinePlace, before: LinePlace | undefined): Difference[] {
  if (before === undefined || before.range !== place.range || !(place.ts < before.ts)) return [];
  return [
    {
      ...placed(place),
      what: "order",
      words:
        "every entry of the stretch is as it was loaded; this is the first line that is older than the one before it",
    },
  ];
}

function placed({ range, offset, line, id }: LinePlace): Difference {
  return {
    what: "changed",
    file: range.log.file,
    offset,
    to: null,
    line,
    entry: id === "" ? null : id,
    words: "",
  };
}

/** The first of each kind, and how many more there are. */
function limited(found: readonly Difference[]): Difference[] {
  return [...new Set(found.map(({ what }) => what))].flatMap((what) => {
    const own = found.filter((one) => one.what === what);
    const last = own[NAMED - 1];
    if (last === undefined || own.length === NAMED) return own;
    const more = `${last.words}; ${own.length - NAMED} more like it`;
    return [...own.slice(0, NAMED - 1), { ...last, words: more }];
  });
}

function fieldsOf(bytes: Buffer): { id: string | undefined; ts: number } {
  try {
    const { id, timestamp } = Object(JSON.parse(bytes.toString("utf8")));
    return {
      id: typeof id === "string" ? id : undefined,
      ts: typeof timestamp === "string" ? Date.parse(timestamp) : Number.NaN,
    };
  } catch (error) {
    if (error instanceof SyntaxError) return { id: undefined, ts: Number.NaN };
    throw error;
  }
}
