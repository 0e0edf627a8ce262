import { redact } from "../files/redact.ts";
import { ruleToml } from "../files/rule-toml.ts";
import type { Decision } from "../model/decision.ts";
import type { Change } from "../model/explanation.ts";
import type { Policy, Rule, RuleTable } from "../model/rule.ts";
import { decide } from "../policy/decide.ts";
import { narrowedRule } from "../policy/explain/narrowed-rule.ts";
import { inputProposals, proposalsFor, writesProposal } from "../policy/explain/proposed-rules.ts";
import { allHold } from "../policy/matching/clauses.ts";
import { grantPlace, type Judged } from "../policy/matching/matching.ts";
import { inputPaths } from "../policy/paths/input-paths.ts";
import { engineFinder, loadEngine } from "../policy/patterns/pattern.ts";
import { compileRules, type RuleOrigin } from "../policy/rules/compile-rules.ts";
import type { ShellCase } from "../policy/steps/shell-case.ts";
import type { Step } from "../policy/steps/steps.ts";

/** A call, what was decided on it, and by which policy. */
export interface DecidedCall {
  readonly judged: Judged;
  readonly decision: Decision;
  readonly policy: Policy;
}

/**
 * What one would write to change the decision, tried before it is told: the policy with it in
 * force decides otherwise.
 */
export async function changeOf(decided: DecidedCall): Promise<Change> {
  const { decision, policy } = decided;
  if (policy.state === "last_good") {
    return none("The files hold mistakes, and no rule allows until they are mended.");
  }
  if (decision.kind === "passthrough") {
    if (decision.reason === "interactive") return none("It talks with you: no rule decides on it.");
    return allowing(decided);
  }
  if (decision.kind === "allow") return asking(decided);
  if (decision.rule.source === "builtin") {
    return none(
      decision.rule.kind === "floor"
        ? "A built-in denial: no rule lifts it. Do it yourself, outside Claude Code."
        : "Built in: no rule lifts it.",
    );
  }
  return narrowing(decided, decision.rule);
}

function none(words: string): Change {
  return { kind: "none", toml: "", file: "", decision: "", words };
}

/** Rules that would allow it, one for each command that none covers. */
async function allowing(decided: DecidedCall): Promise<Change> {
  const { judged } = decided;
  const { shell, call, world } = judged;
  if (shell === undefined) {
    const tried = inputProposals(call, world).map((table) => [table]);
    return firstThatWorks(decided, "allow", tried, "No rule can allow it.");
  }
  const doubts = shell.line.parsed ? shell.line.doubts : [...shell.doubts, ...shell.line.doubts];
  const [doubt] = doubts;
  if (doubt !== undefined) return none(`No rule allows what is not understood: ${redact(doubt)}.`);
  const found = await tablesFor(decided, shell);
  if (found === "elsewhere") return none(ELSEWHERE);
  const why = shell.doubts[0] === undefined ? "" : `: ${redact(shell.doubts[0])}`;
  return firstThatWorks(decided, "allow", found, `No rule can allow it as it stands${why}.`);
}

const ELSEWHERE =
  "It runs a command with other rights or on another machine, and rules grant each command by itself: what is allowed there is allowed here too. Write them only if you mean that.";

/** `elsewhere`: a command that `sudo` or `ssh` runs would have to be granted by itself. */
async function tablesFor(
  { judged, policy }: DecidedCall,
  shell: ShellCase,
): Promise<RuleTable[][] | "elsewhere"> {
  const { call, world } = judged;
  const finder = await engineFinder();
  const placed = policy.rules.filter(
    (rule) => rule.kind === "allow" && allHold(grantPlace(rule, judged, finder)),
  );
  const tables: RuleTable[] = [];
  for (const step of shell.steps) {
    const covering = placed.find((rule) => shell.coversStep(rule, step, finder));
    const made = await compiled("allow", proposalsFor(step, call.tool, world));
    const fresh =
      step.clear || covering !== undefined
        ? undefined
        : made.find(({ rule }) => shell.coversStep(rule, step, finder));
    if (fresh === undefined && covering === undefined && !step.clear) return [];
    if (fresh !== undefined && isElsewhere(step, shell)) return "elsewhere";
    if (fresh !== undefined) tables.push(fresh.table);
    const by = covering ?? fresh?.rule;
    if (shell.coversWrites(placed, by, step, finder)) continue;
    const writes = writesProposal(step, call.tool, world);
    if (writes === undefined) return [];
    tables.push(writes);
  }
  return [tables];
}

function isElsewhere({ command }: Step, shell: ShellCase): boolean {
  return shell.steps.some((outer) => !outer.clear && outer.command.inner.includes(command));
}

/** A rule that would ask about it from now on. */
function asking(decided: DecidedCall): Promise<Change> {
  const { shell, call, world } = decided.judged;
  const step = shell?.steps.find(({ clear }) => !clear);
  const tables =
    step === undefined
      ? inputProposals(call, world)
      : proposalsFor(step, call.tool, world).map(({ flags: _flags, ...table }) => table);
  const tried = tables.map((table) => [{ ...table, name: `ask-${table.name ?? "about-it"}` }]);
  return firstThatWorks(decided, "ask", tried, "Take it out of the rules that allow it.");
}

async function firstThatWorks(
  decided: DecidedCall,
  kind: "allow" | "ask",
  tried: readonly (readonly RuleTable[])[],
  otherwise: string,
): Promise<Change> {
  const { judged, policy } = decided;
  for (const tables of tried) {
    const named = withNames(tables, policy, kind);
    const rules = (await compiled(kind, named)).map(({ rule }) => rule);
    if (named.length === 0 || rules.length < named.length) continue;
    const then = await decidedBy(judged, [...policy.rules, ...rules], policy);
    if (then.kind !== kind) continue;
    const toml = named.map((table) => ruleToml(kind, table)).join("\n");
    if (redact(toml) !== toml) return none("What would name it holds a secret.");
    const words = named.length === 1 ? "This rule" : "These rules";
    const does = kind === "allow" ? "would allow it" : "would ask about it";
    const warns = kind === "allow" && readsSecrets(judged) ? " A secret could be read then." : "";
    const told = `${words} ${does}.${warns}`;
    return { kind, toml, file: "config.toml", decision: then.kind, words: told };
  }
  return none(otherwise);
}

function readsSecrets({ shell, call, world }: Judged): boolean {
  const reads = shell?.steps.flatMap((step) => step.reads) ?? inputPaths(call, world).reads;
  return reads.some((path) => path.sensitive);
}

/** The rule that decided, with this call left out. */
async function narrowing(decided: DecidedCall, rule: Rule): Promise<Change> {
  const { judged, policy } = decided;
  if (rule.kind !== "deny" && rule.kind !== "ask") return none("No rule changes it.");
  const table = narrowedRule(rule, judged, await engineFinder());
  const [made] = table === undefined ? [] : await compiled(rule.kind, [table], rule.source);
  if (made === undefined)
    return none("Nothing that the rule could leave out names this call alone.");
  const rules = policy.rules.map((each) => (each === rule ? made.rule : each));
  const then = await decidedBy(judged, rules, policy);
  if (then.kind !== "passthrough" && then.kind !== "allow" && then.rule.id === made.rule.id) {
    return none(
      "An exclusion would not lift it: the line is not understood, or its text is asked.",
    );
  }
  const toml = ruleToml(rule.kind, made.table);
  if (redact(toml) !== toml) return none("What would name it holds a secret.");
  const isProject = rule.source === "project";
  return {
    kind: "narrow",
    toml,
    file: isProject ? ".claude/claude-permit.toml" : "config.toml",
    decision: then.kind,
    words: `The rule with this call left out; then: ${outcome(then)}.`,
  };
}

function outcome(then: Decision): string {
  return then.kind === "passthrough" ? "no opinion" : `${then.kind} by ${then.rule.label}`;
}

function decidedBy(judged: Judged, rules: readonly Rule[], policy: Policy): Promise<Decision> {
  const more = { shell: judged.shell, overdue: () => false };
  return decide(judged.call, { ...policy, rules }, judged.world, more);
}

/** Each table without a mistake, and its rule. */
async function compiled(
  kind: RuleOrigin["kind"],
  tables: readonly RuleTable[],
  source: RuleOrigin["source"] = "config",
): Promise<{ table: RuleTable; rule: Rule }[]> {
  const engine = await loadEngine();
  return tables.flatMap((table) => {
    const { rules, problems } = compileRules(
      [table],
      { file: "config.toml", kind, source },
      engine,
    );
    return problems.length > 0 ? [] : rules.map((rule) => ({ table, rule }));
  });
}

/** Names that no rule of the kind has yet; a rule that stands there twice is told once. */
function withNames(tables: readonly RuleTable[], policy: Policy, kind: Rule["kind"]): RuleTable[] {
  const taken = new Set(
    policy.rules.filter((rule) => rule.kind === kind).map(({ label }) => label),
  );
  const distinct = new Map(tables.map((table) => [JSON.stringify(table), table]));
  return [...distinct.values()].map((table) => {
    const wanted = table.name ?? "new-rule";
    let name = wanted;
    for (let count = 2; taken.has(name); count += 1) name = `${wanted}-${count}`;
    taken.add(name);
    return { ...table, name };
  });
}
