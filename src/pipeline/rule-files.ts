import { basename } from "node:path";
import { homePaths } from "../files/home.ts";
import { readPrivate } from "../files/private.ts";
import {
  type ProjectPlace,
  projectPolicyFiles,
  readProjectPolicy,
} from "../files/project-rules.ts";
import { parseAutoRules, parseHookConfig, parseProjectRules } from "../files/read-config.ts";
import { readAutoRules } from "../files/rule-history.ts";
import { parseToml } from "../files/toml.ts";
import { lineOf, located, type TomlPlaces, tomlPlaces } from "../files/toml-places.ts";
import { ConfigError, type ConfigProblem, problemsOf, UnsafeFile } from "../model/errors.ts";
import { type Rule, RuleTable } from "../model/rule.ts";
import type { RuleSource } from "../model/words.ts";
import { loadEngine } from "../policy/patterns/pattern.ts";
import type { Engine } from "../policy/patterns/re2.ts";
import { compileRules, type RuleOrigin } from "../policy/rules/compile-rules.ts";

/** A rule with where it stands and what it says beside what it is judged by. */
export interface RuleInFile {
  readonly rule: Rule;
  readonly table: RuleTable;
  /** Name of the file, and its path. */
  readonly file: string;
  readonly path: string;
  /** `deny[0]`, and its line. */
  readonly place: string;
  readonly line: number | undefined;
  /** Of all that stands in the file. */
  readonly places: TomlPlaces;
}

/** A file of rules as it is now: the rules without a mistake, and every mistake. */
export interface RuleFile {
  readonly file: string;
  readonly path: string;
  readonly source: RuleSource;
  /** Empty where there is none. */
  readonly text: string;
  readonly rules: readonly RuleInFile[];
  readonly problems: readonly ConfigProblem[];
}

export interface RulePlace extends ProjectPlace {
  readonly home: string;
}

type Kind = RuleOrigin["kind"];
type Source = "config" | "auto" | "project";

const SOURCES = {
  config: { kinds: ["deny", "ask", "allow", "deny_promote"], parse: parseHookConfig },
  auto: { kinds: ["allow"], parse: parseAutoRules },
  project: { kinds: ["deny", "ask"], parse: parseProjectRules },
} as const satisfies Record<
  Source,
  { kinds: readonly Kind[]; parse: (text: string, file: string) => unknown }
>;

/**
 * The files that the policy of a home and a project is made of: config.toml, auto-rules.toml, and
 * those of the project. A mistake in one rule leaves the others to be looked at.
 */
export async function readRuleFiles(place: RulePlace): Promise<readonly RuleFile[]> {
  const { config, autoRules } = homePaths(place.home);
  const engine = await loadEngine();
  return [
    ruleFile(config, "config", () => readPrivate(config), engine),
    ruleFile(autoRules, "auto", () => readAutoRules(place.home), engine),
    ...projectPolicyFiles(place).map((path) =>
      ruleFile(path, "project", () => readProjectPolicy(path), engine),
    ),
  ];
}

/** One file read by `read`; what makes it unreadable is a problem. */
export function ruleFile(
  path: string,
  source: Source,
  read: () => string | undefined,
  engine: Engine,
): RuleFile {
  const file = basename(path);
  const none = { file, path, source, text: "", rules: [] };
  try {
    const text = read() ?? "";
    return { ...none, text, ...rulesOf(text, { file, path, source }, engine) };
  } catch (error) {
    if (error instanceof ConfigError) return { ...none, problems: error.problems };
    const isFileError = error instanceof UnsafeFile || (error instanceof Error && "code" in error);
    if (!isFileError) throw error;
    return { ...none, problems: [{ file, path: "", message: error.message }] };
  }
}

function rulesOf(
  text: string,
  of: { file: string; path: string; source: Source },
  engine: Engine,
): Pick<RuleFile, "rules" | "problems"> {
  const problems = [...problemsOf(() => SOURCES[of.source].parse(text, of.file))];
  if (problems.some((problem) => problem.path === "")) return { rules: [], problems };
  const tables = parseToml(text, of.file);
  const places = tomlPlaces(text);
  const rules: RuleInFile[] = [];
  for (const kind of SOURCES[of.source].kinds) {
    for (const [index, written] of [tables[kind] ?? []].flat().entries()) {
      const table = RuleTable.safeParse(knownKeys(written));
      if (!table.success) continue;
      const place = `${kind}[${index}]`;
      const made = compileOne(
        table.data,
        { index, kind, file: of.file, source: of.source },
        engine,
      );
      problems.push(...located(made.problems, text));
      if (made.problems.length > 0 || !RuleTable.safeParse(written).success) continue;
      const { file, path } = of;
      rules.push({
        rule: made.rule,
        table: table.data,
        file,
        path,
        place,
        line: lineOf(places, place),
        places,
      });
    }
  }
  return { rules, problems };
}

/** So that a mistyped key does not hide what else is wrong with its rule. */
function knownKeys(written: unknown): unknown {
  if (typeof written !== "object" || written === null) return written;
  return Object.fromEntries(Object.entries(written).filter(([key]) => key in RuleTable.shape));
}

/** A rule by itself, named and placed as the one of its list that it is. */
function compileOne(
  table: RuleTable,
  { index, ...origin }: RuleOrigin & { readonly index: number },
  engine: Engine,
): { rule: Rule; problems: readonly ConfigProblem[] } {
  const { rules, problems } = compileRules([table], origin, engine);
  const [rule] = rules;
  if (rule === undefined) throw new Error("a rule table that compiles to no rule");
  const own = `${origin.kind}[${index}]`;
  return {
    rule: { ...rule, label: table.name ?? String(index) },
    problems: problems.map((problem) => ({
      ...problem,
      path: problem.path.replace(/^\w+\[0\]/, own),
    })),
  };
}
