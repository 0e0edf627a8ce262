import type { World } from "../../model/world.ts";
import { loadedRow } from "../programs/index.ts";
import type { SimpleCommand } from "../shell.ts";
import type { Step } from "../steps/steps.ts";

/** Folders whose programs are what their names say. */
const SYSTEM_FOLDERS = new Set(
  "/bin/ /usr/bin/ /usr/local/bin/ /sbin/ /usr/sbin/ /opt/homebrew/bin/".split(" "),
);
/** Where package managers put the programs of a project. */
const PACKAGE_FOLDERS: readonly (readonly [folder: RegExp, from: string])[] = [
  [/^(?:\.\/)?(?:[\w@.-]+\/)*node_modules\/\.bin\/$/, "npm"],
  [/^(?:\.\/)?\.?v?env\/bin\/$/, "pypi"],
  [/^(?:\.\/)?(?:vendor\/)?bin\/$/, "gems"],
  [/^(?:\.\/)?vendor\/bin\/$/, "composer"],
];
/** Scripts that a build tool leaves in a project to run itself. */
const PROJECT_TOOLS = new Set(["./gradlew", "./mvnw"]);

/** Whether a program is the one of its name, and not a file of that name somewhere. */
function isOfItsName({ called, program }: SimpleCommand): boolean {
  const folder = called.slice(0, called.length - program.length);
  if (folder === "" || SYSTEM_FOLDERS.has(folder) || PROJECT_TOOLS.has(called)) return true;
  const from = loadedRow(program)?.from;
  const python = /^python[\d.]*$/.test(program) ? "pypi" : from;
  return PACKAGE_FOLDERS.some(([place, world]) => world === python && place.test(folder));
}

/**
 * The text that an allow rule sees: a program called by a path of its own keeps that path, so that
 * `./git status` is not taken for `git status`.
 */
export function grantText({ command }: Step): string {
  const found = known.get(command);
  if (found !== undefined) return found;
  const { called, program, canonical } = command;
  const text = isOfItsName(command)
    ? canonical
    : `${called}${canonical.slice((program || called).length)}`;
  known.set(command, text);
  return text;
}

/** Every rule asks for it. */
const known = new WeakMap<SimpleCommand, string>();

/** Whether the program has one of these names, as names compare on this file system. */
export function isCalled(
  names: readonly string[],
  { program }: SimpleCommand,
  world: World,
): boolean {
  const fold = (text: string): string => (world.caseInsensitive ? text.toLowerCase() : text);
  return names.some((name) => fold(name) === fold(program));
}
