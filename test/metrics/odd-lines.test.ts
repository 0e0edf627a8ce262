import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { MetricName, MetricRow } from "../../src/metrics/index.ts";
import type { Stats } from "../../src/model/stats.ts";
import { withReader } from "../../src/pipeline/ingest.ts";
import { collectStats } from "../../src/pipeline/stats.ts";
import { entry, logText } from "../support/entry.ts";
import { fakeIo, temporaryFolder } from "../support/io.ts";

const window = {
  since: "2026-11-16T00:00:00.000Z",
  until: "2026-11-23T00:00:00.000Z",
  timeZone: "UTC",
};
const scope = { asOf: window.until, project: null, tool: null, excludeTools: ["Edit"] };

function homeWith(lines: readonly unknown[]): string {
  const home = temporaryFolder();
  writeFileSync(join(home, "audit.jsonl"), logText(lines), { mode: 0o600 });
  return home;
}

async function statsOf(lines: readonly unknown[]): Promise<Stats> {
  const home = homeWith(lines);
  const context = { io: fakeIo(home, { pid: process.pid }), home };
  return (await collectStats(context, () => ({ ...scope, window }))).stats;
}

function rowsOf<Name extends MetricName>(
  name: Name,
  lines: readonly unknown[],
): Promise<MetricRow<Name>[]> {
  const home = homeWith(lines);
  const context = { io: fakeIo(home, { pid: process.pid }), home };
  return withReader(context, (reader) => reader.measure(name, { ...scope, windows: [window] }));
}

describe("figures of lines that others wrote", () => {
  it("count an outcome of an unknown word as unknown", async () => {
    const call = { tool_use_id: "a" };
    const after = { ...entry({ ...call, event: "PostToolUse" }), outcome: "success" };
    const stats = await statsOf([entry(call), after]);
    expect(stats.outcomes).toMatchObject({ unknown: 1, ok: 0, open: 0 });
    expect(stats.fingerprints[0]?.outcomes).toMatchObject({ unknown: 1 });
  });

  it("pass over a number that is none", async () => {
    const asked = {
      tier: "llm",
      decision: "allow",
      llm_score: "GREEN",
      llm_latency_ms: 1,
    } as const;
    const endless = JSON.stringify(entry(asked)).replace('_ms":1', '_ms":1e999');
    const nan = { ...entry(asked), llm_latency_ms: "NaN", hook_ms: "Infinity" };
    const stats = await statsOf([entry({ ...asked, llm_latency_ms: 7 }), endless, nan]);
    expect(stats.llm).toMatchObject({ asked: 3, p50_ms: 7, max_ms: 7 });
  });

  it("name a rule that has no name by its id", async () => {
    const stats = await statsOf([entry({ rule_id: "abc" })]);
    expect(stats.rules).toMatchObject([{ rule: "abc", rule_id: "abc", kind: "", hits: 1 }]);
  });

  it("tell denials of one id apart by kind", async () => {
    const denied = { tier: "deny", decision: "deny", rule: "r", rule_id: "abc" } as const;
    const rows = await rowsOf("denied", [
      entry({ ...denied, rule_kind: "deny" }),
      entry({ ...denied, rule_kind: "floor" }),
    ]);
    expect(rows).toMatchObject([
      { rule: "r", rule_kind: "deny", calls: 1 },
      { rule: "r", rule_kind: "floor", calls: 1 },
    ]);
  });

  it("keep a call without a tool in the ratio, whatever is excluded", async () => {
    const { tool_name: _, ...bare } = entry();
    const stats = await statsOf([bare, entry({ tool: "Edit" }), entry()]);
    expect(stats.passthrough_ratio).toMatchObject({ k: 2, n: 2 });
  });
});

describe("what we denied", () => {
  it("was denied, also where a batch calls that a refusal", async () => {
    const call = { tool_use_id: "a", tier: "deny", decision: "deny" } as const;
    const batch = { event: "PostToolBatch", batch: [{ tool_use_id: "a", refused: true }] };
    const stats = await statsOf([entry(call), entry(batch)]);
    expect(stats.outcomes).toMatchObject({ denied: 1, refused: 0 });
    expect(stats.tools).toMatchObject([{ calls: 1, refused: 0 }]);
  });

  it("ran all the same where its result is there", async () => {
    const call = { tool_use_id: "a", tier: "deny", decision: "deny" } as const;
    const after = entry({ tool_use_id: "a", event: "PostToolUse", outcome: "ok" });
    expect((await statsOf([entry(call), after])).outcomes).toMatchObject({ denied: 0, ok: 1 });
  });
});

describe("a session without calls in the window", () => {
  it("is of the project that its entries there name, whatever came later", async () => {
    const stop = { event: "Stop", session_id: "s" };
    const rows = await rowsOf("sessions", [
      entry({ ...stop, project: "shop" }),
      entry({ ...stop, project: "infra", at: "2026-11-29T10:00:00.000Z" }),
    ]);
    expect(rows).toMatchObject([{ project: "shop", calls: 0 }]);
  });

  it("tell what the hook was sent and could not read from lines that could not be read", async () => {
    const rows = await rowsOf("coverage", [
      entry(),
      entry({ event: "Unreadable", session_id: "" }),
      "not json",
    ]);
    expect(rows).toMatchObject([{ entries: 2, unreadable_events: 1, open_calls: 0 }]);
  });
});
