import type { Payload } from "../model/payload.ts";
import { preToolUseAnswer } from "./answer.ts";
import { decisionFields } from "./decision-fields.ts";
import { commonFields, toolFields } from "./entry-fields.ts";
import { callOf } from "./pre-tool-use.ts";
import { unreadable } from "./respond.ts";
import { answered, type Reply, type Setting, worldOf } from "./setting.ts";
import { decideOnText } from "./strict.ts";

/** Standard input that is no JSON object, or too long to be read whole: its two ends. */
export interface RawInput {
  readonly head: string;
  readonly tail: string;
}

/**
 * The reply to input that does not parse. Where it is plainly about to call a tool it is decided
 * on its text; anything else is an `Unreadable` entry and no opinion.
 */
export async function respondToText(raw: RawInput, setting: Setting): Promise<Reply> {
  const payload = sketch(raw);
  const event = payload.hook_event_name ?? "PreToolUse";
  if (payload.tool_name === undefined || event !== "PreToolUse") {
    return unreadable(setting, payload);
  }
  return replyToText(payload, [raw.head, raw.tail], setting);
}

/** The strictest reply to a call of which only texts are known: also the one after a failure. */
export async function replyToText(
  payload: Payload,
  texts: readonly string[],
  setting: Setting,
): Promise<Reply> {
  const call = callOf(payload, setting);
  const world = worldOf(setting, payload.cwd ?? "");
  const decision = await decideOnText({ call, texts, policy: setting.policy, world });
  const entry = {
    ...commonFields(payload, setting, "PreToolUse"),
    ...(await toolFields(call, undefined, { setting, cwd: payload.cwd ?? "" })),
    ...decisionFields(decision, call),
  };
  return {
    entry,
    answer: preToolUseAnswer(decision, answered(setting, entry.subject || call.tool, entry.id)),
  };
}

/** The few fields that a text shows without being parsed: the first of each name. */
function sketch({ head, tail }: RawInput): Payload {
  const found = (name: string): string | undefined =>
    textField(head, name) ?? textField(tail, name);
  return {
    hook_event_name: found("hook_event_name"),
    session_id: found("session_id"),
    cwd: found("cwd"),
    permission_mode: found("permission_mode"),
    tool_name: found("tool_name"),
    tool_use_id: found("tool_use_id"),
    tool_response: undefined,
  };
}

function textField(text: string, name: string): string | undefined {
  return new RegExp(`"${name}"\\s{0,9}:\\s{0,9}"([^"\\\\]{1,1000})"`).exec(text)?.[1];
}
