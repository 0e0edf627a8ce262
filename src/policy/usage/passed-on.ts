import type { ShellWord } from "../shell.ts";

/** What may stand behind `--`, where it is handed to a compiler or a test runner. */
const PASSED_ON: readonly (readonly [program: RegExp, option: RegExp])[] = [
  [
    /^gotestsum /,
    /^--?(?:v|run|race|count|short|timeout|cover|tags|p|parallel|json|failfast|bench|benchtime|benchmem|coverpkg|covermode|shuffle|skip|cpu|list)(?:=|$)/,
  ],
  [/^cargo clippy/, /^(?:-[DWAF]|--(?:deny|warn|allow|forbid|cap-lints)(?:=|$))/],
  [/^cargo (?:test|bench|llvm-cov|nextest)/, /^(?!--?logfile)-/],
];

/** Why words behind `--` may run or write something: `gotestsum -- -exec x`. */
export function passedOnDoubts(
  program: string,
  subcommand: string,
  args: readonly ShellWord[],
): string[] {
  const start = args.findIndex(({ text }) => text === "--");
  if (start < 0) return [];
  const known = PASSED_ON.find(([name]) => name.test(`${program} ${subcommand}`))?.[1];
  if (known === undefined) return [];
  return args
    .slice(start + 1)
    .map(({ text }) => text)
    .filter((text) => text.startsWith("-") && text !== "--" && !known.test(text))
    .map((text) => `${text} is handed on and may run or write something`);
}
