import type { Block, Value } from "../../model/report.ts";
import { cleanText } from "../escape-text.ts";
import type { TextCell, TextColumn } from "./columns.ts";
import { gridLines } from "./grid-lines.ts";
import { type Heading, paragraph, termLines } from "./heading.ts";
import type { Line } from "./spans.ts";
import { sentence, type TextFrame, valueLine } from "./text-frame.ts";

type TableBlock = Extract<Block, { kind: "table" }>;

/** Tables keep their first numbers in the same column, down the page, where there is room. */
const FIRST_COLUMNS = 28;

/** A table; the section's title takes the place of the first column's. */
export function tableLines(block: TableBlock, heading: Heading | null, frame: TextFrame): Line[] {
  if (block.rows.length === 0) return emptyLines(block, heading, frame);
  const rows = [...block.rows, ...(block.total === null ? [] : [block.total])];
  const columns = block.columns.map((column, index): TextColumn => {
    const isBar = block.rows.some((row) => row[index]?.kind === "share");
    return {
      title: cleanText(column.title),
      align: isBar ? "bar" : column.align,
      gap: 2,
      least: index === 0 && column.align === "left" ? FIRST_COLUMNS : 0,
      whole: index > 0 && !rows.some((row) => row[index]?.kind === "quote"),
    };
  });
  const cells = rows.map((row) => row.map((value) => cellOf(value, frame)));
  return [
    ...gridLines({ columns, cells, heading, wholeFirst: true }, frame),
    ...moreLines(block, frame),
  ];
}

function cellOf(value: Value, frame: TextFrame): TextCell {
  return value.kind === "share" ? { share: value.value } : valueLine(value, frame);
}

function emptyLines(block: TableBlock, heading: Heading | null, frame: TextFrame): Line[] {
  const text = sentence([{ kind: "text", text: block.empty }], frame);
  return termLines(heading?.title ?? "", text, frame);
}

function moreLines(block: TableBlock, frame: TextFrame): Line[] {
  if (block.more === null) return [];
  const { command } = block.more;
  const values: Value[] = [
    { kind: "text", text: "and " },
    { kind: "count", value: block.more.count },
    { kind: "text", text: command === null ? " more" : " more: " },
    ...(command === null ? [] : [{ kind: "command", text: command } as const]),
  ];
  return paragraph(sentence(values, frame), frame);
}
