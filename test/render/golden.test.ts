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
import { parsed } from "../support/definition.ts";
import { HOSTILE_REPORT } from "../support/hostile-report.ts";
import { QUIET_REPORT } from "../support/sample-report.ts";
import { sampleWeek } from "../support/sample-week.ts";

const SAMPLE_WEEK = sampleWeek();
const ROOT = join(import.meta.dirname, "../..");

/** `UPDATE_EXAMPLES=1` writes what comes out instead of comparing it. Read the diff first. */
const UPDATE = process.env["UPDATE_EXAMPLES"] === "1";

/** The digest of the bundled week, as test/bundled-week/replay.test.ts holds it. */
const DIGEST = Report.parse(
  JSON.parse(readFileSync(join(ROOT, "reports/examples/digest.json"), "utf8")),
);

/** The other reports, of the sample week. */
const OTHERS = ["rules", "learned", "llm", "trends", "friction", "tools"].map(
  (name): [string, string, Report] => [
    name,
    "reports/examples",
    buildReport(parsed(name), sampleWeek(), null),
  ],
);

/** The reports about security and sessions, of the sample week after another. */
const OF_SECURITY = ["security", "sessions"].map((name): [string, string, Report] => [
  name,
  "reports/examples",
  buildReport(parsed(name), SAMPLE_WEEK, null),
]);

/** All but the last are the gallery that a reader of the repository sees. */
const CASES: [name: string, folder: string, report: Report][] = [
  ["digest", "reports/examples", DIGEST],
  ["quiet-week", "reports/examples", QUIET_REPORT],
  ...OTHERS,
  ...OF_SECURITY,
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
  const formats = NAMES.filter((format) => report !== DIGEST || format !== "html");

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
