import { command, quote } from "../findings/values.ts";
import type { Value } from "../model/report.ts";

/** Of an entry's id as messages show it; `explain` takes any unique ending. */
export const SHORT_ID_CHARS = 6;

/**
 * The command that explains an entry; `flags` make it mean the same home. An id that stands in a
 * file may be anything: what is none of ours is only quoted.
 */
export function explainCommand(entry: string, flags: string): Value {
  const line = explainLine(entry, flags);
  return line === undefined ? quote(entry) : command(line);
}

/** The same as a line; undefined for what is no id of ours. */
export function explainLine(entry: string, flags: string): string | undefined {
  if (!/^[0-9A-HJKMNP-TV-Z]{26}$/.test(entry)) return undefined;
  return `claude-permit explain ${entry.slice(-SHORT_ID_CHARS)}${flags}`;
}
