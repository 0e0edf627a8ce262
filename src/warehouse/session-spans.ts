import type { DuckDBConnection } from "@duckdb/node-api";
import { SessionSpan } from "../model/session-span.ts";

/** Sessions that are listed where a beginning is not unique; nobody reads more. */
const MOST = 5;

/**
 * The sessions with a call whose id begins so, at most five, the latest first; the whole id is
 * unique whatever else begins with it. `asOf` is ISO 8601 UTC: nothing later is looked at.
 */
export async function sessionsBeginning(
  connection: DuckDBConnection,
  beginning: string,
  asOf: string,
): Promise<SessionSpan[]> {
  const found = await connection.runAndReadAll(SQL, { beginning, as_of: asOf, most: MOST });
  const spans = found.getRowObjectsJson().map((each) => SessionSpan.parse(each));
  const whole = spans.find(({ session_id }) => session_id === beginning);
  return whole === undefined ? spans : [whole];
}

const SQL = `
select
  session_id,
  cast(epoch_ms(min(ts)) as double) as start_ms,
  cast(epoch_ms(max(ts)) as double) as end_ms
from calls
where session_id is not null
  and starts_with(session_id, $beginning)
  and ts <= cast($as_of as timestamptz)
group by session_id
order by session_id = $beginning desc, end_ms desc, session_id
limit cast($most as integer)`;
