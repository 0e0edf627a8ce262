import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openForReading } from "../../src/warehouse/open.ts";
import { busyLog } from "../support/busy-log.ts";
import { logText } from "../support/entry.ts";
import { temporaryFolder } from "../support/io.ts";
import { seeded } from "../support/seeded.ts";
import { isSoak } from "../support/soak.ts";

const BIN = join(import.meta.dirname, "../../dist/bin.cjs");
const POINTS = isSoak ? 20 : 4;

/** Runs `ingest` as a process; killed after `killAfterMs` where that comes first. */
function ingestProcess(
  home: string,
  killAfterMs?: number,
): Promise<{ ms: number; killed: boolean }> {
  const started = performance.now();
  const child = spawn(process.execPath, [BIN, "ingest", "--home", home], { stdio: "ignore" });
  const timer =
    killAfterMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      if (signal === null && code !== 0) reject(new Error(`ingest exited with ${code}`));
      else resolve({ ms: performance.now() - started, killed: signal === "SIGKILL" });
    });
  });
}

async function recount(home: string): Promise<Record<string, unknown>> {
  const warehouse = await openForReading(join(home, "warehouse.duckdb"));
  if (warehouse === undefined) throw new Error("no warehouse");
  const rows = await warehouse.connection.runAndReadAll(
    `select
       (select cast(count(*) as int) from entries) as entries,
       (select cast(count(distinct id) as int) from entries) as ids,
       (select cast(count(*) as int) from calls) as calls,
       (select cast(count(*) as int) from bad_lines) as bad,
       (select cast(count(*) as int) from entry_batch) as batch,
       (select cast(sum(lines) as int) from cursors) as lines`,
  );
  warehouse.close();
  return rows.getRowObjectsJson()[0] ?? {};
}

describe("a load that is killed", () => {
  it(`at ${POINTS} seeded moments is made good by the next one, exactly`, {
    timeout: 300_000,
  }, async () => {
    const home = temporaryFolder();
    const random = seeded(20_261_122);
    const months = ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10"].map((month, index) => ({
      file: `audit-${month}.jsonl`,
      lines: [...busyLog(600, index + 1), "torn by a crash"],
    }));
    const all = months.flatMap((month) => month.lines);
    const entries = all.filter((line) => typeof line !== "string");
    const expected = {
      entries: entries.length,
      ids: entries.length,
      calls: entries.filter((line) => line.event === "PreToolUse").length,
      bad: months.length,
      batch: entries.filter((line) => line.batch !== undefined).length,
      lines: all.length,
    };
    const fresh = (name: string) => {
      const at = join(home, name);
      mkdirSync(at, { mode: 0o700 });
      for (const { file, lines } of months)
        writeFileSync(join(at, file), logText(lines), { mode: 0o600 });
      return at;
    };
    const untouched = fresh("untouched");
    let whole = (await ingestProcess(untouched)).ms;
    expect(await recount(untouched)).toEqual(expected);
    for (let kills = 0, tries = 0; kills < POINTS; tries += 1) {
      const at = fresh(String(tries));
      const { killed, ms } = await ingestProcess(at, random() * whole);
      if (killed) kills += 1;
      // It had finished by then: the machine is faster now than it was.
      else whole = Math.min(whole, ms);
      await ingestProcess(at);
      expect(await recount(at), `kill point ${kills}`).toEqual(expected);
    }
  });
});
