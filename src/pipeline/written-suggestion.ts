import { withRuleEdit } from "../files/rule-edits.ts";
import { ruleToml } from "../files/rule-toml.ts";
import type { Suggestion } from "../learn/suggestion.ts";
import type { RuleTable } from "../model/rule.ts";
import type { RuleFile, RuleInFile } from "./rule-files.ts";
import { wrapWords } from "./status-words.ts";

/** A suggestion with the file that it goes to, as that is and as it would be. */
export interface WrittenSuggestion {
  readonly suggestion: Suggestion;
  /** The back-test in words. */
  readonly words: string;
  /** Name of the rule, new or edited; its place where it has none. */
  readonly rule: string;
  readonly file: RuleFile;
  /** `allow[3]`, after it is written. */
  readonly place: string;
  /** Of an edit: where the rule begins. */
  readonly line: number | null;
  readonly before: string;
  readonly after: string;
  /** A new rule as it would be written; of an edit what it adds. */
  readonly toml: string;
}

/**
 * What a suggestion would make of the file that it goes to. A new rule goes to the end of
 * config.toml: who accepts it makes it a rule of their own, that neither expires nor is demoted.
 * Undefined where an edit cannot be written into the file as it stands.
 */
export function writtenSuggestion(
  suggestion: Suggestion,
  files: readonly RuleFile[],
  about: { readonly day: string; readonly words: string },
): WrittenSuggestion | undefined {
  return suggestion.kind === "rule"
    ? newRule(suggestion, files, about)
    : editedRule(suggestion, files, about.words);
}

/** So that a terminal shows a comment as it is written. */
const COMMENT_COLUMNS = 70;

function newRule(
  suggestion: Extract<Suggestion, { kind: "rule" }>,
  files: readonly RuleFile[],
  { day, words }: { readonly day: string; readonly words: string },
): WrittenSuggestion | undefined {
  const file = files.find(({ source }) => source === "config");
  if (file === undefined) return undefined;
  const taken = new Set(files.flatMap(({ rules }) => rules.map(({ table }) => table.name ?? "")));
  const name = suggestedName(suggestion, taken);
  const said = wrapWords(`suggested ${day}: ${words}`, COMMENT_COLUMNS).map(
    (line) => `# ${line}\n`,
  );
  const toml = `${said.join("")}${ruleToml("allow", { name, ...suggestion.table })}`;
  const place = `allow[${file.rules.filter(({ rule }) => rule.kind === "allow").length}]`;
  const after = appended(file.text, toml);
  return { suggestion, words, rule: name, file, place, line: null, before: file.text, after, toml };
}

/** At the end, behind an empty line, with the line breaks that the file has. */
function appended(text: string, toml: string): string {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const gap = text === "" ? "" : text.endsWith("\n") ? newline : newline + newline;
  return `${text}${gap}${toml.replaceAll("\n", newline)}`;
}

/** What a suggested rule is called, from what it is about and its id: `git-push-1a2b3c4d`. */
export function suggestedName(
  { table, id, fingerprints }: Extract<Suggestion, { kind: "rule" }>,
  taken: ReadonlySet<string>,
): string {
  const words = [table.program ?? [], table.subcommand ?? []].flat();
  const [first = table.tool] = fingerprints;
  const slug = (words.length > 0 ? words.join(" ") : first)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
  const name = `${slug || "rule"}-${id.slice(0, 4)}`;
  return taken.has(name) ? `${slug || "rule"}-${id}` : name;
}

function editedRule(
  suggestion: Exclude<Suggestion, { kind: "rule" }>,
  files: readonly RuleFile[],
  words: string,
): WrittenSuggestion | undefined {
  const found = files.flatMap((file) =>
    file.rules
      .filter(({ rule }) => rule.id === suggestion.ruleId)
      .map((one): [RuleFile, RuleInFile] => [file, one]),
  );
  const [first, second] = found;
  // The same rule twice: nobody knows which one is meant.
  if (first === undefined || second !== undefined) return undefined;
  const [file, one] = first;
  const after = withRuleEdit(file.text, one.place, suggestion.edit);
  if (after === undefined) return undefined;
  const { edit } = suggestion;
  return {
    ...{ suggestion, words, file, after },
    rule: one.table.name ?? one.place,
    place: one.place,
    line: one.line ?? null,
    before: file.text,
    toml: edit.kind === "add" ? edit.items.join("\n") : edit.kind === "drop" ? edit.item : edit.by,
  };
}

/** The table of a rule after a suggestion, as it has to stand in the file. */
export function wantedTable(
  { suggestion, rule }: WrittenSuggestion,
  before: RuleTable | undefined,
): unknown {
  if (suggestion.kind === "rule") return { name: rule, ...suggestion.table };
  const { edit } = suggestion;
  const [key = "", field] = edit.key.split(".");
  const whole: Readonly<Record<string, unknown>> = { ...before };
  const table: Readonly<Record<string, unknown>> = { ...Object(whole[key] ?? {}) };
  const old = field === undefined ? whole[key] : table[field];
  const list = [old ?? []].flat().map(String);
  const made =
    edit.kind === "add"
      ? [...list, ...edit.items]
      : edit.kind === "drop"
        ? list.filter((item) => item !== edit.item)
        : list.map((item) => (item === edit.item ? edit.by : item));
  // One expression is written alone, and a list of one stays a list.
  const isAlone = made.length === 1 && !Array.isArray(old) && (old ?? field) !== undefined;
  const value = isAlone ? made[0] : made;
  return field === undefined
    ? { ...whole, [key]: value }
    : { ...whole, [key]: { ...table, [field]: value } };
}
