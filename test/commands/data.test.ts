import {
  appendFileSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Io } from "../../src/io.ts";
import { entry, logText } from "../support/entry.ts";
import { type Printed, runCommand } from "../support/io.ts";
import { ingestHome, type LogHome } from "../support/log-home.ts";

const SECRET = `ghp_${"a1B2".repeat(9)}`;

function data(at: LogHome, ...words: string[]): Promise<Printed> {
  return runCommand([...words, "--home", at.home], at.home, { pid: process.pid });
}

async function statusOf(at: LogHome): Promise<ReturnType<typeof JSON.parse>> {
  return JSON.parse((await data(at, "data", "status", "--json")).out);
}

describe("data status", () => {
  it("tells of every log how far it is loaded and what is behind, and loads nothing", async () => {
    const at = ingestHome();
    const first = logText([entry(), "not json", '{"event": "Stop"}']);
    at.append(first);
    expect(await statusOf(at)).toMatchObject({
      warehouse: { standing: "missing", bytes: null },
      loaded_at: null,
      anchor: null,
      logs: [{ file: "audit.jsonl", cursor: null, behind: { lines: 3, bytes: first.length } }],
    });
    await at.ingest();
    const more = logText([entry(), entry()]);
    at.append(`${more}{"torn`);
    const status = await statusOf(at);
    expect(status).toMatchObject({
      home: at.home,
      warehouse: { standing: "behind" },
      loaded_at: "2026-11-22T12:00:00.000Z",
      anchor: { line: 3 },
      lost: [],
    });
    expect(status.logs).toEqual([
      {
        file: "audit.jsonl",
        standing: "growing",
        bytes: readFileSync(at.log).length,
        compressed: false,
        written_at: expect.any(String),
        cursor: { offset: first.length, lines: 3 },
        behind: { bytes: more.length + 6, lines: 2 },
        bad_lines: { not_json: 1, no_time: 1 },
      },
    ]);
    const { out } = await data(at, "data", "status");
    expect(out).toContain("2 lines");
    expect(out).toContain("could not be read: 1 no_time, 1 not_json");
    expect(out).toContain("the next report catches up");
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("tells logs that settle, rest, are copies, and that lost what was loaded", async () => {
    const at = ingestHome();
    const old = join(at.home, "audit-2026-09.jsonl");
    writeFileSync(old, logText([entry()]));
    writeFileSync(join(at.home, "audit-2026-10.jsonl.gz"), gzipSync(logText([entry()])));
    at.append(logText([entry(), entry()]));
    await at.ingest();
    const now = Date.parse("2026-11-22T12:00:00Z") / 1000;
    utimesSync(old, now - 90_000, now - 90_000);
    utimesSync(join(at.home, "audit-2026-10.jsonl.gz"), now - 60, now - 60);
    appendFileSync(join(at.home, "audit-copy.jsonl"), readFileSync(at.log));
    at.write("imported.jsonl", "");
    const standings = async (): Promise<unknown> => {
      const { logs } = await statusOf(at);
      return logs.map((log: { file: string; standing: string }) => `${log.file} ${log.standing}`);
    };
    expect(await standings()).toEqual([
      "audit-2026-09.jsonl at_rest",
      "audit-2026-10.jsonl.gz settling",
      expect.stringContaining("audit-copy.jsonl"),
      "audit.jsonl growing",
      "imported.jsonl empty",
    ]);
    rmSync(join(at.home, "audit-copy.jsonl"));
    renameSync(old, join(at.home, "elsewhere"));
    at.write("audit.jsonl", `${readFileSync(at.log, "utf8").split("\n")[0]}\nother\n`);
    const status = await statusOf(at);
    expect(status.warehouse.standing).toBe("outdated");
    expect(status.lost).toEqual([{ file: "audit-2026-09.jsonl", lines: 1 }]);
    expect((await data(at, "data", "status")).out).toContain("lost lines");
  });

  it("says so where there is no log", async () => {
    const at = ingestHome();
    expect((await data(at, "data", "status")).out).toBe(`No log in ${at.home} yet.\n`);
    expect(await statusOf(at)).toMatchObject({ logs: [], warehouse: { standing: "missing" } });
  });
});

describe("data bad-lines", () => {
  it("says where there is no state folder, and makes none", async () => {
    const at = ingestHome();
    const home = join(at.home, "not-there");
    const printed = await runCommand(["data", "bad-lines", "--home", home], at.home, {
      pid: process.pid,
    });
    expect(printed.code).toBe(0);
    expect(printed.err).toContain(`There is nothing in ${home} yet`);
    expect(existsSync(home)).toBe(false);
  });

  it("names place and reason, and shows the beginning masked and escaped", async () => {
    const at = ingestHome();
    const good = logText([entry()]);
    at.append(`${good}\u001b[31mnot json, token ${SECRET}\n`);
    appendFileSync(at.log, Buffer.from([0x7b, 0x00, 0xff, 0x7d, 0x0a]));
    at.append(`"${"long ".repeat(1000)}"\n`);
    const { code, out } = await data(at, "data", "bad-lines");
    expect(code).toBe(0);
    expect(out).toContain("3 lines could not be read.");
    expect(out).toContain(`audit.jsonl:2  at byte ${good.length}: not JSON`);
    expect(out).toContain("\\x1b[31mnot json, token [redacted]");
    expect(out).toContain("audit.jsonl:3");
    expect(out).toContain("{\\x00");
    expect(out).not.toContain("\u001b");
    expect(out).not.toContain(SECRET.slice(0, 12));
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    const listed = JSON.parse((await data(at, "data", "bad-lines", "--json", "--limit", "1")).out);
    expect(listed).toEqual({
      total: 3,
      bad_lines: [
        {
          file: "audit.jsonl",
          line: 2,
          offset: good.length,
          reason: "not_json",
          found_at: "2026-11-22T12:00:00.000Z",
          beginning: "\\x1b[31mnot json, token [redacted]",
        },
      ],
    });
    expect((await data(at, "data", "bad-lines", "--limit", "1")).out).toContain(
      "and 2 more lines: --limit 3",
    );
  });

  it("finds them in a log that was renamed and compressed since", async () => {
    const at = ingestHome();
    at.append(logText([entry(), "first bad", entry(), "x".repeat(9000), "last bad"]));
    await at.ingest();
    const path = join(at.home, "audit-2026-11.jsonl.gz");
    writeFileSync(path, gzipSync(readFileSync(at.log)));
    rmSync(at.log);
    const { bad_lines: lines } = JSON.parse((await data(at, "data", "bad-lines", "--json")).out);
    const shown = lines.map((one: { file: string; line: number; beginning: string }) => [
      one.file,
      one.line,
      one.beginning.slice(0, 9),
    ]);
    expect(shown).toEqual([
      ["audit-2026-11.jsonl.gz", 2, "first bad"],
      ["audit-2026-11.jsonl.gz", 4, "xxxxxxxxx"],
      ["audit-2026-11.jsonl.gz", 5, "last bad"],
    ]);
  });

  it.each(["0", "x", "1.5", "-1"])("refuses --limit %s", async (limit) => {
    const { code, err } = await data(ingestHome(), "data", "bad-lines", `--limit=${limit}`);
    expect(code).toBe(3);
    expect(err).toContain("is not a number from 1 to 100000");
  });

  it("says so where every line was read", async () => {
    const at = ingestHome();
    at.append(logText([entry()]));
    expect((await data(at, "data", "bad-lines")).out).toBe("Every line of the log was read.\n");
  });
});

describe("ingest", () => {
  it("--dry-run says what would be loaded, and loads nothing", async () => {
    const at = ingestHome();
    at.append(logText([entry(), entry()]));
    await at.ingest();
    at.append(logText([entry()]));
    const first = await data(at, "ingest", "--dry-run");
    expect(first.out).toBe("Dry run: 1 line of 1 log would be loaded.\n");
    const anew = await data(at, "ingest", "--rebuild", "--dry-run", "--json");
    expect(JSON.parse(anew.out)).toEqual({ lines: 3, files: 1 });
    expect(await at.ingest()).toMatchObject({ lines: 1 });
  });

  it("tells on a terminal how far it is, and is quiet in a pipe", async () => {
    const at = ingestHome();
    at.append(logText(Array.from({ length: 2000 }, () => entry())));
    const told: string[] = [];
    let ms = Date.parse("2026-11-22T12:00:00Z");
    const terminal: Partial<Io> = {
      pid: process.pid,
      // A second passes between two looks at the clock.
      now: () => {
        ms += 1000;
        return new Date(ms);
      },
      stderr: { write: (text) => void told.push(text), isTerminal: true, columns: 80 },
    };
    const first = await runCommand(["ingest", "--home", at.home], at.home, terminal);
    expect(first.out).toMatch(
      /^Loaded 2,000 lines of 1 log in .* s; all of them could be read\.\n$/,
    );
    const last = told.at(-2) ?? "";
    expect(last).toMatch(
      /audit\.jsonl {2}\d\.\d MB of \d\.\d MB, 2,000 lines, \d+ lines\/s, 0 s left$/,
    );
    expect(Math.max(...told.map((text) => text.length))).toBeLessThanOrEqual(84);
    const piped = await data(at, "ingest", "--rebuild");
    expect(piped).toMatchObject({ code: 0, err: "" });
    expect(piped.out).toContain("Every log was loaded anew, as you asked.\nLoaded 2,000 lines");
  });
});
