import { describe, expect, it } from "vitest";
import { Entry } from "../../src/model/entry.ts";
import { callRow, clock, recording, replayed, resultRow } from "./replay-rows.ts";

const events = (entries: readonly Entry[]) => entries.map((entry) => entry.event);

describe("what a recorded outcome produces", () => {
  it("ok is followed by the result that the recording holds", async () => {
    const { entries } = await replayed([recording("a", [callRow(0), resultRow(2)])]);
    expect(events(entries)).toEqual(["PreToolUse", "PostToolUse"]);
    expect(entries[1]).toMatchObject({ timestamp: clock(2), tool_result_length: 4321 });
  });

  it("error is followed by a failure with the recorded text", async () => {
    const row = callRow(0, { outcome: "error", outcome_at: clock(3), outcome_text: "Exit code 1" });
    const { entries, judged } = await replayed([recording("a", [row])]);
    expect(events(entries)).toEqual(["PreToolUse", "PostToolUseFailure"]);
    expect(entries[1]?.timestamp).toBe(clock(3));
    expect(judged[1]?.payload).toMatchObject({ error: "Exit code 1", tool_use_id: "toolu_1" });
  });

  it.each([
    ["rejected", "refused", "none"],
    ["denied", "denied", "none"],
    ["interrupted", "interrupted", "unknown"],
    ["cancelled", "interrupted", "unknown"],
  ])("%s is reconciled as %s", async (outcome, word, approval) => {
    const { entries } = await replayed([
      recording("a", [callRow(0, { outcome, outcome_at: clock(9) })]),
    ]);
    expect(entries[1]).toMatchObject({
      event: "Reconciled",
      timestamp: clock(9),
      tier: "none",
      decision: "none",
      outcome: word,
      outcome_source: "transcript",
      approval,
      tool_use_id: "toolu_1",
      fingerprint: "Bash: npm test",
    });
    expect(entries[1]).not.toHaveProperty("passthrough_reason");
    expect(Entry.safeParse(entries[1]).success).toBe(true);
  });

  it("unknown is followed by nothing", async () => {
    const { entries } = await replayed([recording("a", [callRow(0, { outcome: "unknown" })])]);
    expect(events(entries)).toEqual(["PreToolUse"]);
  });

  it("without outcome_at it follows at the time of the call", async () => {
    const { entries } = await replayed([recording("a", [callRow(5, { outcome: "rejected" })])]);
    expect(entries[1]).toMatchObject({ event: "Reconciled", timestamp: clock(5) });
  });

  it("stands where it happened, between the events of others", async () => {
    const { entries } = await replayed([
      recording("a", [
        callRow(0, { outcome: "rejected", outcome_at: clock(10) }),
        callRow(5, { tool_use_id: "toolu_2" }),
        resultRow(20, { tool_use_id: "toolu_2" }),
      ]),
    ]);
    expect(events(entries)).toEqual(["PreToolUse", "PreToolUse", "Reconciled", "PostToolUse"]);
  });
});

describe("a call that our policy denies", () => {
  it("has no result, whatever the recording says", async () => {
    const { entries, summary } = await replayed(
      [
        recording("a", [
          callRow(0),
          callRow(1, { tool_use_id: "toolu_2", outcome: "error", outcome_at: clock(4) }),
          resultRow(2),
        ]),
      ],
      { deny: /npm test/ },
    );
    expect(events(entries)).toEqual(["PreToolUse", "PreToolUse"]);
    expect(summary.resultsDropped).toBe(2);
  });

  it("stays denied when replayed again under a policy that lets it run", async () => {
    const rows = () => [recording("a", [callRow(0), resultRow(2)])];
    const first = await replayed(rows(), { deny: /npm test/ });
    const ids = new Set(first.entries.map((entry) => entry.id));
    const again = await replayed(rows(), { known: { ids, deniedIds: ids } });
    expect(again.entries).toEqual([]);
  });
});

describe("what the hook's code is given", () => {
  it("is nothing that was known only afterwards", async () => {
    const row = callRow(0, { outcome: "rejected", outcome_text: "no", outcome_at: clock(1) });
    const { judged } = await replayed([recording("a", [row])]);
    expect(Object.keys(judged[0]?.payload ?? {}).filter((key) => /outcome/.test(key))).toEqual([]);
    expect(judged[0]?.moment.now).toBe(clock(0));
  });

  it("is the folder in which the session began, wherever it is by now", async () => {
    const { judged } = await replayed([
      recording("a", [callRow(0), callRow(1, { cwd: "/tmp", tool_use_id: "toolu_2" })]),
    ]);
    expect(judged.map(({ moment }) => moment.projectRoot)).toEqual([
      "/home/dev/work/shop",
      "/home/dev/work/shop",
    ]);
  });

  it("is the whole input and the mode with the result, though the recording cut them", async () => {
    const long = { command: "x".repeat(500) };
    const { judged } = await replayed([
      recording("a", [
        callRow(0, { tool_input: long, permission_mode: "plan" }),
        resultRow(1, { tool_input: { command: "xxx" } }),
      ]),
    ]);
    expect(judged[1]?.payload).toMatchObject({
      hook_event_name: "PostToolUse",
      tool_input: long,
      permission_mode: "plan",
      tool_response: "12 passed",
    });
  });

  it("is one made-up agent for the subagent calls of a session", async () => {
    const { judged } = await replayed([
      recording("a", [
        callRow(0, { subagent: true }),
        callRow(1, { subagent: true, tool_use_id: "toolu_2" }),
        callRow(2, { subagent: true, session_id: "session-2" }),
        callRow(3, { tool_use_id: "toolu_3" }),
      ]),
    ]);
    const agents = judged.map(({ payload }) => payload["agent_id"]);
    expect(agents[0]).toMatch(/^replayed-[0-9a-f]{12}$/);
    expect(agents[1]).toBe(agents[0]);
    expect(agents[2]).not.toBe(agents[0]);
    expect(agents[3]).toBeUndefined();
  });
});

describe("several recordings", () => {
  it("are merged by time, equal times in the order of the files", async () => {
    const { entries } = await replayed([
      recording("a", [callRow(1, { session_id: "a1" }), callRow(5, { session_id: "a2" })]),
      recording("b", [callRow(0, { session_id: "b1" }), callRow(5, { session_id: "b2" })]),
      recording("c", [callRow(3, { session_id: "c1" })]),
    ]);
    expect(entries.map((entry) => entry.session_id)).toEqual(["b1", "a1", "c1", "a2", "b2"]);
  });
});

describe("a second replay", () => {
  it("has the ids of the first, and adds nothing", async () => {
    const rows = () => [
      recording("a", [
        callRow(0, { outcome: "rejected", outcome_at: clock(2) }),
        callRow(1, { tool_use_id: "toolu_2" }),
        resultRow(3, { tool_use_id: "toolu_2" }),
      ]),
    ];
    const first = await replayed(rows());
    const ids = new Set(first.entries.map((entry) => entry.id));
    expect(ids.size).toBe(4);
    const second = await replayed(rows(), { known: { ids, deniedIds: new Set() } });
    expect(second.entries).toEqual([]);
    expect(second.summary).toMatchObject({ entriesWritten: 0, entriesKnown: 4, calls: 2 });
  });

  it("tells identical events apart", async () => {
    const row = { ...callRow(0), hook_event_name: "Stop", tool_use_id: undefined };
    const { entries } = await replayed([recording("a", [row, row])]);
    expect(new Set(entries.map((entry) => entry.id)).size).toBe(2);
  });
});

describe("lines that are no event", () => {
  it("are counted and named, and the rest is replayed", async () => {
    const { entries, summary } = await replayed([
      recording("a.jsonl", [
        "not json",
        "[1, 2]",
        JSON.stringify({ ...callRow(0), timestamp: "yesterday" }),
        callRow(1),
        '{"session_id":"x","timestamp":"2026-11-16T08:00:00Z"}',
        JSON.stringify(callRow(2)).slice(0, 40),
      ]),
    ]);
    expect(entries).toHaveLength(1);
    expect(summary.junkLines).toBe(5);
    expect(summary.junk.map(({ line, reason }) => [line, reason])).toEqual([
      [1, "not JSON"],
      [2, "not a JSON object"],
      [3, "timestamp is not an ISO 8601 time with a zone"],
      [5, "no hook_event_name"],
      [6, "not JSON"],
    ]);
  });

  it("hold no surprise for the reader: deep, huge and odd values", async () => {
    const odd = { ...callRow(0), tool_name: 7, outcome: "maybe", cwd: null, tool_input: "text" };
    const { entries } = await replayed([
      recording("a", [odd, `${"[".repeat(5000)}${"]".repeat(5000)}`, "null", '"x"', "{}"]),
    ]);
    expect(entries).toHaveLength(1);
  });
});

describe("payloads without a time", () => {
  const { timestamp, ...bare } = callRow(0);

  it("are skipped and counted, also in the envelope of a logging hook", async () => {
    const { summary } = await replayed([
      recording("a", [
        bare,
        { source: "x", log: "pre_tool_use", payload: bare },
        { source: "x", log: "start", payload: { ts: clock(0), payload: { session_id: "s" } } },
        { source: "x", log: "pre_tool_use", payload: { test: "data" } },
      ]),
    ]);
    expect(summary).toMatchObject({ untimedSkipped: 4, calls: 0, entriesWritten: 0 });
  });

  it("get the time that --at names, each 1 ms after the one before", async () => {
    const at = Date.parse(clock(60));
    const { entries } = await replayed(
      [recording("a", [bare, { source: "x", log: "y", payload: { ...bare, tool_use_id: "t2" } }])],
      { untimedAtMs: at },
    );
    expect(entries.map((entry) => Date.parse(entry.timestamp) - at)).toEqual([0, 1]);
  });
});

describe("an interrupted replay", () => {
  it("stops between two events, with what came before them written", async () => {
    const stop = new AbortController();
    const { entries, summary } = await replayed(
      [recording("a", [callRow(0), callRow(1, { tool_use_id: "t2" }), callRow(2)])],
      {
        signal: stop.signal,
        onProgress: ({ calls }) => {
          if (calls === 2) stop.abort();
        },
      },
    );
    expect(entries).toHaveLength(2);
    expect(summary.interrupted).toBe(true);
  });
});
