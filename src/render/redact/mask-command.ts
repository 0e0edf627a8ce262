import { ALERT_SETTINGS } from "../../model/alert-settings.ts";
import { LEFT_OUT, maskName } from "./mask-text.ts";

/** The words of a command line, each with its quotes. */
const WORDS = /(?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\])+/g;

/** Works where the variable says which state folder is meant, and tells nobody where that is. */
const HOME = '"$CLAUDE_PERMIT_HOME"';

/** Flags whose values are names from the log. */
const NAMES = ["--project", "--tool"];

/** Commands whose operands are somebody's text. */
const OPERANDS = ["explain", "check", "query", "replay"];

/** Days, instants, spans, zones, numbers: what says when, and nothing else. No id of anything. */
const OUR_VALUE =
  /^(?:\d{4}-W\d{2}|\d{4}-\d{2}(?:-\d{2}(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?)?|\d+[dhm]?|[A-Z][A-Za-z_]+(?:\/[A-Za-z_]+){0,2}|UTC[+-]?[\d:]*|day|week|last-week|this-week|today|last)$/;

/** A command of ours without a full path; names and ids stay, so that it still says which. */
export function maskCommand(line: string): string {
  const words = line.match(WORDS) ?? [];
  return words.map((word, index) => maskedWord(word, words[index - 1] ?? "")).join(" ");
}

function maskedWord(word: string, before: string): string {
  if (before === "--home" || word.startsWith("--home=")) return homeWord(word);
  const isQuoted = /['"\\]/.test(word);
  if (isQuoted && !NAMES.includes(before)) return `'${LEFT_OUT}'`;
  return maskName(word);
}

/** A command of ours without a word of the log: its own words, and when it is about. */
export function countsCommand(line: string): string {
  const words = line.match(WORDS) ?? [];
  const verbs = words.slice(1).findIndex((word) => !/^[a-z][a-z-]*$/.test(word));
  const named = OPERANDS.includes(words[1] ?? "") ? 2 : Math.min(3, verbs < 0 ? 3 : verbs + 1);
  return words
    .map((word, index) => countedWord(word, words[index - 1] ?? "", index < named))
    .join(" ");
}

function countedWord(word: string, before: string, isOurs: boolean): string {
  if (before === "--home" || word.startsWith("--home=")) return homeWord(word);
  if (isOurs || /^--[a-z-]+$/.test(word)) return word;
  const isTold = OUR_VALUE.test(word) || Object.hasOwn(ALERT_SETTINGS, word);
  return !NAMES.includes(before) && isTold ? word : `'${LEFT_OUT}'`;
}

function homeWord(word: string): string {
  return word.startsWith("--home=") ? `--home=${HOME}` : HOME;
}
