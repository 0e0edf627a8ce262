import { readProjectPolicy } from "../files/project-rules.ts";
import { parseHookConfig } from "../files/read-config.ts";
import type { RecordedCase } from "../learn/recorded-case.ts";
import { ConfigError } from "../model/errors.ts";
import { llmSettings } from "../model/llm.ts";
import type { Policy, Rule } from "../model/rule.ts";
import { sha256 } from "../model/sha256.ts";
import type { Engine } from "../policy/patterns/re2.ts";
import { projectFilesOf } from "./recorded-cases.ts";
import { type RuleFile, ruleFile } from "./rule-files.ts";

/** A project's file that stands in for the one of that path, there or not. */
export interface Instead {
  readonly root: string;
  readonly path: string;
  readonly file: RuleFile;
}

/**
 * The policy of each case: the rules of the home's files, and of the files of the project that the
 * case comes from. Of a project's file with mistakes what is right in it counts.
 * Throws ConfigError where one of the home's files, or the one that stands in, has a mistake.
 */
export function casePolicies(
  own: readonly RuleFile[],
  engine: Engine,
  instead?: Instead,
): (one: RecordedCase) => Policy {
  const told = instead === undefined ? own : [...own, instead.file];
  const problems = told.flatMap((file) => file.problems);
  if (problems.length > 0) throw new ConfigError(problems);
  const config = own.find(({ source }) => source === "config");
  const llm =
    config === undefined ? undefined : llmSettings(parseHookConfig(config.text, config.file).llm);
  const base = own.flatMap(rulesOf);
  const policies = new Map<string, Policy>();
  return (one) => {
    const hasOther = instead !== undefined && one.world.projectRoot === instead.root;
    const key = `${hasOther}\n${one.place}`;
    const known = policies.get(key);
    if (known !== undefined) return known;
    const paths = projectFilesOf(one).filter((path) => !hasOther || path !== instead.path);
    const ofProject = paths.flatMap((path) =>
      rulesOf(ruleFile(path, "project", () => readProjectPolicy(path), engine)),
    );
    const rules = [...base, ...ofProject, ...(hasOther ? rulesOf(instead.file) : [])];
    const model = llm === undefined ? {} : { llm };
    const made = {
      sha256: sha256(JSON.stringify(rules)),
      state: "current",
      rules,
      ...model,
    } as const;
    policies.set(key, made);
    return made;
  };
}

function rulesOf(file: RuleFile): Rule[] {
  return file.rules.map(({ rule }) => rule);
}
