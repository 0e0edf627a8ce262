import { describe, expect, it } from "vitest";
import { entryOn, policyOf } from "../support/judging.ts";
import { hasRecorded, recordedRows } from "../support/recorded.ts";

describe.skipIf(!hasRecorded)("on recorded calls", () => {
  it("the floor denies what it is for, and nothing else", async () => {
    const denied: Record<string, number> = {};
    const policy = await policyOf({});
    for (const row of recordedRows()) {
      if (row["hook_event_name"] !== "PreToolUse" || !mayConcern(row)) continue;
      const account = String(row["cwd"]).startsWith("/Users") ? "/Users/dev" : "/home/dev";
      const home = `${account}/.claude/claude-permit`;
      const { tier, rule = "" } = await entryOn(row, {}, { policy, accountHome: account, home });
      if (tier !== "passthrough") denied[rule] = (denied[rule] ?? 0) + 1;
    }
    // Each looked at: 24 edits of the hooks in settings files, three changes to transcripts,
    // two starts of Claude Code without its settings or permissions.
    expect(denied).toEqual({ "guard-settings": 24, transcripts: 3, "claude-unguarded": 2 });
  }, 120_000);
});

/** Shell lines are slow to read by the ten thousand: most speak of nothing that the floor guards. */
function mayConcern(row: Record<string, unknown>): boolean {
  return /claude|\.\.|~|\brm\b|\bmv\b/.test(JSON.stringify(row["tool_input"]));
}
