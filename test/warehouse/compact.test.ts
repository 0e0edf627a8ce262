import { appendFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ingest } from "../../src/warehouse/ingest.ts";
import { openForLoading } from "../../src/warehouse/open.ts";
import { busyLog } from "../support/busy-log.ts";
import { logText } from "../support/entry.ts";
import { temporaryFolder } from "../support/io.ts";
import { isSoak } from "../support/soak.ts";

const LOADS = 200;

interface Load {
  readonly rowGroups: number;
  readonly size: number;
  /** Processor time: others use the machine too. */
  readonly closingMs: number;
}

async function load(home: string): Promise<Load> {
  const path = join(home, "warehouse.duckdb");
  const warehouse = await openForLoading(path);
  await ingest(warehouse, {
    home,
    cache: join(home, "cache"),
    owner: { pid: process.pid },
    accountHome: "/home/ana",
    now: "2026-11-22T10:00:00.000Z",
    firstRead: () => undefined,
    signal: new AbortController().signal,
  });
  const groups = await warehouse.connection.runAndReadAll(
    "select cast(count(distinct row_group_id) as int) from pragma_storage_info('entries')",
  );
  const before = process.cpuUsage();
  warehouse.close();
  const { user, system } = process.cpuUsage(before);
  return {
    rowGroups: Number(groups.getRowsJson()[0]?.[0]),
    size: statSync(path).size,
    closingMs: (user + system) / 1000,
  };
}

describe.skipIf(!isSoak)("a warehouse that is loaded often", () => {
  it(`is after ${LOADS} small loads no larger and closes no slower than after the first ones`, {
    timeout: 120_000,
  }, async () => {
    const home = temporaryFolder();
    const log = busyLog(LOADS * 2);
    const each = Math.ceil(log.length / LOADS);
    const loads: Load[] = [];
    for (let at = 0; at < log.length; at += each) {
      const text = logText(log.slice(at, at + each));
      appendFileSync(join(home, "audit.jsonl"), text, { mode: 0o600 });
      loads.push(await load(home));
    }
    const early = loads.slice(20, 60);
    const late = loads.slice(-40);
    const most = (of: readonly Load[], key: keyof Load) => Math.max(...of.map((one) => one[key]));
    expect(most(late, "rowGroups")).toBeLessThanOrEqual(20);
    expect(most(late, "size")).toBeLessThan(1.5 * most(early, "size"));
    const median = (of: readonly Load[]) =>
      of.map((one) => one.closingMs).sort((a, b) => a - b)[of.length / 2] ?? 0;
    expect(median(late)).toBeLessThan(2.5 * median(early));
    const warehouse = await openForLoading(join(home, "warehouse.duckdb"));
    const rows = await warehouse.connection.runAndReadAll(
      "select cast(count(*) as int), cast(count(distinct id) as int) from entries",
    );
    warehouse.close();
    expect(rows.getRowsJson()).toEqual([[log.length, log.length]]);
  });
});
