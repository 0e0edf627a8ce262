import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { FORMATS, type Format, renderMail, renderReport } from "../../src/render/render.ts";
import { buildReport } from "../../src/report/build.ts";
import { parsed } from "../support/definition.ts";
import { HOSTILE_REPORT } from "../support/hostile-report.ts";
import { QUIET_REPORT, SAMPLE_REPORT } from "../support/sample-report.ts";
import { sampleWeek } from "../support/sample-week.ts";

const SAMPLE_WEEK = sampleWeek();
const ROOT = join(import.meta.dirname, "../..");

/** `UPDATE_EXAMPLES=1` writes what comes out instead of comparing it. Read the diff first. */
const UPDATE = process.env["UPDATE_EXAMPLES"] === "1";

/** The reports about rules, learning and the model, of the sample week. */
const OF_RULES = ["rules", "learned", "llm"].map((name): [string, string, Report] => [
  name,
  "reports/examples",
  buildReport(parsed(name), sampleWeek(), null),
]);

/** The reports about security and sessions, of the sample week after another. */
const OF_SECURITY = ["security", "sessions"].map((name): [string, string, Report] => [
  name,
  "reports/examples",
  buildReport(parsed(name), SAMPLE_WEEK, null),
]);

/** All but the last are the gallery that a reader of the repository sees. */
const CASES: [name: string, folder: string, report: Report][] = [
  ["digest", "reports/examples", SAMPLE_REPORT],
  ["quiet-week", "reports/examples", QUIET_REPORT],
  ...OF_RULES,
  ...OF_SECURITY,
  ["hostile", "test/golden/render", HOSTILE_REPORT],
];

const NAMES = ["text", "markdown", "html", "json", "email"] as const satisfies readonly Format[];

describe.each(CASES)("the golden report %s", (name, folder, report) => {
  it.each(NAMES)("comes out as before in %s", async (format) => {
    const shown = await renderReport(report, format, { columns: 80, colour: false, ascii: false });
    compare(join(ROOT, folder, `${name}.${FORMATS[format].extension}`), shown);
  });

  it("comes out as before as the text of a mail", async () => {
    const { subject, preheader, text } = await renderMail(report, {});
    const shown = `Subject: ${subject}\nPreheader: ${preheader}\n\n${text}`;
    compare(join(ROOT, folder, `${name}.email.txt`), shown);
  });
});

it("a golden report covers every format", () => {
  expect(new Set<string>(NAMES)).toEqual(new Set(Object.keys(FORMATS)));
});

function compare(path: string, shown: string): void {
  if (UPDATE) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, shown);
  }
  expect(shown).toBe(readFileSync(path, "utf8"));
}
