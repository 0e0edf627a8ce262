import type { World } from "../../model/world.ts";
import { isNoProject, isUntrusted, wordPaths } from "../paths/path-words.ts";
import { isWithin } from "../paths/paths.ts";
import { loadedRow } from "../programs/index.ts";
import { SHELLS, wrapperOf } from "../shell/wrappers.ts";
import type { ShellWord, SimpleCommand } from "../shell.ts";
import { assignmentDoubt, changesPrograms } from "../usage/environment.ts";
import { EVALUATORS, isInterpreter } from "../usage/program-kinds.ts";
import type { Usage } from "../usage/usage.ts";

/** Builtins that evaluate, in bash or in zsh, a subscript with a command in it. */
const SUBSCRIPTED = new Set(
  "read unset test [ [[ declare typeset local export readonly printf getopts wait exit return shift ulimit".split(
    " ",
  ),
);
/** Settings of bash that make words mean other files, folders or commands. */
const RESHAPING =
  /^(?:dotglob|cdable_vars|cdspell|autocd|expand_aliases|sourcepath|xpg_echo|GLOBIGNORE)$/;
export function assigned(command: SimpleCommand): string[] {
  return command.assigned.flatMap(({ name, exported, value }) => {
    const doubt = assignmentDoubt(name, exported, value);
    return doubt === undefined ? [] : [doubt];
  });
}

export function evaluates(command: SimpleCommand): string[] {
  const { program, args } = command;
  const fed = command.piped || command.redirects.some(({ operator }) => operator.startsWith("<"));
  if (SUBSCRIPTED.has(program) && args.some(({ text }) => /\w\[[^\]]*(?:\$\(|`)/.test(text))) {
    return [`${program} may evaluate a subscript`];
  }
  if (program === "shopt" && args.some(({ text }) => RESHAPING.test(text))) {
    return ["shopt changes what other words mean"];
  }
  if (program === "unset" && args.some(({ text }) => changesPrograms(text))) {
    return ["unset changes what programs do"];
  }
  if (program === "umask" && args.some(({ text }) => !/^(?:-[Sp]|0?0?(?:22|27|77))$/.test(text))) {
    return ["umask opens new files to others"];
  }
  if (program === "ulimit" && args.some(({ text }) => !/^(?:-[a-zA-Z]+|\d+)$/.test(text))) {
    return ["ulimit lifts a limit"];
  }
  if (EVALUATORS.has(program)) return [`${program} changes or evaluates what follows`];
  if (!SHELLS.has(program) && !isInterpreter(program)) return [];
  if (command.inner.length > 0) return [];
  return fed && args.every((word) => word.text.startsWith("-")) && !isReading(program)
    ? [`${program} may read a program from standard input`]
    : [];
}

/** awk reads its input as data. */
function isReading(program: string): boolean {
  return /^[gmn]?awk$/.test(program);
}

/** Code of a project runs where the user put it, not where something was just downloaded. */
export function placeDoubts(
  command: SimpleCommand,
  usage: Usage,
  cwds: readonly (string | undefined)[],
  world: World,
): string[] {
  const outside = usage.project.filter((word) => !isInProject(word, cwds, world));
  const doubts = outside.map((word) => `${word.text} lies outside the project`);
  // Git runs hooks and helpers that the configuration of the repository names.
  const runs = usage.runsProject || (!usage.known && command.called !== "");
  if (!runs && command.program !== "git") return doubts;
  if (cwds.includes(undefined)) return [...doubts, "nobody knows in which folder it runs"];
  const bad = cwds.find(
    (cwd) =>
      cwd !== undefined &&
      cwd !== world.cwd &&
      (isUntrusted(cwd, world) || (runs && isNoProject(cwd, world))),
  );
  return bad === undefined
    ? doubts
    : [...doubts, `${command.program} runs code that lies in ${bad}`];
}

function isInProject(
  word: ShellWord,
  cwds: readonly (string | undefined)[],
  world: World,
): boolean {
  const project = world.projectRoot === "" ? world.cwd : world.projectRoot;
  if (!/^[\w@./~:-]+$/.test(word.text) || word.text.includes("://")) return false;
  if (/^[\w@][\w.@/-]*$/.test(word.text) && !word.text.includes("..")) return true;
  return cwds.every((cwd) => {
    const found = wordPaths(word, cwd ?? world.cwd, world);
    return found?.every(({ path }) => isWithin(path, project, world.caseInsensitive)) === true;
  });
}

/** `npx x` runs x of a package: known only where the table says that it comes from there. */
export function packageDoubts({ program, inner }: SimpleCommand): string[] {
  const wrapper = wrapperOf(program);
  const [first] = inner;
  if (wrapper?.kind !== "package" || first === undefined) return [];
  const from = loadedRow(first.program)?.from;
  const fits =
    wrapper.from === "any" ? loadedRow(first.program) !== undefined : from === wrapper.from;
  return fits ? [] : [`${first.called} is not a known program of that package manager`];
}
