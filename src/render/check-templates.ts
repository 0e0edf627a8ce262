import { ConfigError, type ConfigProblem } from "../model/errors.ts";
import type { Report } from "../model/report.ts";
import { FORMATS, type Format, renderReport } from "./render.ts";
import { userFormats } from "./templates.ts";

/**
 * What is wrong with the templates in a folder of the user's, found by rendering a report that has
 * something of everything. Folders of no format are wrong, too: nobody would ever read them.
 */
export async function templateProblems(userTemplates: string): Promise<ConfigProblem[]> {
  const problems: ConfigProblem[] = [];
  for (const name of userFormats(userTemplates)) {
    if (!isTemplated(name)) {
      const known = Object.keys(FORMATS).filter(isTemplated).join(", ");
      const message = `there is no format "${name}" with templates. There are ${known}.`;
      problems.push({ file: `templates/${name}`, path: "", message });
      continue;
    }
    problems.push(...(await problemsOf(name, userTemplates)));
  }
  return problems;
}

function isTemplated(name: string): name is Format {
  return Object.entries(FORMATS).some(([format, row]) => format === name && row.templates);
}

async function problemsOf(format: Format, userTemplates: string): Promise<ConfigProblem[]> {
  const options = { columns: 80, colour: false, ascii: false, userTemplates };
  try {
    await renderReport(EVERYTHING, format, options);
    await renderReport({ ...EVERYTHING, verdict: null }, format, options);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return inTemplates(error.problems);
    throw error;
  }
}

function inTemplates(problems: readonly ConfigProblem[]): ConfigProblem[] {
  return problems.map((problem) => {
    const short = problem.file.split("/").slice(-2).join("/");
    return { ...problem, file: `templates/${short}` };
  });
}

const NONE = { kind: "count", value: null } as const;
const ONE = { kind: "count", value: 1 } as const;
const CHANGE = { kind: "change", sign: "up", amount: 1, unit: "count" } as const;
const WORDS = { kind: "text", text: "words" } as const;
const QUOTE = { kind: "quote", text: "of the log" } as const;

/** One block of each kind, with and without what may be missing. */
const EVERYTHING: Report = {
  version: 1,
  id: "digest:check:2026-11-16:UTC",
  name: "digest",
  title: "weekly security digest",
  label: "2026-W47",
  window: {
    since: "2026-11-16T00:00:00.000Z",
    until: "2026-11-23T00:00:00.000Z",
    time_zone: "UTC",
  },
  as_of: "2026-11-23T06:00:00.000Z",
  verdict: { level: "amber", sentence: [WORDS], counts: "1 to look at." },
  sections: [
    {
      id: "everything",
      title: "Everything",
      summary: [ONE],
      fold: true,
      blocks: [
        {
          kind: "figures",
          figures: [
            {
              label: "Calls",
              value: ONE,
              last: NONE,
              change: CHANGE,
              median: NONE,
              spark: [1, null],
            },
          ],
        },
        table([[QUOTE, ONE]], { count: 2, command: "claude-permit stats" }),
        table([], null),
        {
          kind: "bars",
          series: ["calls"],
          parts: ["a", "b"],
          rows: [{ label: WORDS, bars: [{ value: ONE, share: 1 }], parts: [0.5, 0.5] }],
        },
        {
          kind: "line",
          title: "Calls",
          unit: "count",
          points: [
            { label: "a", value: 1, low: 0, high: 2 },
            { label: "b", value: null, low: null, high: null },
          ],
        },
        { kind: "code", text: "code" },
        { kind: "note", term: "term", text: [WORDS, QUOTE] },
        { kind: "note", term: "", text: [WORDS] },
        {
          kind: "list",
          items: [
            {
              id: "abcd",
              severity: "warn",
              tag: "new",
              title: [WORDS],
              lines: [[QUOTE]],
              command: "claude-permit status",
              effect: "says more",
            },
          ],
        },
      ],
    },
  ],
};

function table(
  rows: (typeof QUOTE | typeof ONE)[][],
  more: { count: number; command: string } | null,
): Report["sections"][number]["blocks"][number] {
  return {
    kind: "table",
    columns: [
      { title: "what", align: "left" },
      { title: "calls", align: "right" },
    ],
    rows,
    total: rows.length === 0 ? null : [WORDS, ONE],
    more,
    empty: "Nothing.",
  };
}
