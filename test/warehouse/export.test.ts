import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import { entry, logText } from "../support/entry.ts";
import { type Printed, runCommand, temporaryFolder } from "../support/io.ts";

const FORMATS = ["parquet", "csv", "jsonl"] as const;

function homeWith(lines: readonly unknown[]): string {
  const home = temporaryFolder();
  writeFileSync(join(home, "audit.jsonl"), logText(lines), { mode: 0o600 });
  return home;
}

function exported(home: string, ...words: string[]): Promise<Printed> {
  return runCommand(["data", "export", "--home", home, ...words], home, { pid: process.pid });
}

/** A file as somebody else's DuckDB reads it. */
async function read(path: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const rows = await connection.runAndReadAll(`select * from '${path.replaceAll("'", "''")}'`);
  const found = rows.getRowObjectsJson();
  connection.closeSync();
  instance.closeSync();
  return found;
}

describe("data export", () => {
  it.each(FORMATS)(
    "writes the window's entries as %s, oldest first, for us alone",
    async (format) => {
      const made = [
        entry({ at: "2026-11-18T11:00:00.000Z", programs: ["git", "rm"], risks: ["network"] }),
        entry({ at: "2026-11-18T10:00:00.000Z" }),
        entry({ at: "2026-11-17T10:00:00.000Z" }),
      ];
      const home = homeWith(made);
      const path = join(home, `it's "a" file.${format}`);
      const { code, out, err } = await exported(
        home,
        ...[`--${format}`, "--during", "2026-11-18", "--tz", "UTC", "--out", path],
      );
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toContain("2 entries (2026-11-18, UTC)");
      expect(statSync(path).mode & 0o777).toBe(0o600);
      const rows = await read(path);
      expect(rows.map((row) => row["id"])).toEqual([made[1]?.id, made[0]?.id]);
      expect(JSON.stringify(rows[1]?.["programs"])).toMatch(/git.*rm/);
      expect(Object.keys(rows[0] ?? {})).not.toContain("call_key");
    },
  );

  it("writes all there are into out/ where no window is asked for", async () => {
    const home = homeWith([entry({ at: "2020-01-01T00:00:00.000Z" }), entry()]);
    const { code, out } = await exported(home, "--jsonl", "--json");
    expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 0, entries: 2, window: null });
    const path = join(home, "out/entries-all.jsonl");
    const lines = readFileSync(path, "utf8").trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).ts)).toEqual([
      "2020-01-01T00:00:00.000Z",
      "2026-11-18T10:00:00.000Z",
    ]);
  });

  it("takes an end without a beginning, a project and a tool", async () => {
    const home = homeWith([
      entry({ at: "2020-01-01T00:00:00.000Z", tool: "Read" }),
      entry({ at: "2020-01-01T00:00:00.000Z", tool: "Read", project: "other" }),
      entry({ at: "2020-01-01T00:00:00.000Z" }),
      entry({ tool: "Read" }),
    ]);
    const words = ["--until", "2026-01-01", "--project", "shop", "--tool", "Read"];
    const { out } = await exported(home, "--csv", "--json", ...words);
    expect(JSON.parse(out).entries).toBe(1);
  });

  it("writes no cell that a spreadsheet takes for a formula", async () => {
    const texts = ["=1+1", "+1", "-1", "@sum", "\t=1", " =1", "\r=1", "＝1", 'a,"b"\n=c', "a=b"];
    const home = homeWith(texts.map((subject) => entry({ subject })));
    const path = join(home, "cells.csv");
    await exported(home, "--csv", "--out", path);
    const cells = (await read(path)).map((row) => String(row["subject"]));
    const kept = [...texts.slice(0, 8).map((text) => `'${text}`), ...texts.slice(8)];
    expect(new Set(cells)).toEqual(new Set(kept));
  });

  it("overwrites nothing unless it is told to", async () => {
    const home = homeWith([entry()]);
    const path = join(home, "mine.csv");
    writeFileSync(path, "mine");
    const refused = await exported(home, "--csv", "--out", path);
    expect(refused.code).toBe(3);
    expect(refused.err).toContain("--overwrite");
    expect(readFileSync(path, "utf8")).toBe("mine");
    expect((await exported(home, "--csv", "--out", path, "--overwrite")).code).toBe(0);
    expect(readFileSync(path, "utf8")).toContain("session_id");
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it.each([
    [[], "Say one format"],
    [["--csv", "--jsonl"], "Say one format"],
    [["--csv", "--out", "no/such/folder/x.csv"], "There is no folder"],
  ])("refuses %j", async (words, told) => {
    const { code, err } = await exported(homeWith([entry()]), ...words);
    expect(code).toBe(3);
    expect(err).toContain(told);
  });

  it("makes no home where there is none", async () => {
    const home = join(temporaryFolder(), "none");
    expect((await exported(home, "--csv")).code).toBe(3);
    expect(existsSync(home)).toBe(false);
  });
});
