import type { Report } from "../../model/report.ts";
import { cleanText } from "../escape-text.ts";
import { windowWords } from "../times.ts";
import { displayWidth } from "../width.ts";
import { hanging } from "./heading.ts";
import { fit, type Line, lineWidth, plain, styled } from "./spans.ts";
import { LEVEL_STYLE, sentence, type TextFrame } from "./text-frame.ts";
import { wrap } from "./wrap.ts";

/** What the report is and which window it is about. */
export function headerLines(report: Report, frame: TextFrame): Line[] {
  const label = cleanText(report.label);
  const room = Math.max(0, frame.columns - displayWidth(label) - 2);
  const title = [styled("bold", "claude-permit"), plain(`  ${cleanText(report.title)}`)];
  const { ellipsis, rule } = frame.glyphs;
  const first =
    lineWidth(title) > room
      ? [...wrap(title, frame.columns), ...wrap([plain(label)], frame.columns)]
      : [[...fit(title, room, { right: false, ellipsis }), plain("  "), plain(label)]];
  return [
    ...first,
    ...wrap([plain(windowWords(report.window))], frame.columns),
    [styled("dim", rule.repeat(frame.columns))],
  ];
}

/** `■ RED`, the sentence, the counts below it. */
export function verdictLines(report: Report, frame: TextFrame): Line[] {
  const { verdict } = report;
  if (verdict === null) return [];
  const word = verdict.level === "none" ? "" : verdict.level.toUpperCase();
  const mark = frame.glyphs.marks[verdict.level];
  const lead = [styled(LEVEL_STYLE[verdict.level], mark), styled("bold", ` ${word}`)];
  const counts = [plain(cleanText(verdict.counts))];
  const start = displayWidth(mark) + 8;
  return [
    ...hanging(lead, sentence(verdict.sentence, frame), { start, frame }),
    ...(verdict.counts === "" ? [] : hanging([], counts, { start, frame })),
  ];
}

/** Parts the first twenty seconds from the details. */
export function detailsRule(frame: TextFrame): Line {
  const word = " details";
  return [styled("dim", `${frame.glyphs.rule.repeat(frame.columns - word.length)}${word}`)];
}
