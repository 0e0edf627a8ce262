import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ASSETS } from "../assets.ts";

/** A template as the build left it: the text that it was made of, and what the engine runs. */
interface BuiltTemplate {
  readonly source: string;
  readonly specification: TemplateSpecification;
}

const load = createRequire(import.meta.url);

/**
 * The templates of a format by name, compiled when this was built: compiling takes longer than
 * filling in. Undefined where one of the files is another one now.
 */
export function builtTemplates(
  format: string,
  files: ReadonlyMap<string, string>,
): ReadonlyMap<string, TemplateSpecification> | undefined {
  const path = join(fileURLToPath(ASSETS.builtTemplates), `${format}.cjs`);
  if (!existsSync(path)) return undefined;
  const built: unknown = load(path);
  const found = new Map<string, TemplateSpecification>();
  for (const [name, source] of files) {
    const template: unknown = Reflect.get(Object(built), name);
    if (!isBuilt(template) || template.source !== source) return undefined;
    found.set(name, template.specification);
  }
  return found;
}

function isBuilt(template: unknown): template is BuiltTemplate {
  if (typeof template !== "object" || template === null) return false;
  return "source" in template && "specification" in template;
}
