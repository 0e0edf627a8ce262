import type { Block, Report } from "../../model/report.ts";
import { reportCommand } from "../report-command.ts";

/** Sections that a mail keeps besides those that never fold. */
const KEPT = ["denied", "coverage"];

/** Findings that a mail shows; the text of each is long. */
const FINDINGS = 12;

type Section = Report["sections"][number];

/**
 * What of the report goes into a mail: what never folds, the denials and the footer. The command
 * that prints all of it stands before the footer.
 */
export function mailReport(report: Report): Report {
  const command = reportCommand(report);
  const kept = report.sections
    .filter((section) => !section.fold || KEPT.includes(section.id))
    .map((section) => ({
      ...section,
      blocks: section.blocks.flatMap((block) => fewerFindings(block, command)),
    }));
  if (kept.length === report.sections.length) return { ...report, sections: kept };
  const footer = kept.findIndex((section) => section.id === "coverage");
  const at = footer < 0 ? kept.length : footer;
  const full: Section = {
    id: "full-report",
    title: "",
    summary: [],
    fold: false,
    blocks: [commandNote("The full report: ", command)],
  };
  return { ...report, sections: [...kept.slice(0, at), full, ...kept.slice(at)] };
}

function fewerFindings(block: Block, command: string): Block[] {
  if (block.kind !== "list" || block.items.length <= FINDINGS) return [block];
  const left = block.items.length - FINDINGS;
  return [
    { kind: "list", items: block.items.slice(0, FINDINGS) },
    commandNote(`and ${left} more: `, command),
  ];
}

function commandNote(words: string, command: string): Block {
  return {
    kind: "note",
    term: "",
    text: [
      { kind: "text", text: words },
      { kind: "command", text: command },
    ],
  };
}
