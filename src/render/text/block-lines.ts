import type { Block } from "../../model/report.ts";
import { cleanText } from "../escape-text.ts";
import { barsLines, figuresLines, lineLines } from "./chart-lines.ts";
import type { Heading } from "./heading.ts";
import { codeLines, listLines, noteLines } from "./list-lines.ts";
import type { Line } from "./spans.ts";
import { tableLines } from "./table-lines.ts";
import type { TextFrame } from "./text-frame.ts";

/** A block as lines. The heading is its section's, for the first block of it. */
export function blockLines(block: Block, heading: Heading | null, frame: TextFrame): Line[] {
  switch (block.kind) {
    case "figures":
      return figuresLines(block, heading, frame);
    case "table":
      return tableLines(block, heading, frame);
    case "bars":
      return barsLines(block, heading, frame);
    case "line":
      return lineLines(block, heading, frame);
    case "list":
      return listLines(block, heading, frame);
    case "code":
      return codeLines(block, heading, frame);
    case "note":
      return noteLines(block, heading?.title ?? cleanText(block.term), frame);
  }
}
