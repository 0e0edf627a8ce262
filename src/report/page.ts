import { type Facts, rowsOf } from "../findings/facts.ts";
import type { MetricName } from "../metrics/index.ts";
import type { Block, Report } from "../model/report.ts";
import { windowDays, windowLabel } from "../model/window.ts";
import { withBehind } from "./behind.ts";
import { foldCube } from "./cube.ts";
import { withRecount } from "./recount.ts";

/** What the page asks beside what its sections need. */
export const PAGE_NEEDS = ["cube", "calls-behind"] as const satisfies readonly MetricName[];

/** The report with what the page alone shows: the cube, and the entries behind its counts. */
export function withPage(report: Report, facts: Facts): Report {
  const days = windowDays(facts.window).map(windowLabel);
  const folded = foldCube(rowsOf(facts, "cube"), days);
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
