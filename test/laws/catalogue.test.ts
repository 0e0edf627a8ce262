import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CatalogueTable } from "../../src/model/catalogue.ts";
import { readCatalogue } from "../../src/warehouse/catalogue.ts";
import { documentedColumns, documentedTables } from "../../src/warehouse/documentation.ts";
import { openInMemory, type Warehouse } from "../../src/warehouse/open.ts";
import { folderUntilEnd } from "../support/io.ts";

const NUMBERS = /^(DOUBLE|FLOAT|BIGINT|INTEGER|HUGEINT)$/;

/** Numbers that are names, ordinals or versions. */
const NO_UNIT =
  /^(load_id|[a-z]*_key|quarter_hour|v|fingerprint_version|line_number|precedence|evidence|code|[a-z_]*_version|[a-z_]*_count)$/;

describe("the documentation of the warehouse", () => {
  let warehouse: Warehouse;
  let tables: readonly CatalogueTable[];
  const folder = folderUntilEnd();
  beforeAll(async () => {
    warehouse = await openInMemory(folder);
    tables = await readCatalogue(warehouse.connection);
  });
  afterAll(() => warehouse.close());

  it("names every table and view that there is, and no other", () => {
    expect(tables.length).toBeGreaterThan(10);
    expect(tables.map((table) => table.name)).toEqual(documentedTables());
  });

  it("says what every table and column means, in a few words", () => {
    const silent = tables.flatMap((table) => [
      ...(table.meaning === "" ? [table.name] : []),
      ...table.columns
        .filter(({ meaning }) => !/^\S.{4,90}[^.\s]$/.test(meaning))
        .map((column) => `${table.name}.${column.name}`),
    ]);
    expect(silent).toEqual([]);
  });

  it("documents no column that is gone", () => {
    const gone = documentedTables().flatMap((name) => {
      const columns = tables.find((table) => table.name === name)?.columns ?? [];
      return documentedColumns(name)
        .filter((column) => !columns.some((one) => one.name === column))
        .map((column) => `${name}.${column}`);
    });
    expect(gone).toEqual([]);
  });

  it("gives every measured number its unit", () => {
    const bare = tables.flatMap((table) =>
      table.columns
        .filter(({ type, unit }) => NUMBERS.test(type) && unit === null)
        .filter(({ name }) => !NO_UNIT.test(name))
        .map((column) => `${table.name}.${column.name}`),
    );
    expect(bare).toEqual([]);
  });
});
