import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { count, named, quote, text } from "../../../src/findings/values.ts";
import type { Block, Report } from "../../../src/model/report.ts";
import { renderMail } from "../../../src/render/render.ts";
import { FAINT, OVERFLOW } from "../../support/page-checks.ts";
import { QUIET_REPORT, SAMPLE_REPORT } from "../../support/sample-report.ts";
import { report, section, table, time } from "../../support/values.ts";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  (path) => existsSync(path),
);

/** Twenty findings with long evidence, and more denials than a mail has room for. */
const BUSY: Report = report(
  [
    section("Do this first", [findings(20)], { fold: false }),
    ...SAMPLE_REPORT.sections.filter(({ id }) => id === "week" || id === "coverage"),
    section("Denied", [denials(400)], { id: "denied" }),
  ],
  { verdict: SAMPLE_REPORT.verdict },
);

const REPORTS = [
  { name: "digest", report: SAMPLE_REPORT },
  { name: "quiet week", report: QUIET_REPORT },
  { name: "busy week", report: BUSY },
];

/** As it is, and as webmail leaves it: no head, so no media query, and no class. */
const PROGRAMS = [
  { program: "a mail program", strip: (html: string) => html },
  {
    program: "webmail that strips",
    strip: (html: string) =>
      html.replace(/<head>[\s\S]*<\/head>/, "").replace(/ class="[^"]*"/g, ""),
  },
];

const SCREENS = [
  { width: 600, colorScheme: "light" },
  { width: 375, colorScheme: "light" },
  { width: 375, colorScheme: "dark" },
] as const;

it.each(REPORTS)("the mail of a $name is under 80 KB", async ({ report: one }) => {
  const { html } = await renderMail(one, { redaction: "full" });
  expect(Buffer.byteLength(html)).toBeLessThan(80_000);
});

/** Skipped, and listed as skipped, on a machine without Chromium. */
describe.skipIf(CHROMIUM === undefined).each(PROGRAMS)("in $program", ({ strip }) => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args });
  });
  afterAll(() => browser?.close());

  describe.each(REPORTS)("the mail of a $name", ({ report: one }) => {
    it.each(SCREENS)("is whole and readable at $width, $colorScheme", async (screen) => {
      const page = await browser?.newPage({
        viewport: { width: screen.width, height: 800 },
        colorScheme: screen.colorScheme,
      });
      if (page === undefined) throw new Error("the browser did not start");
      const { html } = await renderMail(one, { redaction: "full" });
      await page.setContent(strip(html));
      expect(await page.evaluate(OVERFLOW)).toBeLessThanOrEqual(0);
      expect(await page.evaluate(FAINT)).toEqual([]);
      // What stands beside the subject is not seen on the page.
      const seen: string = await page.evaluate("document.body.innerText");
      expect(seen).toMatch(/^claude-permit, weekly security digest, 2026-W\d\d\n/);
      await page.close();
    });
  });
});

function findings(many: number): Block {
  const items = Array.from({ length: many }, (_, index) => ({
    id: `f${index}`,
    severity: "warn" as const,
    tag: "new",
    title: [text("A denied read was reached another way, number "), count(index)],
    lines: Array.from({ length: 4 }, () => [
      text("14:12:48 allowed  "),
      quote(`docker compose --env-file .env.production --project-name ${"x".repeat(60)} config`),
    ]),
    command: `claude-permit rules suggest --accept k${index}f2`,
    effect: "keeps that rule off .env files; 40 of its 41 calls stay allowed",
  }));
  return { kind: "list", items };
}

function denials(many: number): Block {
  const rows = Array.from({ length: many }, (_, index) => [
    named(`no-secret-reads-of-folder-${index}`),
    count(many - index),
    text("new"),
    count(3),
    time("2026-11-20T15:31:00Z", "day_clock"),
    quote(`cat /srv/shop-api/config/environments/production-${index}/secrets.yaml`),
  ]);
  return table(["rule", ">count", ">before", ">sessions", "last", "example"], rows);
}
