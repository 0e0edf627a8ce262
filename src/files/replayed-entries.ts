import { createReadStream, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { createGunzip } from "node:zlib";
import { isLogName } from "./log-names.ts";
import { hasCode, openForReading } from "./private.ts";
import { textLines } from "./recorded-events.ts";

const MARK = '"source":"replay"';

/**
 * What earlier replays left in the log, with its rotated months: the ids, and those of denials.
 * Streams the files; lines of other sources and broken ones are passed over.
 */
export async function replayedEntries(
  log: string,
): Promise<{ ids: Set<string>; deniedIds: Set<string> }> {
  const found = { ids: new Set<string>(), deniedIds: new Set<string>() };
  for (const file of logFiles(dirname(log))) {
    for await (const { text } of textLines(logText(file))) {
      if (text?.includes(MARK) === true) note(text, found);
    }
  }
  return found;
}

function logFiles(home: string): string[] {
  try {
    const names = readdirSync(home).filter((name) => isLogName(name));
    return names.map((name) => join(home, name));
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}

async function* logText(path: string): AsyncGenerator<string> {
  const fd = openForReading(path);
  if (fd === undefined) return;
  const bytes = createReadStream("", { fd, highWaterMark: 256 * 1024 });
  const stream = path.endsWith(".gz") ? bytes.pipe(createGunzip()) : bytes;
  yield* stream.setEncoding("utf8");
}

function note(line: string, found: { ids: Set<string>; deniedIds: Set<string> }): void {
  const entry = parsed(line);
  if (entry?.["source"] !== "replay" || typeof entry["id"] !== "string") return;
  found.ids.add(entry["id"]);
  if (entry["decision"] === "deny") found.deniedIds.add(entry["id"]);
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
