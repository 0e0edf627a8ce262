import type { Rule, RuleTable } from "../model/rule.ts";
import { nearness } from "../policy/explain/nearness.ts";
import { allHold, type Clause } from "../policy/matching/clauses.ts";
import { grantPlace } from "../policy/matching/matching.ts";
import { isWithin } from "../policy/paths/paths.ts";
import type { Step } from "../policy/steps/steps.ts";
import { wordHosts } from "../policy/usage/hosts.ts";
import { barOf, casesSpared } from "./back-test.ts";
import { narrowestRule } from "./narrowest-rule.ts";
import type { OpenPart } from "./open-part.ts";
import {
  fingerprintsOf,
  isHabit,
  MIN_EACH,
  type Suggesting,
  suggestionId,
} from "./suggest-rules.ts";
import type { SuggestedEdit, Suggestion } from "./suggestion.ts";

/** A rule of a file that may be edited. */
export interface EditableRule {
  readonly rule: Rule;
  readonly table: RuleTable;
}

/** Items that one edit adds at most: a person has to judge each. */
const MAX_ADDED = 6;

/** Allow rules that would cover more with one key of theirs edited: near misses, by their clause. */
export async function suggestWidening(
  rules: readonly EditableRule[],
  suggesting: Suggesting,
): Promise<readonly Suggestion[]> {
  const found: Suggestion[] = [];
  for (const editable of rules.filter(({ rule }) => rule.kind === "allow")) {
    for (const [key, lists] of lacking(editable, suggesting)) {
      const made = await widened(editable, { key, lists }, suggesting);
      if (made !== undefined) found.push(made);
    }
  }
  return found;
}

/** What the rule lacks for each open part that it misses by one clause, by that clause. */
function lacking(
  { rule }: EditableRule,
  { parts, bench }: Suggesting,
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const found = new Map<string, Map<string, number>>();
  for (const part of parts) {
    const { judged } = part.of;
    const { step } = part;
    if (step === undefined || judged.shell === undefined) continue;
    if (!allHold(grantPlace(rule, judged, bench.finder))) continue;
    const lacks: Clause[] = [];
    for (const clause of judged.shell.coveringClauses(rule, step, bench.finder)) {
      if (!clause.holds) lacks.push(clause);
      if (lacks.length > 1) break;
    }
    const [clause, more] = lacks;
    if (clause === undefined || more !== undefined || !isMeant(rule, clause, step)) continue;
    const items = itemsFor(clause.name, rule, part);
    if (items.length === 0) continue;
    const ofClause = found.get(clause.name) ?? new Map<string, number>();
    found.set(clause.name, ofClause);
    const list = JSON.stringify(items);
    ofClause.set(list, (ofClause.get(list) ?? 0) + part.of.calls.length);
  }
  return found;
}

/**
 * Whether the rule is about something like it. A program has to be one that is used for the other,
 * and a command to begin like one that the rule knows: any list of programs lacks any other.
 */
function isMeant(rule: Rule, clause: Clause, step: Step): boolean {
  const near = nearness(rule, clause, step);
  if (near === undefined) return false;
  return !/^(?:program|fields\.command)$/.test(clause.name) || near.rank === 0;
}

/** What would have to be added to the clause; none where that would make it another rule. */
function itemsFor(clause: string, rule: Rule, part: OpenPart): readonly string[] {
  const { step, judged } = part;
  if (step === undefined || narrowestRule(judged).kind === "none") return [];
  switch (clause) {
    case "flags": {
      const given = step.usage.known
        ? step.usage.options.map(({ name }) => name)
        : step.command.args.map(({ text }) => text).filter((text) => text.startsWith("-"));
      const names = given.map((name) => name.replace(/^-+/, "").split("=")[0] ?? "");
      const missing = names.filter((name) => name !== "" && rule.flags?.includes(name) !== true);
      return [...new Set(missing)].sort();
    }
    case "subcommand":
      return step.usage.known && looksOnly(part) && step.usage.subcommand !== ""
        ? [step.usage.subcommand]
        : [];
    case "program":
      return step.usage.known && looksOnly(part) ? [step.command.program] : [];
    case "host": {
      const hosts = step.hosts
        .flatMap(wordHosts)
        .filter((host) => /^[\w-]+(?:\.[\w-]+)+$/.test(host));
      const missing = hosts.filter((host) => rule.host?.includes(host) !== true);
      return [...new Set(missing)].sort();
    }
    case "fields.command":
      return isOfCommands(rule) && looksOnly(part) ? commandItems(part) : [];
    case "writes":
      return rule.writes === undefined ? [] : writtenItems(part);
    default:
      return [];
  }
}

/** A rule that asks nothing else of a command: one more expression beside its others. */
function isOfCommands(rule: Rule): boolean {
  return rule.program === undefined && rule.subcommand === undefined && rule.flags === undefined;
}

/** What reads files of the project and no more: adding it leaves a rule what it was. */
function looksOnly({ step }: OpenPart): boolean {
  return (
    step !== undefined &&
    step.writes.length === 0 &&
    step.hosts.length === 0 &&
    !step.usage.network &&
    !step.usage.runsProject &&
    step.scripts.length === 0
  );
}

function commandItems({ judged }: OpenPart): readonly string[] {
  const narrowest = narrowestRule(judged);
  const source = narrowest.kind === "rule" ? narrowest.table.fields?.["command"] : undefined;
  return typeof source === "string" ? [source] : [];
}

/** Ordinary files of the project, by where they lie in it. */
function writtenItems({ step, of: { judged } }: OpenPart): readonly string[] {
  const { world } = judged;
  const root = world.projectRoot === "" ? world.cwd : world.projectRoot;
  const paths = (step?.writes ?? []).map(({ path, kind, sensitive }) =>
    kind === "exact" && !sensitive && path !== root && isWithin(path, root, world.caseInsensitive)
      ? `.${path.slice(root.length)}`
      : undefined,
  );
  const told = paths.filter((path) => path !== undefined && !/[*?[\]{}]/.test(path));
  return told.length === paths.length ? [...new Set(told.map(String))].sort() : [];
}

/** The lists taken together, most calls first, as far as nothing that is barred is let in. */
async function widened(
  { rule, table }: EditableRule,
  { key, lists }: { readonly key: string; readonly lists: ReadonlyMap<string, number> },
  { bench, compile, uncovered }: Suggesting,
): Promise<Suggestion | undefined> {
  let items: readonly string[] = [];
  let edited: Rule | undefined;
  for (const [list, calls] of [...lists].sort((a, b) => b[1] - a[1])) {
    if (calls < MIN_EACH) break;
    const more = [...new Set([...items, ...textsOf(list)])];
    if (more.length > MAX_ADDED) continue;
    const made = compile(withItems(table, key, more));
    if (made === undefined || barOf(bench, made, rule) !== undefined) continue;
    [items, edited] = [more, made];
  }
  if (edited === undefined) return undefined;
  const spared = (await casesSpared(bench, edited, rule)).flatMap((one) => one.calls);
  if (!isHabit(spared)) return undefined;
  const fingerprints = fingerprintsOf(spared);
  const all = fingerprints.map((name) => uncovered.get(name));
  const sum = (of: "calls" | "unjudged"): number =>
    all.reduce((total, one) => total + (one?.[of] ?? 0), 0);
  const edit: SuggestedEdit = { kind: "add", key, items };
  return {
    kind: "widen",
    id: suggestionId(["edit", rule.id, edit]),
    ruleId: rule.id,
    edit,
    why: "",
    fingerprints,
    backTest: {
      spared,
      of: Math.max(spared.length, sum("calls")),
      unjudged: sum("unjudged"),
      tightened: [],
    },
  };
}

function textsOf(list: string): readonly string[] {
  const value: unknown = JSON.parse(list);
  return Array.isArray(value) ? value.map(String) : [];
}

/** The table with items added to one key: `flags`, `fields.command`. */
export function withItems(table: RuleTable, key: string, items: readonly string[]): RuleTable {
  const [name = "", field] = key.split(".");
  const old: unknown = Reflect.get(table, name);
  if (field === undefined) return { ...table, [name]: [...[old ?? []].flat(), ...items] };
  const fields: Readonly<Record<string, unknown>> = { ...Object(old ?? {}) };
  const all = [...[fields[field] ?? []].flat(), ...items];
  return { ...table, [name]: { ...fields, [field]: all.length === 1 ? all[0] : all } };
}
