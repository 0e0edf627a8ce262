import picocolors from "picocolors";
import type { Report } from "../../model/report.ts";
import { ASCII, UNICODE } from "../glyphs.ts";
import { loadTemplate } from "../templates.ts";
import { asciiReport } from "./ascii-report.ts";
import { painter } from "./spans.ts";
import { textView } from "./text-view.ts";

const NARROWEST = 60;
const WIDEST = 120;

export interface TextOptions {
  readonly columns: number;
  readonly colour: boolean;
  /** ASCII alone, whatever the log holds. */
  readonly ascii: boolean;
  /** Drawn with ASCII, while texts keep their letters. */
  readonly asciiSigns?: boolean;
  readonly userTemplates?: string;
  /** What is done to text from the log after cleaning. */
  readonly quote?: (text: string) => string;
}

/** The report for a terminal of `columns`, taken as 60 to 120; no line is longer, but of code. */
export async function renderText(report: Report, options: TextOptions): Promise<string> {
  const template = await loadTemplate("text", options.userTemplates);
  const colours = picocolors.createColors(options.colour);
  const frame = {
    window: report.window,
    glyphs: options.ascii || options.asciiSigns === true ? ASCII : UNICODE,
    columns: Math.min(WIDEST, Math.max(NARROWEST, options.columns)),
    quote: options.quote ?? ((text: string) => text),
  };
  const shown = options.ascii ? asciiReport(report) : report;
  const view = textView(shown, frame, painter(colours));
  return `${template(view).trimEnd()}\n`;
}
