/** The words of a job's `run`, or what is wrong with it. */
export type SplitLine = { readonly words: readonly string[] } | { readonly problem: string };

// A quoted part, or a run of what is neither blank nor quote: 'a b', "c", --to=file
const PART = /'([^']*)'|"([^"]*)"|([^\s'"]+)/y;
/** What only a shell would give a meaning. `report > x` is caught, `'a > b'` is not. */
const SHELL = /[|&;<>`$]/;

/**
 * Splits a command line at blanks; quotes keep blanks, and nothing has another meaning: no shell
 * ever sees it. `--project 'my shop'` is two words.
 */
export function splitWords(line: string): SplitLine {
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  while (at < line.length) {
    if (/\s/.test(line[at] ?? "")) {
      if (word !== undefined) words.push(word);
      word = undefined;
      at += 1;
      continue;
    }
    PART.lastIndex = at;
    const part = PART.exec(line);
    if (part === null) return { problem: `the quote at position ${at + 1} is never closed` };
    const bare = part[3];
    if (bare !== undefined && SHELL.test(bare)) {
      return { problem: `"${bare}" would need a shell, and none runs it. Quote it if it is meant` };
    }
    word = (word ?? "") + (part[1] ?? part[2] ?? bare ?? "");
    at = PART.lastIndex;
  }
  if (word !== undefined) words.push(word);
  return words.length === 0 ? { problem: "it is empty" } : { words };
}
