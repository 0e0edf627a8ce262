import { MASK } from "../files/redact.ts";
import type { Entry } from "../model/entry.ts";
import { FINGERPRINT_VERSION } from "../policy/entry/fingerprint.ts";

/** The call of an entry, as far as the entry holds it. */
export interface RecordedCall {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly cwd: string;
  readonly project: string;
  readonly mode: string;
  readonly attended: boolean;
  /** Whether `input` is all of it, and not only the field that names what the call is about. */
  readonly whole: boolean;
}

/** What of an entry tells its call. */
export type RecordedFields = Pick<
  Entry,
  | "event"
  | "cwd"
  | "project"
  | "tool_name"
  | "tool_input"
  | "input_chars"
  | "subject"
  | "subject_complete"
  | "fingerprint_version"
  | "permission_mode"
  | "attended"
>;

/** The field that an entry's subject was taken from, where a decision needs no other. */
export const SUBJECTS: Readonly<Record<string, string>> = {
  Bash: "command",
  Monitor: "command",
  Read: "file_path",
  Edit: "file_path",
  MultiEdit: "file_path",
  Write: "file_path",
  NotebookEdit: "notebook_path",
  WebFetch: "url",
};

/** The call to judge again, or why the entry does not hold enough of it. */
export function recordedCall(entry: RecordedFields): RecordedCall | { readonly why: string } {
  if (entry.event !== "PreToolUse") return { why: `${entry.event} decides nothing` };
  if (entry.fingerprint_version !== FINGERPRINT_VERSION) {
    return { why: "it was read by another version of the reader of commands" };
  }
  const { tool_name: tool = "", subject = "", cwd } = entry;
  if (subject.includes(MASK) || cwd.includes(MASK)) {
    return { why: "a secret in it was masked before it was written" };
  }
  if (entry.subject_complete !== true) return { why: "it was too long to be kept whole" };
  const whole = wholeInput(entry);
  const input = whole ?? subjectInput(tool, subject);
  if (input === undefined) return { why: "only the beginning of its input was kept" };
  return {
    tool,
    input,
    cwd,
    project: rootOf(cwd, entry.project),
    mode: entry.permission_mode ?? "",
    attended: entry.attended ?? true,
    whole: whole !== undefined,
  };
}

/** The input, where the entry holds all of it and nothing was masked. */
function wholeInput({
  tool_input: text,
  input_chars: chars,
}: RecordedFields): Record<string, unknown> | undefined {
  if (typeof text !== "string" || text.length !== chars || text.includes(MASK)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return value instanceof Object ? Object.fromEntries(Object.entries(value)) : undefined;
  } catch {
    // Cut where it happened to be as long as the whole.
    return undefined;
  }
}

function subjectInput(tool: string, subject: string): Record<string, unknown> | undefined {
  const field = SUBJECTS[tool];
  return field === undefined || subject === "" ? undefined : { [field]: subject };
}

/** The folder of that name in which cwd lies: an entry keeps the last name of the root alone. */
function rootOf(cwd: string, project: string): string {
  const parts = cwd.split("/");
  const at = parts.lastIndexOf(project);
  return project === "" || at < 0 ? cwd : parts.slice(0, at + 1).join("/");
}
