import { type Facts, rowsOf } from "../findings/facts.ts";
import type { MetricName, MetricRow } from "../metrics/index.ts";
import type { Block, Report } from "../model/report.ts";
import { hasMoreDays, type Window, windowDays, windowLabel } from "../model/window.ts";
import { withBehind } from "./behind.ts";
import { foldCube } from "./cube.ts";
import { withRecount } from "./recount.ts";

/** What the page asks beside what its sections need. */
export const PAGE_NEEDS = ["cube", "calls-behind"] as const satisfies readonly MetricName[];

const MOST_DAYS = 366;

/** The report with what the page alone shows: the cube, and the entries behind its counts. */
export function withPage(report: Report, facts: Facts): Report {
  const rows = rowsOf(facts, "cube");
  const folded = foldCube(rows, daysOf(facts.window, rows));
  const { cube, places } = folded ?? { cube: null, places: null };
  const more = (block: Block, id: string): Block => {
    const counted = cube === null ? block : withRecount(block, id, cube);
    return counted.kind === "table" ? withBehind(counted, id, facts, places) : counted;
  };
  return {
    ...report,
    sections: report.sections.map((section) => ({
      ...section,
      blocks: section.blocks.map((block) => more(block, section.id)),
    })),
    ...(cube === null ? {} : { cube }),
  };
}

/** Every day of the window; of one that is longer than its page can show, those with calls. */
function daysOf(window: Window, rows: readonly MetricRow<"cube">[]): string[] {
  if (!hasMoreDays(window, MOST_DAYS)) return windowDays(window).map(windowLabel);
  return [...new Set(rows.map(({ day }) => day))];
}

/** The report as every other format takes it. */
export function withoutPage({ cube: _, ...report }: Report): Report {
  const sections = report.sections.map((section) => ({
    ...section,
    blocks: section.blocks.map(plain),
  }));
  return { ...report, sections };
}

function plain(block: Block): Block {
  switch (block.kind) {
    case "figures":
      return { ...block, figures: block.figures.map(({ measure: _, ...figure }) => figure) };
    case "bars": {
      const { days: _, ...bars } = block;
      return bars;
    }
    case "note": {
      const { step: _, ...note } = block;
      return note;
    }
    case "table": {
      const { behind: _, recount: _recount, ...table } = block;
      return table;
    }
    default:
      return block;
  }
}
