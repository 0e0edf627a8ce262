import { basename } from "node:path";
import { homePaths } from "../files/home.ts";
import { pendingText } from "../files/pending-text.ts";
import { hasCode, readPrivate, replacePrivate } from "../files/private.ts";
import {
  projectPolicyFiles,
  projectPolicyPaths,
  readProjectPolicy,
} from "../files/project-rules.ts";
import { parseAutoRules, parseHookConfig, parseProjectRules } from "../files/read-config.ts";
import { AUTO_RULES, readAutoRules, recordRules } from "../files/rule-history.ts";
import { located } from "../files/toml-places.ts";
import { ConfigError, type ConfigProblem, UnsafeFile } from "../model/errors.ts";
import type { RuleChangeLine } from "../model/history.ts";
import { type LlmSettings, llmSettings } from "../model/llm.ts";
import type { Policy, Rule, RuleTable } from "../model/rule.ts";
import { sha256 } from "../model/sha256.ts";
import type { PromotionSettings, RuleSource } from "../model/words.ts";
import { loadEngine } from "../policy/patterns/pattern.ts";
import type { Engine } from "../policy/patterns/re2.ts";
import { compileRules, type RuleOrigin } from "../policy/rules/compile-rules.ts";
import { ruleChangeLines } from "../policy/rules/rule-changes.ts";
import { readAccount } from "./account.ts";
import { lastGoodRules, savePolicy } from "./policy-history.ts";
import { type PolicyPlace, snapshotOf, sourceState } from "./policy-snapshot.ts";
import { markedPlain } from "./rule-text.ts";
import { snapshotText } from "./snapshot-file.ts";

/** The policy in force and why it is not the one of the files, where it is not. */
export interface LoadedPolicy {
  readonly policy: Policy;
  /** Every mistake found; empty where the state is `current`. */
  readonly problems: readonly ConfigProblem[];
}

/**
 * Reads and compiles the policy of a home and a project. A mistake anywhere puts the last good
 * policy in force: it keeps denials and questions, and grants nothing. Writes nothing; what
 * cannot be read is a problem too.
 */
export async function loadPolicy(place: PolicyPlace): Promise<LoadedPolicy> {
  return policyOfParts(place, (await loadParts(place)).parts);
}

interface Loaded {
  readonly parts: readonly Part[];
  /** Text of auto-rules.toml, with or without a mistake; undefined where it cannot be read. */
  readonly learned: string | undefined;
}

async function loadParts(place: PolicyPlace): Promise<Loaded> {
  const engine = await loadEngine();
  let learned: string | undefined;
  const parts = [
    readPart("config.toml", "config", () => configRules(place, engine)),
    readPart(AUTO_RULES, "auto", () => {
      learned = readAutoRules(place.home);
      return autoRules(learned, engine);
    }),
    ...projectPolicyFiles(place).map((path) =>
      readPart(path, "project", () => projectRules(path, engine)),
    ),
  ];
  return { parts, learned };
}

function policyOfParts(place: PolicyPlace, parts: readonly Part[]): LoadedPolicy {
  const problems = parts.flatMap((part) => part.problems);
  if (problems.length > 0) return { policy: heldPolicy(place, parts), problems };
  const rules = parts.flatMap((part) => part.rules);
  const llm = parts.find((part) => part.llm !== undefined)?.llm;
  const promotion = parts.find((part) => part.promotion !== undefined)?.promotion;
  const model = {
    ...(llm === undefined ? {} : { llm }),
    ...(promotion === undefined ? {} : { promotion }),
  };
  return { policy: { sha256: hashOf(rules), state: "current", rules, ...model }, problems: [] };
}

/**
 * Where a file is broken its last good rules hold, beside the rules of the files that are not: a
 * project's broken file must not switch off a denial in config.toml. Grants are suspended.
 */
function heldPolicy(place: PolicyPlace, parts: readonly Part[]): Policy {
  const last = lastGoodRules(place);
  const held = parts.flatMap((part) =>
    part.problems.length === 0
      ? part.rules
      : (last ?? []).filter((rule) => rule.source === part.source),
  );
  // Of several files of a project each brings what all of them were.
  const rules = [...new Map(held.map((rule) => [JSON.stringify(rule), rule])).values()];
  const none = last === undefined && rules.length === 0;
  return { sha256: none ? "" : hashOf(rules), state: "last_good", rules };
}

/** Who writes down what it found. */
export interface Keeper {
  readonly pid: number;
  /** `hook`, or a command. */
  readonly name: string;
}

/**
 * As `loadPolicy`, and keeps what it found: the snapshot for the next start and, of a good policy,
 * a copy in `policies/` and what is new in it in `history/rules.jsonl`. A home that cannot be
 * written does not stop a decision.
 */
export async function loadAndKeepPolicy(place: PolicyPlace, keeper: Keeper): Promise<LoadedPolicy> {
  // Before reading: a file that changes meanwhile must not look as if it had been read.
  const snapshot = snapshotOf(place);
  const sources = snapshot.sources.map((path) => ({ path, state: sourceState(path) }));
  const read = await loadParts(place);
  const { parts } = read;
  const loaded = policyOfParts(place, parts);
  try {
    if (loaded.policy.sha256 !== "") {
      const good = parts.filter((part) => part.source === "project" && part.problems.length === 0);
      savePolicy(place, { policy: loaded.policy, projectFiles: good.map((part) => part.file) });
    }
    const rules = loaded.policy.rules.map(markedPlain);
    const kept = { ...loaded.policy, rules, account: readAccount() };
    replacePrivate(snapshot.path, snapshotText(sources, kept));
    keepHistory(place, read, loaded.policy, { ...keeper, causes: await causesIn(place.home) });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  return loaded;
}

/**
 * A project's file that may have gone counts as one without rules. A policy that is not in force
 * changes no rule, but the text of a broken file is on record too.
 */
function keepHistory(
  place: PolicyPlace,
  { parts, learned }: Loaded,
  policy: Policy,
  keeper: Keeper & { readonly causes: AddCauses },
): void {
  const absent = projectPolicyPaths(place).filter(
    (path) => !parts.some(({ file }) => file === path),
  );
  const found = {
    files: [...parts, ...absent.map((file) => ({ file, rules: [] }))],
    policySha256: policy.sha256,
    at: new Date(performance.timeOrigin + performance.now()).toISOString(),
    foundBy: keeper.name,
  };
  recordRules(place.home, keeper, {
    ...found,
    autoRules: learned,
    changes: (lines) =>
      policy.state === "current" ? keeper.causes(ruleChangeLines(lines, found)) : [],
  });
}

type AddCauses = (lines: readonly RuleChangeLine[]) => readonly RuleChangeLine[];

/** What comes of a promotion that has begun and is not finished is written down as such. */
async function causesIn(home: string): Promise<AddCauses> {
  if (pendingText(home).trim() === "") return (lines) => lines;
  const { withBegun } = await import("../learn/causes.ts");
  return (lines) => withBegun(home, lines);
}

interface Part extends Found {
  /** Name of the home's file, path of a project's. */
  readonly file: string;
  readonly source: RuleSource;
}

interface Found {
  readonly rules: readonly Rule[];
  /** Of config.toml alone, where somebody is to be asked. */
  readonly llm?: LlmSettings;
  /** The same, where it says so. */
  readonly promotion?: PromotionSettings;
  readonly problems: readonly ConfigProblem[];
}

function configRules(place: PolicyPlace, engine: Engine): Found {
  const text = readPrivate(homePaths(place.home).config) ?? "";
  const tables = parseHookConfig(text, "config.toml");
  const kinds = ["deny", "ask", "allow", "deny_promote"] as const;
  const origin = { file: "config.toml", source: "config" } as const;
  const llm = llmSettings(tables.llm);
  const found = joined(
    text,
    kinds.map((kind) => compiled(tables[kind], { ...origin, kind }, engine)),
  );
  const { promotion } = tables;
  return {
    ...found,
    ...(llm === undefined ? {} : { llm }),
    ...(promotion === undefined ? {} : { promotion }),
  };
}

function autoRules(text: string, engine: Engine): Found {
  const tables = parseAutoRules(text, AUTO_RULES);
  const origin = { file: AUTO_RULES, kind: "allow", source: "auto" } as const;
  return joined(text, [compiled(tables.allow, origin, engine)]);
}

function projectRules(path: string, engine: Engine): Found {
  const text = readProjectPolicy(path) ?? "";
  const tables = parseProjectRules(text);
  const origin = { file: "claude-permit.toml", source: "project" } as const;
  return joined(text, [
    compiled(tables.deny, { ...origin, kind: "deny" }, engine),
    compiled(tables.ask, { ...origin, kind: "ask" }, engine),
  ]);
}

function compiled(tables: readonly RuleTable[], origin: RuleOrigin, engine: Engine): Found {
  return compileRules(tables, origin, engine);
}

/** The parts of one file; `text` tells where its mistakes are. */
function joined(text: string, parts: readonly Found[]): Found {
  return {
    rules: parts.flatMap((part) => part.rules),
    problems: located(
      parts.flatMap((part) => part.problems),
      text,
    ),
  };
}

/** A file that is wrong, not ours or not readable gives problems instead of rules. */
function readPart(file: string, source: RuleSource, read: () => Found): Part {
  try {
    return { file, source, ...read() };
  } catch (error) {
    if (error instanceof ConfigError) return { file, source, rules: [], problems: error.problems };
    const isFileError = error instanceof UnsafeFile || (error instanceof Error && "code" in error);
    if (!isFileError || hasCode(error, "ERR_ASSERTION")) throw error;
    const problem = { file: basename(file), path: "", message: error.message };
    return { file, source, rules: [], problems: [problem] };
  }
}

function hashOf(rules: readonly Rule[]): string {
  return sha256(JSON.stringify(rules));
}
