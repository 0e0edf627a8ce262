import type { ConfigProblem } from "../model/errors.ts";
import type { LlmSettings } from "../model/llm.ts";
import type { Policy, Rule } from "../model/rule.ts";
import { clausesOf, ruleRecord } from "../policy/rules/rule-record.ts";
import { cleanText } from "../render/escape-text.ts";
import { plainTable } from "./plain-table.ts";
import { plural, wrapWords } from "./status-words.ts";

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
  const asks = policy.llm === undefined ? [] : wrapWords(modelWords(policy.llm), columns - 2);
  const table = plainTable(["kind", "name", "id", "source", "severity"], rows, columns);
  const model = asks.map((line) => ` ${cleanText(line)}`);
  return `${[...heading(policy, problems.length), ...model, "", ...(rows.length === 0 ? [] : table)].join("\n").trimEnd()}\n`;
}

/** The same for programs: each rule in full. */
export function policyJson({ policy, problems }: InForce): unknown {
  return {
    policy_sha256: policy.sha256,
    state: policy.state,
    // Nothing secret stands in it: a key is in a variable or a file, and no address holds a login.
    llm: policy.llm ?? null,
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

/** Who is asked about what no rule covers; of a key no more than where it stands. */
function modelWords(llm: LlmSettings): string {
  const { provider, model, deadline, daily_calls, modes, send, base_url, key_env, key_file } = llm;
  const key = key_env === undefined ? key_file : `$${key_env}`;
  const parts = [
    `Model: ${provider} ${model}`,
    ...(base_url === undefined ? [] : [`at ${base_url}`]),
    ...(key === undefined ? [] : [`key from ${key}`]),
    `in ${modes.join(", ")}`,
    `${send} input`,
    `${deadline} s`,
    `${daily_calls} calls a day at most`,
  ];
  return `${parts.join("; ")}.`;
}

function nameOf(rule: Rule): string {
  return /^\d+$/.test(rule.label) ? `(${rule.kind}[${rule.label}])` : rule.label;
}
