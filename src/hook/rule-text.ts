import { redact } from "../files/redact.ts";
import type { Expression, PathGlob, Rule } from "../model/rule.ts";

/** Of a rule's text in an entry. */
const MAX_CHARS = 1000;

/**
 * What an entry says of the rule that decided: `deny[no-rm-rf]: tool=Bash, command=^rm`; a rule
 * without a name shows its position. Redacted, but where that was found to change nothing when
 * the policy was read: trying every shape of a secret costs more than the rest of a decision.
 */
export function ruleText(rule: Rule): string {
  const text = clausesOf(rule);
  return (rule.plain === true ? text : redact(text)).slice(0, MAX_CHARS);
}

/** The rule with the mark that its text holds nothing to mask. */
export function markedPlain(rule: Rule): Rule {
  const text = clausesOf(rule);
  return redact(text) === text ? { ...rule, plain: true } : rule;
}

function clausesOf(rule: Rule): string {
  const keys = [
    ...(rule.source === "builtin" ? [] : [`tool=${rule.tool.source}`]),
    ...named("program", rule.program),
    ...named("subcommand", rule.subcommand),
    ...named("flags", rule.flags),
    ...named("reads", rule.reads?.map(globOf)),
    ...named("writes", rule.writes?.map(globOf)),
    ...named("host", rule.host),
    ...patterns(rule.fields, ""),
    ...patterns(rule.exclude, "not "),
    ...(rule.cwd === undefined ? [] : [`cwd=${rule.cwd}`]),
    ...(rule.alone === true ? ["alone"] : []),
  ];
  const clauses = keys.length === 0 ? (rule.description ?? "") : keys.join(", ");
  return `${rule.kind}[${rule.label}]: ${clauses}`;
}

function globOf({ glob }: PathGlob): string {
  return glob;
}

function named(key: string, values: readonly string[] | undefined): string[] {
  return values === undefined ? [] : [`${key}=${values.join("|")}`];
}

function patterns(expressions: Readonly<Record<string, Expression>>, prefix: string): string[] {
  return Object.entries(expressions).map(([name, each]) => `${prefix}${name}=${each.source}`);
}
