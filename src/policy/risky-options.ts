import type { SimpleCommand } from "./shell.ts";

/**
 * Options with which a program that otherwise only looks runs another one, or writes a file.
 * Abbreviations that the program takes count too. A first list: what a grant meets most often.
 */
const RISKY: Readonly<Record<string, RegExp>> = {
  find: /^-(?:exec|execdir|ok|okdir|delete|fprint0?|fprintf|fls)$/,
  fd: /^-[A-Za-z]*[xX]|^--exec/,
  rg: /^--(?:pre|hostname-bin)(?:=|$)/,
  // --output, --open-files-in-pager, --ext-diff, --upload-pack, --receive-pack, --exec-path
  git: /^--(?:ou|op|ext|up|rece|exe|conf)|^-O/,
  sort: /^-[A-Za-z]*o|^--(?:o|co)/,
  tree: /^-[A-Za-z]*o$/,
  date: /^-[uR]*s|^--s/,
  man: /^-P|^--pager/,
  tar: /^--(?:to-c|ch|use|rmt|rsh|inf|new)|^-[A-Za-z]*[IF]/,
  rsync: /^-[A-Za-z]*e|^--rs/,
  zip: /^-T|^--unz/,
  split: /^--f/,
  go: /^--?(?:exec|toolexec|vettool|overlay|o|C)(?:=|$)/,
  cargo: /^--config|^-Z/,
  npm: /^--(?:sc|nod|prefi|userc|globalc)|^-C/,
  make: /^-[A-Za-z]*f|^--(?:f|mak|ev)|=/,
  docker: /^-[Hc]|^--(?:host|context|config)/,
  // The shell evaluates a subscript in a variable's name: test -v 'a[$(id)]'.
  test: /^-[vR]$/,
  "[": /^-[vR]$/,
  printf: /^-v/,
};
const SAME = new Map([
  ["fdfind", "fd"],
  ["pnpm", "npm"],
  ["yarn", "npm"],
  ["gmake", "make"],
]);

/** Lines and ranges printed or dropped, or one replacement: `1,20p`, `s/a/b/g`; not `1e id`. */
const SED_SCRIPT =
  /^(?:(?:[\d$]+(?:,[+~]?[\d$]+)?!?[pdq=];?\s*)+|s\/[^/;\n]*\/[^/;\n]*\/[gpiI\d]*)$/;

/** Whether a command may run or write through what its arguments say. */
export function hasRiskyOption({ program, args }: SimpleCommand): boolean {
  const words = args.map((word) => word.text);
  if (program === "sed") return !isPlainSed(words);
  // The second file is the one it writes.
  if (program === "uniq") return words.filter((text) => !text.startsWith("-")).length > 1;
  // `git -c alias.x='!id' x`; `git switch -c name` is harmless.
  if (program === "git" && words.some((text, at) => text === "-c" && words[at + 1]?.includes("=")))
    return true;
  const name = SAME.get(program) ?? program;
  const risky = Object.hasOwn(RISKY, name) ? RISKY[name] : undefined;
  return risky !== undefined && words.some((text) => risky.test(text));
}

function isPlainSed(words: readonly string[]): boolean {
  const options = words.filter((text) => text.startsWith("-"));
  const script = words.find((text) => !text.startsWith("-")) ?? "";
  return options.every((text) => /^-[nErzsu]+$/.test(text)) && SED_SCRIPT.test(script);
}
