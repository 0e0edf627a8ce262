import type { Report } from "../../model/report.ts";
import { loadTemplate } from "../templates.ts";
import { htmlView } from "./html-view.ts";

/** Bytes of a page. */
const MOST = 400_000;

/** How much of each list and table it holds, from generous to few: entries go before rows. */
const LIMITS = [
  { mostEntries: 50, mostRows: 1000 },
  { mostEntries: 25, mostRows: 1000 },
  { mostEntries: 12, mostRows: 1000 },
  { mostEntries: 6, mostRows: 200 },
  { mostEntries: 3, mostRows: 200 },
  { mostEntries: 1, mostRows: 50 },
  { mostEntries: 0, mostRows: 20 },
  { mostEntries: 0, mostRows: 5 },
] as const;

/** One page that loads nothing, runs one script of ours, and stays under 400 KB. */
export async function renderHtml(
  report: Report,
  options: { userTemplates?: string },
): Promise<string> {
  const template = await loadTemplate("html", options.userTemplates);
  let page = "";
  for (const limit of LIMITS) {
    page = template(htmlView(report, limit)).trimEnd();
    if (Buffer.byteLength(page) < MOST) break;
  }
  return `${page}\n`;
}
