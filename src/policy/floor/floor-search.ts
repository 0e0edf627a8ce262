import { posix } from "node:path";
import type { World } from "../../model/world.ts";
import { isWithin } from "../paths/paths.ts";
import { holdsHome, protectedNames } from "../paths/protected-paths.ts";
import type { SimpleCommand } from "../shell.ts";
import type { Step, StepPath } from "../steps/steps.ts";

const MAX_STARS = 5;

/** The names that the searches of a line ask for; undefined for any name, or where none searches. */
export interface Search {
  readonly searches: boolean;
  readonly names: readonly RegExp[];
}

/** `-name '*.toml'` of every `find` in the line; a negated name asks for any other. */
export function searchOf(steps: readonly Step[]): Search {
  const finds = steps.filter(({ command }) => command.program === "find");
  const names = finds.map(({ command }) => namesOf(command));
  const open = names.some((each) => each.length === 0);
  return { searches: finds.length > 0, names: open ? [] : names.flat() };
}

function namesOf({ args }: SimpleCommand): RegExp[] {
  const words = args.map((word) => word.text);
  if (words.some((word) => word === "!" || word === "-not")) return [];
  // A pattern of many stars takes for ever to try: it asks for anything.
  if (words.some((word) => word.split("*").length > MAX_STARS)) return [];
  return words.flatMap((word, index) => {
    const value = words[index + 1];
    if (value === undefined || !/^-i?(?:name|path|wholename)$/.test(word)) return [];
    const name = value
      .replace(/[.+^${}()|\\]/g, "\\$&")
      .replace(/\*/g, ".*")
      .replaceAll("?", ".");
    return [
      new RegExp(
        word.endsWith("name") && !word.endsWith("wholename") ? `/${name}$` : `^${name}$`,
        "i",
      ),
    ];
  });
}

/** What a search from a folder above home finds of it. */
export function foundBelow(
  { path }: StepPath,
  { searches, names }: Search,
  world: World,
): StepPath[] {
  if (!holdsHome(path, world)) return [];
  const isAccount = !isWithin(
    path,
    posix.join(world.accountHome, ".claude"),
    world.caseInsensitive,
  );
  if (isAccount && !searches) return [];
  return protectedNames(world)
    .filter((name) => isWithin(name, path, world.caseInsensitive))
    .filter(
      (name) =>
        names.length === 0 ||
        foldersOf(name).some((each) => names.some((asked) => asked.test(each))),
    )
    .map((name) => ({ path: name, kind: "exact", by: "operand", sensitive: false }));
}

/** A path and the folders above it. */
function foldersOf(path: string): string[] {
  const above = posix.dirname(path);
  return above === path ? [] : [path, ...foldersOf(above)];
}
