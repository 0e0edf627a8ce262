import { readdirSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { homePaths } from "../files/home.ts";
import { hasCode, readPrivate, replacePrivate } from "../files/private.ts";
import { projectPolicyFiles } from "../files/project-rules.ts";
import type { Policy, Rule } from "../model/rule.ts";
import { sha256 } from "../model/sha256.ts";
import type { PolicyPlace } from "./policy-snapshot.ts";
import { isRecord } from "./read-payload.ts";

/** What `policies/<sha256>.json` holds: a policy that was in force. */
interface Saved {
  /** Files of projects that had these rules, and when last: seconds since 1970. */
  readonly project_files: Readonly<Record<string, number>>;
  readonly rules: readonly Rule[];
}

/**
 * Keeps a policy that is in force, and which good files of a project it has rules of. Its file's
 * time says when it last came into force, which is how the last good one is found.
 */
export function savePolicy(
  place: PolicyPlace,
  { policy, projectFiles }: { readonly policy: Policy; readonly projectFiles: readonly string[] },
): void {
  const path = join(homePaths(place.home).policies, `${policy.sha256}.json`);
  const known = readSaved(path, policy.sha256);
  const now = (performance.timeOrigin + performance.now()) / 1000;
  if (known !== undefined && projectFiles.length === 0) {
    utimesSync(path, now, now);
    return;
  }
  const saved: Saved = {
    // Two projects may have the same rules.
    project_files: {
      ...known?.project_files,
      ...Object.fromEntries(projectFiles.map((file) => [file, now])),
    },
    rules: known?.rules ?? policy.rules,
  };
  replacePrivate(path, JSON.stringify(saved));
}

/**
 * The rules that were last in force, without another project's; undefined where none ever were.
 * Denials and questions among them hold, grants are suspended.
 */
export function lastGoodRules(place: PolicyPlace): readonly Rule[] | undefined {
  const saved = newestFirst(homePaths(place.home).policies).flatMap(
    (file) => readSaved(file.path, file.sha256) ?? [],
  );
  const [newest] = saved;
  if (newest === undefined) return undefined;
  // A project's own rules may be older than what other projects saved since.
  const own = projectPolicyFiles(place).flatMap((file) => {
    const at = (each: Saved): number => each.project_files[file] ?? 0;
    const last = saved.reduce((best, each) => (at(each) > at(best) ? each : best), newest);
    return at(last) > 0 ? last.rules.filter((rule) => rule.source === "project") : [];
  });
  return [...newest.rules.filter((rule) => rule.source !== "project"), ...own];
}

/** A policy that was once in force, by its hash; undefined where it is not on record, whole. */
export function policyOnRecord(
  home: string,
  sha: string,
  state: Policy["state"],
): Policy | undefined {
  if (!/^[0-9a-f]{64}$/.test(sha)) return undefined;
  const saved = readSaved(join(homePaths(home).policies, `${sha}.json`), sha);
  return saved === undefined ? undefined : { sha256: sha, state, rules: saved.rules };
}

function newestFirst(folder: string): { path: string; sha256: string }[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^[0-9a-f]{64}\.json$/.test(name))
      .map((name) => ({ path: join(folder, name), sha256: name.slice(0, 64) }))
      .map((file) => ({ ...file, at: statSync(file.path).mtimeMs }))
      .sort((a, b) => b.at - a.at);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}

/** A copy whose rules are not those of its name was changed, and counts as damaged. */
function readSaved(path: string, name: string): Saved | undefined {
  try {
    const value: unknown = JSON.parse(readPrivate(path) ?? "null");
    return isSaved(value) && sha256(JSON.stringify(value.rules)) === name ? value : undefined;
  } catch {
    // Damaged, or not ours alone: the one before it counts.
    return undefined;
  }
}

function isSaved(value: unknown): value is Saved {
  return isRecord(value) && isRecord(value["project_files"]) && Array.isArray(value["rules"]);
}
