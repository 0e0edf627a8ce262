import { SHELLS, WRAPPERS } from "../shell/wrappers.ts";

const INTERPRETER =
  /^(?:python|pypy|node|nodejs|ruby|perl|php|lua|deno|bun|tsx|ts-node|osascript|ipython|Rscript|julia|groovy|awk|gawk|mawk|nawk|pwsh|powershell|tclsh|expect)[\d.]*(?:\.exe)?$/;

/** Interpreters of program text, versioned names included: `python3.12`, not `pythonize`. */
export function isInterpreter(program: string): boolean {
  return INTERPRETER.test(program);
}

/** Builtins that run or redefine what follows. */
export const EVALUATORS: ReadonlySet<string> = new Set(
  "eval source . trap alias unalias enable hash bind complete mapfile readarray su script at batch crontab".split(
    " ",
  ),
);

/** Builtins that move, or set variables: a plain reading would miss what they change. */
const STATEFUL = new Set(
  "cd pushd popd export declare typeset local readonly set shopt find fd fdfind".split(" "),
);

/** Whether a program's arguments can be commands or program text of their own. */
export function runsOthers(program: string): boolean {
  return (
    WRAPPERS.has(program) ||
    SHELLS.has(program) ||
    EVALUATORS.has(program) ||
    STATEFUL.has(program) ||
    isInterpreter(program)
  );
}
