import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Entry } from "../../src/model/entry.ts";
import { PastCallRow } from "../../src/model/past-call-row.ts";
import { Report } from "../../src/model/report.ts";
import { coveringRules } from "../../src/pipeline/covering-rules.ts";
import type { CasePlace } from "../../src/pipeline/recorded-cases.ts";
import { logText } from "../support/entry.ts";
import { type Printed, runCommand, temporaryFolder } from "../support/io.ts";
import { result, shellCall, toolCall } from "../support/recorded-log.ts";
import { blocksOf, cells, said, sectionOf } from "../support/report.ts";

const CONFIG = `[[allow]]
name = "git-read"
tool = "^Bash$"
program = "git"
subcommand = ["status", "log"]
flags = ["oneline"]
`;
const MONDAY = "2026-11-23T06:00:00.000Z";

/** One call a day from a day of November on, each in a session of its own, and how it ended. */
function daily(from: number, times: number, make: (at: string) => Entry): Entry[] {
  return Array.from({ length: times }, (_, index) => {
    const call = make(`2026-11-${from + index}T10:00:00.000Z`);
    return { ...call, session_id: `s${index}` };
  }).flatMap((call) => [call, result(call, "ok")]);
}

/** An account whose log has calls of four kinds that no rule covers, and its rules on record. */
async function account(): Promise<{ folder: string; write: (file: string, text: string) => void }> {
  const folder = temporaryFolder();
  const home = join(folder, ".claude/claude-permit");
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const write = (file: string, text: string) =>
    writeFileSync(join(home, file), text, { mode: 0o600 });
  const mcp = (name: string, fingerprint: string) => (at: string) =>
    toolCall(name, { page: "intro" }, { at, fingerprint, mcp_server: "docs" });
  const calls = [
    // Two of these are older than the week, and one is in auto mode: the ratio counts neither.
    ...daily(14, 6, mcp("mcp__docs__read_page", "MCP: docs")),
    ...daily(20, 1, (at) => ({
      ...mcp("mcp__docs__read_page", "MCP: docs")(at),
      permission_mode: "auto",
    })),
    ...daily(16, 3, mcp("mcp__wiki__delete_page", "MCP: wiki")),
    ...daily(16, 4, (at) => shellCall("git status --short", { at })),
    ...daily(16, 1, (at) => shellCall("wc -l notes.md", { at })),
  ];
  write("config.toml", CONFIG);
  write("audit.jsonl", logText(calls));
  await run(folder, ["rules", "list"], "2026-11-10T06:00:00.000Z");
  return { folder, write };
}

function run(folder: string, words: readonly string[], now = MONDAY): Promise<Printed> {
  return runCommand(words, folder, { pid: process.pid, now: () => new Date(now) });
}

async function digest(folder: string, now = MONDAY): Promise<Report> {
  const span = ["--during", "2026-W47", "--tz", "UTC", "--as-of", MONDAY];
  const { code, out, err } = await run(folder, ["report", "rules", ...span, "--json"], now);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return Report.parse(JSON.parse(out));
}

describe("the rules beside what no rule covered", () => {
  it("are those that rules suggest names, with how many calls of the window they cover", async () => {
    const { folder } = await account();
    const section = sectionOf(await digest(folder), "no-rule-covered");
    const rules = new Map(cells(section).map((row) => [row[0], row.at(-1)]));
    // Of its calls one is a rule's, the others are of the week before or of a mode that never asks.
    expect(rules.get("‹MCP: docs›")).toMatch(/^[0-9a-f]{4,8} covers 4$/);
    expect(rules.get("‹Bash: git status›")).toMatch(/^[0-9a-f]{4,8} covers 4$/);
    expect(rules.get("‹MCP: wiki›")).toBe("none");
    expect(rules.get("‹Bash: wc -l›")).toBe("none");
  });

  it("can be accepted by the command that stands there, a new one and an edit", async () => {
    const { folder } = await account();
    const section = sectionOf(await digest(folder), "no-rule-covered");
    const notes = blocksOf(section, "note").map(({ text }) => text);
    const commands = notes.flatMap((text) =>
      text.flatMap((value) => (value.kind === "command" ? [value.text] : [])),
    );
    expect(notes.map(said).join("\n")).toContain("an edit of rule ‹git-read›, covers 4 calls");
    expect(commands).toHaveLength(2);
    for (const command of commands) {
      expect(command).toMatch(/^claude-permit rules suggest --accept [0-9a-f]+ --as-of /);
      const words = command.split(" ").slice(1);
      const { code, out } = await run(folder, [...words, "--dry-run"]);
      expect(code).toBe(0);
      expect(out).toMatch(/mcp__docs__read_page|"short"/);
    }
  });

  it("are the same when they are asked again after the rules have changed", async () => {
    const { folder, write } = await account();
    const before = await digest(folder);
    write("config.toml", "");
    await run(folder, ["rules", "list"], "2026-11-24T06:00:00.000Z");
    const after = await digest(folder, "2026-11-30T06:00:00.000Z");
    expect(sectionOf(after, "no-rule-covered")).toEqual(sectionOf(before, "no-rule-covered"));
  });

  it("are not tried on more calls than a report can wait for", async () => {
    const call = PastCallRow.parse({
      ...{ id: "1", at_ms: 0, session_id: "s", tool_name: "Bash", fingerprint: "Bash: ls" },
      ...{ fingerprint_version: 1, subject: "ls", subject_complete: true, tool_input: null },
      ...{ input_chars: null, cwd: "/x", project: "/x", mode: "default", attended: true },
      ...{ tier: "passthrough", decision: "passthrough", rule: null, rule_id: null },
      ...{ rule_source: null, passthrough_reason: null, native: null, llm_score: null },
      ...{
        policy_sha256: null,
        prompted: false,
        source: "live",
        outcome: null,
        risks: null,
        programs: null,
      },
    });
    const asked: string[] = [];
    const past = (_: unknown, which: string, most = 0) => {
      asked.push(which);
      return Promise.resolve(Array.from({ length: most }, () => call));
    };
    const window = { since: "2026-11-16", until: "2026-11-23", timeZone: "UTC" };
    const scope = { window, asOf: MONDAY, project: null, tool: null, excludeTools: [] };
    const inForce = { rules: [], changes: [], onRecordSince: null };
    const then = { inForce, rules: [], written: [] };
    const found = await coveringRules({ past }, { scope, counted: window, then, world: PLACE });
    expect(found).toEqual({ asOf: MONDAY, rules: [], moreThan: 3000 });
    expect(asked).toEqual(["uncovered"]);
  });
});

const PLACE: CasePlace = {
  ...{ home: "/h", accountHome: "/a", caseInsensitive: false, now: MONDAY },
  realpath: (path) => path,
  onRecord: () => undefined,
};
