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
  const forms = [...pathSpellings(path, world), ...(kind === "below" ? [`${path}/x`] : [])]
    .flatMap((each) => pathForms(each, world))
    .map((form) => form.toLowerCase());
  return globs.some(({ expression }) => forms.some((form) => finder.finds(expression, form)));
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
