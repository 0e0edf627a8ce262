import { commandHome } from "../files/home.ts";
import type { Io } from "../io.ts";
import { shellWord } from "../model/shell-word.ts";

/** What a printed command needs to reach this home; most homes are where it looks by itself. */
export function homeFlag(io: Io, home: string): string {
  const itself = home === commandHome(undefined, io.env, io.accountHome);
  return itself ? "" : ` --home ${shellWord(home)}`;
}
