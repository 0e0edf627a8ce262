import type { Report } from "../../model/report.ts";
import { shrinkToFit } from "../shrink.ts";
import { loadTemplate } from "../templates.ts";
import { renderText } from "../text/render-text.ts";
import { defang } from "./defang.ts";
import { emailView } from "./email-view.ts";
import { mailReport } from "./mail-report.ts";
import { mailPreheader, mailSubject } from "./subject.ts";

/** A mail in its parts, ready to be queued. */
export interface Mail {
  /** One line of at most 120 characters. */
  readonly subject: string;
  /** What mail programs show beside the subject; also stands, hidden, in the markup. */
  readonly preheader: string;
  readonly text: string;
  readonly html: string;
}

/** Bytes. Gmail clips at about 102 KB and would hide the footer. */
const MOST = 80_000;

/** Between what mail programs wrap at and what a terminal shows. */
const COLUMNS = 76;

export async function mailOf(report: Report, options: { userTemplates?: string }): Promise<Mail> {
  const { userTemplates } = options;
  const own = userTemplates === undefined ? {} : { userTemplates };
  const text = {
    columns: COLUMNS,
    colour: false,
    ascii: false,
    asciiSigns: true,
    quote: defang,
    ...own,
  };
  return {
    subject: mailSubject(report),
    preheader: mailPreheader(report),
    text: await renderText(mailReport(report), text),
    html: await renderEmail(report, options),
  };
}

/** The markup of a mail: tables, inline styles, no image, no link, nothing to load. */
async function renderEmail(report: Report, options: { userTemplates?: string }): Promise<string> {
  const template = await loadTemplate("email", options.userTemplates);
  const markup = shrinkToFit((mostRows) => template(emailView(report, mostRows)), MOST);
  return `${markup.trimEnd()}\n`;
}
