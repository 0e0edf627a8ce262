import type { Report, Section } from "../../src/model/report.ts";
import { mapReport } from "../../src/render/map-report.ts";
import { HOSTILE } from "./hostile-report.ts";

const ALL: readonly string[] = Object.values(HOSTILE);

/**
 * The same report with a plain word wherever it holds hostile text: what a format makes of both
 * has the same shape, or the text has changed it. Equal texts get equal words.
 */
export function harmlessTwin(report: Report): Report {
  const words = new Map<string, string>();
  const wordFor = (text: string): string => {
    const known = words.get(text) ?? `word${words.size}`;
    words.set(text, known);
    return known;
  };
  const ours = (text: string) => (isHostile(text) ? wordFor(text) : text);
  const named = { ...report, sections: report.sections.map(withPlainIds) };
  return mapReport(named, {
    words: ours,
    quote: (value) => ({ kind: "quote", text: wordFor(value.text) }),
    command: (text) => (isHostile(text) ? `claude-permit explain ${wordFor(text)}` : text),
    code: (text) => (isHostile(text) ? wordFor(text) : text),
  });
}

/** An id is no text that anybody reads; in an address it is made fit for one. */
function withPlainIds(section: Section): Section {
  const blocks = section.blocks.map((block) =>
    block.kind === "list"
      ? { ...block, items: block.items.map((item, index) => ({ ...item, id: `item-${index}` })) }
      : block,
  );
  return { ...section, blocks };
}

function isHostile(text: string): boolean {
  return ALL.some((words) => text.includes(words.slice(0, 300)));
}
