import { MASK } from "../files/redact.ts";
import { sha256 } from "../model/sha256.ts";
import type { PastCall } from "./promotion-doubts.ts";

/** The field that an entry's subject was taken from. */
const SUBJECTS: Readonly<Record<string, string>> = {
  Bash: "command",
  Monitor: "command",
  PowerShell: "command",
  Read: "file_path",
  Edit: "file_path",
  MultiEdit: "file_path",
  Write: "file_path",
  NotebookEdit: "notebook_path",
  WebFetch: "url",
  WebSearch: "query",
  Glob: "pattern",
  Grep: "pattern",
};

/** A line of a log, of this version or an older one, as far as this part reads it. */
export type RawEntry = Readonly<Record<string, unknown>>;

/**
 * The call of an entry as far as the entry holds it; undefined where it names no tool. What was
 * masked, cut or taken from the subject alone is not complete.
 */
export function pastCallOf(entry: RawEntry, why: PastCall["why"]): PastCall | undefined {
  const tool = textOf(entry["tool_name"]);
  if (tool === "") return undefined;
  const whole = wholeInput(entry);
  const subject = textOf(entry["subject"]);
  const field = SUBJECTS[tool];
  const isWhole = entry["subject_complete"] === true && entry["shortened"] !== true;
  const part = field === undefined || subject === "" ? undefined : { [field]: subject };
  // Of a shell's line and a path nothing else decides.
  const isEnough = part !== undefined && isWhole && ENOUGH.has(tool);
  const input = whole ?? part ?? beginningOf(entry);
  const cwd = textOf(entry["cwd"]);
  const masked = JSON.stringify([input, cwd]).includes(MASK);
  return {
    entryId: textOf(entry["id"]),
    call: {
      tool,
      input,
      permissionMode: textOf(entry["permission_mode"]),
      attended: entry["attended"] !== false,
    },
    cwd,
    projectRoot: rootOf(cwd, textOf(entry["project"])),
    why,
    complete: (whole !== undefined || isEnough) && !masked,
  };
}

const ENOUGH = new Set(["Bash", "Monitor", "Read", "WebFetch"]);

/** The same for the same call: of many refusals of one thing one is kept. */
export function pastCallKey({ call, cwd }: PastCall): string {
  return sha256(JSON.stringify([call.tool, call.input, cwd])).slice(0, 16);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The input, where the entry holds all of it; older lines may have it as an object. */
function wholeInput(entry: RawEntry): Record<string, unknown> | undefined {
  const written = entry["tool_input"];
  if (typeof written === "object" && written !== null && !Array.isArray(written)) {
    return Object.fromEntries(Object.entries(written));
  }
  if (typeof written !== "string") return undefined;
  const chars = entry["input_chars"];
  if (chars !== undefined && chars !== written.length) return undefined;
  try {
    const value: unknown = JSON.parse(written);
    return value instanceof Object && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What is left of a command that was cut before its end. */
function beginningOf(entry: RawEntry): Record<string, unknown> {
  const written = textOf(entry["tool_input"]);
  const found = /"(command|file_path|notebook_path|url|pattern)":"((?:[^"\\]|\\.)*)/.exec(written);
  const [, name, text = ""] = found ?? [];
  return name === undefined ? {} : { [name]: text.replace(/\\(.)/g, "$1") };
}

/** The folder of that name in which cwd lies: an entry keeps the last name of the root alone. */
function rootOf(cwd: string, project: string): string {
  const parts = cwd.split("/");
  const at = parts.lastIndexOf(project);
  return project === "" || at < 0 ? cwd : parts.slice(0, at + 1).join("/");
}
