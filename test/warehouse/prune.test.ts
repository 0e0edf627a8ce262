import { execFileSync, spawn } from "node:child_process";
import {
  appendFileSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { openForAppend, writeWhole } from "../../src/files/private.ts";
import { busyLog } from "../support/busy-log.ts";
import { entry, logText } from "../support/entry.ts";
import { runCommand, temporaryFolder } from "../support/io.ts";
import { seeded } from "../support/seeded.ts";
import { isSoak } from "../support/soak.ts";

const BIN = join(import.meta.dirname, "../../dist/bin.cjs");
const POINTS = isSoak ? 12 : 3;
const NOW = { pid: process.pid, now: () => new Date("2026-11-22T12:00:00Z") };
const WHEN = ["--since", "2025-01-01", "--until", "2026-11-22", "--as-of", "2026-11-22T12:00:00Z"];

const Pruned = z.object({
  set_aside: z.string().nullable(),
  months: z.array(
    z.object({
      month: z.string(),
      lines: z.number(),
      bytes: z.number(),
      archive_bytes: z.number().nullable(),
    }),
  ),
  kept: z.array(z.object({ file: z.string(), reason: z.string() })),
});

async function ours(home: string, ...words: string[]): Promise<string> {
  const { code, out, err } = await runCommand([...words, "--home", home], home, NOW);
  expect({ words, code, err }).toEqual({ words, code: 0, err: "" });
  return out;
}

async function pruned(home: string, ...flags: string[]): Promise<z.infer<typeof Pruned>> {
  const out = await ours(home, "data", "prune", "--older-than", "60d", "--json", ...flags);
  return Pruned.parse(JSON.parse(out));
}

/** Every figure, of an index that is there, and of one made anew. */
async function figures(home: string): Promise<string> {
  const asked = () => ours(home, "stats", "--json", ...WHEN);
  const first = await asked();
  rmSync(join(home, "warehouse.duckdb"), { force: true });
  expect(await asked()).toBe(first);
  return first;
}

function write(home: string, file: string, lines: readonly unknown[]): void {
  const text = logText(lines);
  const bytes = file.endsWith(".gz") ? gzipSync(text) : text;
  writeFileSync(join(home, file), bytes, { mode: 0o600 });
}

function month(name: string, count: number): unknown[] {
  return Array.from({ length: count }, (_, index) =>
    entry({ at: `${name}-${String((index % 28) + 1).padStart(2, "0")}T10:00:00.000Z` }),
  );
}

/** Logs of all kinds: rotated, compressed, over several months, with older and broken lines. */
function mixedHome(): string {
  const home = temporaryFolder();
  const older = { timestamp: "2026-05-02T10:00:00Z", event: "PreToolUse", tool_name: "Bash" };
  write(home, "audit-2026-05.jsonl", [older, older, "not json", ...month("2026-05", 40)]);
  appendFileSync(join(home, "audit-2026-05.jsonl"), Buffer.from([0x7b, 0xff, 0x00, 0x7d, 0x0a]));
  write(home, "audit-2026-06.jsonl.gz", month("2026-06", 30));
  write(home, "audit-2026-11.jsonl", [...month("2026-06", 5), ...month("2026-11", 5)]);
  write(home, "audit.jsonl", month("2026-11", 20));
  return home;
}

/** The log of the measurements, made by a process of its own: it is no module of the tests. */
function generated(file: string, shape: Record<string, unknown>): void {
  const made = JSON.stringify(
    new URL("../../scripts/bench/generate-log.mjs", import.meta.url).href,
  );
  const call = `generateLog(${JSON.stringify(file)}, ${JSON.stringify(shape)})`;
  const script = `import { generateLog } from ${made}; ${call};`;
  execFileSync(process.execPath, ["--input-type=module", "--eval", script]);
}

describe("data prune", () => {
  it("says what it would do, and does nothing without --yes", async () => {
    const home = mixedHome();
    const before = readdirSync(home).sort();
    expect((await pruned(home)).months).toMatchObject([
      { month: "2026-05", lines: 44, archive_bytes: null },
      { month: "2026-06", lines: 35, archive_bytes: null },
    ]);
    expect(readdirSync(home).sort()).toEqual(before);
  });

  it("moves closed months to archives, and no figure changes", async () => {
    const home = mixedHome();
    const before = await figures(home);
    const rest = readFileSync(join(home, "audit-2026-11.jsonl"), "utf8").split("\n").slice(5);
    const { months } = await pruned(home, "--yes");
    expect(months.map(({ lines }) => lines)).toEqual([44, 35]);
    expect(readdirSync(home).filter((name) => name.startsWith("audit"))).toEqual([
      "audit-2026-11.jsonl",
      "audit.jsonl",
    ]);
    expect(readFileSync(join(home, "audit-2026-11.jsonl"), "utf8").split("\n")).toEqual(rest);
    expect(statSync(join(home, "archive/2026-05.parquet")).mode & 0o777).toBe(0o600);
    expect(await figures(home)).toBe(before);
    await ours(home, "data", "verify");
    // Nothing is left to do, and what is appended later counts as ever.
    expect((await pruned(home, "--yes")).months).toEqual([]);
    appendFileSync(join(home, "audit.jsonl"), logText(month("2026-11", 1)));
    expect(JSON.parse(await figures(home)).calls).toBe(JSON.parse(before).calls + 1);
  });

  it("goes on where an earlier prune ended, also in the same month and the same log", async () => {
    const home = temporaryFolder();
    write(home, "audit-2026-05.jsonl", [...month("2026-05", 10), ...month("2026-09", 10)]);
    write(home, "audit-2026-06.jsonl", month("2026-10", 10));
    const before = await figures(home);
    await pruned(home, "--yes");
    write(home, "audit-2026-04.jsonl", month("2026-05", 7));
    const more = JSON.parse(await figures(home)).calls;
    expect(more).toBe(JSON.parse(before).calls + 7);
    const later = { ...NOW, now: () => new Date("2027-03-01T00:00:00Z") };
    const words = ["data", "prune", "--older-than", "60d", "--yes", "--json", "--home", home];
    const { out } = await runCommand(words, home, later);
    expect(Pruned.parse(JSON.parse(out)).months.map((one) => [one.month, one.lines])).toEqual([
      ["2026-05", 7],
      ["2026-09", 10],
      ["2026-10", 10],
    ]);
    expect(readdirSync(home).filter((name) => name.startsWith("audit"))).toEqual([]);
    expect(JSON.parse(await figures(home)).calls).toBe(more);
    await ours(home, "data", "verify");
  });

  it("sets the live log aside where it holds closed months itself", async () => {
    const home = temporaryFolder();
    write(home, "audit.jsonl", [...month("2026-06", 10), ...month("2026-11", 3)]);
    const before = await figures(home);
    const done = await pruned(home, "--yes");
    expect(done).toMatchObject({
      set_aside: expect.stringMatching(/^audit-2026-(06|11)\.jsonl$/),
      months: [{ lines: 10 }],
    });
    expect(await figures(home)).toBe(before);
    await ours(home, "data", "verify");
  });

  it("loses no line of hooks that append meanwhile, however slowly", async () => {
    const home = temporaryFolder();
    const log = join(home, "audit.jsonl");
    writeFileSync(join(home, "config.toml"), "allow_noninteractive = true\n", { mode: 0o600 });
    write(home, "audit.jsonl", month("2026-06", 200));
    const done = new AbortController();
    const pruning = pruneProcess(home).finally(() => done.abort());
    let appended = 0;
    while (!done.signal.aborted) {
      const fd = openForAppend(log);
      // As a hook that was held up between opening the log and writing to it.
      await new Promise((resolve) => setTimeout(resolve, appended % 20 === 0 ? 300 : 3));
      writeWhole(fd, logText(month("2026-11", 1)));
      closeSync(fd);
      appended += 1;
    }
    await pruning;
    expect(existsSync(join(home, "archive/2026-06.parquet"))).toBe(true);
    expect(JSON.parse(await figures(home)).calls).toBe(200 + appended);
  });

  it("is for a person to do, and for anybody to look at", async () => {
    const folder = temporaryFolder();
    const home = join(folder, ".claude/claude-permit");
    mkdirSync(home, { recursive: true, mode: 0o700 });
    write(home, "audit-2026-05.jsonl", month("2026-05", 3));
    const words = ["data", "prune", "--older-than", "60d"];
    const agent = { ...NOW, env: { CLAUDECODE: "1" } };
    const refused = await runCommand([...words, "--yes"], folder, agent);
    expect(refused).toMatchObject({ code: 3, err: expect.stringContaining("an agent may not") });
    expect(await runCommand(words, folder, agent)).toMatchObject({ code: 0 });
    expect(existsSync(join(home, "archive"))).toBe(false);
  });

  it("leaves alone what is not closed, not ours, or of a time to come", async () => {
    const home = temporaryFolder();
    write(home, "imported.jsonl", month("2026-01", 3));
    write(home, "audit-2026-11.jsonl", [...month("2027-01", 1), ...month("2026-10", 2)]);
    const done = await pruned(home, "--yes");
    expect(done).toMatchObject({
      months: [],
      kept: [{ file: "imported.jsonl", reason: "written_by_import" }],
    });
    expect(existsSync(join(home, "archive"))).toBe(false);
  });

  it("removes nothing where the archive on disk is damaged", async () => {
    const home = temporaryFolder();
    write(home, "audit-2026-05.jsonl", month("2026-05", 10));
    await pruned(home, "--yes");
    const archive = join(home, "archive/2026-05.parquet");
    writeFileSync(archive, readFileSync(archive).fill(7, 40, 60));
    write(home, "audit-2026-04.jsonl", month("2026-05", 7));
    const words = ["data", "prune", "--older-than", "60d", "--yes", "--home", home];
    const { code } = await runCommand(words, home, NOW);
    expect(code).not.toBe(0);
    expect(readFileSync(join(home, "audit-2026-04.jsonl"), "utf8").split("\n")).toHaveLength(8);
  });

  it.each(["damaged", "missing"])("has verify name an archive that is %s", async (how) => {
    const home = temporaryFolder();
    write(home, "audit-2026-05.jsonl", month("2026-05", 10));
    await pruned(home, "--yes");
    const archive = join(home, "archive/2026-05.parquet");
    if (how === "missing") rmSync(archive);
    else writeFileSync(archive, readFileSync(archive).fill(7, 40, 60));
    const words = ["data", "verify", "--home", home];
    const { code, out } = await runCommand(words, home, NOW);
    expect(code).toBe(1);
    expect(out).toContain("archive/2026-05.parquet");
  });

  it("asks for an age, and for one that has passed", async () => {
    const home = temporaryFolder();
    for (const words of [[], ["--older-than", "2027-01-01"], ["--older-than", "soon"]]) {
      const { code } = await runCommand(["data", "prune", ...words, "--home", home], home, NOW);
      expect(code).toBe(3);
    }
  });

  it("needs no more than 0.08 of the lines' size", async () => {
    const home = temporaryFolder();
    const file = join(home, "audit-2026-06.jsonl");
    generated(file, { lines: 15_000, badEvery: 500, seed: 3, endsAt: "2026-06-29T00:00:00.000Z" });
    const before = await figures(home);
    const { months } = await pruned(home, "--yes");
    const bytes = months.reduce((sum, one) => sum + one.bytes, 0);
    const archived = months.reduce((sum, one) => sum + (one.archive_bytes ?? 0), 0);
    expect(months.reduce((sum, one) => sum + one.lines, 0)).toBe(15_000);
    expect(archived / bytes).toBeLessThanOrEqual(0.08);
    expect(await figures(home)).toBe(before);
  });
});

type Moment = { readonly afterMs: number } | { readonly afterEvents: number };

/** Prunes as a process; killed at that time, or after so many changes to folders under home. */
function pruneProcess(home: string, at?: Moment): Promise<{ ms: number; killed: boolean }> {
  const started = performance.now();
  const words = ["data", "prune", "--older-than", "2026-11-01", "--yes", "--home", home];
  for (const name of ["archive", "history"]) mkdirSync(join(home, name), { recursive: true });
  let events = 0;
  const child = spawn(process.execPath, [BIN, ...words], { stdio: "ignore" });
  const kill = () => void child.kill("SIGKILL");
  const timer = at !== undefined && "afterMs" in at ? setTimeout(kill, at.afterMs) : undefined;
  const watchers = ["", "archive", "history"].map((name) =>
    watch(join(home, name), () => {
      events += 1;
      if (at !== undefined && "afterEvents" in at && events === at.afterEvents) kill();
    }),
  );
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      if (signal === null && code !== 0) reject(new Error(`prune exited with ${code}`));
      else resolve({ ms: performance.now() - started, killed: signal === "SIGKILL" });
    });
  });
}

describe("a log that is not what was loaded", () => {
  it("is left as it is: evidence is not moved", { timeout: 60_000 }, async () => {
    const home = temporaryFolder();
    writeFileSync(join(home, "config.toml"), "allow_noninteractive = true\n", { mode: 0o600 });
    write(home, "audit-2026-05.jsonl", month("2026-05", 60));
    write(home, "audit-2026-06.jsonl", month("2026-06", 60));
    await ours(home, "ingest");
    const log = join(home, "audit-2026-05.jsonl");
    const lines = readFileSync(log, "utf8").split("\n");
    const tampered = lines
      .map((line, at) => (at === 20 ? line.replace("o", "0") : line))
      .join("\n");
    writeFileSync(log, tampered, { mode: 0o600 });

    const { kept, months } = await pruned(home, "--yes");

    expect(kept).toEqual([{ file: "audit-2026-05.jsonl", reason: "not_as_witnessed" }]);
    expect(months.length).toBeGreaterThan(0);
    expect(readFileSync(log, "utf8")).toBe(tampered);
    const again = await ours(home, "data", "prune", "--older-than", "60d", "--yes");
    expect(again).toContain("claude-permit data verify");
  });
});

describe("a prune that is killed", () => {
  it(`at ${POINTS} seeded moments loses nothing, and the next one finishes it`, {
    timeout: 240_000,
  }, async () => {
    const folder = temporaryFolder();
    const fresh = join(folder, "fresh");
    mkdirSync(fresh, { mode: 0o700 });
    writeFileSync(join(fresh, "config.toml"), "allow_noninteractive = true\n", { mode: 0o600 });
    for (const [index, name] of ["2026-05", "2026-06"].entries()) {
      write(fresh, `audit-${name}.jsonl`, [...busyLog(200, index + 1), "torn by a crash"]);
    }
    write(fresh, "audit-2026-08.jsonl", [...month("2026-06", 20), ...month("2026-10", 20)]);
    const before = await figures(fresh);
    const random = seeded(20_261_122);
    const copy = (name: string): string => {
      const home = join(folder, name);
      cpSync(fresh, home, { recursive: true });
      return home;
    };
    // Of these, lines of November are left; the third goes as a whole.
    const rest = ["audit-2026-05.jsonl", "audit-2026-06.jsonl"];
    let whole = (await pruneProcess(copy("untouched"))).ms;
    for (let kills = 0, tries = 0; kills < POINTS; tries += 1) {
      const home = copy(String(tries));
      const moment =
        tries % 2 === 0
          ? { afterMs: (0.3 + 0.7 * random()) * whole }
          : { afterEvents: 8 + Math.floor(random() * 40) };
      const { killed, ms } = await pruneProcess(home, moment);
      if (killed) kills += 1;
      else whole = Math.min(whole, ms);
      // From what lies on disk alone.
      rmSync(join(home, "warehouse.duckdb"), { force: true });
      const asked = () => ours(home, "stats", "--json", ...WHEN);
      expect(await asked(), `kill point ${kills}`).toBe(before);
      await pruneProcess(home);
      expect(await asked(), `kill point ${kills}, finished`).toBe(before);
      const left = readdirSync(home).filter((name) => name.startsWith("audit"));
      expect(left).toEqual(rest);
      const made = readdirSync(join(home, "archive"));
      expect(made).toEqual(["2026-06.parquet", "2026-09.parquet", "2026-10.parquet"]);
    }
    await ours(join(folder, "0"), "data", "verify");
  });
});
