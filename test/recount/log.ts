import { createHash } from "node:crypto";

/*
 * A recount reads a log as a person with a pencil would: line by line, in plain TypeScript, and
 * shares nothing with src. What it finds is what reports must say.
 */

/** A log as it stands in its file. */
export interface LogText {
  readonly file: string;
  readonly text: string;
}

/** A line that is an entry. Absent fields are null. */
export interface Line {
  readonly id: string;
  readonly at: number;
  readonly event: string;
  readonly session: string;
  readonly agent: string | null;
  readonly toolUseId: string | null;
  readonly tool: string | null;
  readonly input: string | null;
  readonly project: string;
  readonly source: string;
  readonly raw: Readonly<Record<string, unknown>>;
}

export interface Log {
  /** In the order of the files by name, then as they stand there. */
  readonly lines: readonly Line[];
  readonly badLines: number;
  readonly files: number;
  /** Whole lines, and the hash over the hashes of the files. */
  readonly anchor: { readonly line: number; readonly sha256: string } | null;
}

/** Reads logs; a last line without its line break is not there yet. */
export function readLog(texts: readonly LogText[]): Log {
  const lines: Line[] = [];
  let badLines = 0;
  let whole = 0;
  let rolling = "";
  let files = 0;
  for (const { file, text } of [...texts].sort((a, b) => (a.file < b.file ? -1 : 1))) {
    const upTo = text.lastIndexOf("\n") + 1;
    if (upTo === 0) continue;
    files += 1;
    const written = text.slice(0, upTo).split("\n").slice(0, -1);
    whole += written.length;
    rolling = sha256(rolling + sha256(text.slice(0, upTo)));
    for (const one of written) {
      if (one.trim() === "") continue;
      const line = readLine(one, { file, place: lines.length });
      if (line === undefined) badLines += 1;
      else lines.push(line);
    }
  }
  const anchor = files === 0 ? null : { line: whole, sha256: rolling };
  return { lines, badLines, files, anchor };
}

export function text(raw: Readonly<Record<string, unknown>>, field: string): string | null {
  const value = raw[field];
  return typeof value === "string" ? value : null;
}

export function number(raw: Readonly<Record<string, unknown>>, field: string): number | null {
  const value = raw[field];
  return typeof value === "number" ? value : null;
}

function readLine(written: string, at: { file: string; place: number }): Line | undefined {
  const raw = parsed(written);
  if (raw === undefined) return undefined;
  const time = Date.parse(text(raw, "timestamp") ?? "");
  const event = text(raw, "event");
  if (Number.isNaN(time) || event === null) return undefined;
  const input = raw["tool_input"];
  return {
    // Older lines have none; they sort by nothing else than their place.
    id: text(raw, "id") ?? `place ${String(at.place).padStart(9, "0")}`,
    at: time,
    event,
    session: text(raw, "session_id") ?? "",
    agent: text(raw, "agent_id"),
    toolUseId: text(raw, "tool_use_id"),
    tool: text(raw, "tool_name"),
    input:
      text(raw, "input_mac") ??
      (input === undefined ? null : typeof input === "string" ? input : JSON.stringify(input)),
    project: text(raw, "project") ?? lastName(text(raw, "cwd") ?? ""),
    source: text(raw, "source") ?? (at.file.startsWith("imported") ? "import" : "live"),
    raw,
  };
}

function parsed(written: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(written);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function lastName(path: string): string {
  return (
    path
      .split("/")
      .filter((part) => part !== "")
      .at(-1) ?? ""
  );
}

function sha256(bytes: string): string {
  return createHash("sha256").update(bytes).digest("hex");
}
