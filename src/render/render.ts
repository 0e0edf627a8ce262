import type { Report } from "../model/report.ts";
import type { Mail } from "./email/render-mail.ts";

export interface RenderOptions {
  /** Width of the text edition, taken as 60 to 120. */
  readonly columns: number;
  readonly colour: boolean;
  readonly ascii: boolean;
  /** `<home>/templates`; absent: only our own. */
  readonly userTemplates?: string;
}

interface FormatRow {
  /** End of a file's name, without the dot. */
  readonly extension: string;
  /** Whether `templates/<format>/` holds a template and a partial for each block kind. */
  readonly templates: boolean;
  readonly load: () => Promise<(report: Report, options: RenderOptions) => string>;
}

/** Every format that a report can be had in. A format's code is loaded when it is asked for. */
export const FORMATS = {
  text: {
    extension: "txt",
    templates: true,
    load: async () => (await import("./text/render-text.ts")).renderText,
  },
  markdown: {
    extension: "md",
    templates: true,
    load: async () => (await import("./markdown/render-markdown.ts")).renderMarkdown,
  },
  html: {
    extension: "html",
    templates: true,
    load: async () => (await import("./html/render-html.ts")).renderHtml,
  },
  json: {
    extension: "json",
    templates: false,
    load: async () => (await import("./render-json.ts")).renderJson,
  },
  email: {
    extension: "email.html",
    templates: true,
    load: async () => (await import("./email/render-mail.ts")).renderEmail,
  },
} as const satisfies Record<string, FormatRow>;
export type Format = keyof typeof FORMATS;

/**
 * The report in a format, ending in a line break. Text from the log is harmless in it.
 * Throws ConfigError where a template of the user's is wrong.
 */
export async function renderReport(
  report: Report,
  format: Format,
  options: RenderOptions,
): Promise<string> {
  const render = await FORMATS[format].load();
  return render(report, options);
}

/** The report as a mail: a subject, a preheader, a text part and markup. Throws ConfigError. */
export async function renderMail(
  report: Report,
  options: Pick<RenderOptions, "userTemplates">,
): Promise<Mail> {
  const { mailOf } = await import("./email/render-mail.ts");
  return mailOf(report, options);
}
