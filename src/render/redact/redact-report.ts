import { REDACTIONS, type Redaction } from "../../model/redaction.ts";
import type { Block, Report, Section, Value } from "../../model/report.ts";
import { cleanText } from "../escape-text.ts";
import { type Mapping, mapReport } from "../map-report.ts";
import { countsCommand, maskCommand } from "./mask-command.ts";
import { LEFT_OUT, maskCall, maskName, maskWords } from "./mask-text.ts";

/** What the footer says of each level. */
const SAID = {
  masked: {
    term: "Masked",
    text: "no full paths and no command lines: of paths the last part, of hosts the last labels, of commands the kind.",
  },
  counts: { term: "Counts only", text: `no text of the log: ${LEFT_OUT} stands for it.` },
} as const satisfies Record<Exclude<Redaction, "full">, { term: string; text: string }>;

const MAPPINGS = {
  masked: {
    quote: maskedQuote,
    words: cleaned(maskWords),
    command: cleaned(maskCommand),
    code: leftOutLines,
  },
  counts: {
    quote: ({ own = "" }) => ({ kind: "text", text: `${own}${LEFT_OUT}` }),
    words: cleaned(maskWords),
    command: cleaned(countsCommand),
    code: leftOutLines,
  },
} as const satisfies Record<Exclude<Redaction, "full">, Mapping>;

/** Of one report a mail and what is posted are made, masked alike. */
const KNOWN = {
  masked: new WeakMap<Report, Report>(),
  counts: new WeakMap<Report, Report>(),
} as const;

/**
 * The report with as much of the log's text as `level` leaves, and a note that says so. What was
 * taken out before stays out: a level that leaves more changes nothing.
 */
export function redactReport(report: Report, level: Redaction): Report {
  const before = report.redaction ?? "full";
  if (level === "full" || REDACTIONS.indexOf(level) <= REDACTIONS.indexOf(before)) return report;
  const redacted = KNOWN[level].get(report) ?? redactedReport(report, level);
  KNOWN[level].set(report, redacted);
  return redacted;
}

function redactedReport(report: Report, level: Exclude<Redaction, "full">): Report {
  const isWhole = (report.redaction ?? "full") === "full";
  const bare = isWhole ? report : { ...report, sections: withoutNote(report.sections) };
  const redacted = mapReport(bare, MAPPINGS[level]);
  return { ...redacted, redaction: level, sections: withNote(redacted.sections, SAID[level]) };
}

/** Words of ours before a text from the log are no part of its form. */
function maskedQuote({ text, masked, own = "" }: Extract<Value, { kind: "quote" }>): Value {
  const mask = masked === undefined ? maskCall : maskName;
  const theirs = cleanText((masked ?? text).slice(own.length));
  return { kind: "quote", text: `${own}${mask(theirs)}`, ...(own === "" ? {} : { own }) };
}

/** What nobody sees could hide the beginning of a path. */
function cleaned(mask: (text: string) => string): (text: string) => string {
  return (text) => mask(cleanText(text));
}

function leftOutLines(text: string): string {
  const lines = text.split(/\r\n?|\n/).length;
  return `${LEFT_OUT} (${lines} ${lines === 1 ? "line" : "lines"})`;
}

/** At the end of the footer; a section of its own where there is no footer, or one of sentences. */
function withNote(sections: Section[], said: { term: string; text: string }): Section[] {
  const note = (term: string, text: string): Block => ({
    kind: "note",
    term,
    text: [{ kind: "text", text }],
  });
  const isFooter = ({ id, blocks }: Section) =>
    id === "coverage" && blocks.some((block) => block.kind === "note" && block.term !== "");
  if (sections.some(isFooter)) {
    return sections.map((section) =>
      isFooter(section)
        ? { ...section, blocks: [...section.blocks, note(said.term, said.text)] }
        : section,
    );
  }
  const own = note("", `${said.term}: ${said.text}`);
  return [...sections, { id: "redaction", title: "", summary: [], fold: false, blocks: [own] }];
}

function withoutNote(sections: readonly Section[]): Section[] {
  const terms: string[] = Object.values(SAID).map((said) => said.term);
  return sections
    .filter((section) => section.id !== "redaction")
    .map((section) => ({
      ...section,
      blocks: section.blocks.filter((one) => one.kind !== "note" || !terms.includes(one.term)),
    }));
}
