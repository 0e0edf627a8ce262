import type { World } from "../model/world.ts";
import { escaped } from "../policy/explain/proposed-rules.ts";
import { isSecret, isStartup } from "../policy/paths/path-words.ts";
import { absolutePath, isWithin } from "../policy/paths/paths.ts";
import { protectedPath } from "../policy/paths/protected-paths.ts";

/**
 * What a word of a learned rule may be exchanged for: another of its word class. A `file` has an ending;
 * a `path` may be a folder, which a branch can look like.
 */
export type WordClass = "path" | "file" | "number" | "word" | "revision";

/** A folder or file that is not hidden, and no option. */
const SEGMENT = "[A-Za-z0-9_@][A-Za-z0-9_@.+-]*";
const ENDING = /\.[A-Za-z][A-Za-z0-9]{0,9}$/;
/** The same without a dot: what has no ending. */
const BARE_SEGMENT = "[A-Za-z0-9_@][A-Za-z0-9_@+-]*";

/** An expression for every word of the first class that a word is of; undefined for none of them. */
export function classExpression(
  text: string,
  classes: readonly WordClass[],
  world: World,
): string | undefined {
  for (const each of classes) {
    const source = SOURCES[each](text, world);
    if (source !== undefined) return source;
  }
  return undefined;
}

const SOURCES = {
  number: (text) => (/^\d{1,9}$/.test(text) ? "[0-9]{1,9}" : undefined),
  // `HEAD~2`, `1a2b3c4`; names of branches are words.
  revision: (text) => {
    if (/^[0-9a-f]{7,40}$/.test(text) && /\d/.test(text)) return "[0-9a-f]{7,40}";
    return /^HEAD(?:[~^]\d{0,3}){1,2}$/.test(text) ? "HEAD(?:[~^][0-9]{0,3}){1,2}" : undefined;
  },
  path: pathExpression,
  file: (text, world) => (ENDING.test(text) ? pathExpression(text, world) : undefined),
  word: (text) => (/^[A-Za-z][\w-]{0,63}$/.test(text) ? "[A-Za-z][A-Za-z0-9_-]{0,63}" : undefined),
} as const satisfies Record<WordClass, (text: string, world: World) => string | undefined>;

/**
 * `src/a/b.test.ts` is any `.ts` in `src/a`, `packages/a` any folder beside it, `a.md` any `.md`
 * beside it. Never a hidden name, never `..`, and no path but an ordinary one of the project.
 */
function pathExpression(text: string, world: World): string | undefined {
  const [, folder = "", name = "", slash = ""] =
    /^((?:\.\/)?(?:[\w@][\w@.+-]*\/)*)([\w@][\w@.+-]*)(\/)?$/.exec(text) ?? [];
  // `main..HEAD` is a range of git.
  if (name === "" || text.includes("..") || !isOrdinary(text, world)) return undefined;
  const ending = ENDING.exec(name)?.[0];
  if (ending === undefined && (name.includes(".") || /^(?:\.\/)?$/.test(folder))) return undefined;
  const last = ending === undefined ? BARE_SEGMENT : `${SEGMENT}${escaped(ending)}`;
  return `${escaped(folder)}${last}${slash}`;
}

/** Whether a path lies in the project, links and all, and is neither secret, start-up nor guarded. */
export function isOrdinary(text: string, world: World): boolean {
  const project = world.projectRoot === "" ? world.cwd : world.projectRoot;
  if (project === "" || project === "/") return false;
  const path = absolutePath(text, world);
  const found = { path, kind: "exact" } as const;
  const inside = (each: string, folder: string): boolean =>
    isWithin(each, folder, world.caseInsensitive);
  return (
    inside(path, project) &&
    inside(world.realpath(path), world.realpath(project)) &&
    !isSecret(found, world) &&
    !isStartup(found, world) &&
    protectedPath(text, world) === undefined
  );
}
