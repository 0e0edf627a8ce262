import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ingestLogs, withReader } from "../../src/pipeline/ingest.ts";
import { ingest, isUpToDate } from "../../src/warehouse/ingest.ts";
import { openForLoading, openForReading, openInMemory } from "../../src/warehouse/open.ts";
import { entry, logText } from "../support/entry.ts";
import { fakeIo, temporaryFolder } from "../support/io.ts";

interface TestHome {
  readonly home: string;
  write(file: string, lines: readonly unknown[]): void;
  append(text: string): void;
  ingest(): Promise<{ lines: number; badLines: number }>;
  rows(sql: string): Promise<unknown[][]>;
}

function testHome(): TestHome {
  const home = temporaryFolder();
  const io = fakeIo(home, { pid: process.pid });
  return {
    home,
    write: (file, lines) => writeFileSync(join(home, file), logText(lines), { mode: 0o600 }),
    append: (text) => appendFileSync(join(home, "audit.jsonl"), text, { mode: 0o600 }),
    ingest: () => ingestLogs({ io, home }),
    rows: async (sql) => {
      const warehouse = await openForReading(join(home, "warehouse.duckdb"));
      if (warehouse === undefined) throw new Error("no warehouse");
      try {
        return (await warehouse.connection.runAndReadAll(sql)).getRowsJson();
      } finally {
        warehouse.close();
      }
    },
  };
}

describe("the cursor", () => {
  it("takes each line once, however often it is asked", async () => {
    const at = testHome();
    at.append(logText([entry(), entry()]));
    expect(await at.ingest()).toMatchObject({ lines: 2, badLines: 0 });
    expect(await at.ingest()).toMatchObject({ lines: 0 });
    at.append(logText([entry()]));
    expect(await at.ingest()).toMatchObject({ lines: 1 });
    expect(await at.rows("select cast(count(*) as int) from calls")).toEqual([[3]]);
  });

  it("leaves a torn last line until it is whole", async () => {
    const at = testHome();
    const whole = logText([entry()]);
    at.append(whole + whole.slice(0, 50));
    expect(await at.ingest()).toMatchObject({ lines: 1, badLines: 0 });
    at.append(whole.slice(50));
    expect(await at.ingest()).toMatchObject({ lines: 1, badLines: 0 });
  });

  it("knows a log again after it was renamed or compressed", async () => {
    const at = testHome();
    at.write("audit.jsonl", [entry(), entry()]);
    await at.ingest();
    renameSync(join(at.home, "audit.jsonl"), join(at.home, "audit-2026-11.jsonl"));
    at.write("audit.jsonl", [entry()]);
    expect(await at.ingest()).toMatchObject({ lines: 1 });
    const path = join(at.home, "audit-2026-11.jsonl");
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path)));
    rmSync(path);
    expect(await at.ingest()).toMatchObject({ lines: 0 });
    expect(await at.rows("select cast(count(*) as int) from entries")).toEqual([[3]]);
  });

  it("loads each line once while the log is rotated under it", async () => {
    const at = testHome();
    at.write("audit-2026-10.jsonl", [entry()]);
    at.write("audit.jsonl", [entry(), entry()]);
    let rotated = false;
    const onProgress = () => {
      if (rotated) return;
      rotated = true;
      renameSync(join(at.home, "audit.jsonl"), join(at.home, "audit-2026-11.jsonl"));
      at.write("audit.jsonl", [entry(), entry(), entry()]);
    };
    const io = fakeIo(at.home, { pid: process.pid });
    expect(await ingestLogs({ io, home: at.home, onProgress })).toMatchObject({ lines: 6 });
    expect(await at.ingest()).toMatchObject({ lines: 0 });
    expect(await at.rows("select cast(count(*) as int) from entries")).toEqual([[6]]);
    expect(await at.rows("select file from cursors order by file")).toEqual([
      ["audit-2026-10.jsonl"],
      ["audit-2026-11.jsonl"],
      ["audit.jsonl"],
    ]);
  });

  it("names a compressed log that is cut short, and what to do about it", async () => {
    const at = testHome();
    const whole = gzipSync(logText([entry(), entry()]));
    writeFileSync(join(at.home, "audit-2026-10.jsonl.gz"), whole.subarray(0, -12));
    await expect(at.ingest()).rejects.toThrow(/audit-2026-10\.jsonl\.gz is cut short or damaged/);
  });

  it.each<[string, (path: string) => void]>([
    ["compressed", (path) => writeFileSync(path, gzipSync(readFileSync(path)))],
    ["torn at its end", (path) => appendFileSync(path, "{")],
    ["touched", (path) => utimesSync(path, 1, 1)],
  ])("is at the end of a log that was %s", async (_, change) => {
    const at = testHome();
    at.append(logText([entry()]));
    await at.ingest();
    change(join(at.home, "audit.jsonl"));
    expect(await at.ingest()).toMatchObject({ lines: 0 });
    const warehouse = await openForReading(join(at.home, "warehouse.duckdb"));
    if (warehouse === undefined) throw new Error("no warehouse");
    expect(await isUpToDate(warehouse.connection, at.home)).toBe(true);
    warehouse.close();
  });

  it("goes on where the warehouse was deleted, and counts the same", async () => {
    const at = testHome();
    at.append(logText([entry(), entry()]));
    await at.ingest();
    const segments = readFileSync(join(at.home, "history/segments.jsonl"), "utf8");
    rmSync(join(at.home, "warehouse.duckdb"));
    expect(await at.ingest()).toMatchObject({ lines: 2 });
    // What was witnessed once is not witnessed again: the anchor stays.
    expect(readFileSync(join(at.home, "history/segments.jsonl"), "utf8")).toBe(segments);
  });
});

describe("lines that cannot be read", () => {
  it("are set aside with file, place and reason, and the rest is loaded", async () => {
    const at = testHome();
    const first = logText([entry()]);
    const bad = [
      "not json",
      "[1, 2]",
      '{"event": "Stop"}',
      '{"timestamp": "2026-11-18T10:00:00Z"}',
      '{"timestamp": "yesterday", "event": "Stop"}',
      '{"timestamp": "294247-01-10T03:00:00Z", "event": "Stop"}',
      '{"timestamp": "infinity", "event": "Stop"}',
      "nul \0 byte",
      "one \u0001 byte",
    ];
    at.append(first + logText(bad));
    appendFileSync(join(at.home, "audit.jsonl"), Buffer.from([0x7b, 0xff, 0xfe, 0x7d, 0x0a]));
    at.append(`\n${logText([entry()])}`);
    expect(await at.ingest()).toMatchObject({ lines: 13, badLines: 10 });
    const rows = await at.rows(
      "select file, cast(line_number as int), reason, cast(byte_offset as int) from bad_lines order by line_number",
    );
    expect(rows.map(([file, line, reason]) => [file, line, reason])).toEqual([
      ["audit.jsonl", 2, "not_json"],
      ["audit.jsonl", 3, "not_an_object"],
      ["audit.jsonl", 4, "no_time"],
      ["audit.jsonl", 5, "no_event"],
      ["audit.jsonl", 6, "no_time"],
      ["audit.jsonl", 7, "no_time"],
      ["audit.jsonl", 8, "no_time"],
      ["audit.jsonl", 9, "control_character"],
      ["audit.jsonl", 10, "control_character"],
      ["audit.jsonl", 11, "not_utf8"],
    ]);
    expect(rows[0]?.[3]).toBe(Buffer.byteLength(first));
    expect(await at.rows("select cast(count(*) as int) from calls")).toEqual([[2]]);
  });

  it("were found when they were first read, also after the warehouse was deleted", async () => {
    const at = testHome();
    at.append("not json\n");
    await at.ingest();
    const found = await at.rows("select cast(found_at as text) from bad_lines");
    rmSync(join(at.home, "warehouse.duckdb"));
    const later = fakeIo(at.home, {
      pid: process.pid,
      now: () => new Date("2027-01-01T00:00:00Z"),
    });
    await ingestLogs({ io: later, home: at.home });
    expect(await at.rows("select cast(found_at as text) from bad_lines")).toEqual(found);
  });

  it("may be a megabyte long and still load; five are too long", async () => {
    const at = testHome();
    at.append(
      logText([entry({ subject: "x".repeat(1_000_000) }), `"${"y".repeat(5_000_000)}"`, entry()]),
    );
    const bytes = statSync(join(at.home, "audit.jsonl")).size;
    at.append("not json\n");
    expect(await at.ingest()).toMatchObject({ lines: 4, badLines: 2 });
    expect(
      await at.rows(
        "select reason, cast(byte_offset as int) from bad_lines order by 2 desc limit 1",
      ),
    ).toEqual([["not_json", bytes]]);
    expect(await at.rows("select reason from bad_lines order by 1 desc limit 1")).toEqual([
      ["too_long"],
    ]);
    expect(await at.rows("select cast(count(*) as int) from calls")).toEqual([[2]]);
  });

  it("are not those that talk about control characters", async () => {
    const at = testHome();
    const commands = String.raw`printf '\x01'|printf "\n\t\0"|a, "b"; 'c'`.split("|");
    at.append(logText(commands.map((subject) => entry({ subject }))));
    expect(await at.ingest()).toMatchObject({ lines: 3, badLines: 0 });
    const rows = await at.rows("select subject from calls");
    expect(rows.flat().sort()).toEqual(commands.sort());
  });

  it("are not those that hold half a surrogate pair, as JavaScript writes it", async () => {
    const at = testHome();
    const half = String.fromCharCode(0xd83d);
    const texts = [`a${half}`, `${half}${half}\u{1f600}`, String.raw`grep '\ud83d'`, "\u{1f600}"];
    const escaped = logText(texts.map((subject) => entry({ subject })));
    at.append(escaped.replaceAll("\u{1f600}", String.raw`\uD83D\uDE00`));
    at.append(logText([String.raw`{"timestamp": "\ud83d"}`]));
    expect(await at.ingest()).toMatchObject({ lines: 5, badLines: 1 });
    const rows = await at.rows("select subject from calls order by id");
    expect(rows.flat()).toEqual([
      "a\ufffd",
      "\ufffd\ufffd\u{1f600}",
      String.raw`grep '\ud83d'`,
      "\u{1f600}",
    ]);
  });

  it("are told once each, also where they end like those of another system", async () => {
    const at = testHome();
    const odd = '{"timestamp": "2026-11-18T10:00:00Z", "event": 5}';
    at.append(`not json\r\n\r\nnot json\r\n{"a": 1}\r\n   \r\n${odd}\n`);
    expect(await at.ingest()).toMatchObject({ lines: 6, badLines: 4 });
    expect(await at.rows("select cast(line_number as int) from bad_lines order by 1")).toEqual([
      [1],
      [3],
      [4],
      [5],
    ]);
    expect(await at.rows("select event from entries")).toEqual([["5"]]);
  });

  it("with line breaks of another system are lines like any other", async () => {
    const at = testHome();
    at.append(logText([entry(), entry()]).replaceAll("\n", "\r\n"));
    expect(await at.ingest()).toMatchObject({ lines: 2, badLines: 0 });
  });
});

describe("older logs", () => {
  const line = {
    timestamp: "2026-04-02T10:00:00.000Z",
    event: "PreToolUse",
    session_id: "old",
    cwd: "/home/ana/shop",
    project: "shop",
    tool_name: "Bash",
    tier: "anything",
    decision: "approve",
  };

  it("load with only their few fields, with input as text or object, and get fingerprints", async () => {
    const at = testHome();
    const input = { command: "git push origin main" };
    at.write("audit.jsonl", [
      { ...line, tool_input: input },
      { ...line, tool_input: JSON.stringify(input) },
      {
        ...line,
        tool_input: JSON.stringify({ command: `git push ${"x".repeat(400)}` }).slice(0, 256),
      },
    ]);
    await at.ingest();
    expect(await at.rows("select fingerprint, class from calls order by fingerprint, id")).toEqual([
      ["Bash: git push", "other"],
      ["Bash: git push", "other"],
      ["Bash: git push ~", "other"],
    ]);
  });

  it("keep identical lines apart, also over several loads", async () => {
    const at = testHome();
    at.write("audit.jsonl", [line, line]);
    await at.ingest();
    at.append(logText([line]));
    await at.ingest();
    const rows = await at.rows("select id from entries order by id");
    expect(new Set(rows.map(([id]) => id)).size).toBe(3);
    expect(await at.rows("select cast(count(*) as int) from calls")).toEqual([[3]]);
  });

  it("hide secrets that they still hold", async () => {
    const at = testHome();
    const secret = `ghp_${"a1B2".repeat(9)}`;
    at.write("audit.jsonl", [
      { ...line, tool_input: { command: `curl -H 'Authorization: Bearer ${secret}' x` } },
    ]);
    await at.ingest();
    const rows = await at.rows("select subject, tool_input, fingerprint from entries");
    expect(JSON.stringify(rows)).toContain("curl");
    expect(JSON.stringify(rows)).not.toContain(secret);
  });
});

describe("a call", () => {
  it("counts once where two registrations log it twice", async () => {
    const at = testHome();
    const twice = { tool_use_id: "toolu_a", session_id: "s" };
    at.write("audit.jsonl", [entry(twice), entry(twice)]);
    at.append(logText([entry({ ...twice, event: "PostToolUse", outcome: "ok" })]));
    await at.ingest();
    at.append(logText([entry(twice)]));
    await at.ingest();
    expect(await at.rows("select cast(count(*) as int) from calls")).toEqual([[1]]);
    expect(await at.rows("select cast(count(*) as int) from entries")).toEqual([[4]]);
  });

  it("is found by its permission request, which carries no id", async () => {
    const at = testHome();
    const call = { session_id: "s", input_mac: "m1" };
    at.append(
      logText([
        entry({ ...call, tool_use_id: "a", at: "2026-11-18T10:00:00.000Z" }),
        entry({ ...call, tool_use_id: "b", at: "2026-11-18T10:05:00.000Z" }),
      ]),
    );
    await at.ingest();
    at.append(
      logText([entry({ ...call, event: "PermissionRequest", at: "2026-11-18T10:05:00.100Z" })]),
    );
    await at.ingest();
    expect(
      await at.rows("select c.tool_use_id from prompts p join calls c on c.call_key = p.call_key"),
    ).toEqual([["b"]]);
  });

  it("counts also where it was imported before its own line came", async () => {
    const at = testHome();
    const call = { tool_use_id: "toolu_a", session_id: "s" };
    at.write("imported.jsonl", [entry({ ...call, source: "import" })]);
    await at.ingest();
    at.append(logText([entry({ ...call, tier: "deny", decision: "deny" })]));
    await at.ingest();
    expect(await at.rows("select class from calls")).toEqual([["deny_rule"]]);
  });

  it("of a canary, or imported from before, is not one", async () => {
    const at = testHome();
    at.write("audit.jsonl", [entry({ source: "canary" })]);
    at.write("imported.jsonl", [entry({ source: "import", tier: "none", decision: "none" })]);
    await at.ingest();
    expect(await at.rows("select cast(count(*) as int) from calls")).toEqual([[0]]);
    expect(await at.rows("select cast(count(*) as int) from entries")).toEqual([[2]]);
  });
});

describe("the warehouse", () => {
  it("is loaded exactly while a reader loads the same lines into memory", async () => {
    const at = testHome();
    at.append(logText(Array.from({ length: 1000 }, () => entry())));
    const options = {
      home: at.home,
      cache: join(at.home, "cache"),
      owner: { pid: process.pid },
      accountHome: at.home,
      now: "2026-11-22T12:00:00.000Z",
      firstRead: () => undefined,
      signal: new AbortController().signal,
    };
    mkdirSync(options.cache);
    writeFileSync(join(options.cache, "slice.999999999.1.dead.jsonl"), "left by a kill");
    const memories = await Promise.all(Array.from({ length: 4 }, () => openInMemory(tmpdir())));
    // Two of them go on from a cursor, the others begin.
    for (const warehouse of memories.slice(0, 2)) await ingest(warehouse, options);
    at.append(logText(Array.from({ length: 2000 }, () => entry())));
    const counts = await Promise.all(
      memories.map(async (warehouse) => (await ingest(warehouse, options)).lines),
    );
    for (const warehouse of memories) {
      const rows = await warehouse.connection.runAndReadAll(
        "select cast(count(*) as int) from entries",
      );
      expect(rows.getRowsJson()).toEqual([[3000]]);
      warehouse.close();
    }
    expect(counts).toEqual([2000, 2000, 3000, 3000]);
    expect(readdirSync(options.cache)).toEqual([]);
  });

  it("is made anew where it is not a database, or of another version", async () => {
    const at = testHome();
    at.append(logText([entry()]));
    writeFileSync(join(at.home, "warehouse.duckdb"), "this is not a database");
    expect(await at.ingest()).toMatchObject({ lines: 1 });
    const warehouse = await openForLoading(join(at.home, "warehouse.duckdb"));
    await warehouse.connection.run("update warehouse_version set version = 'another'");
    warehouse.close();
    expect(await at.ingest()).toMatchObject({ lines: 1 });
  });

  it("is read in memory by whoever finds it locked for long", async () => {
    const at = testHome();
    at.append(logText([entry()]));
    await at.ingest();
    at.append(logText([entry()]));
    const { spawn } = await import("node:child_process");
    const holder = spawn(process.execPath, [
      "-e",
      `const { DuckDBInstance } = require("@duckdb/node-api");
       DuckDBInstance.create(${JSON.stringify(join(at.home, "warehouse.duckdb"))})
         .then((db) => { globalThis.db = db; console.log("held"); setTimeout(() => process.exit(), 60_000); });`,
    ]);
    try {
      await new Promise((resolve) => holder.stdout.once("data", resolve));
      const io = fakeIo(at.home, { pid: process.pid });
      const files = await withReader({ io, home: at.home }, (reader) =>
        reader.coverage("2026-12-01"),
      );
      expect(files).toMatchObject({ fallback: true, files: 1 });
      expect(io.printed().err).toContain("in use");
    } finally {
      holder.kill();
    }
  });
});
