import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Entry } from "../../src/model/entry.ts";
import { Report } from "../../src/model/report.ts";
import { type EntryParts, entry, logText } from "./entry.ts";
import { HOSTILE } from "./hostile-report.ts";
import { folderUntilEnd, runCommand } from "./io.ts";

const WEEK = "--during 2026-W47 --tz Europe/Amsterdam --as-of 2026-11-23T06:00:00Z".split(" ");

/** A home whose log has all that is hostile in every field that holds a text. */
export function hostileHome(): string {
  const home = folderUntilEnd();
  const lines = Object.values(HOSTILE).flatMap((words, index) => entriesWith(words, index));
  writeFileSync(join(home, "audit.jsonl"), logText(lines), { mode: 0o600 });
  return home;
}

/** A report of that log, made as the command makes it. */
export async function hostileReport(home: string, name: string): Promise<Report> {
  // The report of one session has its own span.
  const span = name === "session" ? ["last", ...WEEK.slice(2)] : WEEK;
  const words = ["report", name, ...span, "--json", "--home", home];
  const { code, out, err } = await runCommand(words, home, { pid: process.pid });
  if (code !== 0) throw new Error(`report ${name}: ${code} ${err}`);
  return Report.parse(JSON.parse(out));
}

/** The week before has a little, so that there is something to compare with. */
function entriesWith(words: string, index: number): Entry[] {
  const text = words.slice(0, 900);
  const names = {
    tool: text,
    session_id: `s${index} ${text}`,
    project: text,
    cwd: `/home/ana/${text}`,
    subject: text,
    fingerprint: `Bash: ${text}`,
    permission_mode: text,
    tool_input: JSON.stringify({ command: text }),
    user: text,
    host: text,
  };
  const rule = { rule: text, rule_id: `${index}`.padStart(12, "c"), rule_matched: text };
  const call = (minute: number, parts: EntryParts): Entry =>
    entry({
      at: `2026-11-${17 + (index % 5)}T10:${String(minute).padStart(2, "0")}:00.000Z`,
      ...names,
      ...parts,
    });
  const denied = {
    tier: "deny",
    decision: "deny",
    rule_kind: "deny",
    rule_source: "config",
  } as const;
  const floor = {
    tier: "floor",
    decision: "deny",
    rule_kind: "floor",
    rule_source: "builtin",
  } as const;
  const allowed = {
    tier: "allow",
    decision: "allow",
    rule_kind: "allow",
    rule_source: "auto",
  } as const;
  const open = call(6, {});
  const { tool_use_id: id } = open;
  return [
    call(1, { ...denied, ...rule }),
    call(2, { ...floor, ...rule }),
    call(3, { ...allowed, ...rule, native: "prompt" }),
    call(4, { tier: "llm", decision: "deny", llm_score: "RED", llm_reasoning: text }),
    call(5, { tier: "ask", decision: "ask", rule_kind: "ask", rule_source: "config", ...rule }),
    open,
    ...(id === undefined ? [] : [call(7, { event: "PermissionRequest", tool_use_id: id })]),
    entry({ at: "2026-11-11T10:00:00.000Z", ...names }),
  ];
}
