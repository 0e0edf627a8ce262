import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { ConfigError } from "../model/errors.ts";
import { ownTemplate, type Template } from "./own-template.ts";

/**
 * The template `report` of a format, with a partial for each block kind. Files of the same name in
 * `<userFolder>/<format>/` come first. Values are escaped before a template sees them, so nothing
 * is escaped here; a name that the view has not is an error. Throws ConfigError where a file of
 * the user's is at fault. They are read each time.
 */
export async function loadTemplate(
  format: string,
  userFolder: string | undefined,
): Promise<Template> {
  const users = userFolder === undefined ? new Map() : readUserTemplates(join(userFolder, format));
  if (users.size === 0) return ownTemplate(format);
  const { compileWith } = await import("./compile-templates.ts");
  return usersTemplate(users, (files) => compileWith(format, files), format);
}

/** Ours with the user's files in their place; what one of them gets wrong is told with its name. */
function usersTemplate(
  users: ReadonlyMap<string, string>,
  compile: (users: ReadonlyMap<string, string>) => Template,
  format: string,
): Template {
  const template = compile(users);
  return (view) => {
    try {
      return template(view);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const name = [...users].find((file) => fails(() => compile(new Map([file]))(view)))?.[0];
      const file = name === undefined ? [...users.keys()].join(".hbs, ") : name;
      throw templateError(`${format}/${file}.hbs`, firstLine(error), error);
    }
  };
}

/** Whether a file of the user's goes wrong by itself, among ours. */
function fails(fill: () => string): boolean {
  try {
    fill();
    return false;
  } catch {
    return true;
  }
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
