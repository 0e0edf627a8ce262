import { readdirSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { homePaths } from "../files/home.ts";
import { hasCode, readPrivate, replacePrivate } from "../files/private.ts";
import type { Policy, Rule } from "../model/rule.ts";
import { sha256 } from "../model/sha256.ts";
import type { PolicyPlace } from "./policy-snapshot.ts";
import { isRecord } from "./read-payload.ts";

/** What `policies/<sha256>.json` holds: a policy that was in force, and for which project. */
interface Saved {
  readonly project_root: string;
  readonly rules: readonly Rule[];
}

/**
 * Keeps a policy that is in force. Its file's time says when it last came into force, which is
 * how the last good one is found.
 */
export function savePolicy(place: PolicyPlace, policy: Policy): void {
  const path = join(homePaths(place.home).policies, `${policy.sha256}.json`);
  if (readPrivate(path) === undefined) {
    const ofProject = policy.rules.some((rule) => rule.source === "project");
    const saved: Saved = {
      project_root: ofProject ? place.projectRoot : "",
      rules: policy.rules,
    };
    replacePrivate(path, JSON.stringify(saved));
    return;
  }
  const now = performance.timeOrigin / 1000 + performance.now() / 1000;
  utimesSync(path, now, now);
}

/**
 * The policy that was last in force, without another project's rules; only the floor where there
 * never was one. Its denials and questions hold, its grants are suspended.
 */
export function lastGoodPolicy(place: PolicyPlace): Policy {
  let newest: { sha256: string; rules: readonly Rule[] } | undefined;
  for (const file of newestFirst(homePaths(place.home).policies)) {
    const saved = readSaved(file.path, file.sha256);
    if (saved === undefined) continue;
    const own = saved.rules.filter((rule) => rule.source === "project");
    const others = saved.rules.filter((rule) => rule.source !== "project");
    newest ??= { sha256: file.sha256, rules: others };
    // A project's own rules may be older than what other projects saved since.
    if (own.length === 0 || saved.project_root !== place.projectRoot) continue;
    return { sha256: file.sha256, state: "last_good", rules: [...newest.rules, ...own] };
  }
  return { sha256: "", rules: [], ...newest, state: "last_good" };
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
  return (
    isRecord(value) && typeof value["project_root"] === "string" && Array.isArray(value["rules"])
  );
}
