import { maskNamed, redact } from "../files/redact.ts";
import type { Decision } from "../model/decision.ts";
import type { NearMiss } from "../model/entry.ts";
import type { Decided, ExplainedCommand, Explanation, TriedRule } from "../model/explanation.ts";
import type { Policy, Rule } from "../model/rule.ts";
import type { Tier } from "../model/words.ts";
import { nativeOf } from "../policy/entry/native.ts";
import { subjectOf } from "../policy/entry/subject.ts";
import { type RankedTried, traceOf } from "../policy/explain/trace.ts";
import { readCommands } from "../policy/shell/read-commands.ts";
import { changeOf, type DecidedCall } from "./explain-change.ts";

/** A call that was judged, and what its answer would say. */
export interface JudgedCall extends DecidedCall {
  readonly nearMisses: readonly NearMiss[];
  readonly told: { readonly agent: string; readonly user: string };
}

/** Of what a clause found, or a command. */
const SHOWN_CHARS = 400;

/** Everything about a decision, redacted. */
export async function explanationOf(about: JudgedCall): Promise<Explanation> {
  const { judged, decision, policy } = about;
  const { call, world, shell } = judged;
  const commands = shell === undefined ? [] : readCommands(shell).map(redactedCommand);
  return {
    version: 1,
    as_of: world.now,
    call: {
      tool: call.tool,
      subject: redact(subjectOf(call.tool, maskNamed(call.input))),
      cwd: world.cwd,
      project: world.projectRoot,
      permission_mode: call.permissionMode,
    },
    policy: { sha256: policy.sha256, state: policy.state },
    decided: decidedOf(decision),
    description: decision.kind === "passthrough" ? "" : (decision.rule.description ?? ""),
    rules_used: usedOf(decision, policy),
    model: modelFor(about),
    native: nativeOf(call, world, shell?.line),
    told_agent: about.told.agent,
    told_user: about.told.user,
    commands,
    not_understood: shell?.doubts.map(redact) ?? [],
    rules: (await traceOf(judged, policy.rules)).map(triedRule),
    near_misses: [...about.nearMisses],
    change: await changeOf(about),
    runs_scripts: [
      ...new Set(
        (shell?.steps ?? []).flatMap((step) => [...step.scripts, ...ownFile(step.command)]),
      ),
    ].map(redact),
  };
}

/** Explaining asks nobody: it says whom the hook would ask. */
function modelFor({ decision, policy: { llm, state }, judged: { call } }: JudgedCall): string {
  if (decision.kind !== "passthrough" || llm === undefined || state !== "current") return "";
  if (decision.reason !== "no_rule" && decision.reason !== "not_understood") return "";
  const isListed = llm.modes.some((mode) => mode === (call.permissionMode || "default"));
  return isListed ? `${llm.provider} ${llm.model}` : "";
}

/** The decision in words that an entry has too. */
export function decidedOf(decision: Decision): Decided {
  if (decision.kind === "passthrough") {
    const none = { tier: "passthrough", rule: null, rule_id: null } as const;
    return { decision: "passthrough", ...none, reason: decision.reason };
  }
  const { rule } = decision;
  return {
    decision: decision.kind,
    tier: tierOf(rule),
    rule: rule.label,
    rule_id: rule.id,
    reason: "",
  };
}

function tierOf({ kind, source }: Rule): Tier {
  return kind === "allow" && source === "auto" ? "auto" : kind;
}

function usedOf(decision: Decision, policy: Policy): string[] {
  if (decision.kind !== "allow") return [];
  return decision.rulesUsed.map((id) => policy.rules.find((rule) => rule.id === id)?.label ?? id);
}

function triedRule({ rule, lacks, step, near }: RankedTried): TriedRule {
  const [clause] = lacks;
  const result = lacks.length === 0 ? "holds" : lacks.length === 1 ? "one_clause" : "other";
  return {
    rule: rule.label,
    rule_id: rule.id,
    kind: rule.kind,
    source: rule.source,
    result,
    near: near !== undefined,
    clause: clause?.name ?? null,
    found: shown(clause?.found ?? ""),
    on: shown(step?.command.canonical ?? ""),
  };
}

function shown(text: string): string {
  return redact(text).slice(0, SHOWN_CHARS);
}

function redactedCommand(command: ExplainedCommand): ExplainedCommand {
  const { folders, ...rest } = command;
  const each = Object.entries(rest).map(([key, value]) => [
    key,
    typeof value === "string" ? redact(value) : Array.isArray(value) ? value.map(redact) : value,
  ]);
  return { ...command, ...Object.fromEntries(each), folders };
}

/** A program that is called by a path is a script as far as anybody knows. */
function ownFile({ called }: { readonly called: string }): string[] {
  return /^(?:\.{1,2}|~)?\//.test(called) && !/^\/(?:usr\/|s?bin\/|opt\/)/.test(called)
    ? [called]
    : [];
}
