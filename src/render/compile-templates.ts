import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import Handlebars from "handlebars";
import { ASSETS } from "../assets.ts";
import { environmentOf, type Template } from "./own-template.ts";

/** A name that the view has not is an error; values are escaped before a template sees them. */
const OPTIONS = { strict: true, noEscape: true, knownHelpersOnly: true };

/** Our template `report` of a format as it stands in `templates/`, compiled as the build does. */
export function compileOwn(format: string): Template {
  return compile(readOwn(format), { ...OPTIONS, data: false });
}

/** The same with files of the user's in place of ours. Theirs may ask for `@index` and its kin. */
export function compileWith(format: string, users: ReadonlyMap<string, string>): Template {
  return compile(new Map([...readOwn(format), ...users]), OPTIONS);
}

/** One environment each: a partial is compiled with the options of whoever uses it first. */
function compile(files: ReadonlyMap<string, string>, options: CompileOptions): Template {
  const environment = environmentOf(Handlebars);
  for (const [name, source] of files) environment.registerPartial(name, source);
  const template = environment.compile(files.get("report") ?? "", options);
  return (view) => template(view);
}

function readOwn(format: string): Map<string, string> {
  const folder = join(fileURLToPath(ASSETS.templates), format);
  const names = readdirSync(folder).filter((name) => name.endsWith(".hbs"));
  return new Map(
    names.map((name) => [basename(name, ".hbs"), readFileSync(join(folder, name), "utf8")]),
  );
}
