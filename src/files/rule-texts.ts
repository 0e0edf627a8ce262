import { join } from "node:path";
import { sha256 } from "../model/sha256.ts";
import { homePaths } from "./home.ts";
import { readPrivate, replacePrivate } from "./private.ts";

/**
 * Keeps a text of auto-rules.toml as `policies/<sha256>.toml`, once, and returns its SHA-256 in
 * hex. A damaged copy of the same name is replaced. Throws UnsafeFile, and the system's error
 * where it cannot be written.
 */
export function keepRuleText(home: string, text: string): string {
  const sha = sha256(text);
  const path = pathOf(home, sha);
  if (readPrivate(path) !== text) replacePrivate(path, text);
  return sha;
}

/**
 * The text that was kept under this hash; undefined where it is not on record, whole. A copy that
 * was changed since is none. Throws UnsafeFile.
 */
export function ruleText(home: string, sha: string): string | undefined {
  if (!/^[0-9a-f]{64}$/.test(sha)) return undefined;
  const text = readPrivate(pathOf(home, sha));
  return text === undefined || sha256(text) !== sha ? undefined : text;
}

function pathOf(home: string, sha: string): string {
  return join(homePaths(home).policies, `${sha}.toml`);
}
