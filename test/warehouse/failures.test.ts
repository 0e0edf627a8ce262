import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openForLoading } from "../../src/warehouse/open.ts";
import { busyLog } from "../support/busy-log.ts";
import { entry, logText } from "../support/entry.ts";
import { runCommand } from "../support/io.ts";
import { ingestHome, recount, warehouseRows } from "../support/log-home.ts";
import { canMount, smallDisk } from "../support/small-disk.ts";

const BIN = join(import.meta.dirname, "../../dist/bin.cjs");
const WINDOW = ["--since", "2026-09-01", "--until", "2026-12-31", "--tz", "UTC"];

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(home: string, ...words: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [BIN, ...words, "--home", home, "--json"],
    { encoding: "utf8" },
  );
  return { code: status, out: stdout, err: stderr };
}

/** How many calls `stats` counts. */
function callsOf({ out }: Ran): unknown {
  return JSON.parse(out).calls;
}

/** What the next load, in this process, makes of it. */
async function expectExact(home: string): Promise<void> {
  const { code, err } = await runCommand(["ingest", "--home", home], home, { pid: process.pid });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(await warehouseRows(home)).toEqual(recount(home));
}

/** A process that has the warehouse open; `mode` as the engine names it. */
async function holder(home: string, mode: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [
    "-e",
    `const { DuckDBInstance } = require("@duckdb/node-api");
     DuckDBInstance.create(${JSON.stringify(join(home, "warehouse.duckdb"))}, { access_mode: "${mode}" })
       .then((db) => { globalThis.db = db; console.log("held"); setTimeout(() => process.exit(), 60_000); });`,
  ]);
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  return child;
}

describe.skipIf(!canMount)("a full disk", () => {
  // Copying a slice, filling the tables, writing them out: where it fills up by what is left.
  it.each([100, 900, 2300])(
    "with %i KiB left stops a load with a plain word, and nothing is lost or doubled",
    async (kib) => {
      const text = logText([...busyLog(900), "not json"]);
      const disk = smallDisk(`size=${kib + Math.ceil(text.length / 1024)}k`);
      const home = disk.folder;
      writeFileSync(join(home, "audit.jsonl"), text, { mode: 0o600 });
      const { code, err } = run(home, "ingest");
      expect({ code, err }).toEqual({
        code: 3,
        err: `The disk of ${home} is full. What was loaded stays. Mend that, then go on with: claude-permit ingest --home ${home}\n`,
      });
      const stats = run(home, "stats", ...WINDOW);
      expect(stats.err).toMatch(
        /^(The disk of .* is full: reading the log into memory instead.\n)?$/,
      );
      expect(callsOf(stats)).toBe(recount(home).calls);
      disk.change("size=64m");
      await expectExact(home);
      expect(callsOf(run(home, "stats", ...WINDOW))).toBe(recount(home).calls);
    },
  );

  it("met while loading anew leaves the old warehouse as it was", async () => {
    const disk = smallDisk("size=64m");
    const home = disk.folder;
    writeFileSync(join(home, "audit.jsonl"), logText(busyLog(900)), { mode: 0o600 });
    await expectExact(home);
    const before = readFileSync(join(home, "warehouse.duckdb"));
    const used = before.length + 900_000;
    disk.change(`size=${Math.ceil((used + 1_600_000) / 1024)}k`);
    expect(run(home, "ingest", "--rebuild").code).toBe(3);
    expect(readFileSync(join(home, "warehouse.duckdb")).equals(before)).toBe(true);
    expect(readdirSync(join(home, "cache"))).toEqual([]);
    expect(callsOf(run(home, "stats", ...WINDOW))).toBe(900);
    disk.change("size=64m");
    expect(run(home, "ingest", "--rebuild").code).toBe(0);
    expect(await warehouseRows(home)).toEqual(recount(home));
  });
});

describe.skipIf(!canMount)("a home that cannot be written", () => {
  it("is still reported on, up to date or not, and loads when it can be written again", async () => {
    const disk = smallDisk("size=64m");
    const home = disk.folder;
    const log = join(home, "audit.jsonl");
    writeFileSync(log, logText(busyLog(50)), { mode: 0o600 });
    await expectExact(home);
    disk.change("ro");
    const current = run(home, "stats", ...WINDOW);
    expect({ err: current.err, calls: callsOf(current) }).toEqual({ err: "", calls: 50 });
    disk.change("rw");
    appendFileSync(log, logText(busyLog(7, 2)));
    disk.change("ro");
    const behind = run(home, "stats", ...WINDOW);
    expect(behind.err).toMatch(/cannot be written .*: reading the log into memory instead/);
    expect({ code: behind.code, calls: callsOf(behind) }).toEqual({ code: 0, calls: 57 });
    expect(run(home, "data", "status").code).toBe(0);
    const ingest = run(home, "ingest");
    expect(ingest.code).toBe(3);
    expect(ingest.err).toMatch(/cannot be written \(EROFS/);
    disk.change("rw");
    await expectExact(home);
  });
});

describe("a warehouse", () => {
  it("that is damaged inside is built anew by whoever meets it, with the right answer", async () => {
    const at = ingestHome();
    at.append(logText(busyLog(3000)));
    await at.ingest();
    const path = join(at.home, "warehouse.duckdb");
    const whole = readFileSync(path);
    for (const share of [0.1, 0.6]) {
      const damaged = Buffer.from(whole);
      damaged.fill(0xa5, Math.floor(whole.length * share), Math.floor(whole.length * share) + 9000);
      writeFileSync(path, damaged);
      const { code, err, out } = run(at.home, "stats", ...WINDOW);
      expect({ code, calls: callsOf({ code, err, out }) }).toEqual({ code: 0, calls: 3000 });
      // Told once, as what it is, and only where the question met the damage.
      expect(err).toMatch(
        /^(The warehouse (was damaged|could not be opened): it was rebuilt from the logs\.\n)?$/,
      );
      at.append(logText([entry({ at: "2026-08-01T00:00:00.000Z" })]));
      await expectExact(at.home);
    }
  });

  it.each<[string, (whole: Buffer) => Buffer]>([
    ["cut short", (whole) => whole.subarray(0, whole.length / 2)],
    ["no database", () => Buffer.from("this is not a database")],
    [
      "of a newer engine",
      (whole) => {
        const newer = Buffer.from(whole);
        newer.writeUInt32LE(9999, 12);
        return newer;
      },
    ],
  ])("that is %s is built anew", async (_, change) => {
    const at = ingestHome();
    at.append(logText(busyLog(40)));
    await at.ingest();
    const path = join(at.home, "warehouse.duckdb");
    writeFileSync(path, change(readFileSync(path)));
    const words = "The warehouse could not be opened: it was rebuilt from the logs.";
    const stats = run(at.home, "stats", ...WINDOW);
    expect({ calls: callsOf(stats), err: stats.err }).toEqual({ calls: 40, err: `${words}\n` });
    await expectExact(at.home);
    writeFileSync(path, change(readFileSync(path)));
    expect(JSON.parse(run(at.home, "ingest").out)).toMatchObject({ anew: [words] });
  });

  it("that is empty is built anew", async () => {
    const at = ingestHome();
    at.append(logText(busyLog(40)));
    await at.ingest();
    writeFileSync(join(at.home, "warehouse.duckdb"), "");
    expect(callsOf(run(at.home, "stats", ...WINDOW))).toBe(40);
    await expectExact(at.home);
  });

  it("of a newer version of ours is built anew", async () => {
    const at = ingestHome();
    at.append(logText(busyLog(40)));
    await at.ingest();
    const newer = await openForLoading(join(at.home, "warehouse.duckdb"));
    await newer.connection.run("update warehouse_version set version = '999 v9.9.9'");
    await newer.connection.run("drop table loads");
    newer.close();
    expect(JSON.parse(run(at.home, "data", "status").out).warehouse.standing).toBe("unusable");
    expect(callsOf(run(at.home, "stats", ...WINDOW))).toBe(40);
    await expectExact(at.home);
  });

  it("that another process holds is told by data status, and loaded when it is free", async () => {
    const at = ingestHome();
    at.append(logText(busyLog(40)));
    await at.ingest();
    at.append(logText([entry()]));
    const child = await holder(at.home, "READ_WRITE");
    try {
      expect(JSON.parse(run(at.home, "data", "status").out).warehouse.standing).toBe("busy");
      const { code, err } = run(at.home, "ingest");
      expect({ code, err }).toEqual({
        code: 3,
        err: "Another claude-permit is loading the log. Try again when it has finished.\n",
      });
    } finally {
      child.kill("SIGKILL");
    }
    await expectExact(at.home);
  });

  it("is loaded anew while another process reads it", async () => {
    const at = ingestHome();
    at.append(logText(busyLog(40)));
    await at.ingest();
    const child = await holder(at.home, "READ_ONLY");
    try {
      const { code, out } = run(at.home, "ingest", "--rebuild");
      expect({ code, lines: JSON.parse(out).lines }).toEqual({
        code: 0,
        lines: readFileSync(at.log, "utf8").split("\n").length - 1,
      });
    } finally {
      child.kill("SIGKILL");
    }
    await expectExact(at.home);
    expect(existsSync(join(at.home, "warehouse.duckdb.wal"))).toBe(false);
  });
});
