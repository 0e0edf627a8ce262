import { maskNamed, redact } from "../files/redact.ts";
import type { Decision } from "../model/decision.ts";
import type { NearMiss } from "../model/entry.ts";
import type { Policy } from "../model/rule.ts";
import { subjectOf } from "../policy/entry/subject.ts";
import type { Judged } from "../policy/matching/matching.ts";
import { preToolUseAnswer } from "./answer.ts";
import { type CheckPlace, settingOf } from "./check.ts";
import { decisionFields } from "./decision-fields.ts";
import { callOf, judge } from "./pre-tool-use.ts";
import { isRecord, readPayload } from "./read-payload.ts";
import { answered, worldOf } from "./setting.ts";

/** A call as the hook judges it, with what it would say. */
export interface JudgedOnce {
  readonly judged: Judged;
  readonly decision: Decision;
  readonly nearMisses: readonly NearMiss[];
  /** `permissionDecisionReason` and `systemMessage`; empty where nothing is said. */
  readonly told: { readonly agent: string; readonly user: string };
}

/** What one asks about: the fields of a payload that a decision depends on. */
export interface AskedCall {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly cwd: string;
  readonly mode: string;
}

/** Judges a call under a policy as the hook would at that moment, and writes nothing. */
export async function judgeOnce(
  asked: AskedCall,
  policy: Policy,
  place: CheckPlace & { readonly id?: string; readonly attended?: boolean },
): Promise<JudgedOnce> {
  const payload = readPayload({
    hook_event_name: "PreToolUse",
    tool_name: asked.tool,
    tool_input: asked.input,
    cwd: asked.cwd,
    permission_mode: asked.mode,
  });
  const made = settingOf(place, place.projectRoot ?? asked.cwd, policy);
  const setting = { ...made, attended: place.attended ?? true };
  const read = payload ?? {};
  const call = callOf(read, setting);
  const { decision, shell } = await judge(call, read, setting);
  const shown = redact(subjectOf(asked.tool, maskNamed(asked.input))) || asked.tool;
  const answer = preToolUseAnswer(decision, answered(setting, shown, place.id ?? "ID"));
  return {
    judged: { call, world: worldOf(setting, asked.cwd), shell },
    decision,
    nearMisses: decisionFields(decision, call).near_misses ?? [],
    told: toldOf(answer),
  };
}

function toldOf(answer: string): JudgedOnce["told"] {
  const said: unknown = answer === "" ? {} : JSON.parse(answer);
  if (!isRecord(said)) return { agent: "", user: "" };
  const output = isRecord(said["hookSpecificOutput"]) ? said["hookSpecificOutput"] : {};
  return {
    agent: String(output["permissionDecisionReason"] ?? ""),
    user: String(said["systemMessage"] ?? ""),
  };
}
