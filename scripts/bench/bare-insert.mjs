// The least that DuckDB can do with a log: read_json into a table, in whatever order. It knows no
// bad lines: one would end it.
import { DuckDBInstance } from "@duckdb/node-api";

const [log, database] = process.argv.slice(2);
const instance = await DuckDBInstance.create(database);
const connection = await instance.connect();
await connection.run("set preserve_insertion_order = false");
await connection.run(
  "create table entries as select * from read_json($log, format = 'newline_delimited')",
  { log },
);
connection.closeSync();
instance.closeSync();
