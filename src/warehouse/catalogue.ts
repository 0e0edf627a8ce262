import type { DuckDBConnection } from "@duckdb/node-api";
import type { CatalogueColumn, CatalogueTable } from "../model/catalogue.ts";
import { columnMeaning, columnUnit, documentedTables, tableMeaning } from "./documentation.ts";

const COLUMNS = `select
    table_name,
    table_name in (select view_name from duckdb_views() where not internal) as is_view,
    column_name,
    data_type
  from duckdb_columns()
  where not internal
    and database_name = current_database()
    and schema_name = 'main'
  order by table_name, column_index`;

/**
 * Every table and view of a warehouse with its columns, documented ones first and in their order.
 * What nobody has documented is told with an empty meaning: a law keeps that from being released.
 */
export async function readCatalogue(connection: DuckDBConnection): Promise<CatalogueTable[]> {
  const rows = (await connection.runAndReadAll(COLUMNS)).getRowsJson();
  const tables = new Map<string, { isView: boolean; columns: CatalogueColumn[] }>();
  for (const [table, isView, column, type] of rows) {
    const name = String(table);
    const found = tables.get(name) ?? { isView: isView === true, columns: [] };
    tables.set(name, found);
    found.columns.push({
      name: String(column),
      type: String(type),
      meaning: columnMeaning(name, String(column)) ?? "",
      unit: columnUnit(String(column)),
    });
  }
  const order = documentedTables();
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...tables]
    .map(([name, { isView, columns }]): CatalogueTable => {
      const kind = isView ? "view" : "table";
      return { name, kind, meaning: tableMeaning(name) ?? "", columns };
    })
    .sort((a, b) => place(a.name) - place(b.name));
}
