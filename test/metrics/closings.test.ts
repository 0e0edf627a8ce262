import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BothEngines, createBothEngines } from "../support/both-engines.ts";
import { type EntryParts, entry, logText } from "../support/entry.ts";
import { WEEK } from "./fixtures.ts";

/** Ten o'clock is when the call is made; others by minutes after it. */
const START = Date.parse("2026-11-18T10:00:00.000Z");
const DAY = 24 * 60;

let engines: BothEngines;

beforeAll(async () => {
  engines = await createBothEngines();
}, 60_000);

afterAll(() => engines.close());

function minutes(after: number): string {
  return new Date(START + after * 60_000).toISOString();
}

function said(after: number, event: string, parts: EntryParts = {}): unknown {
  return entry({ event, at: minutes(after), ...parts });
}

/** A call of the main thread unless the parts say otherwise. */
function call(parts: EntryParts = {}): unknown {
  return entry({ tool_use_id: "t1", at: minutes(0), ...parts });
}

/** What is known of the only call so many minutes after it. */
async function outcomeOf(lines: readonly unknown[], after = 10): Promise<string> {
  await engines.load([{ file: "audit.jsonl", text: logText(lines) }]);
  const scope = { windows: [WEEK], project: null, tool: null, excludeTools: [] };
  const asked = { ...scope, asOf: minutes(after) };
  const rows = await engines.measure("outcomes", asked);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.calls).toBe(1);
  const [coverage] = await engines.measure("coverage", asked);
  expect(coverage?.open_calls).toBe(rows[0]?.outcome === "open" ? 1 : 0);
  return rows[0]?.outcome ?? "";
}

const id = { tool_use_id: "t1" };
const refusal = { batch: [{ tool_use_id: "t1", refused: true }] };
const listed = { batch: [{ tool_use_id: "t1", refused: false }] };

describe("what an event says of a call", () => {
  it.each<[string, readonly unknown[], string]>([
    ["a result", [said(1, "PostToolUse", { ...id, outcome: "ok" })], "ok"],
    ["a failure", [said(1, "PostToolUseFailure", { ...id, outcome: "failed" })], "failed"],
    [
      "a failure that was cut off",
      [said(1, "PostToolUseFailure", { ...id, outcome: "interrupted" })],
      "interrupted",
    ],
    ["the classifier", [said(1, "PermissionDenied", id)], "classifier_denied"],
    ["a batch that names a refusal", [said(1, "PostToolBatch", refusal)], "refused"],
    ["a batch without a result of its own", [said(1, "PostToolBatch", listed)], "unknown"],
    ["a transcript", [said(1, "Reconciled", { ...id, outcome: "refused" })], "refused"],
    ["a request alone, which closes nothing", [said(1, "PermissionRequest")], "open"],
  ])("%s", async (_, lines, outcome) => {
    expect(await outcomeOf([call(), ...lines])).toBe(outcome);
  });

  it("holds by what it is, not by when it came: a result over a batch and over a transcript", async () => {
    const batch = said(1, "PostToolBatch", refusal);
    const transcript = said(2, "Reconciled", { ...id, outcome: "interrupted" });
    const result = said(3, "PostToolUse", { ...id, outcome: "ok" });
    expect(await outcomeOf([call(), batch, transcript, result])).toBe("ok");
    expect(await outcomeOf([call(), batch, transcript])).toBe("interrupted");
  });

  it("belongs to its session: another one may use the same id", async () => {
    const elsewhere = said(1, "PostToolUse", { ...id, session_id: "s2", outcome: "ok" });
    expect(await outcomeOf([call(), elsewhere])).toBe("open");
  });
});

describe("a call of which nothing is heard", () => {
  it.each<[string, readonly unknown[], string]>([
    ["is closed by the next prompt", [said(1, "UserPromptSubmit")], "interrupted"],
    ["is closed by the stop of its turn", [said(1, "Stop")], "interrupted"],
    ["is closed by the end of its session", [said(1, "SessionEnd")], "interrupted"],
    ["is not closed by what came before it", [said(-1, "UserPromptSubmit")], "open"],
    ["is not closed by another session", [said(1, "SessionEnd", { session_id: "s2" })], "open"],
    ["is not closed by a subagent's stop", [said(1, "SubagentStop", { agent_id: "a1" })], "open"],
    ["is not closed by a canary", [said(1, "SessionEnd", { source: "canary" })], "open"],
  ])("%s", async (_, lines, outcome) => {
    expect(await outcomeOf([call(), ...lines])).toBe(outcome);
  });

  it.each<[string, readonly unknown[], string]>([
    ["outlives its session's next prompt", [said(1, "UserPromptSubmit")], "open"],
    ["outlives its session's stop", [said(1, "Stop")], "open"],
    [
      "outlives the stop of another subagent",
      [said(1, "SubagentStop", { agent_id: "a2" })],
      "open",
    ],
    ["ends with its subagent", [said(1, "SubagentStop", { agent_id: "a1" })], "interrupted"],
    ["ends with its session", [said(1, "SessionEnd")], "interrupted"],
  ])("of a subagent %s", async (_, lines, outcome) => {
    expect(await outcomeOf([call({ agent_id: "a1" }), ...lines])).toBe(outcome);
  });

  it("is unknown after a day, to the minute, and no later prompt changes that", async () => {
    const late = said(DAY + 5, "UserPromptSubmit");
    expect(await outcomeOf([call(), late], DAY - 1)).toBe("open");
    expect(await outcomeOf([call(), late], DAY)).toBe("unknown");
    expect(await outcomeOf([call(), late], DAY + 10)).toBe("unknown");
  });

  it("is told as it was known then: open, interrupted, and right in the end", async () => {
    const lines = [
      call(),
      said(5, "UserPromptSubmit"),
      said(60, "PostToolUse", { ...id, outcome: "ok" }),
    ];
    expect(await outcomeOf(lines, 4)).toBe("open");
    expect(await outcomeOf(lines, 5)).toBe("interrupted");
    expect(await outcomeOf(lines, 60)).toBe("ok");
  });
});

describe("two registered hooks", () => {
  it("log one call, one prompt and one result twice, which count once", async () => {
    const twice = (line: unknown, other: EntryParts): unknown[] => [
      line,
      { ...Object(line), id: entry().id, ...other },
    ];
    const lines = [
      ...twice(call({ input_mac: "m1" }), { hook_ms: 31 }),
      ...twice(said(1, "PermissionRequest", { input_mac: "m1" }), {}),
      ...twice(said(2, "PostToolUse", { ...id, outcome: "ok" }), {}),
      ...twice(said(2, "PostToolBatch", listed), {}),
    ];
    expect(await outcomeOf(lines)).toBe("ok");
    const scope = {
      windows: [WEEK],
      asOf: WEEK.until,
      project: null,
      tool: null,
      excludeTools: [],
    };
    const [card] = await engines.measure("scorecard", scope);
    expect(card).toMatchObject({ calls: 1, prompts_seen: 1, sessions: 1 });
  });
});
