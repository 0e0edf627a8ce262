import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The Chromium of this machine; undefined where there is none. */
export const CHROMIUM = PATHS.find((path) => existsSync(path));

interface Visit {
  readonly page: Page;
  /** What the page said to its console or asked of anybody. */
  readonly noise: string[];
}

/** A browser for pages of ours, each written to a folder that goes when it closes. */
export interface Reader {
  visit<Result>(
    given: { markup: string; fragment?: string } & BrowserContextOptions,
    use: (visit: Visit) => Promise<Result>,
  ): Promise<Result>;
  close(): Promise<void>;
}

export async function openBrowser(): Promise<Reader> {
  const folder = mkdtempSync(join(tmpdir(), "claude-permit-page-"));
  const browser: Browser = await chromium.launch({
    executablePath: CHROMIUM ?? "",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  let serial = 0;
  return {
    visit: async ({ markup, fragment = "", ...options }, use) => {
      serial += 1;
      const path = join(folder, `${serial}.html`);
      writeFileSync(path, markup);
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        ...options,
      });
      try {
        const page = await context.newPage();
        const noise: string[] = [];
        const address = pathToFileURL(path).href;
        page.on("console", (message) => noise.push(message.text()));
        page.on("pageerror", (error) => noise.push(error.message));
        page.on("request", (request) => {
          const url = request.url().replace(/#.*$/, "");
          if (url !== address && url !== "data:,") noise.push(url);
        });
        await page.goto(`${address}${fragment}`);
        return await use({ page, noise });
      } finally {
        await context.close();
      }
    },
    close: async () => {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
