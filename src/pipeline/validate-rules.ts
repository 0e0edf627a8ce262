import type { Rule } from "../model/rule.ts";
import { SEVERITIES } from "../model/words.ts";
import type { World } from "../model/world.ts";
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
  const loose = rule.kind === "allow" ? rule.fields["command"] : undefined;
  const reason = loose === undefined ? undefined : unanchored(loose.source);
  if (reason !== undefined) {
    notes.push(noteOn(one, "unanchored", `fields.command ${reason}.`));
  }
  return notes;
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
