import type { World } from "../../model/world.ts";
import { absolutePath, pathSpellings } from "./paths.ts";

/** Fields that hold a path: `..` and links must not lead round a rule. */
export const PATH_FIELDS: ReadonlySet<string> = new Set(["file_path", "notebook_path", "path"]);

/** A value as a rule may look at it: paths also resolved. */
export function spellings(name: string, value: unknown, world: World): string[] {
  const text = valueText(value);
  if (text === undefined) return [];
  return PATH_FIELDS.has(name) ? [text, ...pathSpellings(text, world)] : [text];
}

/**
 * As `spellings`, for a grant: a relative path is seen as written only if nothing in it leads
 * elsewhere.
 */
export function grantSpellings(name: string, value: unknown, world: World): string[] {
  const text = valueText(value);
  if (text === undefined) return [];
  if (!PATH_FIELDS.has(name)) return [text];
  const absolute = text.startsWith("/") || /^(?:~|[A-Za-z]:)/.test(text);
  if (absolute) return [text, ...pathSpellings(text, world)];
  const straight = !/(?:^|[\\/])\.\.(?:[\\/]|$)/.test(text);
  const lexical = absolutePath(text, world);
  return straight && world.realpath(lexical) === lexical ? [text] : [];
}

/** The text of a field that an expression sees; undefined where the field is absent. */
export function valueText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}
