import { keyedHash } from "../files/key.ts";
import { maskNamed, redact, redactBeginning, redactValue } from "../files/redact.ts";
import { mayHoldSecret } from "../files/secret-anchors.ts";
import type { Call } from "../model/call.ts";
import type { Entry } from "../model/entry.ts";
import type { Payload } from "../model/payload.ts";
import {
  FINGERPRINT_VERSION,
  type Fingerprint,
  fingerprintFrom,
} from "../policy/entry/fingerprint.ts";
import { nativeOf } from "../policy/entry/native.ts";
import { risksOf } from "../policy/entry/risks.ts";
import { subjectOf } from "../policy/entry/subject.ts";
import type { ShellCase } from "../policy/steps/shell-case.ts";
import { VERSION } from "../version.ts";
import { type Setting, worldOf } from "./setting.ts";

/** Lengths in characters at which the entry cuts. */
const INPUT_CHARS = 256;
const PREVIEW_CHARS = 256;
const SUBJECT_CHARS = 4096;
/** What is redacted of a text of which a few hundred characters are kept. */
const REDACTED_CHARS = 8192;
export const SUBJECT_READ_CHARS = 64 * 1024;
/** Names and ids: far longer than any real one. */
const NAME_CHARS = 200;
const MAX_HOSTS = 20;
const PATH_CHARS = 1024;

/** The fields of every entry, and the links that the payload carries. */
export function commonFields(payload: Payload, setting: Setting, event: string): Entry {
  const cwd = payload.cwd ?? "";
  return {
    v: 1,
    id: setting.newId(),
    host: cut(setting.host, NAME_CHARS),
    user: cut(setting.user, NAME_CHARS),
    hook_version: VERSION,
    timestamp: setting.now,
    event: name(event),
    session_id: name(payload.session_id ?? ""),
    cwd: cut(redact(cwd), PATH_CHARS),
    project: name(projectName(setting.projectRoot === "" ? cwd : setting.projectRoot)),
    tier: "none",
    decision: "none",
    ...links(payload),
    policy_sha256: setting.policy.sha256,
    policy_state: setting.policy.state,
    hook_ms: setting.elapsedMs(),
    source: setting.source,
  };
}

/** The fields of every entry about a tool call. */
export async function toolFields(
  call: Call,
  shell: ShellCase | undefined,
  where: Where,
): Promise<Partial<Entry>> {
  const { setting, cwd } = where;
  const world = worldOf(setting, cwd);
  const compact = JSON.stringify(call.input);
  const input = JSON.stringify(redactValue(call.input, REDACTED_CHARS));
  const subject = subjectOf(call.tool, maskNamed(call.input));
  const shown = redactBeginning(subject, SUBJECT_READ_CHARS);
  const found = fingerprintFrom(call.tool, call.input, world, { shell: shell?.head(), cut: false });
  const { fingerprint, programs } = found;
  const hosts = [...new Set([...found.hosts, ...(shell?.hosts() ?? [])])].slice(0, MAX_HOSTS);
  return {
    tool_name: name(call.tool),
    tool_input: cut(input, INPUT_CHARS),
    ...subjectFields(subject, shown),
    ...nameFields({ fingerprint, programs, hosts }, subject, shown),
    fingerprint_version: FINGERPRINT_VERSION,
    ...(setting.key === undefined ? {} : { input_mac: await keyedHash(setting.key, compact) }),
    input_chars: compact.length,
    risks: [...risksOf(call, world, shell)],
    native: nativeOf(call, world, shell?.line),
    attended: call.attended,
    entrypoint: cut(setting.entrypoint, NAME_CHARS),
    permission_mode: name(call.permissionMode),
  };
}

interface Where {
  readonly setting: Setting;
  readonly cwd: string;
}

/**
 * The result of a call: length of its JSON text in bytes, and its redacted beginning. Nothing
 * where there is no result.
 */
export function resultFields(result: unknown): Partial<Entry> {
  if (result === undefined) return {};
  const shown = redactValue(result, REDACTED_CHARS);
  return {
    tool_result_length: Buffer.byteLength(JSON.stringify(result)),
    tool_result_preview: cut(
      typeof shown === "string" ? shown : JSON.stringify(shown),
      PREVIEW_CHARS,
    ),
  };
}

/** The first `length` characters, without half a character at the end. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

/** A shell reads names without the quotes and backslashes that stand in its line. */
function unquoted(text: string): string {
  return text.replace(/["'\\]/g, "").toLowerCase();
}

/** A name or an id, as others gave it. */
function name(text: string): string {
  return cut(redactBeginning(text, REDACTED_CHARS), NAME_CHARS);
}

/** `whole` is the redacted subject. */
function subjectFields(subject: string, whole: string): Partial<Entry> {
  const shown = cut(whole, SUBJECT_CHARS);
  return {
    subject: shown,
    subject_complete: shown === whole && subject.length <= SUBJECT_READ_CHARS,
  };
}

/** A secret that stands where a program or host does would be repeated as its name. */
function nameFields(found: Fingerprint, subject: string, shown: string): Partial<Entry> {
  const all = [found.fingerprint, ...found.programs, ...found.hosts].join(" ");
  if (subject === shown && !mayHoldSecret(all)) {
    return { ...found, programs: [...found.programs], hosts: [...found.hosts] };
  }
  const isSecret = (name: string): boolean =>
    redact(name) !== name || isMasked(name, subject, shown);
  return {
    fingerprint: redact(found.fingerprint).replace(/\S+/g, (part) => (isSecret(part) ? "…" : part)),
    programs: found.programs.filter((name) => !isSecret(name)),
    hosts: found.hosts.filter((name) => !isSecret(name)),
  };
}

/**
 * Whether a word of a subject, its quotes removed, is gone from the redacted subject. Hosts are told
 * in small letters.
 */
export function isMasked(word: string, subject: string, shown: string): boolean {
  if (subject === shown) return false;
  const [told, left, part] = [unquoted(subject), unquoted(shown), word.toLowerCase()];
  return told !== left && told.includes(part) && !left.includes(part);
}

function links(payload: Payload): Partial<Entry> {
  const server = payload.mcp_server?.name ?? serverOf(payload.tool_name ?? "");
  const found = {
    tool_use_id: payload.tool_use_id,
    prompt_id: payload.prompt_id,
    agent_id: payload.agent_id,
    agent_type: payload.agent_type,
    mcp_server: server,
  };
  return Object.fromEntries(
    Object.entries(found).flatMap(([field, value]) =>
      value === undefined || value === "" ? [] : [[field, name(value)]],
    ),
  );
}

/** `linear` of `mcp__linear__create_issue`. */
function serverOf(tool: string): string | undefined {
  return tool.startsWith("mcp__") ? tool.split("__")[1] : undefined;
}

function projectName(root: string): string {
  let end = root.length;
  while (end > 0 && isSeparator(root.charAt(end - 1))) end -= 1;
  let start = end;
  while (start > 0 && !isSeparator(root.charAt(start - 1))) start -= 1;
  return root.slice(start, end);
}

function isSeparator(character: string): boolean {
  return character === "/" || character === "\\";
}
