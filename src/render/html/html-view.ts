import type { Block, Report } from "../../model/report.ts";
import { sentenceOf } from "../markup.ts";
import { reportCommand } from "../report-command.ts";
import { windowWords } from "../times.ts";
import { anchorOf, blocksOf, topView } from "../views.ts";
import { usualTop } from "./backdrop.ts";
import { blockView, type Context } from "./block-view.ts";
import { filterView } from "./filter-view.ts";
import { htmlMarkup } from "./html-markup.ts";
import { jsonIsland } from "./json-island.ts";
import { pageScript } from "./page-script.ts";
import { dayBars, dayLabels, knownDays } from "./report-days.ts";
import type { Limit } from "./table.ts";
import { timelineView, withTimelines } from "./timeline.ts";

type Section = Report["sections"][number];

/** Sections that are worth a look even where they may be folded. */
const OPEN: readonly Block["kind"][] = ["bars", "line"];

/** What the templates of the page see, within a limit of rows and entries. */
export function htmlView(report: Report, most: Omit<Limit, "command">) {
  const markup = htmlMarkup(report);
  const limit = { ...most, command: reportCommand(report) };
  const days = dayLabels(report, markup);
  const filter = days.length === 0 ? false : filterView(report, days, markup);
  const first = report.sections.findIndex((section) => !isAboveFilter(section));
  return {
    ...topView(report, markup),
    window: markup.text(windowWords(report.window)),
    script: pageScript(),
    data: filter === false ? false : jsonIsland(pageData(report)),
    filter,
    sections: report.sections.map((section, index) => ({
      ...sectionView(section, { report, markup, limit }),
      filter: index === first ? filter : false,
    })),
  };
}

/** The verdict and the findings never change with the filter: it stands below them. */
function isAboveFilter(section: Section): boolean {
  return section.blocks.some((block) => block.kind === "list");
}

function sectionView(section: Section, context: Pick<Context, "report" | "markup" | "limit">) {
  const { markup } = context;
  const kinds = section.blocks.map((block) => block.kind);
  const id = anchorOf(section.id);
  const title = markup.text(section.title);
  return {
    id,
    title,
    summary: sentenceOf(section.summary, markup),
    folds: section.fold && section.title !== "",
    opens:
      section.id === "denied" || kinds.some((kind) => OPEN.includes(kind)) || hasSteps(section),
    isNotes: isDefinitions(section),
    blocks: withTimelines(blocksOf(section)).map((block, index, all) => {
      const suffix = index === 0 ? "" : ` ${index + 1}`;
      const spoken = `${title === "" ? id : title}${suffix}`;
      if (block.kind === "timeline") return timelineView(block, spoken, markup);
      const isTold = all[index + 1]?.kind === "table";
      return blockView(block, { ...context, name: `${id}-${index + 1}`, title: spoken, isTold });
    }),
  };
}

function hasSteps({ blocks }: Section): boolean {
  return blocks.some((block) => block.kind === "note" && block.step !== undefined);
}

/** What the script counts with: the cells, and what is known of the days. */
function pageData(report: Report) {
  const { cube } = report;
  return {
    tiers: cube?.tiers ?? [],
    days: cube?.days.length ?? 0,
    known: knownDays(report),
    usual: usualTop(dayBars(report)?.backdrop),
    cells: cube?.cells ?? [],
  };
}

/**
 * Words with what they mean, in any order: they fit beside each other. A note without a word goes
 * on from the one before, and what unfolds is read downwards.
 */
function isDefinitions({ blocks, fold }: Section): boolean {
  const areNotes = blocks.every((block) => block.kind === "note" && block.term !== "");
  return areNotes && blocks.length > 1 && !fold;
}
