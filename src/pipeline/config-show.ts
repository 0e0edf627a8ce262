import type { ConfigProblem } from "../model/errors.ts";
import type { Policy, Rule } from "../model/rule.ts";
import { clausesOf, ruleRecord } from "../policy/rules/rule-record.ts";
import { plainTable } from "./plain-table.ts";
import { plural } from "./status-words.ts";

/** The policy in force, and why it is not the one of the files, where it is not. */
interface InForce {
  readonly policy: Policy;
  readonly problems: readonly ConfigProblem[];
}

/** In the order in which they are asked. */
const KINDS = ["deny", "ask", "allow", "deny_promote"] as const;

/** The policy as it is judged, for people: each rule, and below it what it asks for. */
export function policyText({ policy, problems }: InForce, columns: number): string {
  const rules = KINDS.flatMap((kind) => policy.rules.filter((rule) => rule.kind === kind));
  const rows = rules.map((rule) => ({
    cells: [rule.kind, nameOf(rule), rule.id, rule.source, rule.severity],
    below: clausesOf(ruleRecord(rule)),
  }));
  const table = plainTable(["kind", "name", "id", "source", "severity"], rows, columns);
  return `${[...heading(policy, problems.length), "", ...(rows.length === 0 ? [] : table)].join("\n").trimEnd()}\n`;
}

/** The same for programs: each rule in full. */
export function policyJson({ policy, problems }: InForce): unknown {
  return {
    policy_sha256: policy.sha256,
    state: policy.state,
    rules: policy.rules.map((rule) => ({ source: rule.source, ...ruleRecord(rule) })),
    problems,
  };
}

function heading(policy: Policy, mistakes: number): string[] {
  const count = (kind: Rule["kind"]): number =>
    policy.rules.filter((rule) => rule.kind === kind).length;
  const sha = policy.sha256 === "" ? "none" : policy.sha256.slice(0, 12);
  const total =
    policy.rules.length === 0
      ? "No rules: every call is recorded and goes its usual way."
      : `${plural(policy.rules.length, "rule")}: ${count("deny")} deny, ${count("ask")} ask, ${count("allow")} allow.`;
  const suspended =
    policy.state === "current"
      ? []
      : [`Last good policy: ${plural(mistakes, "mistake")}, and no rule allows until mended.`];
  return [` Policy ${sha}. ${total}`, ...suspended.map((line) => ` ${line}`)];
}

function nameOf(rule: Rule): string {
  return /^\d+$/.test(rule.label) ? `(${rule.kind}[${rule.label}])` : rule.label;
}
