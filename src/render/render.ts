import type { Redaction } from "../model/redaction.ts";
import type { Report } from "../model/report.ts";
import type { Mail } from "./email/render-mail.ts";

/** What Markdown is written for: readers of any kind, or GitHub, which folds sections. */
export const FLAVOURS = ["plain", "github"] as const;
export type Flavour = (typeof FLAVOURS)[number];

export interface RenderOptions {
  /** Width of the text edition, taken as 60 to 120. */
  readonly columns: number;
  readonly colour: boolean;
  readonly ascii: boolean;
  /** `<home>/templates`; absent: only our own. */
  readonly userTemplates?: string;
  /** How much of the log's text it keeps; absent: what suits the format. */
  readonly redaction?: Redaction;
  /** Of Markdown; absent: `plain`. */
  readonly flavour?: Flavour;
  /** Whether Markdown begins with the id, the window, the verdict and its counts as YAML. */
  readonly frontMatter?: boolean;
  /** Of CSV: the table that is wanted, where the report has several. */
  readonly table?: string;
  /** The machine that made it, for formats that travel; absent: not told. */
  readonly host?: string;
}

type Render = (report: Report, options: RenderOptions) => string | Promise<string>;

interface FormatRow {
  /** End of a file's name, without the dot. */
  readonly extension: string;
  /** Whether `templates/<format>/` holds a template and a partial for each block kind. */
  readonly templates: boolean;
  /** What is kept of the log's text unless somebody says otherwise: less where it travels. */
  readonly redaction: Redaction;
  readonly load: () => Promise<Render>;
}

/** Every format that a report can be had in. A format's code is loaded when it is asked for. */
export const FORMATS = {
  text: {
    extension: "txt",
    templates: true,
    redaction: "full",
    load: async () => (await import("./text/render-text.ts")).renderText,
  },
  markdown: {
    extension: "md",
    templates: true,
    redaction: "full",
    load: async () => (await import("./markdown/render-markdown.ts")).renderMarkdown,
  },
  html: {
    extension: "html",
    templates: true,
    redaction: "full",
    load: async () => (await import("./html/render-html.ts")).renderHtml,
  },
  json: {
    extension: "json",
    templates: false,
    redaction: "full",
    load: async () => (await import("./render-json.ts")).renderJson,
  },
  csv: {
    extension: "csv",
    templates: false,
    redaction: "full",
    load: async () => (await import("./csv/render-csv.ts")).renderCsv,
  },
  email: {
    extension: "eml",
    templates: true,
    redaction: "masked",
    load: async () => (await import("./email/render-eml.ts")).renderEml,
  },
  slack: {
    extension: "slack.txt",
    templates: true,
    redaction: "masked",
    load: async () => (await import("./slack/render-slack.ts")).renderSlack,
  },
  "slack-blocks": {
    extension: "slack.json",
    templates: false,
    redaction: "masked",
    load: async () => (await import("./slack/render-slack-blocks.ts")).renderSlackBlocks,
  },
} as const satisfies Record<string, FormatRow>;
export type Format = keyof typeof FORMATS;

/**
 * Loads a format's code and templates: what is read while a report is measured need not be waited
 * for after.
 */
export async function loadFormat(format: Format): Promise<void> {
  const row = FORMATS[format];
  await Promise.all([row.load(), import("./redact/redact-report.ts")]);
  if (row.templates) await (await import("./own-template.ts")).ownTemplate(format);
}

/**
 * The report in a format, ending in a line break. Text from the log is harmless in it, and only
 * as much of it is there as `redaction` leaves. Throws ConfigError where a template of the user's
 * is wrong, UserError where CSV needs to be told which table.
 */
export async function renderReport(
  report: Report,
  format: Format,
  options: RenderOptions,
): Promise<string> {
  const row = FORMATS[format];
  const render = await row.load();
  const { redactReport } = await import("./redact/redact-report.ts");
  const shown = redactReport(report, options.redaction ?? row.redaction);
  return render(shown, { ...options, ...hostFor(shown, options.host) });
}

/** Of a machine's full name the network it is in stays at home. */
function hostFor({ redaction }: Report, host: string | undefined): { host?: string } {
  if (host === undefined) return {};
  return { host: redaction === undefined ? host : (host.split(".")[0] ?? "") };
}

/** A CSV file for each table of the report, and how many rows the report itself leaves out. */
export async function renderCsvFiles(
  report: Report,
  options: Pick<RenderOptions, "redaction">,
): Promise<{ name: string; text: string; left: number }[]> {
  const { csvFiles } = await import("./csv/render-csv.ts");
  const { redactReport } = await import("./redact/redact-report.ts");
  return csvFiles(redactReport(report, options.redaction ?? FORMATS.csv.redaction));
}

/** The report as a mail: a subject, a preheader, a text part and markup. Throws ConfigError. */
export async function renderMail(
  report: Report,
  options: Pick<RenderOptions, "userTemplates" | "redaction">,
): Promise<Mail> {
  const { mailOf } = await import("./email/render-mail.ts");
  const { redactReport } = await import("./redact/redact-report.ts");
  const level = options.redaction ?? FORMATS.email.redaction;
  return mailOf(redactReport(report, level), options);
}
