import { statSync } from "node:fs";
import { join } from "node:path";
import { hasCode } from "../files/private.ts";
import { listTranscripts, projectsFolder } from "./transcript-files.ts";

/**
 * When Claude Code last wrote into a transcript or into its history, epoch milliseconds; null
 * where it never did, or where it may not be looked at.
 */
export function lastActivityMs(claudeFolder: string): number | null {
  const times = listTranscripts(projectsFolder(claudeFolder)).files.map(({ mtimeMs }) => mtimeMs);
  const last = Math.max(...times, historyMs(join(claudeFolder, "history.jsonl")));
  return Number.isFinite(last) ? last : null;
}

function historyMs(path: string): number {
  try {
    return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.NEGATIVE_INFINITY;
  } catch (error) {
    if (hasCode(error, "EACCES") || hasCode(error, "ENOTDIR")) return Number.NEGATIVE_INFINITY;
    throw error;
  }
}
