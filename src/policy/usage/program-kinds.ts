import { isWrapper, SHELLS } from "../shell/wrappers.ts";
import { unversioned } from "./versions.ts";

const INTERPRETERS = new Set(
  "python pypy node nodejs ruby perl php lua deno bun tsx ts-node osascript ipython Rscript julia groovy awk gawk mawk nawk pwsh powershell tclsh expect".split(
    " ",
  ),
);

/** Interpreters of program text, versioned names included: `python3.12`, not `pythonize`. */
export function isInterpreter(program: string): boolean {
  const name = program.endsWith(".exe") ? program.slice(0, -".exe".length) : program;
  return INTERPRETERS.has(unversioned(name));
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
    isWrapper(program) ||
    SHELLS.has(program) ||
    EVALUATORS.has(program) ||
    STATEFUL.has(program) ||
    isInterpreter(program)
  );
}
