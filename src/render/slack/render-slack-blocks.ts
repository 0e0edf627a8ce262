import type { Block, Figure, Report, Section } from "../../model/report.ts";
import { cleanText } from "../escape-text.ts";
import { inertJson } from "../render-json.ts";
import { shorten } from "../width.ts";
import { escapeMrkdwn, harmless } from "./escape-mrkdwn.ts";
import {
  figureCells,
  keyFigures,
  slackCommand,
  slackFindings,
  slackFooter,
  slackLines,
  slackSections,
  slackSentence,
  slackTable,
  slackTitle,
} from "./slack-view.ts";

/**
 * Slack takes 50 blocks, 3,000 characters in one and, undocumented, some 13,200 in all
 * (`msg_blocks_too_long`); a message to read takes less.
 */
const BLOCKS = 20;
const SECTION = 3000;
const ALL = 9000;
const HEADER = 150;

const FINDINGS = 5;
const FIELDS = 6;

type Text = { type: "mrkdwn" | "plain_text"; text: string; emoji?: false };
type SlackBlock =
  | { type: "header"; text: Text }
  | { type: "divider" }
  | { type: "context"; elements: Text[] }
  | { type: "section"; text: Text }
  | { type: "section"; fields: Text[] };

/** The body of a webhook's request: blocks, a text for notifications, and no unfurling. */
export function renderSlackBlocks(report: Report, options: { host?: string }): string {
  const message = {
    text: fallback(report),
    blocks: fitted(report, options.host),
    unfurl_links: false,
    unfurl_media: false,
  };
  return `${inertJson(JSON.stringify(message, null, 2))}\n`;
}

/** What a notification and a screen reader say. */
function fallback(report: Report): string {
  const sentence = slackSentence(report.verdict?.sentence ?? [], report);
  return sentence === "" ? slackTitle(report) : `${slackTitle(report)}\n${sentence}`;
}

/** What must be there, and as much of the rest, in order, as there is room for. */
function fitted(report: Report, host: string | undefined): SlackBlock[] {
  const first = top(report, host);
  const last = (left: number) => footer(report, left);
  const middle = body(report);
  const kept: SlackBlock[] = [];
  for (const block of middle) {
    const all = [...first, ...kept, block, ...last(middle.length)];
    if (all.length > BLOCKS || sizeOf(all) > ALL) break;
    kept.push(block);
  }
  // A title or a line with nothing below it says nothing.
  while (kept.at(-1)?.type === "divider") kept.pop();
  const left = middle.length - kept.length;
  return [...first, ...kept, ...last(left)];
}

function top(report: Report, host: string | undefined): SlackBlock[] {
  const { verdict } = report;
  const level = verdict?.level ?? "none";
  const title = `claude-permit ${report.label}: ${level === "none" ? report.title : level.toUpperCase()}`;
  const where = host === undefined || host === "" ? "" : `${escapeMrkdwn(host, 100)} · `;
  const sentence = slackSentence(verdict?.sentence ?? [], report);
  const counts = escapeMrkdwn(verdict?.counts ?? "", 300);
  const said = [sentence, counts].filter((words) => words !== "").join("\n");
  return [
    { type: "header", text: { type: "plain_text", text: plainText(title), emoji: false } },
    context(`${where}${slackFooter(report)}`),
    ...(said === "" ? [] : [section(said)]),
  ];
}

function footer(report: Report, left: number): SlackBlock[] {
  const more = left === 0 ? "All of it" : `There was no room for ${left} more; all of it`;
  return [context(`${more}: ${slackCommand(report)}`)];
}

/** Figures first, then findings, then the tables. */
function body(report: Report): SlackBlock[] {
  const sections = slackSections(report);
  const figures = sections.flatMap((one) =>
    one.blocks.flatMap((block) => (block.kind === "figures" ? block.figures : [])),
  );
  const findings = sections.flatMap((one) =>
    one.blocks.flatMap((block) => (block.kind === "list" ? findingBlocks(block, report) : [])),
  );
  const tables = sections.flatMap((one) => tableBlocks(one, report));
  const parts = [fieldBlocks(figures, report), findings, tables].filter((part) => part.length > 0);
  return parts.flatMap((part): SlackBlock[] => [...(part === parts[0] ? [] : [DIVIDER]), ...part]);
}

const DIVIDER: SlackBlock = { type: "divider" };

function fieldBlocks(figures: readonly Figure[], report: Report): SlackBlock[] {
  if (figures.length === 0) return [];
  const fields = keyFigures(figures, FIELDS).map((figure) => {
    const [label, value, change] = figureCells(figure, report);
    return mrkdwn(
      `*${escapeMrkdwn(label, 60)}*\n${escapeMrkdwn(value, 60)}  ${escapeMrkdwn(change, 60)}`,
    );
  });
  return [{ type: "section", fields }];
}

function findingBlocks(block: Extract<Block, { kind: "list" }>, report: Report): SlackBlock[] {
  const shown = slackFindings(block, report, FINDINGS).map((item) => {
    const tag = item.tag === "" ? "" : ` (${item.tag})`;
    const title = `*${item.number}. ${item.word}*${tag} ${item.title}`;
    return section(
      firstFitting([
        [title, item.place, item.command, item.effect],
        [title, item.command],
        [title],
      ]),
    );
  });
  const left = block.items.length - shown.length;
  return left === 0 ? shown : [...shown, context(`and ${left} more: ${slackCommand(report)}`)];
}

/** The title and what to do come first where all is too long. */
function firstFitting(choices: readonly (readonly string[])[]): string {
  const texts = choices.map((lines) => lines.filter((line) => line !== "").join("\n"));
  return texts.find((text) => text.length <= SECTION) ?? "";
}

/** A section's title, and each of its blocks as code; findings stand above. */
function tableBlocks({ title, summary, blocks }: Section, report: Report): SlackBlock[] {
  const words = [escapeMrkdwn(title, 100), slackSentence(summary, report)];
  const heading = title === "" ? "" : `*${words[0]}*${words[1] === "" ? "" : `  ${words[1]}`}`;
  const parts = blocks.flatMap((block): string[] => {
    if (block.kind === "list") return [];
    const room = SECTION - heading.length - 10;
    if (block.kind === "table") return [tableBlock(block, report, room)];
    if (block.kind !== "note") return [codeBlock(slackLines(block, report), room)];
    const term = block.term === "" ? "" : `*${escapeMrkdwn(block.term, 100)}:* `;
    return [`${term}${slackSentence(block.text, report)}`];
  });
  return parts.map((part, index) =>
    section(index === 0 && heading !== "" ? `${heading}\n${part}` : part),
  );
}

/** As many rows as there is room for, and how many there are besides. */
function tableBlock(
  block: Extract<Block, { kind: "table" }>,
  report: Report,
  most: number,
): string {
  const { lines, left } = slackTable(block, report, {
    most,
    fits: (shown) => sum(shown) <= most - 40,
  });
  const more = left === 0 ? [] : [`… ${left} more`];
  return ["```", ...lines, ...more, "```"].join("\n");
}

function sum(lines: readonly string[]): number {
  return lines.reduce((most, line) => most + line.length + 1, 0);
}

/** As many lines as there is room for, and how many there are besides. */
function codeBlock(lines: readonly string[], most: number): string {
  const kept: string[] = [];
  let room = most - 40;
  for (const line of lines) {
    room -= line.length + 1;
    if (room < 0) break;
    kept.push(line);
  }
  const left = lines.length - kept.length;
  const more = left === 0 ? [] : [`… ${left} more ${left === 1 ? "line" : "lines"}`];
  return ["```", ...kept, ...more, "```"].join("\n");
}

function section(text: string): SlackBlock {
  return { type: "section", text: mrkdwn(text) };
}

function context(text: string): SlackBlock {
  return { type: "context", elements: [mrkdwn(text)] };
}

function mrkdwn(text: string): Text {
  return { type: "mrkdwn", text };
}

function plainText(text: string): string {
  const clean = harmless(cleanText(text)).replace(/[<>]/g, "").replaceAll("&", "and");
  return shorten(clean, HEADER - 10).slice(0, HEADER);
}

/** Characters of the blocks as they are sent. */
function sizeOf(blocks: readonly SlackBlock[]): number {
  return JSON.stringify(blocks).length;
}
