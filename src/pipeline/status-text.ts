import { shortPaths } from "../model/short-path.ts";
import { cleanText } from "../render/escape-text.ts";
import type { Status, StatusLevel, StatusLine } from "./status.ts";
import { wrapHint, wrapWords } from "./status-words.ts";

const MARKS = {
  red: { mark: "■", word: "BROKEN" },
  amber: { mark: "◆", word: "LOOK" },
  none: { mark: "○", word: "" },
  green: { mark: "●", word: "OK" },
} as const satisfies Record<StatusLevel, { mark: string; word: string }>;

const WIDTH = 80;
const NAME_COLUMNS = 15;
const INDENT = " ".repeat(3 + NAME_COLUMNS);

/** The status for a terminal, at most 80 columns wide but for words that are longer. */
export function statusText(status: Status, context: StatusTextContext): string {
  const shown = status.lines.flatMap((line) => lineText(line, context));
  return `\n${[heading(status, context.version), "", ...shown].join("\n")}\n`;
}

export interface StatusTextContext {
  readonly version: string;
  readonly accountHome: string;
}

function heading({ level, sentence }: Status, version: string): string {
  const { mark, word } = MARKS[level];
  const left = ` ${mark} ${word.padEnd(5)}  ${sentence}`;
  const right = `claude-permit ${version}`;
  return left + " ".repeat(Math.max(2, WIDTH - left.length - right.length)) + right;
}

function lineText(line: StatusLine, { accountHome }: StatusTextContext): string[] {
  const room = WIDTH - INDENT.length;
  // Paths and messages may quote what others wrote.
  const short = (text: string): string => shortPaths(cleanText(text), accountHome);
  const lines = line.lines.flatMap((text) => wrapWords(short(text), room));
  const [first = "", ...more] = lines;
  const remedy = line.remedy === null ? [] : wrapHint(short(line.remedy), room - 2);
  return [
    ` ${MARKS[line.level].mark} ${line.name.padEnd(NAME_COLUMNS)}${first}`,
    ...more.map((text) => INDENT + text),
    ...remedy.map((text, at) => `${INDENT}${at === 0 ? "→" : " "} ${text}`),
  ];
}
