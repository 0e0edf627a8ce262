import type { Report, Value } from "../../model/report.ts";
import { cleanText } from "../escape-text.ts";
import { NO_BREAK } from "../figure-words.ts";
import { UNICODE } from "../glyphs.ts";
import { type Frame, valueWords } from "../value-words.ts";
import { graphemes } from "../width.ts";
import { defang } from "./defang.ts";

/** RFC 5322 advises 78 characters, and phones show less; this is where it must end. */
const SUBJECT = 120;
const PREHEADER = { least: 40, most: 90 };

/**
 * `[claude-permit] W47 RED: a blocked secret was read another way; 3 more to look at`, at most 120
 * characters.
 */
export function mailSubject(report: Report): string {
  const label = cleanText(report.label).replace(/^\d{4}-(?=W\d)/, "");
  const level = report.verdict?.level ?? "none";
  const word = level === "none" ? ` ${cleanText(report.name)}` : ` ${level.toUpperCase()}`;
  const sentence = sentenceOf(report);
  const what = sentence === "" ? cleanText(report.title) : lowerFirst(sentence);
  const more = moreToDo(report);
  return `${cutAtClause(`[claude-permit] ${label}${word}: ${what}`, SUBJECT - more.length)}${more}`;
}

/** What there is to do beside what the sentence opens with; the counts of a verdict tell it. */
function moreToDo({ verdict }: Report): string {
  const counts = verdict?.counts ?? "";
  const [fix = 0, look = 0] = [/(\d+) to fix/, /(\d+) to look at/].map((words) =>
    Number(words.exec(counts)?.[1] ?? 0),
  );
  const [fixes, looks] = fix > 0 ? [fix - 1, look] : [0, look - 1];
  const parts = [
    ...(fixes > 0 ? [`${fixes} more to fix`] : []),
    ...(looks > 0 ? [`${looks}${fixes > 0 ? "" : " more"} to look at`] : []),
  ];
  return parts.length === 0 ? "" : `; ${parts.join(", ")}`;
}

/**
 * What a mail program shows beside the subject: what there is to do, then the figures that moved,
 * the other counts and the other figures, as far as they fit.
 */
export function mailPreheader(report: Report): string {
  const [first = "", ...others] = cleanText(report.verdict?.counts ?? "").split(/(?<=\.) /);
  const { moved, still } = figureWords(report);
  let words = report.verdict === null ? sentenceOf(report) : first;
  for (const one of [...moved, ...others, ...still]) {
    const longer = words === "" ? one : `${words} ${one}`;
    if (words.length >= PREHEADER.least && longer.length > PREHEADER.most) break;
    words = longer;
  }
  return cutAtClause(defang(words), PREHEADER.most);
}

/** The verdict's sentence; without a verdict the key figures of the sections, the first three. */
function sentenceOf(report: Report): string {
  const figures = report.sections
    .map(({ headline }) => wordsOf(headline ?? [], report))
    .filter((words) => words !== "");
  return report.verdict === null
    ? figures.slice(0, 3).join(", ")
    : wordsOf(report.verdict.sentence, report);
}

function wordsOf(values: readonly Value[], report: Report): string {
  const words = values.map((value) => {
    const text = valueWords(value, frameOf(report)).replaceAll(NO_BREAK, " ");
    return value.kind === "quote" ? defang(text) : text;
  });
  return words.join("").trim().replace(/\.$/, "");
}

/** `Prompts you saw 226 (88 last).`, of what changed for certain and of what did not. */
function figureWords(report: Report): { moved: string[]; still: string[] } {
  const figures = report.sections
    .flatMap((section) => section.blocks)
    .flatMap((block) => (block.kind === "figures" ? block.figures : []));
  const moved = figures.filter((one) => ["up", "down"].includes(one.change.sign));
  const frame = frameOf(report);
  const words = (one: (typeof figures)[number]): string => {
    const [value, last] = [valueWords(one.value, frame), valueWords(one.last, frame)];
    return `${cleanText(one.label)} ${value} (${last} last).`.replaceAll(NO_BREAK, " ");
  };
  const still = figures.filter((one) => !moved.includes(one));
  return { moved: moved.map(words), still: still.map(words) };
}

function frameOf(report: Report): Frame {
  return { window: report.window, glyphs: UNICODE };
}

/** Shortened where a clause ends, if one ends late enough; else at a word, with `…`. */
function cutAtClause(text: string, most: number): string {
  if (text.length <= most) return text;
  let head = "";
  for (const part of graphemes(text)) {
    if (head.length + part.length > most - 1) break;
    head += part;
  }
  const clause = Math.max(head.lastIndexOf(", "), head.lastIndexOf("; "), head.lastIndexOf(". "));
  if (clause > most / 2) return head.slice(0, clause);
  const word = head.lastIndexOf(" ");
  return `${word > most / 2 ? head.slice(0, word) : head}…`;
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
