import { SHELLS, WRAPPERS } from "./programs.ts";
import type { SimpleCommand } from "./shell.ts";

/**
 * The text of the command that a wrapper or shell runs, to be parsed again; undefined where it
 * runs none that we can see. `sudo -u x rm "a b"` gives `rm 'a b'`, `bash -c 'a; b'` gives `a; b`.
 */
export function innerScript(command: SimpleCommand, here: string): string | undefined {
  if (command.program === "eval") return joined(command.args.map((word) => word.text));
  if (SHELLS.has(command.program)) return shellScript(command, here);
  const wrapper = WRAPPERS.get(command.program);
  if (wrapper === undefined) return undefined;
  const args = command.args.map((word) => word.text);
  const start = wrapper.after === undefined ? 0 : commandAfter(args, wrapper.after);
  if (start === undefined) return undefined;
  // `env -S "rm x"` splits the text itself.
  const split =
    command.program === "env" && args.some((text) => /^(?:-S|--split-string$)/.test(text));
  const rest = dropOptions(args.slice(start), wrapper.valueOptions, wrapper.skip);
  if (rest.length === 0) return undefined;
  return wrapper.text === true || split ? rest.join(" ") : rest.map(quoted).join(" ");
}

/** What `env -S` and `bash -lc` take, else what stands on standard input. */
function shellScript(command: SimpleCommand, here: string): string | undefined {
  const args = command.args.map((word) => word.text);
  const flag = args.findIndex((text) => /^-[A-Za-z]*c$/.test(text) || text === "--command");
  if (flag >= 0) return joined(args.slice(flag + 1, flag + 2));
  return here.trim() === "" ? undefined : here;
}

function commandAfter(args: readonly string[], after: readonly string[]): number | undefined {
  const at = args.findIndex((text) => after.includes(text));
  return at < 0 ? undefined : at + 1;
}

function dropOptions(
  args: readonly string[],
  valueOptions: readonly string[],
  skip: number,
): readonly string[] {
  let at = 0;
  let left = skip;
  while (at < args.length) {
    const text = args[at] ?? "";
    if (text === "--") at += 1;
    else if (text.startsWith("-") && text !== "-") at += takesValue(text, valueOptions) ? 2 : 1;
    else if (/^[A-Za-z_]\w*=/.test(text)) at += 1;
    else if (left > 0) {
      left -= 1;
      at += 1;
    } else break;
  }
  return args.slice(at);
}

/** `-u root` and `-Eu root` take the next word; `-uroot` and `--user=root` hold their value. */
function takesValue(text: string, valueOptions: readonly string[]): boolean {
  if (text.startsWith("--")) return valueOptions.includes(text);
  return valueOptions.some(
    (letter) => letter.length === 1 && text.indexOf(letter) === text.length - 1,
  );
}

function joined(parts: readonly string[]): string | undefined {
  const text = parts.join(" ");
  return text.trim() === "" ? undefined : text;
}

/** A word that parses to itself: what the wrapper's shell already expanded is not expanded again. */
function quoted(text: string): string {
  return /^[\w@%+=:,./~-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
