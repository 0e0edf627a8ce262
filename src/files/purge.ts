import { lstatSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isLogName } from "./log-names.ts";

/** Names that may lie in the state folder. `reports` and `templates` are the user's own work. */
const OURS = [
  /^(config|auto-rules)\.toml$/,
  /^key$/,
  /^next-run\.json$/,
  /^pending-rules(-closed|-older)?\.jsonl$/,
  /^notices\.jsonl(\.[0-9a-z]+)?$/,
  /^(history|policies|outbox|archive|llm|locks|out|reports|templates|cache)$/,
  /^warehouse\.duckdb(\.wal)?$/,
  /^\.[0-9a-z-]{10,40}\.tmp$/,
];

export interface HomeContent {
  /** What a purge removes, by name, with its size in bytes. */
  readonly ours: readonly { readonly name: string; readonly bytes: number }[];
  /** What it leaves, because it is not ours. */
  readonly foreign: readonly string[];
}

/** What lies in the state folder; undefined where there is none, or where it is not a folder. */
export function homeContent(home: string): HomeContent | undefined {
  if (lstatSync(home, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  const names = readdirSync(home).sort();
  const isOurs = (name: string): boolean =>
    isLogName(name) || OURS.some((pattern) => pattern.test(name));
  return {
    ours: names.filter(isOurs).map((name) => ({ name, bytes: bytesBelow(join(home, name)) })),
    foreign: names.filter((name) => !isOurs(name)),
  };
}

/** Removes what is ours, and the folder itself if nothing else is in it. */
export function removeHome(home: string, content: HomeContent): void {
  for (const { name } of content.ours) rmSync(join(home, name), { recursive: true, force: true });
  if (readdirSync(home).length === 0) rmdirSync(home);
}

function bytesBelow(path: string): number {
  const found = lstatSync(path);
  if (!found.isDirectory()) return found.size;
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .map((name) => lstatSync(join(path, name), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0);
}
