import type { Entry } from "../../src/model/entry.ts";
import { type EntryParts, entry } from "./entry.ts";

/** A recorded call of a shell line, as the hook writes it. */
export function shellCall(command: string, parts: EntryParts = {}): Entry {
  return toolCall("Bash", { command }, { fingerprint: `Bash: ${headOf(command)}`, ...parts });
}

/** A recorded call whose whole input the log holds; the first field names it. */
export function toolCall(
  tool: string,
  input: Readonly<Record<string, string>>,
  parts: EntryParts = {},
): Entry {
  const text = JSON.stringify(input);
  const [subject = ""] = Object.values(input);
  return entry({
    tool,
    subject,
    tool_input: text,
    input_chars: text.length,
    permission_mode: "default",
    native: "prompt",
    ...parts,
  });
}

/** What became of a call. */
export function result(call: Entry, outcome: "ok" | "failed" | "refused"): Entry {
  const event =
    outcome === "refused" ? "Reconciled" : outcome === "ok" ? "PostToolUse" : "PostToolUseFailure";
  const { tool_use_id: id = "", session_id } = call;
  return entry({
    event,
    at: call.timestamp.replace(/\.\d+Z$/, ".500Z"),
    session_id,
    tool_use_id: id,
    outcome,
    ...(outcome === "refused" ? { outcome_source: "transcript", approval: "none" } : {}),
  });
}

function headOf(command: string): string {
  return command.split(" ").slice(0, 2).join(" ");
}
