/**
 * Why a sed script may do more than change text: `e` and `s///e` run commands, `r`, `R` read files,
 * `w`, `W` and `s///w` write them. Undefined for a script of the commands that only print, drop or
 * change lines; what this reader does not follow is a reason too.
 */
export function sedDoubt(script: string): string | undefined {
  let rest = script.trim();
  while (rest !== "") {
    const end = commandEnd(rest);
    if (end === undefined) return "a sed script that may run, read or write";
    rest = rest.slice(end).replace(/^[\s;}]+/, "");
  }
  return undefined;
}

/** Line numbers, `$`, `/re/`, `\,re,`, steps and ranges. */
const ADDRESS = String.raw`(?:\d+(?:~\d+)?|\$|/(?:[^/\\\n\[]|\\.|\[\]?[^\]\n]*\])*/[IM]*|\+\d+|~\d+)`;
const ADDRESSES = new RegExp(`^(?:${ADDRESS}(?:\\s*,\\s*${ADDRESS})?)?\\s*!?\\s*`);
/** Commands of one letter that touch nothing but the lines at hand. */
const PLAIN = /^[pPdDnNgGhHxqQ=lz](?:[ \t]*\d+)?(?=\s*(?:[;}\n]|$))/;
const LABEL = /^[:bt][ \t]*\w*(?=\s*(?:[;}\n]|$))/;
/** Text: from the next line on, or on this one; there nothing else may end in a backslash. */
const TEXT =
  /^[aic](?:[ \t]*\\\n(?:[^\n\\]|\\[\s\S])*|(?:[ \t]+|[ \t]*\\)[^\s\\](?:[^\n\\]|\\[^\n])*(?=\n|$))/;

/** Where the first command of a script ends; undefined where it is none of the harmless ones. */
function commandEnd(script: string): number | undefined {
  const addressed = ADDRESSES.exec(script)?.[0].length ?? 0;
  const command = script.slice(addressed);
  if (command.startsWith("{")) return addressed + 1;
  if (command.startsWith("#")) return addressed + (/^[^\n]*/.exec(command)?.[0].length ?? 0);
  const plain = PLAIN.exec(command) ?? LABEL.exec(command) ?? TEXT.exec(command);
  if (plain !== null) return addressed + plain[0].length;
  const length = substitution(command);
  return length === undefined ? undefined : addressed + length;
}

/** `s/a/b/gI2p` with any delimiter, `y/abc/def/`. */
function substitution(command: string): number | undefined {
  if (!/^[sy][^\w\s\\]/.test(command)) return undefined;
  const delimiter = command[1] ?? "/";
  let at = 2;
  for (let parts = 0; parts < 2; parts += 1) {
    const isPattern = parts === 0 && command.startsWith("s");
    const end = partEnd(command, at, { delimiter, isPattern });
    if (end === undefined) return undefined;
    at = end + 1;
  }
  const flags = /^[gpiIM\d]*(?=\s*(?:[;}\n]|$))/.exec(command.slice(at));
  return flags === null ? undefined : at + flags[0].length;
}

/** The delimiter's place; within `[…]` of a pattern it is a member like any other. */
function partEnd(
  command: string,
  from: number,
  { delimiter, isPattern }: { readonly delimiter: string; readonly isPattern: boolean },
): number | undefined {
  for (let at = from; at < command.length; at += 1) {
    if (command[at] === "\\") at += 1;
    else if (command[at] === delimiter) return at;
    else if (isPattern && command[at] === "[") {
      const set = /^\[\^?\]?(?:\[[.:=][^\]]*[.:=]\]|[^\]\n])*\]/.exec(command.slice(at));
      if (set === null) return undefined;
      at += set[0].length - 1;
    }
  }
  return undefined;
}
