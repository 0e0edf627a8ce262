/** A table or view of the warehouse, as `query --schema` tells it. */
export interface CatalogueTable {
  readonly name: string;
  readonly kind: "table" | "view";
  readonly meaning: string;
  readonly columns: readonly CatalogueColumn[];
}

export interface CatalogueColumn {
  readonly name: string;
  /** The database's name of it. */
  readonly type: string;
  readonly meaning: string;
  /** `ms`, `bytes`, …; null where there is none. */
  readonly unit: string | null;
}
