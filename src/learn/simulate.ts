import type { Decision } from "../model/decision.ts";
import type { Policy, Rule } from "../model/rule.ts";
import {
  decideCase,
  judgedCase,
  type Recorded,
  type RecordedCase,
  type RecordedCases,
  stoppedWhy,
  type Unjudged,
} from "./recorded-case.ts";

/** A decision and who made it. */
export interface Answer {
  readonly decision: string;
  /** `floor`, `deny`, `llm`, …; of a passthrough its reason. */
  readonly by: string;
  /** Name of the rule; empty where none decided. */
  readonly rule: string;
}

/** Recorded calls of one kind that would be decided otherwise. */
export interface Change {
  readonly fingerprint: string;
  readonly from: Answer;
  readonly to: Answer;
  /** Something that was stopped would run, and nobody would be asked. */
  readonly opens: boolean;
  readonly calls: readonly Recorded[];
}

export interface Simulation {
  /** Those that open something first, then by calls. */
  readonly changes: readonly Change[];
  readonly unchanged: number;
  /** Calls of which the model would be asked: what it would say is not known. */
  readonly forModel: number;
  readonly unjudged: readonly Unjudged[];
}

/** The recorded calls judged by other policies. `policyOf` gives the one of a case's files. */
export async function simulate(
  { cases, unjudged }: RecordedCases,
  policyOf: (one: RecordedCase) => Policy,
  onProgress: (done: number, of: number) => void,
): Promise<Simulation> {
  const changes = new Map<string, Change & { readonly calls: Recorded[] }>();
  let unchanged = 0;
  let forModel = 0;
  for (const [index, one] of cases.entries()) {
    onProgress(index, cases.length);
    const policy = policyOf(one);
    const decision = await decideCase(await judgedCase(one), policy);
    for (const call of one.calls) {
      if (asksModel(decision, policy, call)) forModel += 1;
      else if (wordOf(call.decision) === decision.kind) unchanged += 1;
      else note(changes, call, decision);
    }
  }
  const sorted = [...changes.values()].sort(
    (a, b) => Number(b.opens) - Number(a.opens) || b.calls.length - a.calls.length,
  );
  return { changes: sorted, unchanged, forModel, unjudged };
}

/** A model that gave no verdict left it to Claude Code, like a policy without a rule. */
function wordOf(decision: string): string {
  return decision === "error_passthrough" ? "passthrough" : decision;
}

function note(
  changes: Map<string, Change & { readonly calls: Recorded[] }>,
  call: Recorded,
  decision: Decision,
): void {
  const { fingerprint, tier } = call;
  const from = { decision: wordOf(call.decision), by: tier, rule: call.rule };
  const to = answerOf(decision);
  const opens = isOpening(call, decision);
  const key = JSON.stringify([fingerprint, from, to, opens]);
  const known = changes.get(key);
  if (known === undefined) changes.set(key, { fingerprint, from, to, opens, calls: [call] });
  else known.calls.push(call);
}

/**
 * What was denied, or refused by the person who was asked, would be allowed; or it would be left to
 * Claude Code where that runs such calls without a prompt.
 */
function isOpening(call: Recorded, decision: Decision): boolean {
  const runs =
    decision.kind === "allow" || (decision.kind === "passthrough" && call.native === "no_prompt");
  const why = stoppedWhy(call);
  if (why === "refused") return call.decision === "ask" && decision.kind === "allow";
  return why !== undefined && runs;
}

function answerOf(decision: Decision): Answer {
  if (decision.kind === "passthrough") {
    return { decision: "passthrough", by: decision.reason, rule: "" };
  }
  const { rule } = decision;
  return { decision: decision.kind, by: tierOf(rule), rule: rule.label };
}

function tierOf({ kind, source }: Rule): string {
  return kind === "allow" && source === "auto" ? "auto" : kind;
}

function asksModel(decision: Decision, { llm, state }: Policy, { mode }: Recorded): boolean {
  if (decision.kind !== "passthrough" || llm === undefined || state !== "current") return false;
  if (decision.reason !== "no_rule" && decision.reason !== "not_understood") return false;
  return llm.modes.some((each) => each === (mode || "default"));
}
