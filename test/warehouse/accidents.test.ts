import {
  appendFileSync,
  copyFileSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { busyLog } from "../support/busy-log.ts";
import { entry, logText } from "../support/entry.ts";
import { ingestHome, type LogHome, recount, warehouseRows } from "../support/log-home.ts";
import { seeded } from "../support/seeded.ts";

/** A line without an id, as older versions wrote it; the same text is another line each time. */
function older(tool: string): object {
  return {
    timestamp: "2026-04-02T10:00:00.000Z",
    event: "PreToolUse",
    session_id: "old",
    cwd: "/home/ana/shop",
    tool_name: tool,
    tier: "allow",
    decision: "allow",
  };
}

/** Loads what is there, and holds the warehouse against the files; returns how much was loaded. */
async function loadedExactly(at: LogHome): Promise<number> {
  const { lines } = await at.ingest();
  expect(await warehouseRows(at.home)).toEqual(recount(at.home));
  expect(await at.ingest(), "a second run").toMatchObject({ lines: 0, anew: [] });
  return lines;
}

describe("a log", () => {
  it("with a torn last line is loaded up to it, and on when it is whole", async () => {
    const at = ingestHome();
    const text = logText([entry(), entry()]);
    at.append(text.slice(0, -30));
    expect(await loadedExactly(at)).toBe(1);
    at.append(text.slice(-30));
    expect(await loadedExactly(at)).toBe(1);
  });

  it("that is torn for good stays readable: the next line starts on its own", async () => {
    const at = ingestHome();
    at.append(logText([entry()]) + JSON.stringify(entry()).slice(0, 60));
    await loadedExactly(at);
    at.append(`\n${logText([entry()])}`);
    expect(await loadedExactly(at)).toBe(2);
  });

  it("that is renamed, and goes on under its new name, is loaded on", async () => {
    const at = ingestHome();
    at.append(logText([entry(), entry()]));
    await loadedExactly(at);
    renameSync(at.log, join(at.home, "audit-2026-11.jsonl"));
    appendFileSync(join(at.home, "audit-2026-11.jsonl"), logText([entry()]));
    at.append(logText([entry()]));
    expect(await loadedExactly(at)).toBe(2);
  });

  it.each(["audit-2026-11.jsonl", "audit.jsonl.1", "audit.jsonl-20261125"])(
    "that is copied to %s and emptied is known in its copy",
    async (name) => {
      const at = ingestHome();
      at.append(logText([entry(), older("Bash")]));
      await loadedExactly(at);
      at.append(logText([entry()]));
      copyFileSync(at.log, join(at.home, name));
      truncateSync(at.log, 0);
      at.append(logText([entry()]));
      expect(await loadedExactly(at)).toBe(2);
    },
  );

  it("that is emptied and grows beyond its old size before the next load is noticed", async () => {
    const at = ingestHome();
    // The same first line: only what stands before the cursor tells them apart.
    at.append(logText([older("Bash"), older("Bash"), older("Read")]));
    await loadedExactly(at);
    truncateSync(at.log, 0);
    at.append(logText([older("Bash"), ...Array.from({ length: 20 }, () => older("Edit"))]));
    const { anew } = await at.ingest();
    expect(anew).toEqual([
      "audit.jsonl holds other lines than the 3 lines loaded of it: every log was loaded anew.",
    ]);
    await loadedExactly(at);
  });

  it("that is emptied without a copy is no longer counted, and its loss is told", async () => {
    const at = ingestHome();
    at.append(logText([entry(), entry()]));
    await loadedExactly(at);
    truncateSync(at.log, 0);
    at.append(logText([entry()]));
    const { anew } = await at.ingest();
    expect(anew).toEqual([
      "audit.jsonl is gone with 2 lines that were loaded: every log was loaded anew.",
    ]);
    await loadedExactly(at);
  });

  it("that is compressed in the meantime, with lines that were not loaded, is loaded on", async () => {
    const at = ingestHome();
    const path = join(at.home, "audit-2026-10.jsonl");
    writeFileSync(path, logText([entry(), entry()]));
    await loadedExactly(at);
    appendFileSync(path, logText([entry()]));
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path)));
    rmSync(path);
    expect(await loadedExactly(at)).toBe(1);
  });

  it("is read while its compressed copy is being written", async () => {
    const at = ingestHome();
    const path = join(at.home, "audit-2026-10.jsonl");
    writeFileSync(path, logText(busyLog(300)));
    await loadedExactly(at);
    const whole = gzipSync(readFileSync(path));
    for (const share of [0, 0.001, 0.4, 0.9]) {
      writeFileSync(`${path}.gz`, whole.subarray(0, Math.floor(whole.length * share)));
      appendFileSync(path, logText([entry()]));
      expect(await at.ingest()).toMatchObject({ lines: 1, anew: [] });
    }
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path)));
    expect(await at.ingest()).toMatchObject({ lines: 0, anew: [] });
    rmSync(path);
    expect(await loadedExactly(at)).toBe(0);
  });

  it.each([
    ["shorter", 0],
    ["grown to the old length and beyond", 12],
  ])("that is replaced by an older backup, %s, counts as it is now", async (_, more) => {
    const at = ingestHome();
    const backup = logText([older("Bash"), older("Bash"), entry(), "not json"]);
    at.append(backup);
    await loadedExactly(at);
    at.append(logText([entry(), older("Read"), entry()]));
    await loadedExactly(at);
    at.write("audit.jsonl", backup + logText(Array.from({ length: more }, () => older("Edit"))));
    expect((await at.ingest()).anew).toHaveLength(1);
    await loadedExactly(at);
    at.append(logText([entry()]));
    expect(await loadedExactly(at)).toBe(1);
  });

  it("that is replaced by one of the same size and another time is noticed", async () => {
    const at = ingestHome();
    at.append(logText([older("Bash"), older("Read")]));
    await loadedExactly(at);
    at.write("audit.jsonl", logText([older("Bash"), older("Edit")]));
    utimesSync(at.log, 1, 1);
    expect((await at.ingest()).anew).toHaveLength(1);
    await loadedExactly(at);
  });

  it("that is restored beside the one that went on is loaded as well, each call once", async () => {
    const at = ingestHome();
    const first = [entry({ tool_use_id: "a" }), entry({ tool_use_id: "b" })];
    at.append(logText(first));
    await loadedExactly(at);
    at.append(logText([entry({ tool_use_id: "c" })]));
    at.write("audit-restored.jsonl", logText([...first, entry({ tool_use_id: "d" })]));
    await at.ingest();
    await loadedExactly(at);
    const rows = await at.rows("select tool_use_id from calls order by 1");
    expect(rows.flat()).toEqual(["a", "b", "c", "d"]);
    // Both go on.
    at.append(logText([entry()]));
    appendFileSync(join(at.home, "audit-restored.jsonl"), logText([entry(), entry()]));
    expect(await loadedExactly(at)).toBe(3);
  });

  it("that is a copy of another counts once, whichever of them goes on", async () => {
    const at = ingestHome();
    at.append(logText([older("Bash"), older("Bash")]));
    await loadedExactly(at);
    copyFileSync(at.log, join(at.home, "audit-copy.jsonl"));
    expect(await at.ingest()).toMatchObject({ lines: 0, anew: [] });
    at.append(logText([older("Bash")]));
    expect(await at.ingest()).toMatchObject({ lines: 1, anew: [] });
    rmSync(at.log);
    expect((await at.ingest()).anew).toHaveLength(1);
    await loadedExactly(at);
  });

  it("of a second machine in the same folder is loaded as well", async () => {
    const at = ingestHome();
    at.append(logText([entry({ host: "desk" }), entry({ host: "desk" })]));
    at.write("audit-laptop.jsonl", logText([entry({ host: "laptop", session_id: "s2" })]));
    at.write("audit-2026-10.jsonl", logText([entry({ host: "laptop", session_id: "s3" })]));
    expect(await loadedExactly(at)).toBe(4);
    appendFileSync(join(at.home, "audit-laptop.jsonl"), logText([entry({ host: "laptop" })]));
    at.append(logText([entry({ host: "desk" })]));
    expect(await loadedExactly(at)).toBe(2);
    expect(await at.rows('select distinct "host" from entries order by 1')).toEqual([
      ["desk"],
      ["laptop"],
    ]);
  });

  it("whose clock goes backwards loses and doubles nothing", async () => {
    const at = ingestHome();
    const random = seeded(7);
    const lines = busyLog(400, 3);
    // Every so often the clock is set back by up to three days.
    const set = lines.map((line, index) => {
      const back = index % 50 === 49 ? Math.floor(random() * 3 * 86_400_000) : 0;
      return {
        ...line,
        timestamp: new Date(Date.parse(line.timestamp) - back).toISOString(),
      };
    });
    for (let from = 0; from < set.length; from += 150) {
      at.append(logText(set.slice(from, from + 150)));
      await loadedExactly(at);
    }
  });

  it("with lines of a megabyte, NUL bytes and broken UTF-8 is loaded around them", async () => {
    const at = ingestHome();
    at.append(logText([entry({ subject: "x".repeat(1 << 20) }), entry()]));
    // What a crash leaves: a run of NUL bytes, and the next line behind them.
    appendFileSync(at.log, Buffer.alloc(5000));
    at.append(`${logText([entry()])}${logText([entry()])}`);
    appendFileSync(at.log, Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0xff, 0x0a]));
    at.append(logText([entry({ subject: "y".repeat((1 << 20) + 7) }), "z".repeat(3 << 20)]));
    at.append(`"${"\u00e9".repeat(3 << 20)}"\n`);
    await loadedExactly(at);
    const reasons = await at.rows(
      "select reason, cast(count(*) as int) from bad_lines group by 1 order by 1",
    );
    expect(reasons).toEqual([
      ["control_character", 1],
      ["not_json", 1],
      ["not_utf8", 1],
      ["too_long", 1],
    ]);
    at.append(logText([entry()]));
    expect(await loadedExactly(at)).toBe(1);
  });
});
