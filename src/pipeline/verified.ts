import { appendHistory } from "../files/history.ts";
import { homeExists } from "../files/home.ts";
import { probeLog } from "../files/log-probe.ts";
import { hasCode } from "../files/private.ts";
import { UnsafeFile } from "../model/errors.ts";
import { HISTORY } from "../model/history.ts";
import { type LogMark, logMark } from "../warehouse/integrity-probe.ts";
import { type IngestContext, withReader } from "./ingest.ts";

/** How far the log goes before it is verified; what comes meanwhile was not looked at. */
export function markOf(home: string): LogMark {
  try {
    return logMark(home);
  } catch (error) {
    // Verifying says what is wrong with it.
    if (error instanceof UnsafeFile) return { key: null, bytes: 0 };
    throw error;
  }
}

/**
 * Leaves what a verification found for the alerts: where all is well it ends `log_integrity`. A
 * home that cannot be written, as one that is looked at from outside, stays as it is.
 */
export async function rememberVerified(
  context: IngestContext,
  { ok, mark }: { readonly ok: boolean; readonly mark: LogMark },
): Promise<void> {
  const { io, home } = context;
  if (!homeExists(home)) return;
  const at = io.now().toISOString();
  const badLines = ok
    ? await withReader(context, async (reader) => (await reader.coverage(at)).bad_lines)
    : 0;
  const line = {
    ...({ v: 1, at, ok, lines: probeLog(home).linesLoaded, bad_lines: badLines } as const),
    ...{ log_key: mark.key, log_bytes: mark.bytes },
  };
  try {
    appendHistory(home, HISTORY.verifications, [line]);
  } catch (error) {
    if (!["EROFS", "EACCES", "ENOSPC", "EDQUOT"].some((code) => hasCode(error, code))) throw error;
  }
}
