import { withArchives } from "./archived-logs.ts";
import { type LogFile, listLogs, logKey } from "./logs.ts";

/** A log and what it is known by. */
export interface KeyedLog {
  readonly log: LogFile;
  /** SHA-256 of its first line. */
  readonly key: string;
  /** Names of logs with the same key: they share one cursor. */
  readonly copies: readonly string[];
}

/** The logs that have a key, archived ones too. Throws LogMoved. */
export async function keyedLogs(home: string): Promise<KeyedLog[]> {
  const logs: { log: LogFile; key: string }[] = [];
  for (const log of listLogs(home)) {
    const key = await logKey(log);
    if (key !== undefined) logs.push({ log, key });
  }
  return withArchives(home, logs).map((one) => ({
    ...one,
    copies: logs
      .filter((other) => other.key === one.key && other.log.file !== one.log.file)
      .map(({ log }) => log.file),
  }));
}
