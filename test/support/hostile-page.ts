import { count, quote } from "../../src/findings/values.ts";
import type { Report } from "../../src/model/report.ts";
import { TIERS } from "../../src/model/words.ts";
import { HOSTILE, HOSTILE_REPORT } from "./hostile-report.ts";
import { section, table } from "./values.ts";

const TEXTS = Object.values(HOSTILE);

/** The hostile report with all of that in the cube's names and in the entries behind a count. */
export const HOSTILE_PAGE: Report = {
  ...HOSTILE_REPORT,
  sections: [
    ...HOSTILE_REPORT.sections,
    section("Behind", [
      {
        ...table(
          ["project", ">calls"],
          TEXTS.map((words) => [quote(words), count(1)]),
        ),
        behind: {
          version: 1,
          column: 1,
          columns: [
            { title: HOSTILE.script, align: "left" },
            { title: HOSTILE.attribute, align: "left" },
          ],
          rows: TEXTS.map((words, place) => ({
            entries: [{ cells: [quote(words), quote(HOSTILE.css)], at: [0, place, 0, 0] }],
            more: { count: 9, command: `claude-permit query ${words}` },
          })),
        },
      },
    ]),
  ],
  cube: {
    version: 1,
    days: ["2026-11-16"],
    projects: TEXTS.map(quote),
    tools: [quote(HOSTILE.script)],
    tiers: [...TIERS],
    cells: TEXTS.map((_, place) => [0, place, 0, 0, 1, 1, 0, 0, 0, 0, 0, 1]),
  },
};
