import { type Part, type Parts, readExpression } from "./expression-parts.ts";

/** More are no quicker to look for than the expression itself. */
const MAX_TEXTS = 64;

/**
 * Texts in small letters, one of which occurs in the small letters of every text that an
 * expression finds: `(?i)^(\S+ )*(npm|yarn) publish` → ` publish`; `\.(pem|key)$` → `pem`, `key`.
 * The longest there are; undefined where nothing is known.
 */
export function oneOfTexts(source: string): readonly string[] | undefined {
  const branches = readExpression(source);
  return branches === undefined ? undefined : ofBranches(branches);
}

/** Whether one of them occurs. */
export function holdsOneOf(texts: readonly string[], text: string): boolean {
  const lower = inSmallLetters(text);
  for (const each of texts) if (lower.includes(each)) return true;
  return false;
}

function ofBranches(branches: readonly Parts[]): readonly string[] | undefined {
  const found = new Set<string>();
  for (const parts of branches) {
    const best = ofParts(parts);
    if (best === undefined) return undefined;
    for (const text of best) found.add(text);
  }
  return found.size > MAX_TEXTS ? undefined : [...found];
}

/** The best of what follows one another: each of them occurs. */
function ofParts(parts: Parts): readonly string[] | undefined {
  let best: readonly string[] | undefined;
  let run = "";
  const take = (texts: readonly string[] | undefined): void => {
    if (texts !== undefined && (best === undefined || isBetter(texts, best))) best = texts;
  };
  for (const part of parts) {
    const text = textOf(part);
    if (text === undefined) {
      if (run !== "") take([run]);
      run = "";
      if (part.kind === "group" && part.least === 1) take(ofBranches(part.branches));
    } else run += text;
  }
  if (run !== "") take([run]);
  return best;
}

/** What a part surely is, in small letters; a place is nothing at all. */
function textOf(part: Part): string | undefined {
  if (part.kind === "text") return part.text.toLowerCase();
  if (part.kind === "one") {
    return part.least === 1 && !part.many ? part.letter : undefined;
  }
  return part.kind === "group" ? undefined : "";
}

/** Longer texts occur less often by chance; of alike, fewer are looked for sooner. */
function isBetter(texts: readonly string[], than: readonly string[]): boolean {
  const [a, b] = [shortest(texts), shortest(than)];
  return a > b || (a === b && texts.length < than.length);
}

function shortest(texts: readonly string[]): number {
  return Math.min(...texts.map((text) => text.length));
}

/** One text is held against many expressions. */
let latest = { text: "", lower: "" };

/** The two signs that fold to a letter of ASCII are that letter, as they are to the engine. */
function inSmallLetters(text: string): string {
  if (latest.text === text) return latest.lower;
  const lower = text.toLowerCase().replaceAll("\u017f", "s").replaceAll("\u212a", "k");
  latest = { text, lower };
  return lower;
}
