import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { parseToml } from "../../src/files/toml.ts";
import { Config } from "../../src/model/config.ts";

const FOLDER = join(import.meta.dirname, "../../scripts/bundled-week");
const WEEK = { since: "2026-11-15T23:00:00.000Z", until: "2026-11-22T23:00:00.000Z" };

const Row = z.object({
  hook_event_name: z.string(),
  session_id: z.string(),
  timestamp: z.string(),
  cwd: z.string(),
  tool_name: z.string().optional(),
  tool_input: z.record(z.string(), z.unknown()).optional(),
  tool_use_id: z.string().optional(),
  permission_mode: z.string().optional(),
  subagent: z.boolean().optional(),
  outcome: z.string().optional(),
});
type Row = z.infer<typeof Row>;

const text = generated();
const rows = text
  .trimEnd()
  .split("\n")
  .map((line) => Row.parse(JSON.parse(line)));
const calls = rows.filter((row) => row.hook_event_name === "PreToolUse" && inWeek(row));

function generated(): string {
  const script = join(FOLDER, "generate.mjs");
  return execFileSync(process.execPath, [script], { encoding: "utf8", maxBuffer: 64 << 20 });
}

function inWeek(row: Row): boolean {
  return row.timestamp >= WEEK.since && row.timestamp < WEEK.until;
}

function tally(values: readonly (string | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value ?? ""] = (counts[value ?? ""] ?? 0) + 1;
  return counts;
}

function keysOf(counts: Record<string, number>): string[] {
  return Object.keys(counts).sort((a, b) => a.localeCompare(b));
}

describe("the bundled week", () => {
  it("is the same, byte for byte, each time", () => {
    expect(generated()).toBe(text);
  });

  it("is in order of time, and ends with its last session", () => {
    const times = rows.map((row) => row.timestamp);
    expect(times).toEqual([...times].sort());
    expect(times.at(-1)?.slice(0, 10)).toBe("2026-11-21");
  });

  it("holds about two thousand calls in about forty sessions of three projects", () => {
    expect(calls.length).toBeGreaterThan(1700);
    expect(calls.length).toBeLessThan(2300);
    expect(new Set(calls.map((row) => row.session_id)).size).toBe(41);
    expect(keysOf(tally(calls.map((row) => row.cwd)))).toEqual([
      "/home/dev/work/infra",
      "/home/dev/work/shop-api",
      "/home/dev/work/web-client",
    ]);
  });

  it("has eight weeks before it to compare with", () => {
    const before = rows.filter((row) => row.hook_event_name === "PreToolUse" && !inWeek(row));
    const weekOf = (row: Row) =>
      Math.floor((Date.parse(row.timestamp) - Date.parse("2026-09-21T00:00:00Z")) / 604_800_000);
    const weeks = tally(before.map((row) => String(weekOf(row))));
    expect(Object.keys(weeks)).toEqual(["0", "1", "2", "3", "4", "5", "6", "7"]);
    expect(Math.min(...Object.values(weeks))).toBeGreaterThan(200);
  });

  it("holds every outcome, mode and kind of tool that a report tells apart", () => {
    const outcomes = tally(calls.map((row) => row.outcome));
    expect(keysOf(outcomes)).toEqual([
      "cancelled",
      "denied",
      "error",
      "interrupted",
      "ok",
      "rejected",
      "unknown",
    ]);
    const modes = keysOf(tally(calls.map((row) => row.permission_mode)));
    expect(modes).toEqual(["acceptEdits", "auto", "default", "plan"]);
    const tools = Object.keys(tally(calls.map((row) => row.tool_name)));
    for (const tool of ["AskUserQuestion", "ExitPlanMode", "Agent", "mcp__linear__get_issue"]) {
      expect(tools).toContain(tool);
    }
    expect(calls.some((row) => row.subagent === true)).toBe(true);
    expect(rows.some((row) => row.hook_event_name === "PermissionRequest")).toBe(true);
  });

  it("meets a new MCP server on Wednesday", () => {
    const browser = calls.filter((row) => row.tool_name?.startsWith("mcp__playwright__"));
    expect(browser.length).toBeGreaterThan(90);
    expect(browser[0]?.timestamp.slice(0, 10)).toBe("2026-11-18");
  });

  it("joins every result to its call, once", () => {
    const results = rows.filter((row) => row.hook_event_name === "PostToolUse");
    const ok = rows.filter((row) => row.outcome === "ok").map((row) => row.tool_use_id);
    expect(results.map((row) => row.tool_use_id).sort()).toEqual(ok.sort());
  });

  it.each([
    "<script>",
    "{{constructor}}",
    "| a | `b`",
    "<!channel>",
    "@everyone",
    "\u001b[31m",
    "\u202e",
    "\r\n",
    "javascript:",
  ])("holds hostile text: %j", (hostile) => {
    const inputs = calls.flatMap((row) => [row.tool_name, ...Object.values(row.tool_input ?? {})]);
    expect(inputs.some((value) => typeof value === "string" && value.includes(hostile))).toBe(true);
  });

  it("holds a made-up secret that stands in no file", () => {
    const secret = /gh[p]_[A-Za-z0-9]{36}/;
    expect(text).toMatch(secret);
    for (const file of ["story.mjs", "config.toml", "generate.mjs"]) {
      expect(readFileSync(join(FOLDER, file), "utf8")).not.toMatch(secret);
    }
  });
});

describe("its configuration", () => {
  const config = Config.parse(
    parseToml(readFileSync(join(FOLDER, "config.toml"), "utf8"), "config.toml"),
  );

  it("has some thirty rules, each with a name of its own", () => {
    const names = [...config.deny, ...config.ask, ...config.allow].map((rule) => rule.name);
    expect(names.length).toBeGreaterThanOrEqual(30);
    expect(new Set(names).size).toBe(names.length);
  });

  it("tells the agent at every denial what to do instead", () => {
    expect(config.deny.filter((rule) => rule.message === undefined)).toEqual([]);
  });
});
