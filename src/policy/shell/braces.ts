import type { Word, WordPart } from "unbash";

const MAX_ALTERNATIVES = 64;

/**
 * The parts of each word that `a{b,c}` and `x{1..3}` become; the word's own parts where it has no
 * braces. Undefined where braces hold more than plain text, or make too many words.
 */
export function expandBraces(word: Word): WordPart[][] | undefined {
  let words: WordPart[][] = [[]];
  for (const part of word.parts ?? []) {
    if (part.type !== "BraceExpansion") {
      words.forEach((parts) => void parts.push(part));
      continue;
    }
    const texts = alternatives(part.text);
    if (texts === undefined || texts.length * words.length > MAX_ALTERNATIVES) return undefined;
    words = words.flatMap((parts) => texts.map((text) => [...parts, literal(part, text)]));
  }
  return words;
}

/** `{a,b}` → a, b; `{1..3}` → 1, 2, 3; undefined for nested, quoted or expanded content. */
function alternatives(text: string): string[] | undefined {
  const inner = text.slice(1, -1);
  const range = /^(-?\d{1,4})\.\.(-?\d{1,4})$/.exec(inner);
  if (range !== null) return numbers(Number(range[1]), Number(range[2]));
  return /[{}"'\\$`*?[\]]/.test(inner) ? undefined : inner.split(",");
}

function numbers(from: number, to: number): string[] | undefined {
  const count = Math.abs(to - from) + 1;
  if (count > MAX_ALTERNATIVES) return undefined;
  return Array.from({ length: count }, (_, index) => String(from + Math.sign(to - from) * index));
}

function literal(part: WordPart, text: string): WordPart {
  return { type: "Literal", pos: part.pos, end: part.end, value: text, text };
}
