import type { Report } from "../../model/report.ts";
import { shrinkToFit } from "../shrink.ts";
import { loadTemplate } from "../templates.ts";
import { htmlView } from "./html-view.ts";

const MOST = 400_000;

/** One page that loads nothing and runs nothing, under 400 KB. */
export function renderHtml(report: Report, options: { userTemplates?: string }): string {
  const template = loadTemplate("html", options.userTemplates);
  const page = shrinkToFit((mostRows) => template(htmlView(report, mostRows)), MOST);
  return `${page.trimEnd()}\n`;
}
