import { createHash } from "node:crypto";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Counted, countOf, EVERYTHING, type Selection } from "../../src/model/cube.ts";
import type { Report } from "../../src/model/report.ts";
import { countWords, ratioWords } from "../../src/render/figure-words.ts";
import { renderReport } from "../../src/render/render.ts";
import { CHROMIUM, openBrowser, type Reader } from "../support/browser.ts";
import { HOSTILE_PAGE } from "../support/hostile-page.ts";
import { FAINT, FOREIGN, HACKED, OVERFLOW, UNFOLD, VIOLATIONS } from "../support/page-checks.ts";
import { SAMPLE_PAGE } from "../support/sample-page.ts";

const WIDTHS = [390, 768, 1280] as const;
const SCHEMES = ["light", "dark"] as const;

/** The colours by role: contrast against the page, then against the surface. */
const COLOURS: { scheme: "light" | "dark"; rows: [string, number, number][] }[] = [
  {
    scheme: "light",
    rows: [
      ["ink", 15.8, 16.6],
      ["muted", 5.8, 6.1],
      ["hairline", 1.3, 1.4],
      ["link", 6.2, 6.4],
      ["red", 6.3, 6.5],
      ["amber", 5.7, 5.9],
      ["green", 6.3, 6.5],
      ["rules", 6.6, 6.9],
      ["learned", 3.4, 3.5],
      ["model", 4.2, 4.4],
      ["open", 3.5, 3.7],
    ],
  },
  {
    scheme: "dark",
    rows: [
      ["ink", 14.8, 13.4],
      ["muted", 7.2, 6.6],
      ["hairline", 1.6, 1.4],
      ["link", 8.4, 7.6],
      ["red", 7.9, 7.2],
      ["amber", 9.7, 8.8],
      ["green", 9.5, 8.6],
      ["rules", 6.8, 6.2],
      ["learned", 4.4, 4.1],
      ["model", 7.2, 6.6],
      ["open", 5.1, 4.6],
    ],
  },
];

/** Of the words of a level on the ground tinted in its colour. */
const TINTS = {
  light: { red: 5.6, amber: 5.4, green: 5.8 },
  dark: { red: 6.7, amber: 7.5, green: 7.5 },
} as const;

/** Charts need 3, all others 4.5. */
const GRAPHICS: readonly string[] = ["rules", "learned", "model", "open"];

/** A question to the page: the contrast of two of its colours, by their names. */
function contrast(name: string, ground: string): string {
  return `(() => {
    const light = (colour) => {
      const probe = document.createElement("i");
      probe.style.color = "var(--" + colour + ")";
      document.body.append(probe);
      const [r, g, b] = getComputedStyle(probe).color.match(/[0-9.]+/g).map(Number)
        .map((one) => one / 255)
        .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
      probe.remove();
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [a, b] = [light("${name}"), light("${ground}")];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  })()`;
}

function markupOf(report: Report): Promise<string> {
  return renderReport(report, "html", { columns: 80, colour: false, ascii: false });
}

function texts(page: Page, selector: string): Promise<string[]> {
  return page.locator(selector).allInnerTexts();
}

function placeOf(dimension: "projects" | "tools", name: string): number {
  return (SAMPLE_PAGE.cube?.[dimension] ?? []).findIndex(
    (value) => value.kind === "quote" && value.text === name,
  );
}

/** What the filtered page must say: counted anew from the cube that the report carries. */
function recount(selection: Partial<Selection>, what: Counted): string {
  const value = countOf(SAMPLE_PAGE.cube?.cells ?? [], { ...EVERYTHING, ...selection }, what);
  if (value === null) return "–";
  return what === "ratio" ? ratioWords(value) : countWords(value);
}

/** Skipped, and listed as skipped, on a machine without Chromium. */
describe.skipIf(CHROMIUM === undefined)("the page", () => {
  let browser: Reader;
  let markup: string;

  beforeAll(async () => {
    browser = await openBrowser();
    markup = await markupOf(SAMPLE_PAGE);
  });

  afterAll(() => browser.close());

  it.each(WIDTHS.flatMap((width) => SCHEMES.map((colorScheme) => ({ width, colorScheme }))))(
    "fits $width pixels in $colorScheme with every fold and list open, and says nothing to anybody",
    async ({ width, colorScheme }) => {
      const viewport = { width, height: 900 };
      await browser.visit({ markup, viewport, colorScheme }, async ({ page, noise }) => {
        for (const fragment of ["", "#project=web-client"]) {
          await page.evaluate(`location.hash = "${fragment}"`);
          await page.evaluate(UNFOLD);
          expect(await page.evaluate(OVERFLOW)).toBeLessThanOrEqual(0);
          expect(await page.evaluate(FAINT)).toEqual([]);
        }
        await page.locator("#denied tr:not(.none) td a").first().click();
        expect(await page.evaluate(OVERFLOW)).toBeLessThanOrEqual(0);
        expect(noise).toEqual([]);
      });
    },
  );

  it.each(SCHEMES)("has nothing that axe-core objects to, in %s", async (colorScheme) => {
    await browser.visit({ markup, colorScheme }, async ({ page }) => {
      await page.evaluate(axe.source);
      expect(await page.evaluate(VIOLATIONS)).toEqual([]);
      await page.evaluate(UNFOLD);
      await page.locator("#denied td a").first().click();
      await page.evaluate('location.hash = "#tool=Bash"');
      expect(await page.evaluate(VIOLATIONS)).toEqual([]);
    });
  });

  it.each(COLOURS)("has colours of the stated contrast in $scheme", async ({ scheme, rows }) => {
    await browser.visit({ markup, colorScheme: scheme }, async ({ page }) => {
      for (const [name, onPage, onSurface] of rows) {
        const [least, most] =
          name === "hairline" ? [1, 2] : [GRAPHICS.includes(name) ? 3 : 4.5, 21];
        for (const [ground, stated] of [
          ["page", onPage],
          ["surface", onSurface],
        ] as const) {
          const found = await page.evaluate<number>(contrast(name, ground));
          expect({ name, ground, contrast: found.toFixed(1) }).toEqual({
            name,
            ground,
            contrast: stated.toFixed(1),
          });
          expect(found).toBeGreaterThan(least);
          expect(found).toBeLessThan(most);
        }
      }
      for (const [name, stated] of Object.entries(TINTS[scheme])) {
        const found = await page.evaluate<number>(contrast(name, `${name}-tint`));
        expect({ name, contrast: found.toFixed(1) }).toEqual({ name, contrast: stated.toFixed(1) });
      }
    });
  });

  it("keeps a hostile log from being anything but text", async () => {
    const hostile = await markupOf(HOSTILE_PAGE);
    await browser.visit({ markup: hostile }, async ({ page, noise }) => {
      await page.evaluate(UNFOLD);
      for (const name of ["project", "tool", "day"]) {
        await page.locator(`select[name=${name}]`).selectOption({ index: 1 });
      }
      expect(await page.evaluate(FOREIGN)).toEqual([]);
      expect(await page.evaluate(HACKED)).toBe("undefined");
      expect(await page.evaluate(OVERFLOW)).toBeLessThanOrEqual(0);
      expect(noise).toEqual([]);
    });
  });

  it("runs its own script and no other", async () => {
    await browser.visit({ markup }, async ({ page, noise }) => {
      const script = await page.evaluate<string>("document.body.lastElementChild.textContent");
      const hash = createHash("sha256").update(script).digest("base64");
      expect(markup).toContain(`script-src 'sha256-${hash}'`);
      expect(markup).toContain("default-src 'none'");
      await page.evaluate(`
        const other = document.createElement("script");
        other.textContent = "window.hacked = 1";
        document.body.append(other);`);
      expect(await page.evaluate(HACKED)).toBe("undefined");
      expect(noise.join()).toContain("Content Security Policy");
    });
  });

  it("is readable without JavaScript, and offers nothing that would need it", async () => {
    const quiet = { markup, javaScriptEnabled: false };
    await browser.visit(quiet, async ({ page, noise }) => {
      expect(await page.locator("button:visible, select:visible").count()).toBe(0);
      expect(await texts(page, "h1")).toEqual([expect.stringContaining("A blocked secret")]);
      expect(await texts(page, "#finding-k3f2 pre.command")).toEqual([
        "claude-permit rules suggest --accept k3f2",
      ]);
      await page.locator("#denied details.behind > summary").click();
      const entries = page.locator("#denied-1-1 tbody tr");
      expect(await entries.count()).toBe(5);
      expect(await entries.first().isVisible()).toBe(true);
      expect(noise).toEqual([]);
    });
  });

  it("sorts a table by a header's button, there and back, and leaves the sum last", async () => {
    await browser.visit({ markup }, async ({ page }) => {
      await page.evaluate(UNFOLD);
      const calls = page.locator("#decided th", { hasText: "calls" });
      const first = () => texts(page, "#decided tbody tr:first-child td:first-child");
      await calls.locator("button").press("Enter");
      expect(await calls.getAttribute("aria-sort")).toBe("descending");
      expect(await first()).toEqual(["allowed by your rules"]);
      await calls.locator("button").press("Enter");
      expect(await calls.getAttribute("aria-sort")).toBe("ascending");
      expect(await first()).toEqual(["denied by the model"]);
      expect(await texts(page, "#decided tfoot td:first-child")).toEqual(["all"]);
      const last = page.locator("#denied th", { hasText: "last" });
      await last.locator("button").click();
      expect(
        await texts(page, "#denied .sortable > tbody > tr:first-child > td:first-child"),
      ).toEqual(["no-publish"]);
      expect(await page.locator("#denied th[aria-sort]").count()).toBe(1);
    });
  });

  it("opens the entries behind a count in a row below it, as many as it says", async () => {
    await browser.visit({ markup }, async ({ page }) => {
      const link = page.locator("#denied td a").first();
      await link.press("Enter");
      expect(await link.getAttribute("aria-expanded")).toBe("true");
      const rows = page.locator("#denied tr.drill details[open] tbody tr");
      expect(await rows.count()).toBe(Number(await link.innerText()));
      expect(await rows.first().innerText()).toContain("cat .env.production");
      // It moves with its row.
      await page.locator("#denied th button", { hasText: "rule" }).click();
      const before = await page
        .locator("#denied tr.drill")
        .evaluate((row) => row.previousElementSibling?.textContent ?? "");
      expect(before).toContain("no-secret-reads");
      await page.locator("#denied button.close").click();
      expect(await page.locator("tr.drill").count()).toBe(0);
    });
  });

  const projects = ["shop-api", "web-client", "infra"];
  it.each(projects)("counts anew for %s what the cube holds of it", async (name) => {
    const project = placeOf("projects", name);
    await browser.visit({ markup }, async ({ page }) => {
      await page.evaluate(UNFOLD);
      await page.locator("select[name=project]").selectOption({ label: name });
      expect(await texts(page, ".figure .value")).toEqual([
        recount({ project }, "calls"),
        "–",
        recount({ project }, "prompts"),
        recount({ project }, "saved"),
        recount({ project }, "denied"),
        recount({ project }, "ratio"),
        "–",
        recount({ project }, "errors"),
      ]);
      // Day by day, in every layer: they sum up to the figures.
      const days = await page
        .locator("tbody.by-day tr")
        .evaluateAll((rows) =>
          rows.map((row) => [...row.children].slice(1).map((cell) => Number(cell.textContent))),
        );
      days.forEach(([calls = 0, ...layers], day) => {
        const prompts = layers.pop();
        expect(countWords(calls)).toBe(recount({ project, day }, "calls"));
        expect(layers.reduce((sum, one) => sum + one, 0)).toBe(calls);
        expect(String(prompts)).toBe(recount({ project, day }, "prompts"));
      });
      expect(await texts(page, "#decided tfoot td:nth-child(2)")).toEqual([
        recount({ project }, "calls"),
      ]);
      const denied = await texts(
        page,
        "#denied .sortable > tbody > tr:not(.none) > td:nth-child(2)",
      );
      expect(String(denied.reduce((sum, one) => sum + Number(one), 0))).toBe(
        recount({ project }, "denied"),
      );
      const [row] = await texts(page, "#projects tbody tr:not(.none)");
      expect(row).toContain(name);
    });
  });

  it("leaves verdict and findings alone, hides changes and says so, and undoes all of it", async () => {
    await browser.visit({ markup }, async ({ page }) => {
      const said = () =>
        texts(page, "header, .finding, .figure, #denied, #by-day, #decided, #sessions");
      await page.evaluate(UNFOLD);
      const before = await said();
      const top = await texts(page, "header, .finding");
      await page.locator("select[name=project]").selectOption({ label: "infra" });
      await page.locator("select[name=day]").selectOption({ index: 2 });
      expect(await texts(page, "header, .finding")).toEqual(top);
      const line = await page.locator("#filtered").innerText();
      expect(line).toContain("Filtered by project infra, day Tue 17 Nov.");
      expect(line).toContain("Intervals, changes");
      expect(await page.locator(".figure svg:visible, .figure .moved:visible").count()).toBe(0);
      expect(await texts(page, "#sessions .not-filtered, #fingerprints .not-filtered")).toEqual([
        expect.stringContaining("does not reach"),
        expect.stringContaining("does not reach"),
      ]);
      await page.locator("button.clear").click();
      expect(await said()).toEqual(before);
      expect(page.url()).not.toContain("#");
    });
  });

  it("keeps the filter in the address, and finds it there again", async () => {
    const fragment = "#project=web-client&tool=Bash&tier=passthrough&day=2026-11-19";
    await browser.visit({ markup }, async ({ page }) => {
      await page.locator("select[name=project]").selectOption({ label: "web-client" });
      await page.locator("select[name=tool]").selectOption({ label: "Bash" });
      await page.locator("select[name=tier]").selectOption({ label: "no opinion" });
      await page.locator("select[name=day]").selectOption({ label: "Thu 19 Nov" });
      expect(new URL(page.url()).hash).toBe(fragment);
      const figures = await texts(page, ".figure .value");
      await page.reload();
      expect(await texts(page, ".figure .value")).toEqual(figures);
      // An anchor is no filter: what is chosen stays.
      await page.evaluate('location.hash = "#finding-k3f2"');
      expect(await texts(page, ".figure .value")).toEqual(figures);
    });
    const unknown = { markup, fragment: "#project=nobody&theme=purple" };
    await browser.visit(unknown, async ({ page, noise }) => {
      expect(await page.locator(".figure .value").first().innerText()).toBe("1,850");
      expect(noise).toEqual([]);
    });
  });

  it("turns dark and light by its button, whatever the system prefers", async () => {
    await browser.visit({ markup, colorScheme: "light" }, async ({ page }) => {
      const ground = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
      expect(await ground()).toBe("rgb(250, 250, 247)");
      await page.locator("#theme").click();
      expect(await ground()).toBe("rgb(20, 23, 26)");
      await page.reload();
      expect(await ground()).toBe("rgb(20, 23, 26)");
      await page.locator("#theme").click();
      expect(await ground()).toBe("rgb(250, 250, 247)");
    });
  });

  it("prints every fold, black on white, with rules for red and amber and without controls", async () => {
    await browser.visit({ markup, colorScheme: "dark" }, async ({ page }) => {
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      const style = (selector: string, name: string) =>
        page.evaluate(
          `getComputedStyle(document.querySelector("${selector}")).getPropertyValue("${name}")`,
        );
      expect(await style("body", "background-color")).toBe("rgb(255, 255, 255)");
      expect(await style("body", "color")).toBe("rgb(27, 31, 36)");
      expect(await style(".finding.red", "border-left")).toBe("3px solid rgb(179, 38, 30)");
      expect(await style(".finding.amber", "border-left")).toBe("3px solid rgb(138, 90, 0)");
      expect(await page.locator("#theme:visible, .copy:visible, select:visible").count()).toBe(0);
      expect(await page.locator("#decided td").first().isVisible()).toBe(true);
    });
  });

  it("copies a command, or selects it", async () => {
    await browser.visit(
      { markup, permissions: ["clipboard-read", "clipboard-write"] },
      async ({ page }) => {
        await page.locator("#finding-p7qd button.copy").click();
        await page.locator("#finding-p7qd button.copy", { hasText: /Copied|Selected/ }).waitFor();
        expect(await page.evaluate("navigator.clipboard.readText()")).toBe(
          "claude-permit rules suggest --accept p7qd",
        );
      },
    );
  });
});
