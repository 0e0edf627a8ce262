import { PGlite } from "@electric-sql/pglite";
import { expect } from "vitest";
import type { MetricName, MetricRow } from "../../src/metrics/index.ts";
import { parseRows } from "../../src/metrics/rows.ts";
import { scriptText, type Warehouse } from "../../src/warehouse/open.ts";
import { type MeasureScope, metricSql, scopeParameters } from "../../src/warehouse/reader.ts";
import { createLoader, type LogFiles } from "./loaded.ts";

/** What `hash` is in DuckDB: a number of texts. Which one makes no difference to a metric. */
const HASH = `create function hash(text, text) returns bigint immutable language sql
return hashtextextended($1, hashtextextended($2, 0))`;

/** PostgreSQL in this process, with our tables and views. */
export async function createPostgres(): Promise<PGlite> {
  const postgres = await PGlite.create();
  await postgres.exec("set time zone 'UTC'");
  await postgres.exec(HASH);
  await postgres.exec(scriptText("schema.sql"));
  await postgres.exec(scriptText("views.sql"));
  return postgres;
}

/** Gives PostgreSQL the rows that metrics read, in the place of those it had. */
export async function copyRows({ connection }: Warehouse, postgres: PGlite): Promise<void> {
  for (const table of [
    ...["entries", "entry_batch", "entry_near_misses", "entry_rules_used"],
    ...["entry_risks", "entry_programs", "entry_hosts"],
  ]) {
    const rows = (await connection.runAndReadAll(`select * from ${table}`)).getRowObjectsJson();
    await postgres.exec(`delete from ${table}`);
    await postgres.query(
      `insert into ${table} select * from json_populate_recordset(null::${table}, $1)`,
      [JSON.stringify(rows)],
    );
  }
}

/** A metric's rows as PostgreSQL gives them, unchecked. */
export async function onPostgres(
  postgres: PGlite,
  name: MetricName,
  scope: MeasureScope,
): Promise<unknown[]> {
  const used: string[] = [];
  const sql = metricSql(name).replace(/\$([a-z_]+)/g, (_, key: string) => {
    if (!used.includes(key)) used.push(key);
    return `$${used.indexOf(key) + 1}`;
  });
  const parameters = scopeParameters(scope);
  const values = used.map((key) => parameters[key] ?? null);
  return (await postgres.query(sql, values)).rows;
}

/** Sums of doubles may differ in the last digit between engines. */
export function rounded(rows: readonly object[]): unknown[] {
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [
        key,
        typeof value === "number" ? Number(value.toPrecision(9)) : value,
      ]),
    ),
  );
}

/** A warehouse in memory and PostgreSQL beside it: what is asked of one is asked of both. */
export interface BothEngines {
  load(files: LogFiles): Promise<void>;
  /** The rows that both give, after it was held that they are the same. */
  measure<Name extends MetricName>(name: Name, scope: MeasureScope): Promise<MetricRow<Name>[]>;
  close(): Promise<void>;
}

export async function createBothEngines(): Promise<BothEngines> {
  const loader = await createLoader();
  const postgres = await createPostgres();
  let reader = await loader.load([], "2026-11-23T06:00:00.000Z", async (empty) => empty);
  return {
    load: async (files) => {
      reader = await loader.load(files, "2026-11-23T06:00:00.000Z", async (loaded) => loaded);
      await copyRows(loader.warehouse, postgres);
    },
    measure: async (name, scope) => {
      const here = await reader.measure(name, scope);
      const there = parseRows(name, await onPostgres(postgres, name, scope));
      expect(rounded(there), `${name} on PostgreSQL`).toEqual(rounded(here));
      return here;
    },
    close: async () => {
      loader.close();
      await postgres.close();
    },
  };
}
