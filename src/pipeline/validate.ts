import { basename, dirname, join } from "node:path";
import { readCandidate } from "../files/read-candidate.ts";
import { namesIn } from "../files/stored-sizes.ts";
import type { Io } from "../io.ts";
import type { ConfigProblem } from "../model/errors.ts";
import { loadEngine } from "../policy/patterns/pattern.ts";
import { commandProblems } from "./command-problems.ts";
import { type RuleFile, type RulePlace, readRuleFiles, ruleFile } from "./rule-files.ts";
import type { RuleNote } from "./rule-notes.ts";
import type { CommandLines } from "./schedule.ts";
import { plural } from "./status-words.ts";
import { exampleWorld } from "./validate-examples.ts";
import { checkRules, type RuleCheck } from "./validate-rules.ts";

/** All that there is to say about the files that claude-permit is told by. */
export interface Validation extends RuleCheck {
  readonly files: readonly { readonly path: string; readonly rules: number }[];
  /** Mistakes: with one of them the last good policy holds, or a command does not run. */
  readonly problems: readonly ConfigProblem[];
}

export interface ValidateContext {
  readonly io: Io;
  readonly place: RulePlace;
  /** A file to be looked at in place of the one of its name. */
  readonly candidate: string | undefined;
  /** Why a job may not run its words. */
  readonly refusal: CommandLines["refusal"];
}

/**
 * Checks config.toml, auto-rules.toml, the project's files and the user's own reports and
 * templates: every mistake, every example, and what looks wrong beside them. Writes nothing. Throws UserError where the candidate is not there.
 */
export async function validate(context: ValidateContext): Promise<Validation> {
  const { io, place } = context;
  const files = await filesOf(context);
  const rules = files.flatMap((file) => file.rules);
  const checked = await checkRules(
    rules,
    exampleWorld(undefined, io, place),
    io.now().toISOString(),
  );
  return {
    ...checked,
    warnings: [...checked.warnings, ...files.flatMap(projectNote)],
    files: files
      .filter(({ text, problems }) => text !== "" || problems.length > 0)
      .map((file) => ({ path: file.path, rules: file.rules.length })),
    problems: [
      ...files.flatMap((file) => fileProblems(file, context)),
      ...(await ownProblems(place.home)),
    ],
  };
}

/** The warehouse and the templates are loaded only for whoever has reports or templates. */
async function ownProblems(home: string): Promise<readonly ConfigProblem[]> {
  const own = ["reports", "templates"].flatMap((folder) => namesIn(join(home, folder)));
  if (own.length === 0) return [];
  const { reportProblems } = await import("./validate-reports.ts");
  return reportProblems(home);
}

/** By line. A name that belongs to neither half of config.toml is a problem of both, told once. */
function fileProblems(file: RuleFile, context: ValidateContext): readonly ConfigProblem[] {
  const more = file.source === "config" ? commandProblems(file, context) : [];
  const all = new Map([...file.problems, ...more].map((one) => [JSON.stringify(one), one]));
  return [...all.values()].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** The files in force, the candidate in the place of the one that it is to become. */
async function filesOf({ place, candidate }: ValidateContext): Promise<readonly RuleFile[]> {
  const files = await readRuleFiles(place);
  if (candidate === undefined) return files;
  const source = CANDIDATES[basename(candidate)] ?? "config";
  const own = ruleFile(candidate, source, () => readCandidate(candidate), await loadEngine());
  const order = ["config", "auto", "project"] as const;
  return order.flatMap((each) =>
    each === source ? [own] : files.filter((file) => file.source === each),
  );
}

const CANDIDATES: Readonly<Record<string, "auto" | "project">> = {
  "auto-rules.toml": "auto",
  "claude-permit.toml": "project",
};

/** Somebody else's rules hold here: worth a word, though they only tighten. */
function projectNote({ source, file, path, rules }: RuleFile): RuleNote[] {
  if (source !== "project" || rules.length === 0) return [];
  const count = plural(rules.length, "rule");
  const message = `the project at ${dirname(dirname(path))} adds ${count}. It can only tighten.`;
  return [{ lint: "project", file, line: null, path: "", rule: null, message, details: [] }];
}
