import type { Entry } from "../model/entry.ts";
import type { Policy } from "../model/rule.ts";
import { shellCaseOf } from "../policy/decide.ts";
import { commonFields, toolFields } from "./entry-fields.ts";
import { callOf } from "./pre-tool-use.ts";
import { readPayload } from "./read-payload.ts";
import { type Setting, worldOf } from "./setting.ts";

/** Nothing was in force, and nothing is decided. */
export const NO_POLICY: Policy = { sha256: "", state: "current", rules: [] };

/**
 * The entry of a call that the hook never saw: what the hook writes of any call, and no decision.
 * Throws Error for what is no PreToolUse payload.
 */
export async function importedCall(value: unknown, setting: Setting): Promise<Entry> {
  const payload = readPayload(value);
  if (payload?.tool_name === undefined || payload.tool_input === undefined) {
    throw new Error("an imported call needs a tool and its input");
  }
  const call = callOf(payload, setting);
  const cwd = payload.cwd ?? "";
  const shell = await shellCaseOf(call, worldOf(setting, cwd));
  return {
    ...commonFields(payload, setting, "PreToolUse"),
    ...(await toolFields(call, shell, { setting, cwd })),
  };
}
