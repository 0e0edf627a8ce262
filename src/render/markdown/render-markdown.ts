import type { Report } from "../../model/report.ts";
import type { Flavour } from "../render.ts";
import { shrinkToFit } from "../shrink.ts";
import { loadTemplate } from "../templates.ts";
import { frontMatter } from "./front-matter.ts";
import { markdownView } from "./markdown-view.ts";

/** What an issue on GitHub takes. */
const MOST = 65_000;

export interface MarkdownOptions {
  readonly userTemplates?: string;
  /** `github` folds sections with `<details>`; `plain` has no HTML at all. */
  readonly flavour?: Flavour;
  readonly frontMatter?: boolean;
}

/** GitHub-flavoured Markdown, at most 65,000 bytes. */
export async function renderMarkdown(report: Report, options: MarkdownOptions): Promise<string> {
  const template = await loadTemplate("markdown", options.userTemplates);
  const top = options.frontMatter === true ? frontMatter(report) : "";
  const folds = options.flavour === "github";
  const text = shrinkToFit((mostRows) => template(markdownView(report, { mostRows, folds })), MOST);
  return `${top}${text.replace(/\n{3,}/g, "\n\n").trimEnd()}\n`;
}
