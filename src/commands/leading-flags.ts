import { SHARED_FLAGS } from "./shared-flags.ts";

const VALUED = new Map(
  SHARED_FLAGS.map(({ flags }) => {
    const [name = "", value] = flags.split(" ");
    return [name, value !== undefined];
  }),
);

/**
 * The words with flags that every command takes behind the command, where they stand before it:
 * `--home DIR report` means `report --home DIR`, as with other programs.
 */
export function behindCommand(words: readonly string[]): readonly string[] {
  let at = 0;
  for (let word = words[at]; word !== undefined; word = words[at]) {
    const takesNext = VALUED.get(word.split("=", 1)[0] ?? "");
    if (takesNext === undefined) break;
    at += takesNext && !word.includes("=") ? 2 : 1;
  }
  const [flags, rest] = [words.slice(0, at), words.slice(at)];
  // A flag without a command is answered as before.
  if (rest[0] === undefined || rest[0].startsWith("-")) return words;
  const end = rest.indexOf("--");
  return end < 0 ? [...rest, ...flags] : [...rest.slice(0, end), ...flags, ...rest.slice(end)];
}
