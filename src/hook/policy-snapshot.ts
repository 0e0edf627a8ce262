import { statSync } from "node:fs";
import { join } from "node:path";
import { homePaths } from "../files/home.ts";
import { readPrivate } from "../files/private.ts";
import { type ProjectPlace, projectPolicyFiles } from "../files/project-rules.ts";
import type { Policy } from "../model/rule.ts";
import { sha256 } from "../model/sha256.ts";
import { VERSION } from "../version.ts";
import { isRecord } from "./read-payload.ts";

/** Whose policy: the home, and the project whose own files may tighten it. */
export interface PolicyPlace extends ProjectPlace {
  readonly home: string;
}

/** One file that a policy was made of, as it was then: `absent`, or what identifies its content. */
interface PolicySource {
  readonly path: string;
  readonly state: string;
}

/** What a snapshot file holds. `format` changes whenever its content would be read differently. */
export interface Snapshot {
  readonly format: string;
  readonly sources: readonly PolicySource[];
  readonly policy: Policy;
}

export const SNAPSHOT_FORMAT = `2/${VERSION}`;

/**
 * The policy as last compiled, if every file it was made of is as it was; undefined otherwise
 * and for a snapshot that is damaged or not ours: then `policy-miss.ts` makes a new one.
 */
export function readSnapshot(place: PolicyPlace): Policy | undefined {
  try {
    const value: unknown = JSON.parse(readPrivate(snapshotPath(place)) ?? "null");
    if (!isSnapshot(value)) return undefined;
    const paths = sourcePaths(place);
    const same =
      value.sources.length === paths.length &&
      value.sources.every((s, index) => s.path === paths[index] && s.state === sourceState(s.path));
    return same ? value.policy : undefined;
  } catch {
    // Damaged, or not ours alone: as good as none.
    return undefined;
  }
}

/** Named after the project's files that there are: most folders share the one without any. */
export function snapshotPath(place: PolicyPlace): string {
  const name = sha256(projectPolicyFiles(place).join("\n"));
  return join(homePaths(place.home).cache, `policy-${name}.json`);
}

/** The files that a policy is made of; the two of the home whether they exist or not. */
export function sourcePaths(place: PolicyPlace): readonly string[] {
  const { config, autoRules } = homePaths(place.home);
  return [config, autoRules, ...projectPolicyFiles(place)];
}

/** What changes whenever a file's content may have. */
export function sourceState(path: string): string {
  try {
    const found = statSync(path, { bigint: true, throwIfNoEntry: false });
    if (found === undefined) return "absent";
    return [found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs].join(" ");
  } catch {
    // A loop of links, or a folder that is closed to us: a problem for whoever reads it.
    return "unreadable";
  }
}

/** Enough to trust a file that only we can write. */
function isSnapshot(value: unknown): value is Snapshot {
  return (
    isRecord(value) &&
    value["format"] === SNAPSHOT_FORMAT &&
    Array.isArray(value["sources"]) &&
    isRecord(value["policy"]) &&
    typeof value["policy"]["sha256"] === "string" &&
    ["current", "last_good"].includes(String(value["policy"]["state"])) &&
    Array.isArray(value["policy"]["rules"]) &&
    value["policy"]["rules"].every(isRule)
  );
}

/** What judging a rule takes for granted. */
function isRule(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value["kind"] === "string" &&
    typeof value["label"] === "string" &&
    [value["tool"], ...valuesOf(value["fields"]), ...valuesOf(value["exclude"])].every(
      (each) =>
        isRecord(each) && typeof each["source"] === "string" && Array.isArray(each["literals"]),
    )
  );
}

/** A value that fits no expression where these are no expressions. */
function valuesOf(value: unknown): unknown[] {
  return isRecord(value) ? Object.values(value) : [undefined];
}
