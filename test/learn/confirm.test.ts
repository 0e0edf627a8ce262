import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startParent } from "../support/claude-parent.ts";
import { startHook } from "../support/hook-process.ts";
import {
  type Desk,
  desk,
  eventsOf,
  kindsIn,
  payloadOf,
  pendingIn,
  type TestCall,
} from "../support/learning.ts";

const CALL: TestCall = { command: "git push origin main", id: "toolu_1" };
const LEARNED = { expected: ["stashed", "prompted", "confirmed"] };

/** What happens after the ask, and which lines there are in the end. */
interface Case {
  readonly does: (desk: Desk) => Promise<unknown>;
  readonly expected: readonly string[];
}

const refusal = "The user doesn't want to proceed with this tool use. The user said: no";
const batch = (call: TestCall, response: string) => ({
  tool_calls: [
    {
      tool_name: "Bash",
      tool_input: { command: call.command },
      tool_use_id: call.id,
      tool_response: response,
    },
  ],
});

/** Run by a program of another name, or by nobody that can be seen as Claude Code. */
async function elsewhere({ home }: Desk, ...names: string[]): Promise<void> {
  const other = eventsOf(home, await startParent("claude-like"));
  for (const name of names) await other.event(name, CALL);
}

const CASES: Readonly<Record<string, Case>> = {
  "a prompt and a run": {
    ...LEARNED,
    does: async ({ event }) => {
      await event("PermissionRequest", CALL);
      await event("PostToolUse", CALL);
    },
  },
  "a prompt and a run that failed": {
    ...LEARNED,
    does: async ({ event }) => {
      await event("PermissionRequest", CALL);
      await event("PostToolUseFailure", CALL, { error: "Exit code 1" });
    },
  },
  "a prompt and a run of the same call again, where the first was never answered": {
    does: async ({ event }) => {
      const again = { ...CALL, id: "toolu_2" };
      await event("PreToolUse", again);
      await event("PermissionRequest", again);
      await event("PostToolUse", again);
    },
    expected: ["stashed", "stashed", "prompted", "confirmed"],
  },
  "a run without a prompt": {
    does: ({ event }) => event("PostToolUse", CALL),
    expected: ["stashed", "refused not_asked"],
  },
  "a prompt that was told by another program": {
    does: async (at) => {
      await elsewhere(at, "PermissionRequest");
      await at.event("PostToolUse", CALL);
    },
    expected: ["stashed", "refused not_asked"],
  },
  "a run that was told by another program": {
    does: async (at) => {
      await at.event("PermissionRequest", CALL);
      await elsewhere(at, "PostToolUse");
    },
    expected: ["stashed", "prompted"],
  },
  "a prompt for another input": {
    does: async ({ event }) => {
      await event("PermissionRequest", { ...CALL, command: "git push origin next" });
      await event("PostToolUse", CALL);
    },
    expected: ["stashed", "refused not_asked"],
  },
  "a prompt in another session": {
    does: async ({ event }) => {
      await event("PermissionRequest", { ...CALL, session: "s2" });
      await event("PostToolUse", CALL);
    },
    expected: ["stashed", "refused not_asked"],
  },
  "a prompt of a subagent": {
    does: async ({ event }) => {
      await event("PermissionRequest", CALL, { agent_id: "a1" });
      await event("PostToolUse", CALL);
    },
    expected: ["stashed", "refused not_asked"],
  },
  "a run in another session": {
    does: async ({ event }) => {
      await event("PermissionRequest", CALL);
      await event("PostToolUse", { ...CALL, session: "s2" });
    },
    expected: ["stashed", "prompted"],
  },
  "a run of another call": {
    does: async ({ event }) => {
      await event("PermissionRequest", CALL);
      await event("PostToolUse", { ...CALL, id: "toolu_2" });
    },
    expected: ["stashed", "prompted"],
  },
  "a run with another input": {
    does: async ({ event }) => {
      await event("PermissionRequest", CALL);
      await event("PostToolUse", { ...CALL, command: "git push origin main --tags" });
      await event("PostToolUse", CALL);
    },
    expected: ["stashed", "prompted", "refused rewritten"],
  },
  "a no with a comment": {
    does: async ({ event }) => {
      await event("PermissionRequest", CALL);
      await event("PostToolBatch", CALL, batch(CALL, refusal));
      await event("PostToolUse", CALL);
    },
    expected: ["stashed", "prompted", "refused batch"],
  },
  "a batch without a refusal": {
    ...LEARNED,
    does: async ({ event }) => {
      await event("PermissionRequest", CALL);
      await event("PostToolBatch", CALL, batch(CALL, "pushed"));
      await event("PostToolUse", CALL);
    },
  },
  "the classifier's no": {
    does: async ({ event }) => {
      await event("PermissionDenied", CALL, { reason: "Blocked by classifier" });
      await event("PermissionRequest", CALL);
      await event("PostToolUse", CALL);
    },
    expected: ["stashed", "refused classifier"],
  },
  "every event twice": {
    ...LEARNED,
    does: async ({ event }) => {
      for (const name of ["PermissionRequest", "PostToolUse"]) {
        await event(name, CALL);
        await event(name, CALL);
      }
    },
  },
  "no answer at all": {
    does: async ({ event }) => {
      await event("Stop", CALL);
      await event("SessionEnd", CALL);
    },
    expected: ["stashed"],
  },
};

const shownIn = (home: string): string[] =>
  pendingIn(home).map((line) => (line.kind === "refused" ? `refused ${line.how}` : line.kind));

describe("after an ask", () => {
  it.each(Object.entries(CASES))("%s", async (_, { does, expected }) => {
    const at = await desk();
    expect((await at.event("PreToolUse", CALL)).decision).toBe("ask");
    await does(at);
    expect(shownIn(at.home)).toEqual(expected);
  });
});

describe("a yes", () => {
  it("to the same call, seen by two hooks of ours, is one", async () => {
    const { home, event } = await desk();
    for (const name of ["PreToolUse", "PermissionRequest", "PostToolUse"]) {
      await Promise.all([event(name, CALL), event(name, CALL)]);
    }
    await event("SessionStart", CALL);
    expect(kindsIn(home)).not.toContain("promoting");
  });

  it("is none where nobody can answer", async () => {
    const { home, claude } = await desk();
    const env = { ANTHROPIC_API_KEY: "k", CLAUDE_CODE_SESSION_ATTENDED: "0" };
    for (const name of ["PreToolUse", "PermissionRequest", "PostToolUse"]) {
      await claude.send(home, payloadOf(name, CALL), env);
    }
    expect(kindsIn(home)).toEqual([]);
  });

  it("is none without an ask before it", async () => {
    const { home, event } = await desk();
    await event("PermissionRequest", CALL);
    await event("PostToolUse", CALL);
    expect(kindsIn(home)).toEqual([]);
  });

  it("is none where a shell of Claude Code was replaced by the hook", async () => {
    const { home, event, claude } = await desk();
    await event("PreToolUse", CALL);
    await event("PermissionRequest", CALL);
    // Its parent is Claude Code, but its input comes from a file that anybody may have written.
    await claude.sendFromFile(home, payloadOf("PostToolUse", CALL));
    expect(shownIn(home)).toEqual(["stashed", "prompted"]);
  });

  it("is none where the hook was not started by Claude Code itself", async () => {
    const { home, event } = await desk();
    await event("PreToolUse", CALL);
    await event("PermissionRequest", CALL);
    // Of this process: whatever it is called, it is not the parent that asked.
    const child = startHook(home, payloadOf("PostToolUse", CALL));
    await new Promise((resolve) => child.on("close", resolve));
    expect(shownIn(home)).toEqual(["stashed", "prompted"]);
  });

  it("that comes after 30 days is none", async () => {
    const { home, event, approve } = await desk("[promotion]\nmin_confirmations = 1\n");
    await event("PreToolUse", CALL);
    await event("PermissionRequest", CALL);
    const path = join(home, "pending-rules.jsonl");
    const old = new Date(Date.now() - 31 * 86_400_000).toISOString();
    writeFileSync(path, readFileSync(path, "utf8").replace(/"at":"[^"]+"/g, `"at":"${old}"`));
    await event("PostToolUse", CALL);
    expect(shownIn(home)).toEqual(["stashed", "prompted"]);
    await approve({ ...CALL, id: "toolu_2" });
    expect(kindsIn(home)).toContain("promoted");
  });
});
