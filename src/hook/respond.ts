import { lookAt } from "../files/redact.ts";
import type { Entry } from "../model/entry.ts";
import type { Payload } from "../model/payload.ts";
import { shellCaseOf } from "../policy/decide.ts";
import { commonFields, toolFields } from "./entry-fields.ts";
import { permissionDeniedFields, permissionRequestFields } from "./permission.ts";
import { postToolBatchFields } from "./post-tool-batch.ts";
import { postToolUseFailureFields, postToolUseFields } from "./post-tool-use.ts";
import { callOf, preToolUse } from "./pre-tool-use.ts";
import { readPayload } from "./read-payload.ts";
import { type Reply, type Setting, worldOf } from "./setting.ts";

/** Events about a tool call, after PreToolUse: what each adds to the entry. */
const TOOL_EVENTS: Readonly<Record<string, (payload: Payload) => Partial<Entry>>> = {
  PermissionRequest: permissionRequestFields,
  PermissionDenied: permissionDeniedFields,
  PostToolUse: postToolUseFields,
  PostToolUseFailure: postToolUseFailureFields,
};

/**
 * The entry of one hook event and the answer to it. Pure of clock and files: both are in
 * `setting`. An event that we do not know gets an entry of common fields; what is no event gets
 * an `Unreadable` one. Prompts and assistant text are never looked at.
 */
export async function respond(value: unknown, setting: Setting): Promise<Reply> {
  const payload = readPayload(value);
  const event = payload?.hook_event_name;
  if (payload === undefined || event === undefined || event === "") return unreadable(setting);
  const isToolEvent = event === "PreToolUse" || Object.hasOwn(TOOL_EVENTS, event);
  if (isToolEvent && (payload.tool_name ?? "") === "") return unreadable(setting, payload);
  lookAt(textsIn(payload));
  if (event === "PreToolUse") return preToolUse(payload, setting);
  const common = commonFields(payload, setting, event);
  if (event === "PostToolBatch") return silent({ ...common, ...postToolBatchFields(payload) });
  const fields = TOOL_EVENTS[event];
  if (!isToolEvent || fields === undefined) return silent(common);
  const call = callOf(payload, setting);
  const cwd = payload.cwd ?? "";
  const shell = await shellCaseOf(call, worldOf(setting, cwd));
  const where = { setting, cwd };
  return silent({ ...common, ...(await toolFields(call, shell, where)), ...fields(payload) });
}

/** The entry for what could not be read at all. */
export function unreadable(setting: Setting, payload: Payload = NOTHING): Reply {
  return silent(commonFields(payload, setting, "Unreadable"));
}

const NOTHING: Payload = { tool_response: undefined };

function silent(entry: Entry): Reply {
  return { entry, answer: "" };
}

/** What entries repeat of a payload, but for results. */
function textsIn({ tool_input = {}, tool_response: _, ...rest }: Payload): readonly string[] {
  const texts = [...Object.values(rest), ...Object.values(tool_input)];
  return [...texts.filter((text) => typeof text === "string"), JSON.stringify(tool_input)];
}
