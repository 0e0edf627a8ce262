import { shellWord } from "../model/shell-word.ts";

/** Fewer letters say too little, even where they are enough. */
const LEAST = 4;
/** A command is read against the whole log, in which more sessions begin alike. */
const LEAST_TO_PASTE = 8;

/** The shortest beginning, at least four characters, that no other of the sessions shares. */
export function sessionNames(ids: readonly string[]): (id: string) => string {
  const sorted = [...new Set(ids)].sort();
  const shared = new Map<string, number>();
  for (const [index, id] of sorted.entries()) {
    const neighbours = [sorted[index - 1], sorted[index + 1]].filter((one) => one !== undefined);
    shared.set(id, Math.max(0, ...neighbours.map((other) => commonStart(id, other))));
  }
  return (id) => id.slice(0, Math.max(LEAST, (shared.get(id) ?? 0) + 1));
}

/** The session as a command takes it: more of its id than a table shows, quoted for the shell. */
export function sessionWord(id: string, names: (id: string) => string): string {
  return shellWord(id.slice(0, Math.max(LEAST_TO_PASTE, names(id).length)));
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
