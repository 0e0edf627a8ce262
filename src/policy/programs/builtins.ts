import { type Row, row } from "./row.ts";

const PRINTS = { prints: "environment" } as const;
const DECLARES = row("-x -r -i! -a -A -g -l -u", "text*", PRINTS);

/** A script of its own is a file; without one it reads standard input. */
const SHELL = row(
  "-l -e -u -x -v -n -o= -i -r --login --norc --noprofile --posix --restricted --verbose",
  "run text* <run",
);

/** The shell's own commands that only steer it. What they assign is judged as an assignment. */
export const BUILTINS = {
  command: row("-v -V -p", "text*"),
  read: row("-r -s -e -a= -d= -n= -N= -p= -t= -u=", "text*"),
  export: row("-n", "text*", PRINTS),
  declare: DECLARES,
  typeset: DECLARES,
  local: DECLARES,
  readonly: row("", "text*", PRINTS),
  unset: row("-v -f", "text*"),
  set: row("-e -u -x -v -f -o=text -eu -E -m +e +u +x +f +o=text", "text*", PRINTS),
  shopt: row("-s -u -q -o -p", "text*"),
  "[[": row("", "list*"),
  sh: SHELL,
  bash: SHELL,
  zsh: SHELL,
  dash: SHELL,
  ksh: SHELL,
  ash: SHELL,
  fish: SHELL,
} as const satisfies Record<string, Row>;
