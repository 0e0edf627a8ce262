import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { METRICS } from "../../src/metrics/index.ts";
import { Report } from "../../src/model/report.ts";
import { FORMATS } from "../../src/render/render.ts";
import { entry, logText } from "../support/entry.ts";
import { runCommand, temporaryFolder } from "../support/io.ts";
import { blocksOf, cells, said, sectionOf } from "../support/report.ts";

const AS_OF = ["--during", "2026-W47", "--tz", "UTC", "--as-of", "2026-11-23T06:00:00Z"];

function homeWithWeek(): string {
  const home = temporaryFolder();
  // More than a quiet week has.
  const bash = Array.from({ length: 80 }, () => entry());
  const lines = [...bash, entry({ tool: "Edit" }), entry({ at: "2026-11-11T10:00:00.000Z" })];
  writeFileSync(join(home, "audit.jsonl"), logText(lines), { mode: 0o600 });
  return home;
}

const run = (home: string, ...words: string[]) =>
  runCommand(["report", ...words, "--explain", "--home", home], home, { pid: process.pid });

async function explained(home: string, ...words: string[]): Promise<Report> {
  const { code, out, err } = await run(home, ...words, "--json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return Report.parse(JSON.parse(out));
}

const notesOf = (report: Report, id: string) =>
  Object.fromEntries(
    blocksOf(sectionOf(report, id), "note").map(({ term, text }) => [term, said(text)]),
  );

describe("report --explain", () => {
  it("names for each figure the file of its metric", async () => {
    const report = await explained(homeWithWeek(), "digest", ...AS_OF);
    expect(cells(sectionOf(report, "the-week")).slice(0, 2)).toEqual([
      ["Calls", "src/metrics/scorecard.sql, calls"],
      ["Sessions", "src/metrics/scorecard.sql, sessions"],
    ]);
    expect(cells(sectionOf(report, "no-rule-covered"))[0]).toEqual([
      ...["what", "src/metrics/uncovered.sql"],
    ]);
    expect(notesOf(report, "do-this-first")["findings"]).toContain("src/metrics/uncovered.sql");
    expect(notesOf(report, "verdict")["verdict"]).toContain("src/metrics/denied.sql, ");
  });

  it("tells each metric's question, parameters and rows", async () => {
    const report = await explained(homeWithWeek(), "tools", ...AS_OF);
    const notes = notesOf(report, "metric-decisions-by-tool");
    expect(notes).toEqual({
      question: METRICS["decisions-by-tool"].question,
      file: "src/metrics/decisions-by-tool.sql",
      $starts: "‹2026-11-16T00:00:00.000Z›",
      $ends: "‹2026-11-23T00:00:00.000Z›",
      $as_of: "‹2026-11-23T06:00:00.000Z›",
      $project: "‹all›",
      $tool: "‹all›",
      rows: "2",
    });
    const [code] = blocksOf(sectionOf(report, "metric-decisions-by-tool"), "code");
    const rows = code?.text.split("\n").map((line) => JSON.parse(line));
    expect(rows).toEqual([
      expect.objectContaining({ part: "tool", name: "Bash", calls: 80 }),
      expect.objectContaining({ part: "tool", name: "Edit", calls: 1 }),
    ]);
  });

  it("has no figure without a source, in any report", async () => {
    const home = homeWithWeek();
    for (const name of ["digest", "trends", "rules", "learned", "llm", "friction", "tools"]) {
      const report = await explained(home, name, ...AS_OF);
      const metrics = report.sections.filter(({ id }) => id.startsWith("metric-"));
      expect(metrics.length, name).toBeGreaterThan(0);
      const files = JSON.stringify(report.sections).match(/src\/metrics\/[a-z-]+\.sql/g) ?? [];
      const told = new Set(metrics.map(({ id }) => `src/metrics/${id.slice(7)}.sql`));
      expect(
        [...new Set(files)].filter((file) => !told.has(file)),
        name,
      ).toEqual([]);
    }
  });

  it("of a comparison tells both sides", async () => {
    const report = await explained(homeWithWeek(), "compare", "2026-W46", "2026-W47");
    expect(notesOf(report, "metric-scorecard-A")["$starts"]).toMatch(/^‹2026-11-0[89]T/);
    expect(notesOf(report, "metric-scorecard-B")["rows"]).toBe("1");
  });

  it("tells the statement and parameters of a question of one's own", async () => {
    const home = homeWithWeek();
    mkdirSync(join(home, "reports"), { mode: 0o700 });
    const table = [
      ...['title = "mine"', 'window = "last-week"', 'comparison = "before"', 'sections = ["mine"]'],
      ...["[[query]]", 'name = "mine"', 'title = "Mine"'],
      'sql = "select count(*) as n from calls where ts >= $since and ts < $until"',
    ];
    const path = join(home, "reports/own.toml");
    writeFileSync(path, `${table.join("\n")}\n`, { mode: 0o600 });
    const report = await explained(home, "own", ...AS_OF);
    expect(notesOf(report, "query-mine")).toEqual({
      from: "‹its own query mine›",
      $since: "‹2026-11-16T00:00:00.000Z›",
      $until: "‹2026-11-23T00:00:00.000Z›",
    });
  });

  it("stands in every format, and says what it cannot explain", async () => {
    const home = homeWithWeek();
    // CSV holds one table, which is asked for by name; a message in Slack is short on purpose.
    for (const format of Object.keys(FORMATS).filter((name) => !/^(csv|slack)/.test(name))) {
      const { code, out } = await run(home, "digest", ...AS_OF, "--format", format);
      expect({ format, code }).toEqual({ format, code: 0 });
      // A mail keeps what fits a mail.
      if (format !== "email") expect(out).toContain("scorecard.sql");
    }
    expect((await run(home, "inventory")).err).toContain("inventory has no figures to explain");
  });
});
