import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { Report } from "../../src/model/report.ts";
import {
  FORMATS,
  type Format,
  type RenderOptions,
  renderCsvFiles,
  renderMail,
  renderReport,
} from "../../src/render/render.ts";
import { buildReport } from "../../src/report/build.ts";
import { OF_THE_BUNDLED_WEEK } from "../support/bundled-week.ts";
import { parsed } from "../support/definition.ts";
import { HOSTILE_REPORT } from "../support/hostile-report.ts";
import { QUIET_REPORT } from "../support/sample-report.ts";
import { sampleWeek } from "../support/sample-week.ts";

const ROOT = join(import.meta.dirname, "../..");

/** `UPDATE_EXAMPLES=1` writes what comes out instead of comparing it. Read the diff first. */
const UPDATE = process.env["UPDATE_EXAMPLES"] === "1";

/** Reports of the bundled week, as test/bundled-week/replay.test.ts holds their json. */
const OF_THE_WEEK = OF_THE_BUNDLED_WEEK.map((name): [string, string, Report] => {
  const json = readFileSync(join(ROOT, `reports/examples/${name}.json`), "utf8");
  return [name, "reports/examples", Report.parse(JSON.parse(json))];
});

/** Nothing is learned in that week, and no model is asked: these are of the sample week. */
const OF_THE_SAMPLE = ["learned", "llm"].map((name): [string, string, Report] => [
  name,
  "reports/examples",
  buildReport(parsed(name), sampleWeek(), null),
]);

/** All but the last are the gallery that a reader of the repository sees. */
const CASES: [name: string, folder: string, report: Report][] = [
  ...OF_THE_WEEK,
  ["quiet-week", "reports/examples", QUIET_REPORT],
  ...OF_THE_SAMPLE,
  ["hostile", "test/golden/render", HOSTILE_REPORT],
];

const OPTIONS = { columns: 80, colour: false, ascii: false };
const NAMES = [
  "text",
  "markdown",
  "html",
  "json",
  "email",
  "slack",
  "slack-blocks",
] as const satisfies readonly Format[];

/** What a format can also be asked for. */
const VARIANTS = [
  { file: "github.md", format: "markdown", options: { flavour: "github", frontMatter: true } },
  { file: "ascii.txt", format: "text", options: { ascii: true } },
  { file: "60-columns.txt", format: "text", options: { columns: 60 } },
  { file: "masked.md", format: "markdown", options: { redaction: "masked" } },
  { file: "counts.md", format: "markdown", options: { redaction: "counts" } },
] as const satisfies { file: string; format: Format; options: Partial<RenderOptions> }[];

describe.each(CASES)("the golden report %s", (name, folder, report) => {
  // With its calls, which the json leaves out, the page of the digest is held where it is made.
  const formats = NAMES.filter((format) => name !== "digest" || format !== "html");

  it.each(formats)("comes out as before in %s", async (format) => {
    const shown = await renderReport(report, format, OPTIONS);
    compare(join(ROOT, folder, `${name}.${FORMATS[format].extension}`), shown);
  });

  it.each(VARIANTS)("comes out as before as $file", async ({ file, format, options }) => {
    const shown = await renderReport(report, format, { ...OPTIONS, ...options });
    compare(join(ROOT, folder, `${name}.${file}`), shown);
  });

  it("comes out as before as a CSV file for each table", async () => {
    const files = await renderCsvFiles(report, {});
    const into = join(ROOT, folder, `${name}.csv`);
    for (const file of files) compare(join(into, file.name), file.text);
    expect(new Set(readdirSync(into))).toEqual(new Set(files.map((file) => file.name)));
  });

  it("comes out as before as the two parts of a mail", async () => {
    const { subject, preheader, text, html } = await renderMail(report, {});
    const shown = `Subject: ${subject}\nPreheader: ${preheader}\n\n${text}`;
    compare(join(ROOT, folder, `${name}.email.txt`), shown);
    compare(join(ROOT, folder, `${name}.email.html`), html);
  });
});

it("a golden report covers every format", () => {
  expect(new Set<string>([...NAMES, "csv"])).toEqual(new Set(Object.keys(FORMATS)));
});

function compare(path: string, shown: string): void {
  if (UPDATE) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, shown);
  }
  expect(shown).toBe(readFileSync(path, "utf8"));
}
