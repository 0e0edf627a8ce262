import { parseToml } from "../files/toml.ts";
import type { Io } from "../io.ts";
import { ConfigError } from "../model/errors.ts";
import { loadEngine } from "../policy/patterns/pattern.ts";
import { exampleMatches } from "../policy/rules/examples.ts";
import { type RuleFile, type RulePlace, ruleFile } from "./rule-files.ts";
import { exampleWorld } from "./validate-examples.ts";
import { type WrittenSuggestion, wantedTable } from "./written-suggestion.ts";

/**
 * Why a suggestion must not be written, in sentences: the file would not load, something else in
 * it would change, or an example of its rule would not hold any more.
 */
export async function writtenProblems(
  made: WrittenSuggestion,
  files: readonly RuleFile[],
  { io, place }: { readonly io: Io; readonly place: RulePlace },
): Promise<readonly string[]> {
  const { file } = made;
  if (file.source === "builtin") return ["the rule is built in"];
  const after = ruleFile(file.path, file.source, () => made.after, await loadEngine());
  if (after.problems.length > 0) return [new ConfigError(after.problems).message];
  if (!isAsWanted(made)) return [`${file.file} would not say what was meant`];
  const edited = after.rules.find((each) => each.place === made.place);
  if (edited === undefined) return [`${file.file} would have no ${made.place}`];
  const beside = files
    .flatMap(({ rules }) => rules.map(({ rule }) => rule))
    .filter(({ kind, id }) => kind === "allow" && id !== edited.rule.id);
  const world = exampleWorld(edited.rule, io, place);
  const problems: string[] = [];
  for (const [list, wanted] of [
    ["match", true],
    ["no_match", false],
  ] as const) {
    for (const example of edited.table[list] ?? []) {
      if ((await exampleMatches(edited.rule, example, world, beside)) === wanted) continue;
      problems.push(
        `its example ${JSON.stringify(example)} ${wanted ? "would not match" : "would match"}`,
      );
    }
  }
  return problems;
}

/** Whether the text after says what the text before says, but for that one rule as it is meant. */
function isAsWanted(made: WrittenSuggestion): boolean {
  const { file, before, after, place } = made;
  const [, kind = "", at = ""] = /^(\w+)\[(\d+)\]$/.exec(place) ?? [];
  const tables = parseToml(before, file.file);
  const list = [tables[kind] ?? []].flat();
  const index = Number(at);
  const table: unknown = list[index];
  const known = typeof table === "object" && table !== null ? { tool: "", ...table } : undefined;
  const wanted: unknown[] = [...list];
  wanted[index] = wantedTable(made, known);
  return same(parseToml(after, file.file), { ...tables, [kind]: wanted });
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

/** Whatever the order in which keys stand. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null || value instanceof Date) return String(value);
  const entries = Object.entries(value).map(([key, each]): [string, unknown] => [
    key,
    ordered(each),
  ]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
