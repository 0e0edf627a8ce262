import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { AnswerRow } from "../../src/model/answer.ts";
import { UserError } from "../../src/model/errors.ts";
import { ask, lockDown } from "../../src/warehouse/ask.ts";
import {
  openForLoading,
  openForReading,
  openInMemory,
  type Warehouse,
} from "../../src/warehouse/open.ts";
import { folderUntilEnd, temporaryFolder } from "../support/io.ts";

const FILL = `insert into bad_lines
  select 1, now(), 'k', 'audit.jsonl', range, range, 'not_json' from range(10)`;

interface Place {
  readonly folder: string;
  readonly cache: string;
  readonly warehouse: Warehouse;
}

/** The two warehouses that a question may meet: the one on disk, and one read into memory. */
async function place(kind: "disk" | "memory"): Promise<Place> {
  const folder = temporaryFolder();
  const cache = join(folder, "cache");
  mkdirSync(cache);
  writeFileSync(join(folder, "secret.txt"), "the secret\n");
  const warehouse = kind === "memory" ? await inMemory(cache) : await onDisk(folder);
  onTestFinished(() => warehouse.close());
  return { folder, cache, warehouse };
}

async function inMemory(cache: string): Promise<Warehouse> {
  const warehouse = await openInMemory(cache);
  await warehouse.connection.run(FILL);
  return warehouse;
}

const made = join(folderUntilEnd(), "warehouse.duckdb");
beforeAll(async () => {
  const warehouse = await openForLoading(made);
  await warehouse.connection.run(FILL);
  warehouse.close();
});

async function onDisk(folder: string): Promise<Warehouse> {
  const path = join(folder, "warehouse.duckdb");
  copyFileSync(made, path);
  const opened = await openForReading(path);
  if (opened === undefined) throw new Error("no warehouse");
  return opened;
}

async function answerTo(at: Place, sql: string, timeZone = "UTC"): Promise<AnswerRow[]> {
  const { cache } = at;
  const step = <T>(work: () => Promise<T>): Promise<T> => work();
  const asked = await ask(at.warehouse.connection, sql, { cache, timeZone, step });
  const rows: AnswerRow[] = [];
  for await (const batch of (await asked.answer()).batches) rows.push(...batch.rows());
  return rows;
}

/** `$F` is the folder of the test. */
const HOSTILE = [
  "select * from read_text('/etc/passwd')",
  "select * from read_blob('$F/secret.txt')",
  "select * from read_csv('$F/secret.txt')",
  "select * from read_json('$F/audit.jsonl')",
  "select * from read_ndjson_objects('$F/audit.jsonl')",
  "select * from read_parquet('$F/x.parquet')",
  "select * from parquet_metadata('$F/x.parquet')",
  "select * from read_duckdb('$F/warehouse.duckdb')",
  "select * from sniff_csv('$F/secret.txt')",
  "select * from glob('$F/*')",
  "select * from '$F/secret.txt'",
  "from '$F/secret.csv'",
  "from 'https://example.com/x.csv'",
  "select * from read_csv('https://example.com/x.csv')",
  "select getenv('HOME')",
  "copy bad_lines to '$F/out.csv'",
  "copy (select 1) to '$F/out.csv'",
  "copy bad_lines from '$F/secret.txt'",
  "export database '$F/out'",
  "import database '$F'",
  "attach '$F/out.duckdb' as o",
  "attach ':memory:' as m",
  "detach warehouse",
  "use main",
  "set enable_external_access = true",
  "set lock_configuration = false",
  "set memory_limit = '100GB'",
  "set variable a = 1",
  "reset memory_limit",
  "pragma enable_profiling",
  "pragma memory_limit = '100GB'",
  "pragma add_parquet_key('k', '0123456789112345')",
  "install httpfs",
  "load httpfs",
  "load '$F/evil.so'",
  "force install httpfs from 'http://127.0.0.1:1/'",
  "update extensions",
  "create table t (a int)",
  "create temp table t (a int)",
  "create or replace temp view v as select 1",
  "create temp macro f() as 1",
  "create secret s (type s3)",
  "drop table bad_lines",
  "drop view calls",
  "alter table bad_lines add column z int",
  "delete from bad_lines",
  "truncate bad_lines",
  "update bad_lines set reason = 'x'",
  "insert into bad_lines select * from bad_lines",
  "insert into bad_lines select * from bad_lines returning *",
  "merge into bad_lines b using (select 1 as n) s on b.load_id = s.n when matched then delete",
  "with gone as (delete from bad_lines returning *) select * from gone",
  "explain analyze delete from bad_lines",
  "explain analyze copy bad_lines to '$F/out.csv'",
  "checkpoint",
  "vacuum",
  "begin",
  "commit",
  "rollback",
  "prepare p as delete from bad_lines",
  "execute p",
  "comment on table bad_lines is 'x'",
  "call enable_logging(storage := 'file', storage_path := '$F/log')",
  "select * from enable_logging(storage := 'file', storage_path := '$F/log')",
  "select (select count(*) from enable_logging())",
  "with x as materialized (from enable_profiling(save_location := '$F/p.json')) from x",
  "select 1 limit (select count(*) from force_checkpoint())",
  "from main.ENABLE_LOGGING()",
  'from system.main."enable_logging"()',
  "select write_log('x')",
  "select 'x'.write_log()",
  "from truncate_duckdb_logs()",
  "from query('select 1')",
  "from query_table('bad_lines')",
  "from json_execute_serialized_sql(json_serialize_sql('select 1'))",
  "pragma json_execute_serialized_sql(json_serialize_sql('select 1'))",
  "from arrow_scan(null, null, null)",
  "from duckdb_secrets()",
  "select 1; delete from bad_lines",
  "select 1; select 2",
  "select $1",
  "select $name",
  "",
  "-- nothing\n/* at all */",
  "selec 1",
];

/** Reading a file fails alike wherever the tables are; writing to them does not. */
const CHANGING =
  /^(copy|attach|set|create|drop|alter|delete|truncate|update|insert|merge|with|explain)/;

describe.each([
  { kind: "disk", statements: HOSTILE },
  { kind: "memory", statements: HOSTILE.filter((sql) => CHANGING.test(sql)) },
] as const)("a question to a warehouse on $kind", ({ kind, statements }) => {
  it("is answered", async () => {
    const at = await place(kind);
    expect(await answerTo(at, "select count(*), sum(line_number) from bad_lines")).toEqual([
      [10, 45],
    ]);
  });

  it.each(statements)("is refused, and nothing happens: %s", async (written) => {
    const at = await place(kind);
    const before = readdirSync(at.folder).sort();
    const sql = written.replaceAll("$F", at.folder);
    await expect(answerTo(at, sql)).rejects.toThrow(UserError);
    expect(readdirSync(at.folder).sort()).toEqual(before);
    expect(readdirSync(at.cache)).toEqual([]);
    const left = await at.warehouse.connection.runAndReadAll("select count(*) from bad_lines");
    expect(left.getRowsJson()).toEqual([["10"]]);
  });

  // What `ask` refuses by the parse, the engine must refuse by itself: two walls, each whole.
  it.each([
    "select * from read_text('$F/secret.txt')",
    "select * from '$F/secret.txt'",
    "copy bad_lines to '$F/out.csv'",
    "export database '$F/out'",
    "attach '$F/out.duckdb' as o",
    "set enable_external_access = true",
    "set lock_configuration = false",
    "set memory_limit = '100GB'",
    "install httpfs",
    "load httpfs",
    "create table t (a int)",
    "drop table bad_lines",
    "delete from bad_lines",
    "update bad_lines set reason = 'x'",
    "explain analyze delete from bad_lines",
  ])("is refused by the locked engine itself: %s", async (written) => {
    const at = await place(kind);
    await lockDown(at.warehouse.connection, { cache: at.cache, timeZone: "UTC" });
    const sql = written.replaceAll("$F", at.folder);
    await expect(at.warehouse.connection.runAndReadAll(sql)).rejects.toThrow(
      /Permission|locked|read-only|does not exist|disabled/,
    );
    expect(existsSync(join(at.folder, "out.csv"))).toBe(false);
    expect(existsSync(join(at.folder, "out.duckdb"))).toBe(false);
  });
});

describe("a question", () => {
  it.each([
    "values (1)",
    "from bad_lines",
    "describe calls",
    "show tables",
    "summarize bad_lines",
    "with recursive r(n) as (select 1 union all select n + 1 from r where n < 5) from r",
    "pivot bad_lines on reason in ('not_json') using count(*)",
    "select list_transform([1, 2], x -> x + 1), unnest([1, 2]) from range(2)",
    "select row_number() over (order by byte_offset) from bad_lines;",
    "select table_name from duckdb_tables()",
    "-- a comment with ; in it\nselect ';'",
  ])("may be %s", async (sql) => {
    const at = await place("disk");
    expect((await answerTo(at, sql)).length).toBeGreaterThan(0);
  });

  it("is told by the engine where it is wrong", async () => {
    const at = await place("disk");
    const told = await answerTo(at, "select reason,\n  nope from bad_lines").catch(String);
    expect(told).toMatch(/Referenced column "nope" not found/);
    expect(told).toMatch(/LINE 2: {3}nope from bad_lines\n {10}\^/);
  });

  it("is told how to pivot", async () => {
    const at = await place("disk");
    await expect(answerTo(at, "pivot bad_lines on reason using count(*)")).rejects.toThrow(
      "pivot needs its values here",
    );
  });

  it("counts days in the reader's time zone", async () => {
    const at = await place("disk");
    const sql = "select cast(date_trunc('day', timestamptz '2026-11-18 23:30:00Z') as date)";
    expect(await answerTo(at, sql, "Europe/Amsterdam")).toEqual([["2026-11-19"]]);
  });

  it("gives columns of one name names of their own", async () => {
    const at = await place("disk");
    const step = <T>(work: () => Promise<T>): Promise<T> => work();
    const { cache } = at;
    const options = { cache, timeZone: "UTC", step };
    const asked = await ask(at.warehouse.connection, "select 1 a, 2 a, 3 a_2", options);
    expect(asked.columns.map((column) => column.name)).toEqual(["a", "a_2", "a_2_2"]);
  });

  it("leaves the secret where it is", async () => {
    const at = await place("disk");
    expect(readFileSync(join(at.folder, "secret.txt"), "utf8")).toBe("the secret\n");
    await expect(answerTo(at, `from read_text('${at.folder}/secret.txt')`)).rejects.not.toThrow(
      /the secret/,
    );
  });
});

describe("values", () => {
  const values = [
    ["null", null],
    ["true", true],
    ["9007199254740991", 9_007_199_254_740_991],
    ["9007199254740993", "9007199254740993"],
    ["170141183460469231731687303715884105727::hugeint", "170141183460469231731687303715884105727"],
    ["sum(x) from (values (1), (2)) t(x)", 3],
    ["1.50::decimal(9,2)", 1.5],
    ["-0.10::decimal(9,2)", -0.1],
    ["100.00::decimal(9,2)", 100],
    ["12345678901234567890.12::decimal(30,2)", "12345678901234567890.12"],
    ["0.1::double", 0.1],
    ["'nan'::double", "NaN"],
    ["'-infinity'::double", "-Infinity"],
    ["timestamptz '2026-11-18 10:00:00+01'", "2026-11-18T09:00:00.000Z"],
    ["timestamptz '2026-11-18 10:00:00.123456Z'", "2026-11-18T10:00:00.123456Z"],
    ["timestamptz '1969-12-31 23:59:59.999999Z'", "1969-12-31T23:59:59.999999Z"],
    ["'infinity'::timestamptz", "infinity"],
    ["timestamp '2026-11-18 10:00:00'", "2026-11-18 10:00:00"],
    ["date '2026-11-18'", "2026-11-18"],
    ["interval 90 minutes", "01:30:00"],
    ["'\\x00\\xFFa'::blob", "00ff61"],
    ["[1, null, 3]", [1, null, 3]],
    ["[1, 2]::int[2]", [1, 2]],
    [
      "{'a': 1, 'b': [timestamptz '2026-11-18 00:00:00Z']}",
      { a: 1, b: ["2026-11-18T00:00:00.000Z"] },
    ],
    ["map {'k': 1}", [{ key: "k", value: 1 }]],
    ["union_value(n := 2)", 2],
    ["'x'::enum('x', 'y')", "x"],
    ["'{\"a\": 1}'::json", '{"a": 1}'],
  ] as const;

  it("are what JSON can hold, and say so exactly", async () => {
    const at = await place("disk");
    const [row = []] = await answerTo(
      at,
      `select ${values.map(([sql]) => `(select ${sql})`).join()}`,
    );
    expect(values.map(([sql], index) => [sql, row[index]])).toEqual(values);
  });

  it("of every type of the engine have a JSON form", async () => {
    const at = await place("disk");
    const rows = await answerTo(at, "from test_all_types()");
    expect(rows).toHaveLength(3);
    expect(JSON.parse(JSON.stringify(rows))).toEqual(rows);
  });
});
