import { describe, expect, it } from "vitest";
import { respond } from "../../src/hook/respond.ts";
import { entryLine, MAX_LINE_BYTES } from "../../src/hook/shorten.ts";
import { Entry } from "../../src/model/entry.ts";
import { EVENTS } from "../../src/model/words.ts";
import { bash, entryOn, payload, policyOf, setting } from "../support/judging.ts";

const EVERY: Record<(typeof EVENTS)[number], Record<string, unknown>> = {
  SessionStart: { source: "startup", model: "m" },
  SessionEnd: { reason: "other" },
  UserPromptSubmit: { prompt: "my private prompt" },
  Stop: { last_assistant_message: "my private answer" },
  SubagentStop: { agent_id: "a1", agent_type: "Explore", last_assistant_message: "private" },
  ConfigChange: { source: "user_settings", file_path: "/home/ana/.claude/settings.json" },
  PreToolUse: { tool_name: "Bash", tool_input: { command: "npm test" } },
  PermissionRequest: { tool_name: "Bash", tool_input: { command: "npm test" } },
  PermissionDenied: { tool_name: "Bash", tool_input: { command: "x" }, reason: "Blocked" },
  PostToolUse: {
    tool_name: "Bash",
    tool_input: { command: "npm test" },
    tool_response: { stdout: "ok" },
    duration_ms: 41,
  },
  PostToolUseFailure: { tool_name: "Bash", tool_input: { command: "x" }, error: "Exit code 2" },
  PostToolBatch: { tool_calls: [] },
};

describe("every event", () => {
  it.each(EVENTS)(
    "%s gives an entry that the schema accepts, without private text",
    async (event) => {
      const entry = await entryOn(payload({ ...EVERY[event], hook_event_name: event }));
      expect(Entry.parse(entry)).toEqual(entry);
      expect(entry).toMatchObject({
        event,
        project: "shop",
        hook_ms: 12,
        timestamp: setting().now,
      });
      expect(JSON.stringify(entry)).not.toContain("private");
    },
  );

  it.each(EVENTS.filter((event) => event !== "PreToolUse"))(
    "%s is answered by silence",
    async (event) => {
      const reply = await respond(payload({ ...EVERY[event], hook_event_name: event }), setting());
      expect(reply.answer).toBe("");
      expect(reply.entry).toMatchObject({ tier: "none", decision: "none" });
    },
  );

  it("that nobody knows gives common fields", async () => {
    const entry = await entryOn(payload({ hook_event_name: "Brandnew", tool_name: "Bash", x: {} }));
    expect(entry).toMatchObject({ event: "Brandnew", tier: "none", decision: "none" });
    expect(entry.tool_name).toBeUndefined();
  });

  it.each([[null], ["text"], [{}], [{ hook_event_name: 7 }], [{ hook_event_name: "PreToolUse" }]])(
    "%j is Unreadable",
    async (value) => {
      expect((await entryOn(value)).event).toBe("Unreadable");
    },
  );
});

describe("what followed a call", () => {
  const after = (event: string, more: Record<string, unknown>) =>
    entryOn(payload({ tool_name: "Bash", tool_input: {}, ...more, hook_event_name: event }));

  it("is ok, failed, interrupted or refused by the classifier", async () => {
    expect((await after("PostToolUse", { tool_response: {} })).outcome).toBe("ok");
    expect((await after("PostToolUseFailure", { error: "x" })).outcome).toBe("failed");
    const interrupted = { error: "x", is_interrupt: true };
    expect((await after("PostToolUseFailure", interrupted)).outcome).toBe("interrupted");
    expect((await after("PermissionDenied", {})).outcome).toBe("classifier_denied");
  });

  it("keeps the result's length and a redacted beginning", async () => {
    const entry = await after("PostToolUse", {
      tool_response: { stdout: `PASSWORD=hunter2 ${"é".repeat(400)}` },
    });
    expect(entry.tool_result_length).toBe(
      Buffer.byteLength(`{"stdout":"PASSWORD=hunter2 "}`) + 800,
    );
    expect(entry.tool_result_preview).toMatch(/^\{"stdout":"PASSWORD=\[redacted\]/);
    expect(entry.tool_result_preview).toHaveLength(256);
  });

  it("tells refused calls of a batch by the text that the model reads", async () => {
    const call = (tool_use_id: string, tool_response: unknown) => ({ tool_use_id, tool_response });
    const { batch } = await after("PostToolBatch", {
      tool_calls: [
        call("ok", "12 passed"),
        call("no", "The user doesn't want to proceed with this tool use. …"),
        call("blocks", [{ type: "text", text: "Permission to use Bash has been denied." }]),
        call("hook", "PreToolUse:Bash hook error: Blocked"),
        call("quoted", "it says: The user doesn't want to proceed with this tool use"),
        call("none", undefined),
        "junk",
      ],
    });
    expect(batch?.map(({ tool_use_id, refused }) => [tool_use_id, refused])).toEqual([
      ["ok", false],
      ["no", true],
      ["blocks", true],
      ["hook", true],
      ["quoted", false],
      ["none", false],
    ]);
  });
});

describe("the fields about a call", () => {
  it("redact the input and the subject, and keep their lengths", async () => {
    const command = `curl -H 'Authorization: Bearer abcdef1234567890' https://api.example/ ${"x".repeat(5000)}`;
    const entry = await entryOn(bash(command));
    expect(JSON.stringify(entry)).not.toContain("abcdef1234567890");
    expect(entry).toMatchObject({ subject_complete: false, hosts: ["api.example"] });
    expect(entry.subject).toHaveLength(4096);
    expect(entry.tool_input).toHaveLength(256);
    expect(entry.input_chars).toBe(JSON.stringify({ command }).length);
  });

  it("tell equal inputs from others by a keyed hash", async () => {
    const macOf = async (command: string, key = "ab".repeat(32)) =>
      (await entryOn(bash(command), {}, { key })).input_mac;
    expect(await macOf("ls")).toBe(await macOf("ls"));
    expect(await macOf("ls")).not.toBe(await macOf("ls "));
    expect(await macOf("ls")).not.toBe(await macOf("ls", "cd".repeat(32)));
    expect(await macOf("x".repeat(5000))).toMatch(/^[0-9a-f]{32}$/);
  });

  it("say who decided", async () => {
    const tables = { deny: [{ name: "no-rm", tool: "Bash", fields: { command: "^rm" } }] };
    expect(await entryOn(bash("rm x"), tables)).toMatchObject({
      tier: "deny",
      decision: "deny",
      rule: "no-rm",
      rule_kind: "deny",
      rule_source: "config",
      rule_matched: "deny[no-rm]: tool=Bash, command=^rm",
    });
  });

  it("has 16 KiB at most, whatever the names and the folder are", async () => {
    const odd = "\u0001".repeat(5000);
    const names = ["session_id", "tool_use_id", "prompt_id", "agent_id", "agent_type", "cwd"];
    const value = payload({
      ...Object.fromEntries(names.map((name) => [name, odd])),
      permission_mode: odd,
      tool_name: `mcp__${odd}`,
      tool_input: { path: odd, content: odd },
    });
    const deny = { deny: [{ name: "x", tool: "mcp", fields: { path: "\u0001{9}" } }] };
    const line = entryLine(await entryOn(value, deny));
    expect(Buffer.byteLength(line)).toBeLessThan(16 * 1024);
    expect(JSON.parse(line)).toMatchObject({ decision: "deny", rule: "x", shortened: true });
  });

  it("never holds a secret, not even as a program's or a rule's word", async () => {
    const token = `${"ghp"}_${"Ab1".repeat(6)}`;
    const deny = { deny: [{ tool: "Bash", fields: { command: token } }] };
    for (const command of [token, `curl https://${token}/x`, `password:\n ${token}`]) {
      const text = JSON.stringify(await entryOn(bash(command), deny));
      expect(text).toContain("[redacted]");
      expect(text).not.toContain(token);
    }
    const cwd = payload({ hook_event_name: "Stop", cwd: `/tmp/${token}` });
    expect(JSON.stringify(await entryOn(cwd))).not.toContain(token);
  });

  it("never holds one as a host in small letters", async () => {
    const key = `${"SG"}.${"Ab1".repeat(7)}.${"n62ppyu7".repeat(5)}`;
    const entry = await entryOn(bash(`mongosh -u ana ${key}`));
    expect(entry.hosts).toEqual([]);
  });

  it("are cut in their order until the line fits", async () => {
    const calls = Array.from({ length: 600 }, (_, index) => ({ tool_use_id: `toolu_${index}` }));
    const batch = await entryOn(payload({ hook_event_name: "PostToolBatch", tool_calls: calls }));
    const long = await entryOn(bash("\u0001".repeat(60_000)));
    for (const entry of [batch, long]) {
      const line = entryLine(entry);
      expect(Buffer.byteLength(line)).toBeLessThan(MAX_LINE_BYTES);
      expect(Entry.parse(JSON.parse(line)).shortened).toBe(true);
    }
    expect(JSON.parse(entryLine(batch)).batch).toBeUndefined();
  });

  it("fit for hostile names too", async () => {
    const huge = "\u0001\ud800\u{1f600}".repeat(50_000);
    const entry = await entryOn(
      payload({
        tool_name: huge,
        session_id: huge,
        cwd: huge,
        agent_id: huge,
        tool_input: { [huge]: huge },
      }),
      {},
      { host: huge, user: huge, projectRoot: huge },
    );
    expect(Buffer.byteLength(entryLine(entry))).toBeLessThan(MAX_LINE_BYTES);
  });
});

describe("the answer", () => {
  const answerTo = async (command: string, tables: Parameters<typeof policyOf>[0]) => {
    const { answer } = await respond(bash(command), setting({ policy: await policyOf(tables) }));
    return answer === "" ? undefined : JSON.parse(answer);
  };

  it("tells the agent what to do instead, and the user which rule it was", async () => {
    const rule = { name: "no-rm", tool: "Bash", fields: { command: "^rm" }, message: "Ask." };
    const answer = await answerTo("rm x", { deny: [rule] });
    expect(answer).toEqual({
      hookSpecificOutput: {
        hookEventName: "PreToolUse",
        permissionDecision: "deny",
        permissionDecisionReason: "Blocked by claude-permit (no-rm). Ask.",
      },
      systemMessage: 'claude-permit denied "rm x" (no-rm). Why: claude-permit explain 00TEST',
    });
  });

  it("names a home that is not the account's own in its command, whole, however long", async () => {
    const rule = { name: `no-${"r".repeat(180)}`, tool: "Bash", fields: { command: "^rm" } };
    const policy = await policyOf({ deny: [rule] });
    const home = `/srv/${"a b/".repeat(60)}permit`;
    const { answer } = await respond(bash("rm x"), setting({ policy, home }));
    const { systemMessage } = JSON.parse(answer);
    expect(systemMessage).toMatch(/^claude-permit denied "rm x" \(no-r+… Why: /);
    expect(systemMessage.split("Why: ")[1]).toBe(`claude-permit explain 00TEST --home '${home}'`);
  });

  it("never shows the pattern, and asks on one short line", async () => {
    const rule = {
      tool: "Bash",
      fields: { command: "^git p" },
      message: `a\nb\`c\` ${"x".repeat(300)}`,
    };
    const answer = await answerTo("git push", { ask: [rule] });
    const reason = answer.hookSpecificOutput.permissionDecisionReason;
    expect(reason).toMatch(/^claude-permit \(ask rule 0\): a b'c' x+…$/);
    expect(reason.length).toBeLessThan(200);
    expect(JSON.stringify(answer)).not.toContain("^git");
  });

  it("is silence where there is no opinion", async () => {
    expect(await answerTo("ls", {})).toBeUndefined();
  });
});
