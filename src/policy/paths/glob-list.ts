import { anyGlob } from "./path-globs.ts";

/** A list of globs as one test. */
export interface GlobList {
  /** Whether one of them fits a path in one of its forms; letter case does not matter. */
  test(form: string): boolean;
}

/** What stands in the place of signs that leave a character open. */
const OPEN = /\{[^}]*\}|\*+|\?|\[[^\]]*\]/;

/**
 * A start asks about few paths, and an expression of fifty globs takes longer to make than a call
 * to judge. So a path is looked at for words first, then for the literals of each glob, and only
 * globs that have theirs in it become expressions. `words`, in lower case, are such that no glob
 * fits a path without one of them; those that begin with `/` or `~` stand at its beginning. Absent:
 * nothing is looked for. A test holds them against the globs.
 */
export function globList(globs: readonly string[], words?: readonly string[]): GlobList {
  const expressions = new Map<string, RegExp>();
  let literals: readonly (readonly [glob: string, parts: readonly string[]])[] | undefined;
  return {
    test: (form) => {
      const text = form.toLowerCase();
      if (words !== undefined && !words.some((word) => has(text, word))) return false;
      literals ??= globs.map((glob) => [glob, literalsOf(glob)]);
      return literals.some(([glob, parts]) => {
        if (!parts.every((part) => text.includes(part))) return false;
        const expression = expressions.get(glob) ?? anyGlob([glob]);
        expressions.set(glob, expression);
        return expression.test(form);
      });
    },
  };
}

function has(text: string, word: string): boolean {
  const first = word.charAt(0);
  return first === "/" || first === "~" ? text.startsWith(word) : text.includes(word);
}

/** What every path that the glob fits holds: `**` and a slash may stand for nothing. */
function literalsOf(glob: string): readonly string[] {
  return glob
    .toLowerCase()
    .replace(/\/\*\*(?=[,}]|$)|\*\*\//g, "*")
    .split(OPEN)
    .filter((part) => part !== "");
}
