import type { Block } from "../../model/report.ts";
import { cleanLines, cleanText } from "../escape-text.ts";
import { SEVERITY, SEVERITY_WIDTH } from "../glyphs.ts";
import { displayWidth } from "../width.ts";
import { INDENT } from "./columns.ts";
import { type Heading, hanging, headingLines, termLines } from "./heading.ts";
import { type Line, lineWidth, plain, styled } from "./spans.ts";
import { LEVEL_STYLE, sentence, type TextFrame } from "./text-frame.ts";
import { wrap } from "./wrap.ts";

type Of<Kind extends Block["kind"]> = Extract<Block, { kind: Kind }>;
type Item = Of<"list">["items"][number];

/** Numbered findings: mark and word, state, title; evidence, command and effect below. */
export function listLines(block: Of<"list">, heading: Heading | null, frame: TextFrame): Line[] {
  const tags = block.items.map((item) => displayWidth(cleanText(item.tag)));
  const tagColumns = Math.max(5, ...tags) + 3;
  const items = block.items.flatMap((item, index) => [
    [],
    ...itemLines(item, { number: index + 1, tagColumns }, frame),
  ]);
  return [...headingLines(heading, frame), ...items];
}

function itemLines(
  item: Item,
  place: { number: number; tagColumns: number },
  frame: TextFrame,
): Line[] {
  const { word, level } = SEVERITY[item.severity];
  const { glyphs } = frame;
  const mark = glyphs.marks[level];
  const number = `${place.number} `;
  const before = INDENT + number.length + displayWidth(mark) + 1 + SEVERITY_WIDTH + 2;
  const tag = cleanText(item.tag).padEnd(place.tagColumns);
  const lead = [
    plain(number),
    styled(LEVEL_STYLE[level], mark),
    plain(` ${word.padEnd(SEVERITY_WIDTH + 2)}${tag}`.trimEnd()),
  ];
  const start = before - INDENT + place.tagColumns;
  return [
    ...hanging(lead, sentence(item.title, frame), { start, frame }),
    ...item.lines.flatMap((line) => indented(sentence(line, frame), before, { ...frame, hang: 2 })),
    ...commandLines(item, before, frame),
  ];
}

function commandLines(item: Item, indent: number, frame: TextFrame): Line[] {
  const effect = [plain(cleanText(item.effect))];
  if (item.command === "") return indented(effect, indent, frame);
  const arrow = plain(`${frame.glyphs.arrow} `);
  const inner = indent + lineWidth([arrow]);
  const command = [arrow, styled("command", cleanText(item.command))];
  return [
    ...indented(command, indent, { ...frame, hang: inner - indent }),
    ...indented(effect, inner, frame),
  ];
}

/** Lines that start `indent` columns from the left, all but the first `hang` columns further. */
function indented(line: Line, indent: number, frame: TextFrame & { hang?: number }): Line[] {
  const hang = frame.hang ?? 0;
  const room = Math.max(8, frame.columns - indent);
  return wrap(line, room - hang, room).map((one, index) => [
    plain(" ".repeat(index === 0 ? indent : indent + hang)),
    ...one,
  ]);
}

/** Text as it stands, a little to the right; what is to be copied in whole lines, however long. */
export function codeLines(block: Of<"code">, heading: Heading | null, frame: TextFrame): Line[] {
  const whole = (line: string): Line => [plain(" ".repeat(INDENT + 2)), plain(line)];
  const lines = cleanLines(block.text).flatMap((line) => {
    if (line === "") return [[]];
    return block.copied === true ? [whole(line)] : indented([plain(line)], INDENT + 2, frame);
  });
  return [...headingLines(heading, frame), ...lines];
}

export function noteLines(block: Of<"note">, term: string, frame: TextFrame): Line[] {
  return termLines(term, sentence(block.text, frame), frame);
}
