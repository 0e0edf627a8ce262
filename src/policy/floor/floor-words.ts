const OWN_NAME =
  /(?:^|\/)claude-permit(?:@[\w.^~-]+|\.(?:cmd|exe|ps1))?$|(?:^|\/)claude-permit\/(?:[^/]+\/)*(?:bin|hook|cli|main)(?:\.[cm]?[jt]s)?$/i;
const LIKELY_NAME = /\/dist\/(?:bin|hook|cli)\.c?js$/;

/** Our program by its name, or one of its files in a folder named after it. */
export function isOwnName(word: string): boolean {
  // Nearly every word is settled so, without the cost of making an expression.
  return word.toLowerCase().includes("claude-permit") && OWN_NAME.test(word);
}

/** The same files in a folder of another name: ours for words that few other programs have. */
export function isLikelyName(word: string): boolean {
  return word.includes("/dist/") && LIKELY_NAME.test(word);
}

/** Options that take the next word. */
const VALUED = new Set("--home --since --until --during --as-of --tz --project --tool".split(" "));

/** Commands that change the guard, by their words. `hook` is its entry. */
const GUARD_WORDS = [
  "init",
  "install",
  "uninstall",
  "hook",
  "rules approve",
  "rules drop",
  "rules revoke",
  "rules expire",
  "alerts silence",
  "channels approve",
  "schedule install",
  "schedule uninstall",
  "data prune",
].map((words) => words.split(" "));

const UNGUARDED =
  /^--(?:dangerously-skip-permissions|allow-dangerously-skip-permissions|bare|safe-mode|settings|setting-sources)(?:=|$)|^(?:--permission-mode=)?bypassPermissions$/;

/** A flag of `claude` that leaves hooks or permissions out. */
export function isUnguardedOption(word: string): boolean {
  return UNGUARDED.test(word);
}

/** Whether arguments of claude-permit name a command that changes the guard; help changes nothing. */
export function isGuardCommand(args: readonly string[]): boolean {
  const words = withoutValues(args);
  const end = words.indexOf("--");
  const options = end < 0 ? words : words.slice(0, end);
  if (options.some((word) => word === "--help" || word === "-h")) return false;
  const plain = words.filter((word) => !word.startsWith("-"));
  if (plain[0] === "rules" && plain[1] === "suggest")
    return options.some((word) => /^--accept(?:=|$)/.test(word));
  return GUARD_WORDS.some((guard) => guard.every((word, index) => plain[index] === word));
}

/** Whether the words are so much ours that another program of that name is not likely. */
export function isDistinctCommand(args: readonly string[]): boolean {
  const [first = "", second] = withoutValues(args).filter((word) => !word.startsWith("-"));
  if (!isGuardCommand(args) || first === "init" || first === "install") return false;
  return second !== undefined || first === "hook" || first === "uninstall";
}

/** Every folder that `--home` names before `--`. */
export function homesOf(args: readonly string[]): readonly string[] {
  const end = args.indexOf("--");
  const options = end < 0 ? args : args.slice(0, end);
  return options.flatMap((word, index) => {
    if (word === "--home") return [args[index + 1] ?? ""];
    return word.startsWith("--home=") ? [word.slice("--home=".length)] : [];
  });
}

function withoutValues(args: readonly string[]): readonly string[] {
  return args.filter((_, index) => !VALUED.has(args[index - 1] ?? ""));
}
