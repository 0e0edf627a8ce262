import fc from "fast-check";

/** A command as words, and other words that mean the same: options moved, clustered or spelled out. */
export interface Spoken {
  readonly forms: readonly (readonly [string, ...string[]])[];
  /** What stands behind the words: a redirection. */
  readonly tail?: string;
}

type Quote = (word: string) => string;

/** Each leaves the word's text as it is. None is used on a word that the shell would change. */
const QUOTES: readonly Quote[] = [
  (word) => word,
  (word) => `'${word}'`,
  (word) => `"${word}"`,
  (word) => `${word.slice(0, 1)}'${word.slice(1)}'`,
  (word) => `"${word.slice(0, -1)}"${word.slice(-1)}`,
  (word) => `${word.slice(0, 1)}''${word.slice(1)}`,
  (word) => `\\${word}`,
  (word) => `$'${word}'`,
];
const GAPS = [" ", "  ", "\t", " \t ", " \\\n", " \\\n  "] as const;
const FOLDERS = ["", "/usr/bin/", "/bin/"] as const;
const PLAIN = /^[\w.,:/@%+=-]+$/;

/** A command in any spelling. `folders` says whether its program may be called by its path. */
export function spellings(spoken: Spoken, folders = true): fc.Arbitrary<string> {
  return fc
    .record({
      form: fc.constantFrom(...spoken.forms),
      folder: folders ? fc.constantFrom(...FOLDERS) : fc.constant(""),
      quotes: fc.infiniteStream(fc.constantFrom(...QUOTES)),
      gaps: fc.infiniteStream(fc.constantFrom(...GAPS)),
    })
    .map(({ form: [program, ...args], folder, quotes, gaps }) => {
      const words = [`${folder}${program}`, ...args].map((word) => quotedBy(taken(quotes), word));
      const line = words.reduce((before, word) => `${before}${taken(gaps)}${word}`);
      return spoken.tail === undefined ? line : `${line} ${spoken.tail}`;
    });
}

/** `~/` must stay outside of quotes, or the shell takes it for a name. */
function quotedBy(quote: Quote, word: string): string {
  if (word.startsWith("~/")) return `~/${quotedBy(quote, word.slice(2))}`;
  return PLAIN.test(word) ? quote(word) : word;
}

function taken<T>(stream: fc.Stream<T>): T {
  for (const item of stream.take(1)) return item;
  throw new Error("an endless stream has ended");
}
