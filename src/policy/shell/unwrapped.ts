import type { ShellWord, SimpleCommand } from "../shell.ts";

/** What a command runs: words as they are, or a text that a shell reads anew. */
export type Run =
  | {
      readonly kind: "words";
      readonly words: readonly ShellWord[];
      readonly assigned?: SimpleCommand["assigned"];
      /** It runs in the folder of what was found. */
      readonly anywhere?: boolean;
    }
  | { readonly kind: "script"; readonly text: string };

export interface Unwrapped {
  readonly runs: readonly Run[];
  /** Why what it runs cannot be seen whole. */
  readonly doubts: readonly string[];
}

/** A command that runs no other. */
export const NOTHING: Unwrapped = { runs: [], doubts: [] };

/** Words that run as they are. */
export function words(list: readonly ShellWord[], assigned?: SimpleCommand["assigned"]): Unwrapped {
  if (list.length === 0) return NOTHING;
  return { runs: [{ kind: "words", words: list, ...(assigned && { assigned }) }], doubts: [] };
}

/** Paths under folders, which nobody has listed yet. */
export function below(text: string, roots: readonly ShellWord[], all = false): ShellWord {
  return { text, content: { kind: "below", roots, ...(all ? { all } : {}) } };
}

/** What `find` and `git` take for a pattern is one, though it is quoted for the shell. */
export function asPattern(word: ShellWord): ShellWord {
  return /[*?[]/.test(word.text) ? { text: word.text, content: { kind: "glob" } } : word;
}
