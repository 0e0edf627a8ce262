import type { Choices } from "../../model/rule.ts";

/** `^`?, a text, perhaps a group of texts, a text, and `$` or `\b`?; nothing else. */
const SHAPE =
  /^(\^?)((?:[^\\^$.|?*+()[\]{}]|\\[-./])*)(?:\((?:\?:)?([^\\^$?*+()[\]{}.]*)\))?((?:[^\\^$.|?*+()[\]{}]|\\[-./])*)(\$|\\b)?$/;
const BARE_ALTERNATIVES = /^[^\\^$?*+()[\]{}.]+$/;
/** More are quicker found by the engine. */
const MAX_TEXTS = 40;

/**
 * All that a simple expression can find, so that it is judged without the engine: `^Bash$`,
 * `Edit|Write`, `^git (log|diff)\b`. Undefined for any other, `^git .*` among them.
 */
export function choicesOf(source: string): Choices | undefined {
  // Half a pair or a character that folds: leave it to the engine.
  if (!/^[\x20-\x7e]+$/.test(source)) return undefined;
  if (BARE_ALTERNATIVES.test(source)) return made(source.split("|"), "", "any");
  const match = SHAPE.exec(source);
  if (match === null) return undefined;
  const [, caret = "", before = "", group, after = "", end = ""] = match;
  const middle = group === undefined ? [""] : group.split("|");
  const texts = middle.map((part) => unescaped(before) + part + unescaped(after));
  return made(texts, caret, end === "$" ? "text" : end === "\\b" ? "word" : "any");
}

/** Whether the choices stand in the text. */
export function isChosen({ texts, first, end }: Choices, text: string): boolean {
  for (const choice of texts) if (stands(choice, text, first, end)) return true;
  return false;
}

function stands(choice: string, text: string, first: boolean, end: Choices["end"]): boolean {
  if (end === "text") return first ? text === choice : text.endsWith(choice);
  if (first) return text.startsWith(choice) && endsWell(text, choice.length, end);
  for (let at = text.indexOf(choice); at >= 0; at = text.indexOf(choice, at + 1)) {
    if (endsWell(text, at + choice.length, end)) return true;
  }
  return false;
}

function made(texts: readonly string[], caret: string, end: Choices["end"]): Choices | undefined {
  if (texts.length > MAX_TEXTS || texts.some((text) => text === "")) return undefined;
  return { texts, first: caret === "^", end };
}

/** `\b` lies between a word character and any other; the ends of the text count as others. */
function endsWell(text: string, at: number, end: Choices["end"]): boolean {
  return end === "any" || isWord(text[at - 1]) !== isWord(text[at]);
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /^\w$/.test(character);
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, "$1");
}
