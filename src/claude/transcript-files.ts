import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
} from "node:fs";
import { dirname, join, sep } from "node:path";
import { hasCode } from "../files/private.ts";

/** A transcript as it was listed. Nothing beyond `size` is read: it was not there yet. */
export interface TranscriptFile {
  readonly path: string;
  /** Below `projects`, with slashes: what it is called in cursors and messages. */
  readonly name: string;
  /** The session that the file's place names. */
  readonly sessionId: string;
  /** The subagent that the file's place names; undefined for a session's own transcript. */
  readonly agentId: string | undefined;
  readonly size: number;
  readonly mtimeMs: number;
  readonly inode: number;
}

const TRANSCRIPT = /^(.+)\.jsonl$/;
const AGENT = /^agent-(.+)\.jsonl$/;
const CHUNK_BYTES = 1 << 20;

/** Where Claude Code keeps its transcripts. */
export function projectsFolder(claudeFolder: string): string {
  return join(claudeFolder, "projects");
}

/**
 * Every transcript below the folder, by name: `PROJECT/SESSION.jsonl`, and those of subagents,
 * `PROJECT/SESSION/subagents/agent-ID.jsonl`. Links are left out, at every step below the folder;
 * the folder itself may be one. None where there is no folder. What may not be listed (another
 * account's project) is left out and counted.
 */
export function listTranscripts(projects: string): {
  readonly files: readonly TranscriptFile[];
  readonly unreadable: number;
} {
  const root = realPath(projects);
  if (root === undefined) return { files: [], unreadable: 0 };
  const found: TranscriptFile[] = [];
  let unreadable = 0;
  const list = (folder: string): { files: string[]; folders: string[] } => {
    try {
      const items = readdirSync(folder, { withFileTypes: true });
      const named = (ours: typeof items): string[] => ours.map((item) => item.name);
      return {
        files: named(items.filter((item) => item.isFile())),
        folders: named(items.filter((item) => item.isDirectory())),
      };
    } catch (error) {
      if (isGone(error)) return { files: [], folders: [] };
      if (!hasCode(error, "EACCES") && !hasCode(error, "EPERM")) throw error;
      unreadable += 1;
      return { files: [], folders: [] };
    }
  };
  for (const project of list(root).folders) {
    const inside = list(join(root, project));
    for (const file of inside.files) {
      const [, sessionId] = TRANSCRIPT.exec(file) ?? [];
      if (sessionId === undefined) continue;
      found.push(...described(root, join(project, file), { sessionId, agentId: undefined }));
    }
    for (const sessionId of inside.folders) {
      const agents = join(project, sessionId, "subagents");
      if (!isFolder(join(root, agents))) continue;
      for (const file of list(join(root, agents)).files) {
        const [, agentId] = AGENT.exec(file) ?? [];
        if (agentId === undefined) continue;
        found.push(...described(root, join(agents, file), { sessionId, agentId }));
      }
    }
  }
  return { files: found.sort((a, b) => (a.name < b.name ? -1 : 1)), unreadable };
}

/**
 * The file's bytes from an offset up to its listed size, in chunks; nothing where it has gone,
 * or another file has its name by now. Throws the system's error where it may not be read.
 */
export function* transcriptBytes(file: TranscriptFile, from: number): Generator<Buffer> {
  const fd = openListed(file);
  if (fd === undefined) return;
  try {
    for (let at = from; at < file.size; ) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, file.size - at));
      const read = readSync(fd, chunk, 0, chunk.length, at);
      if (read === 0) return;
      yield chunk.subarray(0, read);
      at += read;
    }
  } finally {
    closeSync(fd);
  }
}

function openListed(file: TranscriptFile): number | undefined {
  try {
    // A folder on the way that became a link since it was listed leads elsewhere.
    const folder = dirname(file.path);
    if (realPath(folder) !== folder) return undefined;
    // O_NONBLOCK: opening a pipe that someone put here must not hang.
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    const fd = openSync(file.path, flags);
    const status = fstatSync(fd);
    if (status.isFile() && status.ino === file.inode) return fd;
    closeSync(fd);
    return undefined;
  } catch (error) {
    if (isGone(error) || hasCode(error, "ELOOP")) return undefined;
    throw error;
  }
}

function described(
  root: string,
  name: string,
  whose: Pick<TranscriptFile, "sessionId" | "agentId">,
): TranscriptFile[] {
  const path = join(root, name);
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status?.isFile() !== true) return [];
  const { size, mtimeMs, ino: inode } = status;
  return [{ path, name: name.split(sep).join("/"), ...whose, size, mtimeMs, inode }];
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return hasCode(error, "ENOENT") || hasCode(error, "ENOTDIR");
}
