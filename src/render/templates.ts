import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import Handlebars from "handlebars";
import { ASSETS } from "../assets.ts";
import { ConfigError } from "../model/errors.ts";
import { builtTemplates } from "./built-templates.ts";

/** A report template with its partials: a view in, text out. */
export type Template = (view: object) => string;

/** Compiled once for each process; a user's own templates are read each time. */
const compiled = new Map<string, Template>();

/**
 * The template `report` of a format, with a partial for each block kind. Files of the same name in
 * `<userFolder>/<format>/` come first. Values are escaped before a template sees them, so nothing
 * is escaped here; a name that the view has not is an error. Throws ConfigError where a file of
 * the user's is at fault.
 */
export function loadTemplate(format: string, userFolder: string | undefined): Template {
  const own = readTemplates(join(fileURLToPath(ASSETS.templates), format));
  const users = userFolder === undefined ? new Map() : readUserTemplates(join(userFolder, format));
  if (users.size > 0) return usersTemplate(own, users, format);
  const known = compiled.get(format);
  if (known !== undefined) return known;
  const template = built(format, own) ?? compile(own);
  compiled.set(format, template);
  return template;
}

/** Ours as the build compiled them; undefined where they were changed since. */
function built(format: string, files: ReadonlyMap<string, string>): Template | undefined {
  const found = builtTemplates(format, files);
  const main = found?.get("report");
  if (found === undefined || main === undefined) return undefined;
  const environment = newEnvironment();
  for (const [name, specification] of found) {
    environment.registerPartial(name, environment.template(specification));
  }
  const template = environment.template(main);
  return (view) => template(view);
}

/** Ours with the user's files in their place; what one of them gets wrong is told with its name. */
function usersTemplate(
  own: ReadonlyMap<string, string>,
  users: ReadonlyMap<string, string>,
  format: string,
): Template {
  const template = compile(new Map([...own, ...users]));
  return (view) => {
    try {
      return template(view);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const name = [...users].find(([one, source]) => fails(own, [one, source], view))?.[0];
      const file = name === undefined ? [...users.keys()].join(".hbs, ") : name;
      throw templateError(`${format}/${file}.hbs`, firstLine(error), error);
    }
  };
}

/** Whether a file of the user's goes wrong by itself, among ours. */
function fails(
  own: ReadonlyMap<string, string>,
  file: readonly [string, string],
  view: object,
): boolean {
  try {
    compile(new Map([...own, file]))(view);
    return false;
  } catch {
    return true;
  }
}

/**
 * One environment each: a partial is compiled with the options of whoever uses it first. The build
 * compiles ours with the same.
 */
function compile(files: ReadonlyMap<string, string>): Template {
  const environment = newEnvironment();
  for (const [name, source] of files) environment.registerPartial(name, source);
  const options = { strict: true, noEscape: true, knownHelpersOnly: true };
  const template = environment.compile(files.get("report") ?? "", options);
  return (view) => template(view);
}

function newEnvironment(): typeof Handlebars {
  const environment = Handlebars.create();
  environment.unregisterHelper("log");
  return environment;
}

function readTemplates(folder: string): Map<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".hbs"));
  return new Map(
    names.map((name) => [basename(name, ".hbs"), readFileSync(join(folder, name), "utf8")]),
  );
}

function readUserTemplates(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const name of namesIn(folder).filter((one) => one.endsWith(".hbs"))) {
    const source = readOwn(join(folder, name));
    if (/\{\{~?[{&]/.test(source)) {
      throw templateError(
        `${basename(folder)}/${name}`,
        'uses "{{{" or "{{&". Write {{name}}: values come escaped for the format',
      );
    }
    files.set(basename(name, ".hbs"), source);
  }
  return files;
}

/** Folders of the user's in which templates are looked for, be there such a format or not. */
export function userFormats(folder: string): string[] {
  return namesIn(folder).sort((a, b) => (a < b ? -1 : 1));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/** A regular file that nobody else can write, and no link: it decides what a report says. */
function readOwn(path: string): string {
  const fd = openUnlinked(path);
  try {
    const found = fstatSync(fd);
    if (!found.isFile()) throw templateError(path, "is not a regular file. Remove it");
    if ((found.mode & 0o022) !== 0) {
      throw templateError(path, "can be written by others. Close it with chmod 600");
    }
    return readFileSync(fd, "utf8");
  } finally {
    closeSync(fd);
  }
}

function openUnlinked(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ELOOP")) throw error;
    throw templateError(path, "is a link. Put the file itself there", error);
  }
}

function templateError(file: string, message: string, cause?: Error): ConfigError {
  const [, line] = /(?: - |on line )(\d+)(?::\d+)?\b/.exec(message) ?? [];
  const place = line === undefined ? {} : { line: Number(line) };
  const problem = { file, path: "", message: `${message}.`, ...place };
  return new ConfigError([problem], cause === undefined ? {} : { cause });
}

function firstLine(error: Error): string {
  return (error.message.split("\n")[0] ?? "").replace(/\.$/, "");
}
