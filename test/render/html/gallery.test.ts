import { readFileSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM, openBrowser, type Reader } from "../../support/browser.ts";
import { FAINT, FOREIGN, OVERFLOW, UNFOLD, VIOLATIONS } from "../../support/page-checks.ts";

const EXAMPLES = join(import.meta.dirname, "../../../reports/examples");
const NAMES = ["digest", "learned", "trends"] as const;
const SCREENS = [
  { width: 390, colorScheme: "light" },
  { width: 768, colorScheme: "light" },
  { width: 1280, colorScheme: "dark" },
] as const;

/** Names of layers, of servers and values in a drawing that cover each other. */
const COVERED = `
  [...document.querySelectorAll("svg[role=img]")].flatMap((svg) => {
    const texts = [...svg.querySelectorAll("text.point, text.name, text.moment-name")]
      .filter((one) => getComputedStyle(one).display !== "none" && one.textContent !== "")
      .map((one) => ({ words: one.textContent, box: one.getBoundingClientRect() }));
    return texts.flatMap((a, index) => texts.slice(index + 1)
      .filter((b) => a.box.left < b.box.right - 2 && b.box.left < a.box.right - 2
        && a.box.top < b.box.bottom - 5 && b.box.top < a.box.bottom - 5)
      .map((b) => a.words + " / " + b.words));
  })`;

/** `UPDATE_EXAMPLES=1` takes the picture of the README anew. */
const UPDATE = process.env["UPDATE_EXAMPLES"] === "1";
const PICTURE = 1080;

const read = (name: string): string => readFileSync(join(EXAMPLES, `${name}.html`), "utf8");

it.each(NAMES)("the page of %s in the gallery is under 400 KB", (name) => {
  expect(Buffer.byteLength(read(name))).toBeLessThan(400_000);
});

/** Skipped, and listed as skipped, on a machine without Chromium. */
describe.skipIf(CHROMIUM === undefined)("in a browser, the page of the gallery", () => {
  let browser: Reader;

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(() => browser.close());

  it.each(NAMES.flatMap((name) => SCREENS.map((screen) => ({ name, ...screen }))))(
    "$name is whole, quiet and accessible at $width pixels, $colorScheme",
    async ({ name, width, colorScheme }) => {
      const viewport = { width, height: 900 };
      const given = { markup: read(name), viewport, colorScheme };
      await browser.visit(given, async ({ page, noise }) => {
        await page.evaluate(UNFOLD);
        expect(await page.evaluate(OVERFLOW)).toBeLessThanOrEqual(0);
        expect(await page.evaluate(FAINT)).toEqual([]);
        expect(await page.evaluate(FOREIGN)).toEqual([]);
        expect(await page.evaluate(COVERED)).toEqual([]);
        await page.evaluate(axe.source);
        expect(await page.evaluate(VIOLATIONS)).toEqual([]);
        expect(noise).toEqual([]);
      });
    },
  );

  it.each(NAMES)("%s loses no column on a sheet of A4", async (name) => {
    const given = { markup: read(name), viewport: { width: 718, height: 1000 } };
    await browser.visit(given, async ({ page }) => {
      await page.emulateMedia({ media: "print" });
      const cut = `[...document.querySelectorAll(".scroll")]
        .filter((one) => one.scrollWidth > one.clientWidth + 1)
        .map((one) => one.getAttribute("aria-label"))`;
      expect(await page.evaluate(cut)).toEqual([]);
    });
  });

  it("digest draws what is usual, when an alert fired and what appeared, and says so in words", async () => {
    await browser.visit({ markup: read("digest") }, async ({ page }) => {
      const chart = page.locator("#by-day");
      expect(await chart.locator("rect.usual").count()).toBe(7);
      expect(await chart.locator("rect.firing").count()).toBe(1);
      expect(await chart.locator("line.moment").count()).toBe(1);
      const legend = (await chart.locator(".legend").innerText()).replaceAll("\n", " ");
      expect(legend).toContain("calls on that weekday in the 4 weeks before");
      expect(legend).toContain("passthrough_ratio web-client fires since Thu 18:00");
      expect(legend).toContain("MCP server playwright appeared Wed 11:55");
      const spoken = (await chart.locator("svg desc").textContent()) ?? "";
      expect(spoken).toContain("MCP server playwright appeared Wed 11:55");
      expect(spoken).toContain("312 calls, 296 to 321 usual");
      await chart.locator("details.numbers summary").click();
      expect(await chart.locator("tbody tr").first().innerText()).toContain("296 to 321");
    });
  });

  it("digest hides what holds for everything while a filter is on, and shows all of it again", async () => {
    await browser.visit({ markup: read("digest") }, async ({ page }) => {
      const drawing = () => page.evaluate<string>("document.querySelector('svg.by-day').outerHTML");
      const before = await drawing();
      const usual = page.locator("#by-day rect.usual").first();
      expect(await usual.isVisible()).toBe(true);
      await page.locator("select[name=project]").selectOption({ index: 1 });
      expect(await usual.isVisible()).toBe(false);
      expect(await page.locator("#by-day text.moment-name").isVisible()).toBe(true);
      expect(await page.locator("#ratio-change .unreached").isVisible()).toBe(true);
      expect(await drawing()).not.toBe(before);
      await page.locator("button.clear").click();
      expect(await drawing()).toBe(before);
      expect(await page.locator("#ratio-change .unreached").isVisible()).toBe(false);
    });
  });

  it("digest prints its charts and the commands of the rules", async () => {
    await browser.visit({ markup: read("digest") }, async ({ page }) => {
      await page.emulateMedia({ media: "print" });
      expect(await page.locator("#by-day rect.firing").isVisible()).toBe(true);
      const commands = page.locator("#no-rule-covered .note code.command");
      expect(await commands.first().innerText()).toMatch(/^claude-permit rules suggest --accept/);
      expect(await page.evaluate(OVERFLOW)).toBeLessThanOrEqual(0);
    });
  });

  it("learned tells what happened one after the other, without JavaScript too", async () => {
    const given = { markup: read("learned"), javaScriptEnabled: false };
    await browser.visit(given, async ({ page }) => {
      const steps = page.locator("#learned-changes ol.timeline > li");
      expect(await steps.count()).toBe(5);
      const words = (await steps.nth(1).innerText()).split(/\s*\n\s*/);
      expect(words[0]).toBe("Tue 11:20");
      expect(words[1]).toBe("+ learned npm-run-lint");
      expect(words).toContain("“Runs the project's own linter and writes nothing.”");
    });
  });

  it.runIf(UPDATE)("digest gives the README its picture", async () => {
    const viewport = { width: PICTURE, height: 900 };
    await browser.visit({ markup: read("digest"), viewport }, async ({ page }) => {
      const box = await page.locator("#by-day").boundingBox();
      const height = Math.round((box?.y ?? 0) + (box?.height ?? 0) + 24);
      const clip = { x: 0, y: 0, width: PICTURE, height };
      await page.screenshot({ path: join(EXAMPLES, "digest.png"), fullPage: true, clip });
    });
  });
});
