import { readdirSync } from "node:fs";
import { join } from "node:path";
import { UnsafeFile } from "../model/errors.ts";
import { PolicyWords } from "../model/policy-words.ts";
import { hasCode, readPrivate } from "./private.ts";

/**
 * What rules tell the agent, by rule_id, over every policy that was ever in force; all of it where
 * it changed. A snapshot that cannot be read is left out.
 */
export function readRuleMessages(policies: string): Map<string, string> {
  const messages = new Map<string, string>();
  for (const name of snapshotNames(policies)) {
    for (const { id, message } of readSnapshot(join(policies, name))) {
      const known = messages.get(id) ?? "";
      if (message !== undefined && !known.includes(message)) {
        messages.set(id, `${known} ${message}`.trim());
      }
    }
  }
  return messages;
}

function snapshotNames(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^[0-9a-f]{64}\.json$/.test(name));
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}

function readSnapshot(path: string): readonly { id: string; message?: string | undefined }[] {
  try {
    const read = PolicyWords.safeParse(JSON.parse(readPrivate(path) ?? "{}"));
    return read.success ? read.data.rules : [];
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof UnsafeFile) return [];
    throw error;
  }
}
