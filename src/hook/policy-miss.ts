import { lstatSync, readFileSync } from "node:fs";
import { homePaths } from "../files/home.ts";
import { hasCode, replacePrivate } from "../files/private.ts";
import { parseProjectRules, readAutoRules, readHookConfig } from "../files/read-config.ts";
import { ConfigError, type ConfigProblem, UnsafeFile } from "../model/errors.ts";
import type { Policy, Rule, RuleTable } from "../model/rule.ts";
import { sha256 } from "../model/sha256.ts";
import type { RuleSource } from "../model/words.ts";
import { compileRules, type RuleOrigin } from "../policy/compile-rules.ts";
import { loadEngine } from "../policy/pattern.ts";
import type { Engine } from "../policy/re2.ts";
import { lastGoodPolicy, savePolicy } from "./policy-history.ts";
import {
  type PolicyPlace,
  projectPolicyPath,
  SNAPSHOT_FORMAT,
  type Snapshot,
  snapshotPath,
  sourcePaths,
  sourceState,
} from "./policy-snapshot.ts";

/** The policy in force and why it is not the one of the files, where it is not. */
export interface LoadedPolicy {
  readonly policy: Policy;
  /** Every mistake found; empty where the state is `current`. */
  readonly problems: readonly ConfigProblem[];
}

/** No project's file is longer. */
const MAX_PROJECT_FILE = 1024 * 1024;

/**
 * Reads and compiles the policy of a home and a project. A mistake anywhere puts the last good
 * policy in force: it keeps denials and questions, and grants nothing. Writes nothing; what
 * cannot be read is a problem too.
 */
export async function loadPolicy(place: PolicyPlace): Promise<LoadedPolicy> {
  const engine = await loadEngine();
  const parts = [
    readPart("config.toml", "config", () => configRules(place, engine)),
    readPart("auto-rules.toml", "auto", () => autoRules(place, engine)),
    readPart("claude-permit.toml", "project", () => projectRules(place, engine)),
  ];
  const problems = parts.flatMap((part) => part.problems);
  if (problems.length > 0) return { policy: heldPolicy(place, parts), problems };
  const rules = parts.flatMap((part) => part.rules);
  return { policy: { sha256: hashOf(rules), state: "current", rules }, problems: [] };
}

/**
 * Where a file is broken its last good rules hold, beside the rules of the files that are not: a
 * project's broken file must not switch off a denial in config.toml. Grants are suspended.
 */
function heldPolicy(place: PolicyPlace, parts: readonly Part[]): Policy {
  const last = lastGoodPolicy(place);
  const rules = parts.flatMap((part) =>
    part.problems.length === 0
      ? part.rules
      : last.rules.filter((rule) => rule.source === part.source),
  );
  const same = JSON.stringify(rules) === JSON.stringify(last.rules);
  return { sha256: same ? last.sha256 : hashOf(rules), state: "last_good", rules };
}

/**
 * As `loadPolicy`, and keeps what it found: the snapshot for the next start and, of a good policy,
 * a copy in `policies/`. A home that cannot be written does not stop a decision.
 */
export async function loadAndKeepPolicy(place: PolicyPlace): Promise<LoadedPolicy> {
  // Before reading: a file that changes meanwhile must not look as if it had been read.
  const sources = sourcePaths(place).map((path) => ({ path, state: sourceState(path) }));
  const loaded = await loadPolicy(place);
  const snapshot: Snapshot = { format: SNAPSHOT_FORMAT, sources, policy: loaded.policy };
  try {
    if (loaded.policy.sha256 !== "") savePolicy(place, loaded.policy);
    replacePrivate(snapshotPath(place), JSON.stringify(snapshot));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  return loaded;
}

interface Part extends Found {
  readonly source: RuleSource;
}

interface Found {
  readonly rules: readonly Rule[];
  readonly problems: readonly ConfigProblem[];
}

function configRules(place: PolicyPlace, engine: Engine): Found {
  const tables = readHookConfig(homePaths(place.home).config);
  const kinds = ["deny", "ask", "allow", "deny_promote"] as const;
  return joined(
    kinds.map((kind) =>
      compiled(tables[kind], { file: "config.toml", kind, source: "config" }, engine),
    ),
  );
}

function autoRules(place: PolicyPlace, engine: Engine): Found {
  const tables = readAutoRules(homePaths(place.home).autoRules);
  return compiled(tables.allow, { file: "auto-rules.toml", kind: "allow", source: "auto" }, engine);
}

function projectRules(place: PolicyPlace, engine: Engine): Found {
  const text = projectText(place);
  if (text === undefined) return { rules: [], problems: [] };
  const tables = parseProjectRules(text);
  const origin = { file: "claude-permit.toml", source: "project" } as const;
  return joined([
    compiled(tables.deny, { ...origin, kind: "deny" }, engine),
    compiled(tables.ask, { ...origin, kind: "ask" }, engine),
  ]);
}

function projectText(place: PolicyPlace): string | undefined {
  if (place.projectRoot === "") return undefined;
  const path = projectPolicyPath(place.projectRoot);
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isFile() || found.size > MAX_PROJECT_FILE) {
    throw new UnsafeFile(`${path} is not a regular file of at most 1 MiB. Replace it.`);
  }
  return readFileSync(path, "utf8");
}

function compiled(tables: readonly RuleTable[], origin: RuleOrigin, engine: Engine): Found {
  return compileRules(tables, origin, engine);
}

function joined(parts: readonly Found[]): Found {
  return {
    rules: parts.flatMap((part) => part.rules),
    problems: parts.flatMap((part) => part.problems),
  };
}

/** A file that is wrong, not ours or not readable gives problems instead of rules. */
function readPart(file: string, source: RuleSource, read: () => Found): Part {
  try {
    return { source, ...read() };
  } catch (error) {
    if (error instanceof ConfigError) return { source, rules: [], problems: error.problems };
    const isFileError = error instanceof UnsafeFile || (error instanceof Error && "code" in error);
    if (!isFileError || hasCode(error, "ERR_ASSERTION")) throw error;
    return { source, rules: [], problems: [{ file, path: "", message: error.message }] };
  }
}

function hashOf(rules: readonly Rule[]): string {
  return sha256(JSON.stringify(rules));
}
