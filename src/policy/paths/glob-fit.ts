import type { PathGlob } from "../../model/rule.ts";
import type { World } from "../../model/world.ts";
import type { Finder } from "../patterns/pattern.ts";
import { pathForms, type WordPath } from "./path-words.ts";
import { pathSpellings } from "./paths.ts";

/** Whether one of the globs fits a path under any spelling and form: for deny and ask. */
export function anyGlobFits(
  globs: readonly PathGlob[],
  { path, kind }: WordPath,
  world: World,
  finder: Finder,
): boolean {
  const forms = smallForms(path, kind, world);
  return globs.some(({ expression }) => forms.some((form) => finder.finds(expression, form)));
}

/** Each rule asks about the same few paths of a call, and a world is made for one call. */
const known = new WeakMap<World, Map<string, readonly string[]>>();

/** Every form of every spelling, in small letters. */
function smallForms(path: string, kind: WordPath["kind"], world: World): readonly string[] {
  const ofWorld = known.get(world) ?? new Map<string, readonly string[]>();
  known.set(world, ofWorld);
  const key = `${kind}\0${path}`;
  const found = ofWorld.get(key);
  if (found !== undefined) return found;
  const forms = [...pathSpellings(path, world), ...(kind === "below" ? [`${path}/x`] : [])]
    .flatMap((each) => pathForms(each, world))
    .map((form) => form.toLowerCase());
  ofWorld.set(key, forms);
  return forms;
}

/** Whether the globs fit a path under every spelling: for grants. A pattern is never fitted. */
export function globsCover(
  globs: readonly PathGlob[],
  { path, kind }: WordPath,
  world: World,
  finder: Finder,
): boolean {
  if (kind === "pattern") return false;
  const spelled = pathSpellings(path, world);
  const each = kind === "below" ? spelled.map((one) => `${one}/x`) : spelled;
  return each.every((one) => {
    const forms = pathForms(one, world);
    return globs.some(({ expression }) => forms.some((form) => finder.finds(expression, form)));
  });
}
