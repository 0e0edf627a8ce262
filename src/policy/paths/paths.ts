import { posix } from "node:path";
import type { World } from "../../model/world.ts";

/**
 * The absolute path that a word means: `~`, `$HOME` and relative paths resolved, `.` and `..`
 * removed, links not followed. Backslashes of Windows paths become slashes.
 */
export function absolutePath(text: string, world: World, cwd: string = world.cwd): string {
  // An expression costs a start of the hook more than looking for what few paths have.
  const slashed =
    text.includes("\\") && /^(?:[A-Za-z]:)?\\/.test(text) ? text.replaceAll("\\", "/") : text;
  const expanded =
    slashed.startsWith("~") || slashed.startsWith("$")
      ? slashed
          .replace(/^~(?=\/|$)/, world.accountHome)
          .replace(/^(?:\$HOME|\$\{HOME\})(?=\/|$)/, world.accountHome)
      : slashed;
  if (expanded.charAt(1) === ":" && /^[A-Za-z]:\//.test(expanded)) {
    return posix.normalize(expanded);
  }
  return withoutTrailingSlash(posix.resolve(cwd === "" ? "/" : cwd, expanded));
}

/** Each rule asks about the same few paths of a call, and a world is made for one call. */
const known = new WeakMap<World, Map<string, readonly string[]>>();

/** Every absolute spelling under which a word reaches its file: as resolved, and behind links. */
export function pathSpellings(
  text: string,
  world: World,
  cwd: string = world.cwd,
): readonly string[] {
  const ofWorld = known.get(world) ?? new Map<string, readonly string[]>();
  known.set(world, ofWorld);
  const key = `${cwd}\0${text}`;
  const found = ofWorld.get(key) ?? newSpellings(text, world, cwd);
  ofWorld.set(key, found);
  return found;
}

function newSpellings(text: string, world: World, cwd: string): readonly string[] {
  const lexical = absolutePath(text, world, cwd);
  const real = withoutTrailingSlash(world.realpath(lexical));
  return real === lexical ? [lexical] : [lexical, real];
}

/** Whether `path` is `folder` or below it. Both absolute and normalised. */
export function isWithin(path: string, folder: string, caseInsensitive: boolean): boolean {
  const [a, b] = caseInsensitive ? [path.toLowerCase(), folder.toLowerCase()] : [path, folder];
  return a === b || a.startsWith(b.endsWith("/") ? b : `${b}/`);
}

function withoutTrailingSlash(path: string): string {
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}
