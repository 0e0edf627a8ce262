import type { Rule } from "../model/rule.ts";
import { SEVERITIES } from "../model/words.ts";
import type { World } from "../model/world.ts";
import { commandPattern } from "../policy/matching/clauses.ts";
import { alternativesOf } from "../policy/patterns/alternatives.ts";
import { isExpired, isWider, unanchored } from "../policy/rules/lints.ts";
import type { RuleInFile } from "./rule-files.ts";
import { noteOn, type RuleNote, ruleTitle } from "./rule-notes.ts";
import { checkExamples } from "./validate-examples.ts";

/** What trying the rules gave. A failed example is a mistake, a warning is a reason to look. */
export interface RuleCheck {
  readonly examples: number;
  readonly failed: readonly RuleNote[];
  readonly warnings: readonly RuleNote[];
}

/** Tries every example of the rules, and looks at each rule beside the others. */
export async function checkRules(
  rules: readonly RuleInFile[],
  world: World,
  now: string,
): Promise<RuleCheck> {
  const tried = await checkExamples(
    rules.filter(({ rule }) => !isExpired(rule, now)),
    rules,
    world,
  );
  const looked = rules.flatMap((one, index) => lookAt(one, rules.slice(0, index), now));
  const order = new Map(rules.map((one, index) => [`${one.file} ${one.place}`, index]));
  const orderOf = (note: RuleNote): number => order.get(`${note.file} ${note.path}`) ?? 0;
  return {
    examples: tried.examples,
    failed: tried.failed,
    warnings: [...looked, ...tried.warnings].sort((a, b) => orderOf(a) - orderOf(b)),
  };
}

/** What a rule shows by itself and beside the rules before it. */
function lookAt(one: RuleInFile, before: readonly RuleInFile[], now: string): RuleNote[] {
  const { rule } = one;
  const notes: RuleNote[] = [];
  if (isExpired(rule, now)) {
    notes.push(
      noteOn(one, "expired", `it held until ${rule.expires}. Remove it, or give it more time.`),
    );
  }
  const same = before.find((other) => other.rule.id === rule.id);
  const namesake = before.find(
    ({ rule: other, table }) =>
      table.name !== undefined && table.name === one.table.name && other.kind === rule.kind,
  );
  if (same !== undefined) {
    notes.push(
      noteOn(one, "duplicate", `it is the same rule as ${placed(same)}. Remove one of them.`),
    );
  } else if (namesake !== undefined) {
    notes.push(
      noteOn(one, "duplicate", `${placed(namesake)} has the same name. Give each its own.`),
    );
  }
  const shadow = before.find((other) => shadows(other.rule, rule, now));
  if (shadow !== undefined) {
    notes.push(
      noteOn(one, "shadowed", `${placed(shadow)} does all that it does. Remove one of them.`),
    );
  }
  return [...notes, ...looseNotes(one)];
}

/** The expressions on `command` that grant more than they say. */
function looseNotes(one: RuleInFile): RuleNote[] {
  const pattern = one.rule.kind === "allow" ? commandPattern(one.rule) : undefined;
  if (pattern === undefined) return [];
  return alternativesOf(pattern).flatMap((source, index) => {
    const reason = unanchored(source);
    if (reason === undefined) return [];
    const key = `fields.command${pattern.alternatives === undefined ? "" : `[${index}]`}`;
    return [noteOn(one, "unanchored", `${key} ${reason}.`)];
  });
}

/** The more severe of two denials is the one that is named, so only as severe a one hides it. */
function shadows(other: Rule, rule: Rule, now: string): boolean {
  const rank = (each: Rule): number => SEVERITIES.indexOf(each.severity);
  return (
    other.id !== rule.id &&
    !isExpired(other, now) &&
    rank(other) <= rank(rule) &&
    isWider(other, rule)
  );
}

function placed(one: RuleInFile): string {
  const at = one.line === undefined ? one.file : `${one.file}:${one.line}`;
  return `${ruleTitle(one)} (${at})`;
}
