import { posix } from "node:path";
import type { World } from "../model/world.ts";
import type { FloorName } from "./floor.ts";
import { isOwnGuardCommand, isUnguardedClaude } from "./floor-programs.ts";
import type { Judged } from "./matching.ts";
import { absolutePath } from "./paths.ts";
import { isInterpreter } from "./programs.ts";
import { holdsHome, type Protected, protectedPath } from "./protected-paths.ts";
import type { ShellLine, SimpleCommand } from "./shell.ts";

/** Programs that change every file they name. */
const CHANGES_ALL = new Set(
  "rm rmdir unlink shred truncate touch chmod chown chgrp chattr tee mkdir mv ln sponge ed ex vi vim nano".split(
    " ",
  ),
);
/** Programs that change the last file they name, or the folder after `-t`. */
const CHANGES_LAST = new Set(["cp", "rsync", "install", "scp", "ditto"]);
const REMOVES = new Set(["rm", "rmdir", "mv", "shred"]);

/** The floor for a shell line: by parsed program, argument and redirection. */
export function shellFloor(judged: Judged, line: ShellLine): FloorName | undefined {
  const { world } = judged;
  let cwd = world.cwd;
  for (const command of line.commands) {
    const found = commandFloor(command, world, cwd);
    if (found !== undefined) return found;
    cwd = folderAfter(command, world, cwd);
  }
  return line.parsed ? undefined : rawFloor(line.raw);
}

function commandFloor(command: SimpleCommand, world: World, cwd: string): FloorName | undefined {
  if (isOwnGuardCommand(command, world, cwd)) return "guard-commands";
  if (isUnguardedClaude(command)) return "claude-unguarded";
  if (
    REMOVES.has(command.program) &&
    sources(command).some((path) => holdsHome(path, world, cwd))
  ) {
    return "own-files";
  }
  for (const path of written(command)) {
    const found = floorName(protectedPath(path, world, cwd) ?? protectedText(path));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A shell writes whole files: what it leaves in a settings file cannot be seen. */
function floorName(found: Protected | undefined): FloorName | undefined {
  return found === "settings" || found === "user-settings" ? "guard-settings" : found;
}

/** A path that an expansion hides may still end in what is plainly ours. */
function protectedText(path: string): Protected | undefined {
  if (!/[$`*?[{]/.test(path)) return undefined;
  if (/(?:^|\/)\.claude\/claude-permit(?:\/|$)/.test(path)) return "own-files";
  return /(?:^|\/)\.claude\/settings(?:\.local)?\.json$/.test(path) ? "settings" : undefined;
}

/** The paths that a command changes, as far as its words tell. */
function written(command: SimpleCommand): string[] {
  const targets = command.redirects
    .filter((item) => item.operator.includes(">") && !/^\d*-?$/.test(item.target.text))
    .map((item) => item.target.text);
  return [...targets, ...changed(command)].filter((path) => path !== "");
}

function changed(command: SimpleCommand): string[] {
  const plain = sources(command);
  const { program } = command;
  if (CHANGES_ALL.has(program)) return plain;
  if (CHANGES_LAST.has(program)) return [...plain.slice(-1), ...optionValues(command, "-t")];
  if (program === "dd")
    return plain.flatMap((text) => (text.startsWith("of=") ? [text.slice(3)] : []));
  if (program === "sed" || program === "perl") return editsInPlace(command) ? plain : [];
  if (program === "git") return plain.slice(1).filter(() => /^(?:rm|mv)$/.test(plain[0] ?? ""));
  if (program === "find") {
    return command.args.some((word) => /^-(?:delete|exec|execdir|ok)$/.test(word.text))
      ? plain.slice(0, 1)
      : [];
  }
  // Program text: the paths that it names, for want of reading it.
  if (isInterpreter(program)) return command.args.flatMap((word) => pathsInCode(word.text));
  return [];
}

function pathsInCode(code: string): string[] {
  if (!/\s|[("']/.test(code)) return [];
  return code.match(/[~$\w./{}-]*\.claude\/(?:claude-permit|settings)[\w./-]*/g) ?? [];
}

function editsInPlace(command: SimpleCommand): boolean {
  return command.args.some((word) => /^(?:-[A-Za-z]*i|--in-place)/.test(word.text));
}

function sources(command: SimpleCommand): string[] {
  return command.args.map((word) => word.text).filter((text) => !text.startsWith("-"));
}

function optionValues(command: SimpleCommand, option: string): string[] {
  return command.args.flatMap((word, index) => {
    if (word.text.startsWith("--target-directory=")) return [word.text.slice(19)];
    return word.text === option ? [command.args[index + 1]?.text ?? ""] : [];
  });
}

/** `cd x && …` moves the paths that follow. */
function folderAfter(command: SimpleCommand, world: World, cwd: string): string {
  if (command.program !== "cd" && command.program !== "pushd") return cwd;
  const [folder] = sources(command);
  if (folder === undefined) return command.args.length === 0 ? world.accountHome : cwd;
  return posix.normalize(absolutePath(folder, world, cwd));
}

/** A line that could not be parsed, and speaks of what is ours. */
function rawFloor(raw: string): FloorName | undefined {
  if (/\.claude\/claude-permit\//.test(raw)) return "own-files";
  return /\bclaude\b[^\n;|&]*--dangerously-skip-permissions/.test(raw)
    ? "claude-unguarded"
    : undefined;
}
