import type { Entry } from "../../src/model/entry.ts";

/** What a test is about; everything else is filled in. */
export type EntryParts = Partial<Entry> & {
  /** Short for tool_name. */
  readonly tool?: string;
  /** Short for timestamp. */
  readonly at?: string;
};

let serial = 0;

/**
 * An entry of a call that no rule covered, unless the parts say otherwise. Ids are unique in the
 * process and in the order of making.
 */
export function entry(parts: EntryParts = {}): Entry {
  const { tool = "Bash", at, ...own } = parts;
  serial += 1;
  const event = own.event ?? "PreToolUse";
  const toolParts =
    event.includes("Tool") || event.startsWith("Permission") || event === "Reconciled"
      ? {
          tool_name: tool,
          tool_input: '{"command":"ls"}',
          subject: "ls",
          subject_complete: true,
          fingerprint: `${tool}: ls`,
          fingerprint_version: 1,
          input_mac: "00",
          input_chars: 16,
          attended: true,
        }
      : {};
  return {
    v: 1,
    id: `01TEST${String(serial).padStart(20, "0")}`,
    host: "desk",
    user: "ana",
    hook_version: "0.1.0",
    timestamp: at ?? "2026-11-18T10:00:00.000Z",
    event,
    session_id: "s1",
    cwd: "/home/ana/shop",
    project: "shop",
    tier: event === "PreToolUse" ? "passthrough" : "none",
    decision: event === "PreToolUse" ? "passthrough" : "none",
    policy_sha256: "",
    policy_state: "current",
    hook_ms: 20,
    source: "live",
    ...toolParts,
    ...(event === "PreToolUse"
      ? { tool_use_id: `toolu_${serial}`, passthrough_reason: "no_rule" as const }
      : {}),
    ...own,
  };
}

/** Entries as the text of a log. */
export function logText(entries: readonly unknown[]): string {
  return entries
    .map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`)
    .join("");
}
