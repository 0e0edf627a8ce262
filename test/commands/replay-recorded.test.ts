import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { runCommand, temporaryFolder } from "../support/io.ts";

const DATA = join(import.meta.dirname, "../../../shared/data/replay");

const Line = z.object({
  hook_event_name: z.string().optional(),
  event: z.string().optional(),
  session_id: z.string().optional(),
  tool_name: z.string().optional(),
  tool_use_id: z.string().optional(),
  outcome: z.string().optional(),
  decision: z.string().optional(),
  tier: z.string().optional(),
});
type Line = z.infer<typeof Line>;

function linesOf(path: string): Line[] {
  const bytes = readFileSync(path);
  const text = path.endsWith(".gz") ? gunzipSync(bytes).toString() : bytes.toString();
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => Line.parse(JSON.parse(line)));
}

function byTool(lines: readonly Line[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { tool_name = "" } of lines) counts[tool_name] = (counts[tool_name] ?? 0) + 1;
  return counts;
}

describe.skipIf(!existsSync(DATA))("the recorded data beside the repository", () => {
  it("is in the log call by call, with what became of each, and once only", async () => {
    const files = readdirSync(DATA)
      .filter((name) => /\.jsonl(\.gz)?$/.test(name))
      .map((name) => join(DATA, name));
    const folder = temporaryFolder();
    const home = join(folder, "home");
    const first = await runCommand(["replay", ...files, "--home", home], folder);
    expect(first).toMatchObject({ code: 0, err: "" });
    expect(first.out).toContain("29,228 calls, 332 sessions");
    expect(first.out).toContain("64 payloads without a time skipped (use --at TIME)");

    const recorded = files.flatMap(linesOf);
    const log = linesOf(join(home, "audit.jsonl"));
    const calls = log.filter((line) => line.event === "PreToolUse");
    const denied = new Set(calls.filter((line) => line.decision === "deny").map(idOf));
    const happened = recorded.filter((line) => !denied.has(idOf(line)));
    const recordedAs = (...outcomes: string[]) =>
      byTool(happened.filter((line) => outcomes.includes(line.outcome ?? "")));
    const reconciled = (outcome: string) =>
      byTool(log.filter((line) => line.event === "Reconciled" && line.outcome === outcome));

    expect(calls).toHaveLength(29_228);
    expect(new Set(log.map((line) => line.session_id)).size).toBe(332);
    const recordedCalls = recorded.filter((line) => line.outcome !== undefined);
    expect(byTool(calls)).toEqual(byTool(recordedCalls));
    expect(byTool(log.filter((line) => line.event === "PostToolUse"))).toEqual(recordedAs("ok"));
    expect(byTool(log.filter((line) => line.event === "PostToolUseFailure"))).toEqual(
      recordedAs("error"),
    );
    expect(reconciled("refused")).toEqual(recordedAs("rejected"));
    expect(reconciled("denied")).toEqual(recordedAs("denied"));
    expect(reconciled("interrupted")).toEqual(recordedAs("interrupted", "cancelled"));
    // Without a configuration only the floor denies.
    for (const line of calls) if (denied.has(idOf(line))) expect(line.tier).toBe("floor");

    const before = readFileSync(join(home, "audit.jsonl"));
    const second = await runCommand(["replay", ...files, "--home", home], folder);
    expect(second.out).toContain("0 entries written");
    expect(readFileSync(join(home, "audit.jsonl")).equals(before)).toBe(true);
  }, 180_000);
});

function idOf(line: Line): string {
  return line.tool_use_id ?? "";
}
