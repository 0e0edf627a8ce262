import { createHash } from "node:crypto";
import type { DuckDBConnection } from "@duckdb/node-api";
import { MADE_COLUMNS } from "./columns.ts";
import type { Difference, Stretch } from "./difference.ts";
import { logLines } from "./logs.ts";
import { sqlText } from "./sql-text.ts";
import type { DamagedRange } from "./verify-logs.ts";

/** Entries that are named of each kind; what is beyond is counted. */
const NAMED = 20;
/** Entries that are looked for; a log that was replaced as a whole has no more to say. */
const COMPARED = 10_000;
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
  readonly id: string | undefined;
  readonly ts: number;
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
  const { found, disorder } = await placedChanges(ranges, changes);
  return found.length > 0 ? limited(found) : disorder;
}

/** By entry: its rows, and those of its lists in child tables, as one number that no order changes. */
function digest(database: string, columns: readonly string[]): string {
  const children = Object.entries(CHILDREN).map(
    ([table, own]) => `union all
    select entry_key, null, null, hash('${table}', ${own}), 0 from ${database}.${table}`,
  );
  return `select entry_key, max(id) as id, min(ts) as ts, bit_xor(h) as h, sum(n) as n from (
    select entry_key, id, ts, hash(${columns.join(", ")}) as h, 1 as n from ${database}.entries
    ${children.join("\n")}
  ) group by entry_key`;
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
       full join (${digest(`"${name}"`, columns)}) a on a.entry_key = b.entry_key
       where a.id is null or b.id is null or a.h <> b.h or a.n <> b.n
       order by 3, 1
       limit ${COMPARED}`,
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
    .filter((name) => !MADE_COLUMNS.includes(name))
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
      !MADE_COLUMNS.includes(name) && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
}

/** What differs, each where it stands or stood; lines are looked at one by one, and not kept. */
async function placedChanges(
  ranges: readonly DamagedRange[],
  changes: readonly EntryChange[],
): Promise<{ found: Difference[]; disorder: Difference[] }> {
  const byId = new Map(changes.map((change) => [lineId(change.id), change]));
  const older = changes.some(({ id }) => id.length > 64);
  const removed = changes.filter(({ kind }) => kind === "removed");
  const found: Difference[] = [];
  const doubled = new Set<string>();
  let disorder: Difference[] = [];
  for (const range of ranges) {
    const seen = new Set<string>();
    let before = Number.NaN;
    for await (const place of placesIn(range, older)) {
      while (Date.parse(removed[0]?.ts ?? "") <= place.ts) {
        found.push(...removed.splice(0, 1).map((change) => removedAt(change, place)));
      }
      const change = place.id === undefined ? undefined : byId.get(place.id);
      if (change !== undefined && change.kind !== "removed") {
        if (seen.has(change.id)) doubled.add(change.id);
        found.push(seen.has(change.id) ? insertedAgain(place) : described(change, place));
        seen.add(change.id);
      }
      if (disorder.length === 0 && place.ts < before) disorder = [outOfOrder(place)];
      before = place.ts;
    }
  }
  const [last] = ranges.slice(-1);
  if (last !== undefined) found.push(...removed.map((change) => removedBehind(change, last)));
  // One more line of the same words is told as such, and not as a change of the first.
  const isBare = ({ what, entry, words }: Difference): boolean =>
    what === "entry_changed" && words === CHANGED && entry !== null && doubled.has(entry);
  return { found: found.filter((one) => !isBare(one)), disorder };
}

const CHANGED = "entry was changed";

/** What a line says of itself; of an older one its hash, of which its id is made. */
function lineId(id: string): string {
  return id.length > 64 ? id.slice(0, 64) : id;
}

async function* placesIn(range: DamagedRange, older: boolean): AsyncGenerator<LinePlace> {
  const from = { offset: range.from, lines: range.linesBefore };
  for await (const { offset, number, bytes } of logLines(range.log, from, range.to)) {
    const { id, ts } = fieldsOf(bytes);
    const hash = older && id === undefined ? createHash("sha256").update(bytes).digest("hex") : id;
    yield { range, offset, line: number, id: hash, ts };
  }
}

function described(change: EntryChange, place: LinePlace): Difference {
  const inserted = change.kind === "inserted";
  const columns = change.columns.length > 0 ? `: ${change.columns.join(", ")}` : "";
  return {
    ...placed(place),
    what: inserted ? "entry_inserted" : "entry_changed",
    entry: change.id,
    words: inserted ? "entry was put in: the warehouse never loaded it" : `${CHANGED}${columns}`,
  };
}

function removedAt(change: EntryChange, place: LinePlace): Difference {
  return {
    ...placed(place),
    what: "entry_removed",
    entry: change.id,
    words: `entry of ${change.ts} is gone; it stood about here`,
  };
}

function removedBehind(change: EntryChange, { log, to, stretch }: DamagedRange): Difference {
  return {
    stretch: stretchOf(stretch),
    what: "entry_removed",
    file: log.file,
    offset: to,
    to: null,
    line: null,
    entry: change.id,
    words: `entry of ${change.ts} is gone; it stood here or behind`,
  };
}

function insertedAgain(place: LinePlace): Difference {
  return { ...placed(place), what: "entry_inserted", words: "entry stands here a second time" };
}

function outOfOrder(place: LinePlace): Difference {
  return {
    ...placed(place),
    what: "order",
    words:
      "every entry of the stretch is as it was loaded; this is the first line that is older than the one before it",
  };
}

function placed({ range, offset, line, id }: LinePlace): Difference {
  return {
    what: "changed",
    file: range.log.file,
    offset,
    to: null,
    line,
    entry: id ?? null,
    words: "",
    stretch: stretchOf(range.stretch),
  };
}

function stretchOf({ what, file, offset, to, line, words }: Difference): Stretch {
  return { what, file, offset, to, line, words };
}

/**
 * What is told of stretches, and of lines in them, as one: a changed stretch of which a line is
 * named is told with that line.
 */
export function withoutToldStretches(
  stretches: readonly Difference[],
  entries: readonly Difference[],
): Difference[] {
  const told = new Set(entries.map(({ stretch }) => JSON.stringify(stretch)));
  return stretches.filter(
    (one) => one.what !== "changed" || !told.has(JSON.stringify(stretchOf(one))),
  );
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
