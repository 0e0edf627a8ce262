import { describe, expect, it } from "vitest";
import { respond } from "../../../src/hook/respond.ts";
import { payload, setting } from "../../support/judging.ts";

async function nativeOf(tool: string, input: object, mode: string): Promise<string | undefined> {
  const call = payload({
    tool_name: tool,
    tool_input: input,
    cwd: "/home/ana/shop",
    permission_mode: mode,
  });
  return (await respond(call, setting())).entry.native;
}

describe("what Claude Code would have done without us", () => {
  it.each([
    ["Bash", { command: "npm test" }, "default", "prompt"],
    ["Bash", { command: "npm test" }, "acceptEdits", "prompt"],
    ["Bash", { command: "npm test" }, "auto", "classifier"],
    ["Bash", { command: "npm test" }, "bypassPermissions", "no_prompt"],
    ["Bash", { command: "npm test" }, "plan", "unknown"],
    ["Bash", { command: "npm test" }, "dontAsk", "unknown"],
    ["Bash", { command: "git status && ls -la | head -3" }, "default", "no_prompt"],
    ["Bash", { command: "cat a.txt 2>/dev/null" }, "auto", "no_prompt"],
    ["Bash", { command: "cat a.txt > b.txt" }, "default", "prompt"],
    ["Bash", { command: "find . -delete" }, "default", "prompt"],
    ["Bash", { command: "git branch -D main" }, "default", "prompt"],
    ["Bash", { command: "git push" }, "default", "prompt"],
    ["Read", { file_path: "/home/ana/shop/a.ts" }, "default", "no_prompt"],
    ["Read", { file_path: "/etc/hosts" }, "default", "prompt"],
    ["Grep", { pattern: "x" }, "default", "no_prompt"],
    ["Edit", { file_path: "/home/ana/shop/a.ts" }, "default", "prompt"],
    ["Edit", { file_path: "/home/ana/shop/a.ts" }, "acceptEdits", "no_prompt"],
    ["Edit", { file_path: "/home/ana/shop/.git/config" }, "acceptEdits", "prompt"],
    ["Edit", { file_path: "/home/ana/other/a.ts" }, "acceptEdits", "prompt"],
    ["WebFetch", { url: "https://example.com" }, "default", "prompt"],
    ["mcp__linear__create_issue", { title: "x" }, "auto", "classifier"],
    ["TodoWrite", { todos: [] }, "default", "no_prompt"],
  ])("to %s %j in mode %s: %s", async (tool, input, mode, expected) => {
    expect(await nativeOf(tool, input, mode)).toBe(expected);
  });

  it("is unknown where the mode was not told, but for what never prompts", async () => {
    expect(await nativeOf("Bash", { command: "npm test" }, "")).toBe("unknown");
    expect(await nativeOf("Read", { file_path: "/home/ana/shop/a.ts" }, "")).toBe("no_prompt");
  });
});
