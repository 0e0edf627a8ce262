import type { CommandRow, OptionRow } from "./command.ts";

/** A word that may come next, and what it means. */
export interface Candidate {
  readonly word: string;
  readonly meaning: string;
}

/** What may come after the words of `at`: `""`, `alerts`, `alerts check`. */
export interface CompletionState {
  readonly at: string;
  readonly words: readonly Candidate[];
  readonly flags: readonly CompletionFlag[];
}

interface CompletionFlag extends Candidate {
  /** What its value may be: nothing follows, a file, one of these words, or any text. */
  readonly value: "none" | "file" | "any" | readonly string[];
}

/** Every state that the command table leads to, the empty command line first. */
export function completionStates(
  rows: readonly CommandRow[],
  shared: readonly OptionRow[],
): CompletionState[] {
  const named = rows.flatMap((row) => [row.words, ...row.aliases].map((at) => ({ at, row })));
  const states = named.map(({ at, row }): CompletionState => {
    const flags = [...row.options, ...shared].map(completionFlag);
    return { at, words: [...wordsAfter(at, named), ...(row.names ?? [])], flags };
  });
  const known = new Set(named.map(({ at }) => at));
  const families = [...new Set(named.map(({ at }) => firstWord(at)))].filter(
    (word) => !known.has(word),
  );
  return [
    { at: "", words: wordsAfter("", named), flags: [] },
    ...families.map((at) => ({ at, words: wordsAfter(at, named), flags: [] })),
    ...states,
  ];
}

function wordsAfter(
  at: string,
  named: readonly { at: string; row: CommandRow }[],
): readonly Candidate[] {
  const start = at === "" ? "" : `${at} `;
  const found = new Map<string, string>();
  for (const one of named) {
    if (one.at === at || !one.at.startsWith(start)) continue;
    const rest = one.at.slice(start.length);
    const word = firstWord(rest);
    // Of a word that only holds others there is nothing to say; its own row says it better.
    if (!found.has(word) || word === rest) found.set(word, word === rest ? one.row.summary : "");
  }
  return [...found].map(([word, meaning]) => ({ word, meaning }));
}

function completionFlag(row: OptionRow): CompletionFlag {
  const word = /--[a-z-]+/.exec(row.flags)?.[0] ?? row.flags;
  const argument = /[<[]([^>\]]+)/.exec(row.flags)?.[1];
  const base = { word, meaning: row.description };
  if (argument === undefined) return { ...base, value: "none" };
  if (row.choices !== undefined) return { ...base, value: row.choices };
  return { ...base, value: /file|folder/.test(argument) ? "file" : "any" };
}

function firstWord(text: string): string {
  return text.split(" ")[0] ?? text;
}
