import {
  chownSync,
  closeSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { uniqueName } from "../files/private.ts";
import { ConfigError, UserError } from "../model/errors.ts";
import { EVENTS } from "../model/words.ts";
import {
  type JsonNode,
  JsonSyntax,
  lineAndColumn,
  memberValue,
  parseJsonText,
} from "./json-text.ts";

/** A settings file of Claude Code as it was read. */
export interface SettingsFile {
  /** As the user knows it, and where it really lies when it is a link. */
  readonly path: string;
  readonly target: string;
  /** Undefined where there is no file. */
  readonly text: string | undefined;
  /** Permission bits to keep; those of a new file where there is none. */
  readonly mode: number;
}

/** Claude Code's folder for the user: `$CLAUDE_CONFIG_DIR`, else `~/.claude`. */
export function claudeFolder(
  env: Readonly<Record<string, string | undefined>>,
  accountHome: string,
): string {
  const named = env["CLAUDE_CONFIG_DIR"];
  return named === undefined || named === "" ? join(accountHome, ".claude") : resolve(named);
}

/** Reads the file, through a link if it is one. Throws UserError where it is not a file. */
export function readSettingsFile(path: string): SettingsFile {
  const target = linkTarget(path);
  const found = statSync(target, { throwIfNoEntry: false });
  if (found === undefined) return { path, target, text: undefined, mode: 0o600 };
  if (!found.isFile()) throw new UserError(`${path} is not a file. Name one with --settings.`);
  return { path, target, text: readFileSync(target, "utf8"), mode: found.mode & 0o777 };
}

/**
 * The settings as a tree; an empty file counts as `{}`. Throws ConfigError with line and column
 * where the text is not JSON, or where hooks could not be put into it.
 */
export function parseSettings(file: SettingsFile): JsonNode {
  const source = settingsText(file);
  const problem = (offset: number, path: string, message: string): ConfigError => {
    const { line, column } = lineAndColumn(source, offset);
    return new ConfigError([
      { file: file.path, path, line, message: `column ${column}: ${message}` },
    ]);
  };
  let root: JsonNode;
  try {
    root = parseJsonText(source);
  } catch (error) {
    if (!(error instanceof JsonSyntax)) throw error;
    throw problem(error.offset, "", `${error.message}. Mend it, then try again.`);
  }
  if (root.kind !== "object") throw problem(root.start, "", "settings must be an object: { … }.");
  const hooks = memberValue(root, "hooks");
  if (hooks !== undefined && hooks.kind !== "object") {
    throw problem(hooks.start, "hooks", "must be an object: { … }.");
  }
  for (const event of EVENTS) {
    const groups = memberValue(hooks, event);
    if (groups !== undefined && groups.kind !== "array") {
      throw problem(groups.start, `hooks.${event}`, "must be a list: [ … ].");
    }
  }
  return root;
}

export function settingsText(file: SettingsFile): string {
  return file.text === undefined || file.text.trim() === "" ? "{}\n" : file.text;
}

export function backupPath(path: string): string {
  return `${path}.before-claude-permit`;
}

/** Keeps the text beside the file, once: true where this call made the backup. */
export function backUp(file: SettingsFile): boolean {
  if (file.text === undefined) return false;
  try {
    writeFileSync(backupPath(file.path), file.text, { flag: "wx", mode: file.mode });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Replaces the file in one step, keeping its mode and owner; a link stays a link. Throws
 * UserError where somebody changed the file since it was read.
 */
export function writeSettingsFile(file: SettingsFile, text: string): void {
  mkdirSync(dirname(file.target), { recursive: true, mode: 0o700 });
  const temporary = join(dirname(file.target), `.${basename(file.target)}.${uniqueName()}.tmp`);
  try {
    const fd = openSync(temporary, "wx", file.mode);
    try {
      writeFileSync(fd, text);
      fchmodSync(fd, file.mode);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    keepOwner(file.target, temporary);
    if (readSettingsFile(file.path).text !== file.text) {
      throw new UserError(`${file.path} was changed by another program just now. Try again.`);
    }
    renameSync(temporary, file.target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Removes a file that held nothing but what we wrote. */
export function removeSettingsFile(file: SettingsFile): void {
  rmSync(file.target, { force: true });
}

function keepOwner(from: string, to: string): void {
  const old = statSync(from, { throwIfNoEntry: false });
  const made = statSync(to);
  if (old === undefined || (old.uid === made.uid && old.gid === made.gid)) return;
  chownSync(to, old.uid, old.gid);
}

function linkTarget(path: string): string {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isSymbolicLink() !== true) return path;
  try {
    return realpathSync(path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    // A link to a file that does not exist yet: it will.
    return resolve(dirname(path), readlinkSync(path));
  }
}
