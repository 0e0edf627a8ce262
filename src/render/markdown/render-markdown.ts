import type { Report } from "../../model/report.ts";
import { shrinkToFit } from "../shrink.ts";
import { loadTemplate } from "../templates.ts";
import { markdownView } from "./markdown-view.ts";

/** What an issue on GitHub takes. */
const MOST = 65_000;

/** GitHub-flavoured Markdown without any HTML, at most 65,000 characters. */
export function renderMarkdown(report: Report, options: { userTemplates?: string }): string {
  const template = loadTemplate("markdown", options.userTemplates);
  const text = shrinkToFit((mostRows) => template(markdownView(report, mostRows)), MOST);
  return `${text.replace(/\n{3,}/g, "\n\n").trimEnd()}\n`;
}
