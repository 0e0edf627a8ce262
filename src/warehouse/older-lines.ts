import type { DuckDBConnection } from "@duckdb/node-api";

/**
 * Gives what older lines lack, in the stage: an id, the hash of the line and its ordinal among
 * identical lines. Lines of our own version have one and cost nothing here.
 */
export async function fillOlderLines(connection: DuckDBConnection): Promise<void> {
  const rows = await connection.runAndReadAll(
    "select cast(count(*) as integer) from stage where is_entry and id is null",
  );
  if (Number(rows.getRowsJson()[0]?.[0] ?? 0) > 0) await connection.run(FILL_IDS);
}

const FILL_IDS = `
update stage set own_id = numbered.own_id
from (
  select
    s.rowid as place,
    s.line_hash || '-' || cast(
      row_number() over (partition by s.line_hash order by s.rowid)
      + coalesce((select count(*) from entries e where starts_with(e.id, s.line_hash)), 0)
    as varchar) as own_id
  from stage s
  where s.is_entry and s.id is null
) numbered
where stage.rowid = numbered.place`;
