import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type Ingested, ingestLogs } from "../../src/pipeline/ingest.ts";
import { openForReading } from "../../src/warehouse/open.ts";
import { fakeIo, temporaryFolder } from "./io.ts";

/** A home whose logs are made by hand. */
export interface LogHome {
  readonly home: string;
  /** The path of audit.jsonl. */
  readonly log: string;
  append(text: string): void;
  write(file: string, text: string): void;
  ingest(): Promise<Ingested>;
  rows(sql: string): Promise<unknown[][]>;
}

export function ingestHome(home: string = temporaryFolder()): LogHome {
  const io = fakeIo(home, { pid: process.pid });
  const log = join(home, "audit.jsonl");
  return {
    home,
    log,
    append: (text) => appendFileSync(log, text, { mode: 0o600 }),
    write: (file, text) => writeFileSync(join(home, file), text, { mode: 0o600 }),
    ingest: () => ingestLogs({ io, home }),
    rows: (sql) => rowsOf(home, sql),
  };
}

/** What a warehouse holds, as far as it can be told from the logs alone. */
export interface Counts {
  readonly entries: number;
  readonly calls: number;
  readonly bad: number;
  readonly batch: number;
}

export async function warehouseRows(home: string): Promise<Counts> {
  const [row = []] = await rowsOf(
    home,
    `select
       (select cast(count(*) as int) from entries),
       (select cast(count(*) as int) from calls),
       (select cast(count(*) as int) from bad_lines),
       (select cast(count(*) as int) from entry_batch)`,
  );
  const [entries, calls, bad, batch] = row.map(Number);
  return { entries: entries ?? -1, calls: calls ?? -1, bad: bad ?? -1, batch: batch ?? -1 };
}

/**
 * The same counted from the files, line by line and without the warehouse: a log that is a
 * beginning of another one is that one's copy.
 */
export function recount(home: string): Counts {
  const texts = readdirSync(home)
    .filter((name) => /^(audit|imported)\b.*\.jsonl/.test(name))
    .sort()
    .map((name) => plainBytes(join(home, name)))
    .map((bytes) => bytes.subarray(0, bytes.lastIndexOf(10) + 1));
  const originals = texts.filter(
    (text, index) =>
      !texts.some(
        (other, at) =>
          at !== index &&
          other.subarray(0, text.length).equals(text) &&
          (other.length > text.length || at < index),
      ),
  );
  const calls = new Set<string>();
  let entries = 0;
  let bad = 0;
  let batch = 0;
  for (const line of originals.flatMap(linesOf)) {
    const read = readLine(line);
    if (read === undefined) {
      bad += 1;
      continue;
    }
    entries += 1;
    batch += read.batch;
    if (read.call !== undefined) calls.add(read.call ?? `line ${entries}`);
  }
  return { entries, calls: calls.size, bad, batch };
}

function plainBytes(path: string): Buffer {
  const bytes = readFileSync(path);
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

function linesOf(text: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0, end = text.indexOf(10); end >= 0; end = text.indexOf(10, start)) {
    lines.push(text.subarray(start, end));
    start = end + 1;
  }
  return lines.filter((line) => line.length > 0);
}

const LONGEST_LINE = 4 << 20;

/** `call`: undefined for what is none, null for a call without an id, which is its line. */
function readLine(
  line: Buffer,
): { readonly call: string | null | undefined; readonly batch: number } | undefined {
  try {
    if (line.length > LONGEST_LINE || line.includes(0)) return undefined;
    const value: Record<string, unknown> = {
      ...Object(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(line))),
    };
    const { timestamp, event, session_id: session, tool_use_id: id, source = "live" } = value;
    if (Number.isNaN(Date.parse(String(timestamp))) || event === undefined) return undefined;
    const isCall = event === "PreToolUse" && (source === "live" || source === "replay");
    const key = typeof id === "string" ? `${String(session)} ${id}` : null;
    return { call: isCall ? key : undefined, batch: [value["batch"] ?? []].flat().length };
  } catch {
    return undefined;
  }
}

async function rowsOf(home: string, sql: string): Promise<unknown[][]> {
  const warehouse = await openForReading(join(home, "warehouse.duckdb"));
  if (warehouse === undefined) throw new Error("no warehouse");
  try {
    return (await warehouse.connection.runAndReadAll(sql)).getRowsJson();
  } finally {
    warehouse.close();
  }
}
