import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { UnsafeFile } from "../model/errors.ts";
import { hasCode } from "./private.ts";

/** Where a call happens: the project, and the folder that the session is in. */
export interface ProjectPlace {
  /** `CLAUDE_PROJECT_DIR`; empty where there is none. */
  readonly projectRoot: string;
  /** Absent: nothing but the root counts. */
  readonly cwd?: string;
}

/** A file that somebody else wrote: no person's rules are longer. */
const MAX_BYTES = 64 * 1024;
/** Folders deeper below the root than this are not walked. */
const MAX_DEPTH = 64;

/**
 * Where a project's rules may stand: in the root, and in each folder from there down to cwd; in
 * cwd alone where that is elsewhere. All that are there hold together, so the strictest wins.
 */
export function projectPolicyPaths({ projectRoot, cwd = "" }: ProjectPlace): string[] {
  const root = projectRoot === "" ? [] : [resolve(projectRoot)];
  const folders = [...root, ...foldersDownTo(cwd, root[0])];
  // Not `join`, of which the first use costs the hook more than all of this.
  return folders.map((folder) => `${below(folder)}.claude${sep}claude-permit.toml`);
}

/** Those of them where something stands, be it readable or not. */
export function projectPolicyFiles(place: ProjectPlace): string[] {
  return projectPolicyPaths(place).filter(isThere);
}

/**
 * The text of a project's rules; undefined where there is no such file. Throws UnsafeFile for a
 * link, a pipe or anything else that is no regular file, and for one over 64 KiB.
 */
export function readProjectPolicy(path: string): string | undefined {
  const fd = open(path);
  if (fd === undefined) return undefined;
  try {
    if (!fstatSync(fd).isFile()) throw unusable(path);
    const bytes = Buffer.alloc(MAX_BYTES + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(fd, bytes, length, bytes.length - length, null);
    }
    if (length > MAX_BYTES) throw unusable(path);
    return bytes.toString("utf8", 0, length);
  } finally {
    closeSync(fd);
  }
}

function open(path: string): number | undefined {
  try {
    // Opening a pipe must not wait for a writer.
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (hasCode(error, "ENOENT") || hasCode(error, "ENOTDIR")) return undefined;
    if (hasCode(error, "ELOOP") || hasCode(error, "ENXIO")) throw unusable(path);
    throw error;
  }
}

function unusable(path: string): UnsafeFile {
  return new UnsafeFile(`${path} is not a regular file of at most 64 KiB. Replace it.`);
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { bigint: true, throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // `.claude` is no folder: nothing stands in it. What cannot be looked at counts as there.
    return !hasCode(error, "ENOTDIR");
  }
}

/** The folders below the root that lead to cwd, the uppermost first. */
function foldersDownTo(cwd: string, root: string | undefined): string[] {
  if (cwd === "") return [];
  const folder = resolve(cwd);
  if (root === undefined) return [folder];
  if (folder === root) return [];
  if (!folder.startsWith(below(root))) return [folder];
  const steps = folder.slice(below(root).length).split(sep);
  const found = [folder];
  for (let depth = 1; depth < Math.min(steps.length, MAX_DEPTH); depth += 1) {
    found.unshift(dirname(found[0] ?? folder));
  }
  return found;
}

function below(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}
