import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { ASSETS } from "../../assets.ts";

interface PageScript {
  readonly text: string;
  /** As a content security policy names it: `sha256-…`. */
  readonly source: string;
}

let known: PageScript | undefined;

/** What runs in the page, bundled from `page/` by the build, and the hash that lets it alone run. */
export function pageScript(): PageScript {
  if (known !== undefined) return known;
  if (!existsSync(ASSETS.page)) throw new Error("dist/page.js is not there: run npm run build");
  const text = readFileSync(ASSETS.page, "utf8").trim();
  const hash = createHash("sha256").update(text).digest("base64");
  known = { text, source: `sha256-${hash}` };
  return known;
}
