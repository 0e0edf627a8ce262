import type { Block, BlockKind, Report } from "../../model/report.ts";
import { cleanText } from "../escape-text.ts";
import { blockLines } from "./block-lines.ts";
import { type Heading, headingLines, paragraph } from "./heading.ts";
import { clip, type Line } from "./spans.ts";
import { sentence, type TextFrame } from "./text-frame.ts";
import { detailsRule, headerLines, verdictLines } from "./top-lines.ts";

type Section = Report["sections"][number];
type Of<Kind extends BlockKind> = Extract<Block, { kind: Kind }>;

/** What the templates of the text edition see: lines, laid out and painted. */
export interface TextView {
  readonly header: readonly string[];
  readonly verdict: readonly string[];
  readonly sections: readonly {
    /** The line that parts the first twenty seconds from the details; empty but once. */
    readonly rule: string;
    readonly heading: readonly string[];
    readonly blocks: readonly TextBlockView[];
  }[];
}

interface TextBlockView {
  readonly kind: BlockKind;
  /** Whether an empty line parts it from the block before. */
  readonly apart: boolean;
  readonly lines: readonly string[];
}

export function textView(
  report: Report,
  frame: TextFrame,
  paintLine: (line: Line) => string,
): TextView {
  const firstFold = report.sections.findIndex((section) => section.fold);
  const painted = (lines: readonly Line[], whole = false) =>
    lines.map((line) => paintLine(whole ? line : clip(line, frame.columns, frame.glyphs.ellipsis)));
  return {
    header: painted(headerLines(report, frame)),
    verdict: painted(verdictLines(report, frame)),
    sections: report.sections.map((section, index) => ({
      rule: index === firstFold && index > 0 ? paintLine(detailsRule(frame)) : "",
      ...sectionView(section, frame, painted),
    })),
  };
}

function sectionView(
  section: Section,
  frame: TextFrame,
  painted: (lines: readonly Line[], whole?: boolean) => string[],
): { heading: string[]; blocks: TextBlockView[] } {
  const title = cleanText(section.title).toUpperCase();
  const heading = title === "" ? null : { title, summary: section.summary };
  const [first] = section.blocks;
  const isTerm = first?.kind === "note" && isTitleOf(first, section);
  const isOwn = first === undefined || (first.kind === "note" && !isTerm);
  const blocks = section.blocks.map((block, index) => ({
    kind: block.kind,
    apart: isApart(section.blocks[index - 1], block),
    // What is to be copied is never cut.
    lines: painted(
      linesOf(inCapitals(block, isTerm), index === 0 && !isOwn ? heading : null),
      block.kind === "code" && block.copied === true,
    ),
  }));
  return { heading: painted(isOwn ? headingLines(heading, frame) : []), blocks };

  function linesOf(block: Block, own: Heading | null): Line[] {
    const needsTerm = section.blocks.some((one) => one.kind === "note" && one.term !== "");
    if (block.kind === "note" && block.term === "" && own === null && !needsTerm) {
      return paragraph(sentence(block.text, frame), frame);
    }
    return blockLines(block, own, frame);
  }
}

/** Where a note opens a section, its title is the note's term, and later terms look like it. */
function isTitleOf(note: Of<"note">, section: Section): boolean {
  const term = note.term.toLowerCase();
  return section.summary.length === 0 && (term === "" || term === section.title.toLowerCase());
}

function inCapitals(block: Block, wanted: boolean): Block {
  return wanted && block.kind === "note" ? { ...block, term: block.term.toUpperCase() } : block;
}

function isApart(before: Block | undefined, block: Block): boolean {
  if (before === undefined) return false;
  return before.kind === "list" || block.kind !== "note";
}
