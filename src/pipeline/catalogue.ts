import { homePaths } from "../files/home.ts";
import type { CatalogueTable } from "../model/catalogue.ts";
import { closest } from "../model/closest.ts";
import { UserError } from "../model/errors.ts";
import { readCatalogue } from "../warehouse/catalogue.ts";
import { openInMemory } from "../warehouse/open.ts";

/**
 * Every table and view of the warehouse, or the one of this name, read from an empty one: there
 * need not be a log. Throws UserError for a name that is none.
 */
export async function describeWarehouse(
  home: string,
  name: string | undefined,
): Promise<CatalogueTable[]> {
  const warehouse = await openInMemory(homePaths(home).cache);
  try {
    const tables = await readCatalogue(warehouse.connection);
    if (name === undefined) return tables;
    const found = tables.filter((table) => table.name === name.toLowerCase());
    if (found.length > 0) return found;
    const names = tables.map((table) => table.name);
    const near = closest(name, names);
    const hint = near === undefined ? `There are ${names.join(", ")}.` : `Did you mean ${near}?`;
    throw new UserError(`No table is called "${name}". ${hint}`);
  } finally {
    warehouse.close();
  }
}
