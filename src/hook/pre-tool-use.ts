import type { Call } from "../model/call.ts";
import type { Decision } from "../model/decision.ts";
import type { Payload } from "../model/payload.ts";
import type { PassthroughReason } from "../model/words.ts";
import { decide, shellCaseOf } from "../policy/decide.ts";
import { Overdue } from "../policy/matching/select.ts";
import type { ShellCase } from "../policy/steps/shell-case.ts";
import { preToolUseAnswer } from "./answer.ts";
import { decisionFields } from "./decision-fields.ts";
import { commonFields, toolFields } from "./entry-fields.ts";
import { answered, type Reply, type Setting, worldOf } from "./setting.ts";

/** Longer than any command, path or URL that somebody means. File content does not count. */
const MAX_NAMING_CHARS = 64 * 1024;
const NAMING = ["command", "file_path", "notebook_path", "path", "url", "pattern"];

/** Decides on a call: the entry with the decision, and the answer. */
export async function preToolUse(payload: Payload, setting: Setting): Promise<Reply> {
  const call = callOf(payload, setting);
  const { decision, shell } = await judge(call, payload, setting);
  const where = { setting, cwd: payload.cwd ?? "" };
  const entry = {
    ...commonFields(payload, setting, "PreToolUse"),
    ...(await toolFields(call, shell, where)),
    ...decisionFields(decision, call),
  };
  if (decision.kind === "passthrough" && isForModel(decision.reason, call, setting)) {
    const { replyByModel } = await import("./by-model.ts");
    return replyByModel({ call, shell, decision, payload, entry }, setting);
  }
  return {
    entry,
    answer: preToolUseAnswer(decision, answered(setting, entry.subject || call.tool, entry.id)),
  };
}

/** Where no rule spoke, in a mode that config.toml names. An old Claude Code tells no mode. */
function isForModel(reason: PassthroughReason, call: Call, setting: Setting): boolean {
  const { llm, state } = setting.policy;
  if (setting.askModel === undefined || llm === undefined || state !== "current") return false;
  if (reason !== "no_rule" && reason !== "not_understood") return false;
  return llm.modes.some((mode) => mode === (call.permissionMode || "default"));
}

/** The call of a tool event. A missing input counts as an empty one. */
export function callOf(payload: Payload, setting: Setting): Call {
  return {
    tool: payload.tool_name ?? "",
    input: payload.tool_input ?? {},
    permissionMode: payload.permission_mode ?? "",
    attended: setting.attended,
  };
}

/**
 * The decision on a call, and the shell line it was made on, as read. What cannot be judged whole (too
 * long, no input, too slow) is decided on its text alone, and then at least asked about.
 */
export async function judge(
  call: Call,
  payload: Payload,
  setting: Setting,
): Promise<{ decision: Decision; shell: ShellCase | undefined }> {
  const world = worldOf(setting, payload.cwd ?? "");
  const onText = async (): Promise<Decision> => {
    const { decideOnText } = await import("./strict.ts");
    return decideOnText({ call, texts: textsOf(call), policy: setting.policy, world });
  };
  if (payload.tool_input === undefined || !isReadable(call)) {
    return { decision: await onText(), shell: undefined };
  }
  const shell = await shellCaseOf(call, world);
  try {
    const { overdue } = setting;
    return { decision: await decide(call, setting.policy, world, { shell, overdue }), shell };
  } catch (error) {
    if (!(error instanceof Overdue)) throw error;
    return { decision: await onText(), shell };
  }
}

/** Each text of the input, and the whole as JSON. */
function textsOf(call: Call): string[] {
  const values = Object.values(call.input).filter((value) => typeof value === "string");
  return [...values, JSON.stringify(call.input)];
}

function isReadable(call: Call): boolean {
  return NAMING.every((name) => {
    const value = call.input[name];
    return typeof value !== "string" || (value.length <= MAX_NAMING_CHARS && !value.includes("\0"));
  });
}
