import { isWrapper, RAISING } from "../shell/wrappers.ts";
import type { ShellLine, SimpleCommand } from "../shell.ts";
import { isPlain } from "../usage/plain-words.ts";
import { subcommands } from "../usage/subcommands.ts";

/** What a shell line runs, as an entry names it. */
export interface ShellHead {
  /** `git push`, `cargo test + grep`: the head of its fingerprint. */
  readonly head: string;
  /** Base names of its programs; at most 20. */
  readonly programs: readonly string[];
}

/** Heads that a compound line names; the rest is counted. */
const MAX_HEADS = 4;
const MAX_PROGRAMS = 20;
/** Commands that steer the shell, and say nothing about what a line does. */
const STEERING: ReadonlySet<string> = new Set([
  "cd",
  "pushd",
  "popd",
  "echo",
  "true",
  ":",
  "sleep",
  "set",
  "export",
  "pwd",
]);

export function shellHeadOf(line: ShellLine): ShellHead {
  return { head: headOf(line), programs: programsOf(line) };
}

/** Whether a command does no more than steer the shell: `cd`, `echo`. */
export function isSteering(command: SimpleCommand): boolean {
  return STEERING.has(command.program);
}

function headOf(line: ShellLine): string {
  const top = line.commands.filter((command) => command.depth === 0).map(commandHead);
  const telling = top.filter((head) => !STEERING.has(head));
  const heads = [...new Set(telling.length > 0 ? telling : top)]
    .filter((head) => head !== "")
    .sort((a, b) => (a < b ? -1 : 1));
  if (heads.length === 0) return line.parsed ? "" : "not parsable";
  const shown = heads.slice(0, MAX_HEADS).join(" + ");
  return heads.length > MAX_HEADS ? `${shown} +${heads.length - MAX_HEADS}` : shown;
}

/** `git push`, `sudo rm`; what a timeout or a `nohup` runs stands for itself. */
function commandHead(command: SimpleCommand): string {
  const program = programName(command);
  const [inner] = command.inner;
  if (inner !== undefined && isWrapper(command.program)) {
    return RAISING.has(command.program) ? `${program} ${commandHead(inner)}` : commandHead(inner);
  }
  return [program, ...subcommands(command)].join(" ");
}

/** The program's name where it looks like one; scripts and generated names are `script`. */
function programName(command: SimpleCommand): string {
  if (command.program === "") return command.called === "" ? "" : "…";
  return isPlain(command.program, 30) ? command.program : "…";
}

function programsOf(line: ShellLine): string[] {
  const names = line.commands.map(programName).filter((name) => name !== "" && name !== "…");
  return [...new Set(names)].slice(0, MAX_PROGRAMS);
}
