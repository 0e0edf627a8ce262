import type { Entry } from "../model/entry.ts";
import type { Payload } from "../model/payload.ts";
import { cut } from "./entry-fields.ts";
import { isRecord } from "./read-payload.ts";

/** How the text begins that the model reads in the place of a refused call's result. */
const REFUSALS = [
  "The user doesn't want to proceed with this tool use",
  "The user doesn't want to take this action right now",
  "Claude requested permissions to",
  "This command requires approval",
  "Permission to use",
];
/** `PreToolUse:Bash hook error: …`: a hook refused it. */
const HOOK_REFUSAL = /^\w{1,40}:[\w-]{1,100} hook error:/;

/** The calls that a batch closed, and which of them were refused before they ran. */
export function postToolBatchFields(payload: Payload): Partial<Entry> {
  const batch = (payload.tool_calls ?? []).flatMap((call) => {
    if (!isRecord(call) || typeof call["tool_use_id"] !== "string") return [];
    const refused = isRefusal(responseText(call["tool_response"]));
    return [{ tool_use_id: cut(call["tool_use_id"], 200), refused }];
  });
  return { batch };
}

function isRefusal(text: string): boolean {
  return REFUSALS.some((beginning) => text.startsWith(beginning)) || HOOK_REFUSAL.test(text);
}

/** The text that the model sees: a string, or the first text block of a list. */
function responseText(response: unknown): string {
  if (typeof response === "string") return response.slice(0, 500);
  if (!Array.isArray(response)) return "";
  const block = response.filter(isRecord).find((item) => typeof item["text"] === "string");
  return String(block?.["text"] ?? "").slice(0, 500);
}
