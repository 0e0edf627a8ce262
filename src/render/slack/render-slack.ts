import type { Block, Report, Section } from "../../model/report.ts";
import { loadTemplate } from "../templates.ts";
import { escapeMrkdwn } from "./escape-mrkdwn.ts";
import {
  slackCommand,
  slackFigureLines,
  slackFindings,
  slackFooter,
  slackLines,
  slackSections,
  slackSentence,
  slackTable,
  slackTitle,
} from "./slack-view.ts";

/** Longer text is no message to read in passing, and Slack cuts what is pasted into snippets. */
const MOST = 9000;

/** Findings that it names; the others are counted. */
const FINDINGS = 3;

/** Lines of a table, from generous to few. */
const LINES = [24, 12, 6];

/** Slack's own markup to paste or to send: `*bold*`, code, no table, at most 9,000 characters. */
export async function renderSlack(
  report: Report,
  options: { userTemplates?: string },
): Promise<string> {
  const template = await loadTemplate("slack", options.userTemplates);
  const all = slackSections(report);
  // A block looks the same whatever stands below it, so each is laid out once for each size.
  const sizes = LINES.map((mostLines) => all.map((one) => sectionView(one, report, mostLines)));
  let text = "";
  for (let sections = all.length; sections >= 0; sections -= 1) {
    for (const size of sizes) {
      text = template(view(report, { shown: size.slice(0, sections), of: all.length }));
      if (text.length <= MOST) return tidy(text);
    }
  }
  return tidy(text);
}

function tidy(text: string): string {
  return `${text.replace(/\n{3,}/g, "\n\n").trimEnd()}\n`;
}

function view(
  report: Report,
  { shown, of }: { shown: readonly ReturnType<typeof sectionView>[]; of: number },
) {
  const left = of - shown.length;
  return {
    title: slackTitle(report),
    sentence: slackSentence(report.verdict?.sentence ?? [], report),
    counts: escapeMrkdwn(report.verdict?.counts ?? "", 300),
    footer: slackFooter(report),
    command: slackCommand(report),
    left: left === 0 ? false : `${left} ${left === 1 ? "section" : "sections"}`,
    sections: shown,
  };
}

function sectionView(section: Section, report: Report, mostLines: number) {
  return {
    // What a reader does first needs no title above it.
    title: report.verdict === null ? escapeMrkdwn(section.title, 100) : "",
    summary: report.verdict === null ? slackSentence(section.summary, report) : "",
    blocks: section.blocks.map((block) => blockView(block, report, mostLines)),
  };
}

function blockView(block: Block, report: Report, mostLines: number) {
  if (block.kind === "list") {
    const items = slackFindings(block, report, FINDINGS);
    const left = block.items.length - items.length;
    return {
      kind: block.kind,
      items,
      left: left === 0 ? false : left,
      command: slackCommand(report),
    };
  }
  if (block.kind === "note") {
    const text = slackSentence(block.text, report);
    return { kind: block.kind, term: escapeMrkdwn(block.term, 100), text };
  }
  if (block.kind === "table") {
    const fits = (lines: readonly string[]) => lines.length <= mostLines;
    const table = slackTable(block, report, { most: mostLines, fits });
    return { kind: block.kind, lines: table.lines, left: table.left === 0 ? false : table.left };
  }
  const isShort = block.kind === "figures" && report.verdict !== null;
  const lines = isShort ? slackFigureLines(block.figures, report) : slackLines(block, report);
  return { kind: block.kind, ...cutLines(lines, mostLines) };
}

function cutLines(lines: readonly string[], most: number) {
  const left = lines.length - most;
  return { lines: lines.slice(0, most), left: left > 0 ? left : false };
}
