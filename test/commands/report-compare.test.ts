import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Report } from "../../src/model/report.ts";
import { FORMATS } from "../../src/render/render.ts";
import { type EntryParts, entry, logText } from "../support/entry.ts";
import { folderUntilEnd, runCommand } from "../support/io.ts";
import { blocksOf, cells, said, sectionOf } from "../support/report.ts";

const COVERED: EntryParts = {
  ...{ fingerprint: "Bash: git log", tier: "allow", decision: "allow" },
  ...{ rule: "git-read", rule_id: "aa", rule_kind: "allow", rule_source: "config" },
};
const AS_OF = ["--tz", "UTC", "--as-of", "2026-11-24T00:00:00Z"];

let home: string;

/** In W46 all of 20 sessions are allowed; in W47 half of each session's calls are not covered. */
beforeAll(() => {
  home = folderUntilEnd();
  const week = (day: string, first: number, covered: number) =>
    Array.from({ length: 20 }, (_, session) =>
      Array.from({ length: 10 }, (_, index) =>
        entry({
          at: `${day}T10:${String(session).padStart(2, "0")}:${10 + index}.000Z`,
          session_id: `${first + session}-0000-4000`,
          ...(index < covered ? COVERED : { fingerprint: "Bash: make" }),
        }),
      ),
    ).flat();
  const log = [...week("2026-11-11", 100, 10), ...week("2026-11-18", 300, 5)];
  const hostile = entry({ at: "2026-11-18T12:00:00.000Z", session_id: "\u001b[31mred" });
  writeFileSync(join(home, "audit.jsonl"), logText([...log, hostile]), { mode: 0o600 });
});

const run = (...words: string[]) =>
  runCommand(["report", "compare", ...words, ...AS_OF, "--home", home], home, { pid: process.pid });

async function compared(...words: string[]): Promise<Report> {
  const { code, out, err } = await run(...words, "--json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return Report.parse(JSON.parse(out));
}

describe("two weeks", () => {
  it("stand side by side, with a change called one where it is", async () => {
    const report = await compared("2026-W46", "2026-W47");
    expect(report).toMatchObject({ label: "2026-W46 and 2026-W47", name: "compare" });
    expect(said(report.verdict?.sentence ?? [])).toBe(
      "201 calls in 2026-W47, 200 in 2026-W46; allowed by your rules down -0.5024875621890548, no opinion up 0.5024875621890548.",
    );
    expect(cells(sectionOf(report, "decisions"))).toEqual([
      ["allowed by your rules", "200", "100.0%", "100", "49.8%", "down -0.5024875621890548"],
      ["no opinion", "0", "0.0%", "101", "50.2%", "up 0.5024875621890548"],
    ]);
    expect(cells(sectionOf(report, "figures"))[0]).toEqual(["Calls", "200", "201", "same 1"]);
    expect(cells(sectionOf(report, "new"))).toEqual([
      ["‹Bash: make›", "100", "20", "0", "0", "0"],
      ["‹Bash: ls›", "1", "1", "0", "0", "0"],
    ]);
    expect(cells(sectionOf(report, "gone"))).toEqual([]);
    expect(cells(sectionOf(report, "rules"))).toEqual([
      ["‹git-read›", "allow", "200", "100", "-100"],
    ]);
  });

  it("and a month: counts are not compared, shares are", async () => {
    const report = await compared("2026-W46", "2026-11");
    expect(cells(sectionOf(report, "figures"))[0]).toEqual(["Calls", "200", "401", "none –"]);
    const [note] = blocksOf(sectionOf(report, "figures"), "note");
    expect(said(note?.text ?? [])).toBe(
      "one is a week and the other a month: counts are not compared, shares are.",
    );
    expect(cells(sectionOf(report, "decisions"))[0]?.at(-1)).toMatch(/^down /);
  });

  it("are the same again by the command that they print, in every format", async () => {
    // CSV holds one table, which is asked for by name; a message in Slack is short on purpose.
    for (const format of Object.keys(FORMATS).filter((name) => !/^(csv|slack)/.test(name))) {
      const { code, out } = await run("2026-W46", "2026-W47", "--format", format);
      expect({ format, code }).toEqual({ format, code: 0 });
      expect(out.length).toBeGreaterThan(400);
    }
    const report = await compared("2026-W46", "2026-W47");
    const [note] = blocksOf(sectionOf(report, "coverage"), "note");
    const again = said(note?.text ?? [])
      .replace(/^claude-permit /, "")
      .split(" ");
    const { out } = await runCommand([...again, "--json"], home, { pid: process.pid });
    expect(Report.parse(JSON.parse(out))).toEqual(report);
  });
});

describe("two sessions", () => {
  it("by the beginnings of their ids: nothing that differs is called a change", async () => {
    const report = await compared("101", "301");
    expect(report.label).toBe("101 and 301");
    expect(cells(sectionOf(report, "figures")).map(([label]) => label)).not.toContain("Sessions");
    expect(cells(sectionOf(report, "decisions"))[0]).toEqual([
      ...["allowed by your rules", "10", "100.0%", "5", "50.0%", "none –"],
    ]);
    const signs = JSON.stringify(report).match(/"sign":"(up|down)"/g);
    expect(signs).toBeNull();
    const [sessions] = blocksOf(sectionOf(report, "coverage"), "note");
    expect(said(sessions?.text ?? [])).toBe("‹101-0000-4000›, ‹301-0000-4000›");
  });
});

describe("words that do not say which two", () => {
  it.each([
    { words: ["2026-W46"], wanted: "compare takes two spans or two sessions" },
    { words: ["2026-W46", "301"], wanted: "One of these is a span and the other is not" },
    { words: ["2026-W46", "2026-W47", "2026-W48"], wanted: "report compare 2026-W46 2026-W47" },
    { words: ["2026-W60", "2026-W47"], wanted: "2026 has no such week" },
    { words: ["nobody", "301"], wanted: 'No session with a call begins with "nobody"' },
    { words: ["30", "101"], wanted: '"30" begins more than one session: 309-0000-4000' },
    { words: ["2026-W46", "2026-W47", "--since", "7d"], wanted: "without a flag" },
    { words: ["2026-W46", "2026-W47", "--by", "day"], wanted: "compare is no trend" },
  ])("$words are refused with the right form", async ({ words, wanted }) => {
    const { code, err } = await run(...words);
    expect(code).toBe(3);
    expect(err).toContain(wanted);
  });

  it("are told of ids without their terminal sequences", async () => {
    const { err } = await run("", "301");
    expect(err).toMatch(/more than one session/);
    expect(err).not.toContain("\u001b");
  });
});
