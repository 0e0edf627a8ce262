import { readHistory } from "../files/history.ts";
import { homeExists } from "../files/home.ts";
import { hasCode } from "../files/private.ts";
import { projectPolicyPaths } from "../files/project-rules.ts";
import { recordRules } from "../files/rule-history.ts";
import type { Io } from "../io.ts";
import { HISTORY, type RuleChangeLine } from "../model/history.ts";
import { sha256 } from "../model/sha256.ts";
import { ruleChangeLines } from "../policy/rules/rule-changes.ts";
import type { RuleFile, RulePlace } from "./rule-files.ts";

/** What happened to the rules of a home, oldest first. */
export function readRuleHistory(home: string): readonly RuleChangeLine[] {
  return readHistory(home, HISTORY.rules).lines;
}

/**
 * Writes down what the hook has not met yet: nobody called since the last edit, or another
 * process had the lock. A policy with a mistake was never in force: of it only the text of
 * auto-rules.toml is written down.
 */
export function catchUpRuleHistory(
  io: Io,
  place: RulePlace,
  found: { readonly files: readonly RuleFile[]; readonly by: string },
): void {
  const { files, by } = found;
  if (!homeExists(place.home)) return;
  const isBroken = files.some((file) => file.problems.length > 0);
  const named = files.map((file) => ({
    file: historyFile(file),
    rules: file.rules.map(({ rule }) => rule),
  }));
  const gone = projectPolicyPaths(place).filter((path) => !named.some(({ file }) => file === path));
  const policy = {
    files: [...named, ...gone.map((file) => ({ file, rules: [] }))],
    policySha256: sha256(JSON.stringify(named.flatMap(({ rules }) => rules))),
    at: io.now().toISOString(),
    foundBy: by,
  };
  try {
    recordRules(place.home, io, {
      ...policy,
      autoRules: textOf(files.find(({ source }) => source === "auto")),
      changes: (lines) => (isBroken ? [] : ruleChangeLines(lines, policy)),
    });
  } catch (error) {
    // A full or read-only disk: whoever looks next writes it.
    if (!["ENOSPC", "EROFS", "EACCES", "EDQUOT"].some((code) => hasCode(error, code))) throw error;
  }
}

/** Undefined where it cannot be read. */
function textOf(file: RuleFile | undefined): string | undefined {
  if (file === undefined) return undefined;
  return file.text === "" && file.problems.length > 0 ? undefined : file.text;
}

/** How the history names a file: by path where it is a project's. */
function historyFile({ source, file, path }: RuleFile): string {
  return source === "project" ? path : file;
}
