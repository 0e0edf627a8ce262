import { appendFileSync, cpSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import type { Entry } from "../../src/model/entry.ts";
import { ingestLogs } from "../../src/pipeline/ingest.ts";
import { entry, logText } from "../support/entry.ts";
import { fakeIo, folderUntilEnd, runCommand, temporaryFolder } from "../support/io.ts";

const Stretch = z.object({
  what: z.string(),
  file: z.string(),
  offset: z.number(),
  to: z.number(),
  line: z.number(),
  words: z.string(),
});

const Shown = z.object({
  ok: z.boolean(),
  segments: z.number(),
  lines: z.number(),
  anchor: z.object({ line: z.number(), sha256: z.string() }).nullable(),
  differences: z.array(
    z.object({
      what: z.string(),
      file: z.string(),
      offset: z.number().nullable(),
      line: z.number().nullable(),
      entry: z.string().nullable(),
      words: z.string(),
      stretch: Stretch.optional(),
    }),
  ),
  notes: z.array(z.string()),
});
type Shown = z.infer<typeof Shown>;

interface Witnessed {
  readonly home: string;
  readonly log: string;
  readonly segments: string;
  /** As they stand in the log: three segments of ten lines. */
  readonly entries: readonly Entry[];
  /** Where the line of that index begins. */
  offset(index: number): number;
  rewrite(change: (lines: string[]) => void): void;
  verify(...flags: string[]): Promise<Shown & { readonly code: number }>;
}

const loaded = folderUntilEnd();
const entries = Array.from({ length: 30 }, (_, index) =>
  entry({
    at: `2026-11-18T10:00:${String(index).padStart(2, "0")}.000Z`,
    subject: `ls ${index}`,
  }),
);

beforeAll(async () => {
  const io = fakeIo(loaded, { pid: process.pid });
  for (const from of [0, 10, 20]) {
    const text = logText(entries.slice(from, from + 10));
    appendFileSync(join(loaded, "audit.jsonl"), text, { mode: 0o600 });
    await ingestLogs({ io, home: loaded });
  }
});

/** A home whose log was loaded in three goes. */
function witnessedHome(): Witnessed {
  const home = temporaryFolder();
  cpSync(loaded, home, { recursive: true, preserveTimestamps: true });
  const log = join(home, "audit.jsonl");
  return {
    home,
    log,
    segments: join(home, "history/segments.jsonl"),
    entries,
    offset: (index) => Buffer.byteLength(logText(entries.slice(0, index))),
    rewrite: (change) => {
      const lines = readFileSync(log, "utf8").split("\n").slice(0, -1);
      change(lines);
      writeFileSync(log, lines.map((line) => `${line}\n`).join(""));
    },
    verify: async (...flags) => {
      const words = ["data", "verify", "--home", home, "--json", ...flags];
      const { code, out, err } = await runCommand(words, home, { pid: process.pid });
      expect(err).toBe("");
      return { code, ...Shown.parse(JSON.parse(out)) };
    },
  };
}

function kinds({ differences }: Shown): string[] {
  return differences.map(({ what }) => what);
}

describe("a log that is as it was", () => {
  it("is verified, and its anchor with it", async () => {
    const at = witnessedHome();
    const found = await at.verify();
    expect(found).toMatchObject({ code: 0, ok: true, segments: 3, lines: 30, differences: [] });
    const { line, sha256 } = found.anchor ?? { line: 0, sha256: "" };
    expect(line).toBe(30);
    expect(await at.verify("--anchor", `${line}:${sha256.slice(0, 12)}`)).toMatchObject({
      code: 0,
    });
  });

  it.each<[string, (at: Witnessed) => void]>([
    ["grew since", ({ log }) => appendFileSync(log, logText([entry()]))],
    ["was rotated", ({ log, home }) => renameSync(log, join(home, "audit-2026-11.jsonl"))],
    [
      "was rotated and compressed",
      ({ log, home }) => {
        writeFileSync(join(home, "audit-2026-11.jsonl.gz"), gzipSync(readFileSync(log)));
        rmSync(log);
      },
    ],
    ["lost its warehouse", ({ home }) => rmSync(join(home, "warehouse.duckdb"))],
  ])("is verified also where it %s", async (_, change) => {
    const at = witnessedHome();
    change(at);
    expect(await at.verify()).toMatchObject({ code: 0, ok: true, differences: [] });
  });

  it("is told in words of at most 80 columns", async () => {
    const at = witnessedHome();
    const { out } = await runCommand(["data", "verify", "--home", at.home], at.home);
    expect(out).toMatch(/^Verified: 30 lines of 1 log \(\d+ kB, 3 segments\)/);
    expect(out.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });
});

describe("a log that was tampered with", () => {
  it("tells a changed byte as one difference: the entry, and the stretch that proves it", async () => {
    const at = witnessedHome();
    at.rewrite((lines) => lines.splice(14, 1, (lines[14] ?? "").replace("ls 14", "ls 41")));
    const found = await at.verify();
    expect(found.code).toBe(1);
    const stretch = {
      ...{ what: "changed", file: "audit.jsonl", line: 11 },
      ...{ offset: at.offset(10), to: at.offset(20) },
    };
    expect(found.differences).toMatchObject([
      {
        what: "entry_changed",
        offset: at.offset(14),
        line: 15,
        entry: at.entries[14]?.id,
        stretch,
      },
    ]);
    expect(found.differences[0]?.words).toContain("subject");
    expect(found.differences[0]?.stretch?.words).toContain("is not what was witnessed on 2026");
    const { out } = await runCommand(["data", "verify", "--home", at.home], at.home);
    expect(out).toMatch(/^NOT as it was: 1 difference in 30 lines/);
    expect(out.match(/^- /gm)).toHaveLength(1);
    expect(out.replace(/\s+/g, " ")).toContain(
      `Proof: the stretch from line 11, bytes ${at.offset(10)} to ${at.offset(20)}, is not what was`,
    );
    expect(out.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("proves two changed lines of one stretch once, and tells a third with its own", async () => {
    const at = witnessedHome();
    at.rewrite((lines) => {
      for (const index of [2, 6, 25]) {
        lines.splice(index, 1, (lines[index] ?? "").replace(`ls ${index}`, "ls XX"));
      }
    });
    const found = await at.verify();
    expect(found.differences.map(({ what, line, stretch }) => [what, line, stretch?.line])).toEqual(
      [
        ["entry_changed", 3, 1],
        ["entry_changed", 7, 1],
        ["entry_changed", 26, 21],
      ],
    );
    const { out } = await runCommand(["data", "verify", "--home", at.home], at.home);
    expect(out).toMatch(/^NOT as it was: 3 differences/);
    expect(out.match(/Proof: /g)).toHaveLength(2);
  });

  it("names a changed byte behind compression too", async () => {
    const at = witnessedHome();
    at.rewrite((lines) => lines.splice(3, 1, (lines[3] ?? "").replace("ls 3", "ls 4")));
    writeFileSync(join(at.home, "audit-2026-11.jsonl.gz"), gzipSync(readFileSync(at.log)));
    rmSync(at.log);
    expect((await at.verify()).differences).toMatchObject([
      { what: "entry_changed", line: 4, entry: at.entries[3]?.id, stretch: { offset: 0, line: 1 } },
    ]);
  });

  it("names the first line where that was changed, by which the log is known", async () => {
    const at = witnessedHome();
    at.rewrite((lines) => lines.splice(0, 1, (lines[0] ?? "").replace("ls 0", "ls 9")));
    expect((await at.verify()).differences).toMatchObject([
      { what: "entry_changed", line: 1, entry: at.entries[0]?.id, stretch: { offset: 0, line: 1 } },
    ]);
  });

  it("names a removed line and where it stood, and does not doubt the segments around it", async () => {
    const at = witnessedHome();
    at.rewrite((lines) => lines.splice(12, 1));
    expect((await at.verify()).differences).toMatchObject([
      {
        ...{ what: "entry_removed", offset: at.offset(12), line: 13, entry: at.entries[12]?.id },
        stretch: { offset: at.offset(10), line: 11 },
      },
    ]);
  });

  it("names an inserted line, also one that repeats another", async () => {
    const at = witnessedHome();
    const foreign = entry({ at: "2026-11-18T10:00:05.500Z" });
    at.rewrite((lines) => lines.splice(6, 0, JSON.stringify(foreign)));
    at.rewrite((lines) => lines.splice(23, 0, lines[22] ?? ""));
    const found = await at.verify();
    expect(found.differences).toMatchObject([
      { what: "entry_inserted", line: 7, entry: foreign.id, stretch: { offset: 0, line: 1 } },
      { what: "entry_inserted", line: 24, entry: at.entries[21]?.id, stretch: { line: 22 } },
    ]);
  });

  it("names the place of two lines that changed places", async () => {
    const at = witnessedHome();
    at.rewrite((lines) => lines.splice(16, 2, lines[17] ?? "", lines[16] ?? ""));
    expect((await at.verify()).differences).toMatchObject([
      { what: "order", line: 18, entry: at.entries[16]?.id, stretch: { offset: at.offset(10) } },
    ]);
  });

  it("names where a log was cut, and the entries that went", async () => {
    const at = witnessedHome();
    at.rewrite((lines) => lines.splice(27));
    const { differences } = await at.verify();
    expect(differences[0]).toMatchObject({ what: "cut", offset: at.offset(27) });
    expect(differences.slice(1).map(({ what, entry: id }) => [what, id])).toEqual(
      at.entries.slice(27).map(({ id }) => ["entry_removed", id]),
    );
    expect(differences[1]?.stretch).toMatchObject({ what: "cut", offset: at.offset(27) });
    const { out } = await runCommand(["data", "verify", "--home", at.home], at.home);
    expect(out).toMatch(/^NOT as it was: 1 difference/);
    for (const { id } of at.entries.slice(27)) expect(out).toContain(id);
  });

  it("names a log that is gone", async () => {
    const at = witnessedHome();
    rmSync(at.log);
    expect(await at.verify()).toMatchObject({
      code: 1,
      differences: [{ what: "missing", file: "audit.jsonl" }],
    });
  });

  it("still names the stretch where no warehouse knows the entries", async () => {
    const at = witnessedHome();
    at.rewrite((lines) => lines.splice(14, 1, (lines[14] ?? "").replace("ls 14", "ls 41")));
    rmSync(join(at.home, "warehouse.duckdb"));
    const found = await at.verify();
    expect(kinds(found)).toEqual(["changed"]);
    expect(found.notes.join()).toContain("entries are not named");
  });
});

describe("history/segments.jsonl", () => {
  it.each<[string, (lines: string[]) => void]>([
    [
      "changed",
      (lines) => lines.splice(1, 1, (lines[1] ?? "").replace(/"lines":10/, '"lines":11')),
    ],
    ["removed", (lines) => lines.splice(1, 1)],
    ["put in twice", (lines) => lines.splice(1, 0, lines[0] ?? "")],
    ["made unreadable", (lines) => lines.splice(1, 1, "{")],
  ])("is named where a line was %s", async (_, change) => {
    const at = witnessedHome();
    const lines = readFileSync(at.segments, "utf8").split("\n");
    change(lines);
    writeFileSync(at.segments, lines.join("\n"));
    const found = await at.verify();
    expect(found.code).toBe(1);
    expect(found.differences[0]).toMatchObject({
      what: "history",
      file: "history/segments.jsonl",
      line: 2,
    });
  });

  it("is named where its end was cut: the warehouse and an anchor know more", async () => {
    const at = witnessedHome();
    const { anchor } = await at.verify();
    const lines = readFileSync(at.segments, "utf8").split("\n");
    writeFileSync(at.segments, `${lines.slice(0, 2).join("\n")}\n`);
    const found = await at.verify("--anchor", `30:${anchor?.sha256}`);
    expect(found.differences).toMatchObject([
      { what: "anchor", words: expect.stringContaining("its end was cut") },
      { what: "unwitnessed", file: "audit.jsonl", offset: at.offset(20) },
    ]);
  });

  it("may end in a line that a crash tore", async () => {
    const at = witnessedHome();
    appendFileSync(at.segments, '{"v":1,"at":"2026');
    const found = await at.verify();
    expect(found).toMatchObject({ code: 0, differences: [] });
    expect(found.notes.join()).toContain("a crash tore");
  });

  it.each([
    ["30:000000", "has another hash"],
    ["29:abcdef", "holds no anchor of line 29"],
    ["31:abcdef", "ends at line 30"],
  ])("refuses the anchor %s", async (anchor, words) => {
    const at = witnessedHome();
    const found = await at.verify("--anchor", anchor);
    expect(found.code).toBe(1);
    expect(found.differences).toMatchObject([
      { what: "anchor", words: expect.stringContaining(words) },
    ]);
  });

  it("says what an anchor looks like", async () => {
    const { code, err } = await runCommand(["data", "verify", "--anchor", "12"], temporaryFolder());
    expect(code).toBe(3);
    expect(err).toContain("LINE:HASH");
  });
});
