import type { Report } from "../model/report.ts";

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
  json: {
    extension: "json",
    templates: false,
    load: async () => (await import("./render-json.ts")).renderJson,
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
