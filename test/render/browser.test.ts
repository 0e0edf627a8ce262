import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Format, renderMail, renderReport } from "../../src/render/render.ts";
import { HOSTILE_REPORT } from "../support/hostile-report.ts";
import { FAINT, FOREIGN, HACKED, OVERFLOW, UNFOLD } from "../support/page-checks.ts";
import { SAMPLE_PAGE } from "../support/sample-page.ts";
import { QUIET_REPORT, SAMPLE_REPORT } from "../support/sample-report.ts";

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = BROWSERS.find((path) => existsSync(path));

const PAGES = [
  { name: "digest", report: SAMPLE_REPORT, format: "html" },
  { name: "digest with its calls", report: SAMPLE_PAGE, format: "html" },
  { name: "quiet week", report: QUIET_REPORT, format: "html" },
  { name: "hostile page", report: HOSTILE_REPORT, format: "html" },
  { name: "mail", report: SAMPLE_REPORT, format: "email" },
  { name: "hostile mail", report: HOSTILE_REPORT, format: "email" },
] as const satisfies { name: string; report: typeof SAMPLE_REPORT; format: Format }[];

const SCREENS = [
  { width: 390, colorScheme: "light" },
  { width: 390, colorScheme: "dark" },
  { width: 768, colorScheme: "light" },
  { width: 1280, colorScheme: "light" },
  { width: 1280, colorScheme: "dark" },
] as const;

/** Skipped, and listed as skipped, on a machine without Chromium. */
describe.skipIf(executablePath === undefined)("in a browser", () => {
  let browser: Browser | undefined;
  let folder = "";

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "claude-permit-browser-"));
    browser = await chromium.launch({
      executablePath: executablePath ?? "",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  describe.each(PAGES)("the $name", ({ name, report, format }) => {
    it.each(SCREENS)("is whole and quiet at $width, $colorScheme", async (screen) => {
      const seen = await look(await markupOf(report, format), `${name}-${format}`, screen);
      expect(seen.noise).toEqual([]);
      expect(seen.foreign).toEqual([]);
      expect(seen.hacked).toBe("undefined");
      expect(seen.faint).toEqual([]);
      expect(seen.overflow).toBeLessThanOrEqual(0);
    });
  });

  async function look(markup: string, name: string, screen: (typeof SCREENS)[number]) {
    const path = join(folder, `${name.replaceAll(" ", "-")}.html`);
    writeFileSync(path, markup);
    const context = await browser?.newContext({
      viewport: { width: screen.width, height: 900 },
      colorScheme: screen.colorScheme,
    });
    if (context === undefined) throw new Error("the browser did not start");
    try {
      const page = await context.newPage();
      const noise: string[] = [];
      page.on("console", (message) => noise.push(message.text()));
      page.on("pageerror", (error) => noise.push(error.message));
      page.on("request", (request) => noise.push(request.url()));
      const address = pathToFileURL(path).href;
      await page.goto(address);
      await page.evaluate(UNFOLD);
      return {
        noise: noise.filter((one) => one !== address && one !== "data:,"),
        foreign: await page.evaluate(FOREIGN),
        hacked: await page.evaluate(HACKED),
        faint: await page.evaluate(FAINT),
        overflow: await page.evaluate(OVERFLOW),
      };
    } finally {
      await context.close();
    }
  }
});

async function markupOf(report: typeof SAMPLE_REPORT, format: Format): Promise<string> {
  if (format === "email") return (await renderMail(report, {})).html;
  return renderReport(report, format, { columns: 80, colour: false, ascii: false });
}
