import { statSync } from "node:fs";
import { sep } from "node:path";
import { homePaths } from "../files/home.ts";
import { lookIntoPrivate } from "../files/private.ts";
import { type ProjectPlace, projectPolicyFiles } from "../files/project-rules.ts";
import { sha256 } from "../model/sha256.ts";
import { type Account, type KnownPolicy, type PolicySource, policyIn } from "./snapshot-file.ts";

/** Whose policy: the home, and the project whose own files may tighten it. */
export interface PolicyPlace extends ProjectPlace {
  readonly home: string;
}

/**
 * The policy as last compiled, if every file it was made of is as it was, with the rules that a
 * tool of these names may match (undefined: with all). Undefined otherwise and for a snapshot that
 * is damaged or not ours: then `policy-miss.ts` makes a new one.
 */
export function readSnapshot(
  place: PolicyPlace,
  names: readonly string[] | undefined,
): KnownPolicy | undefined {
  try {
    const { path, sources: paths } = snapshotOf(place);
    const isCurrent = (sources: readonly PolicySource[]): boolean =>
      sources.length === paths.length &&
      sources.every((s, at) => s.path === paths[at] && s.state === sourceState(s.path));
    return lookIntoPrivate(path, (file) => policyIn(file, names, isCurrent));
  } catch {
    // Damaged, or not ours alone: as good as none.
    return undefined;
  }
}

/** Where the snapshot of a policy lies, and the files that the policy is made of. */
interface SnapshotPlace {
  /** Named after the project's files that there are: most folders share the one without any. */
  readonly path: string;
  /** The two of the home whether they exist or not. */
  readonly sources: readonly string[];
}

/** SHA-256 of nothing, which every start in a project without rules would compute. */
const NO_FILES = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

export function snapshotOf(place: PolicyPlace): SnapshotPlace {
  const { config, autoRules, cache } = homePaths(place.home);
  const files = projectPolicyFiles(place);
  const name = files.length === 0 ? NO_FILES : sha256(files.join("\n"));
  return { path: `${cache}${sep}policy-${name}.json`, sources: [config, autoRules, ...files] };
}

/** Where accounts are kept; a system that keeps them elsewhere does not let their homes wander. */
export const ACCOUNTS = "/etc/passwd";

/** Whether the account is the one of this number, and as it was when it was read. */
export function isSameAccount(account: Account, uid: number | undefined): boolean {
  return account.uid === uid && account.state === sourceState(ACCOUNTS);
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
