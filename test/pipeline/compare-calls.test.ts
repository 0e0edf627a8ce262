import { describe, expect, it } from "vitest";
import {
  type ComparedCalls,
  compareCalls,
  type ToldCall,
} from "../../src/pipeline/compare-calls.ts";
import type { LoggedCall } from "../../src/warehouse/calls.ts";
import { seeded } from "../support/seeded.ts";

function told(id: string, atMs: number, parts: Partial<ToldCall> = {}): ToldCall {
  const common = { sessionId: "s", agentId: undefined, ran: true, answered: true };
  return { ...common, toolUseId: id, atMs, ...parts };
}

function logged(id: string, atMs: number, parts: Partial<LoggedCall> = {}): LoggedCall {
  const common = { sessionId: "s", agentId: undefined, decision: "passthrough" };
  return { ...common, toolUseId: id, atMs, ...parts };
}

function compare(parts: Partial<ComparedCalls>): ReturnType<typeof compareCalls> {
  return compareCalls({
    told: [],
    threads: [{ sessionId: "s", agentId: undefined, firstMs: 100, lastMs: 200 }],
    logged: [],
    knownOtherwise: new Set(),
    firstLiveMs: 0,
    waitFromMs: 10_000,
    ...parts,
  });
}

const ids = (result: ReturnType<typeof compareCalls>): string[] =>
  result.differences.map(({ kind, toolUseId }) => `${kind} ${toolUseId}`);

describe("calls of transcripts against the log", () => {
  it("agree where each has the other's", () => {
    const result = compare({ told: [told("a", 100)], logged: [logged("a", 101)] });
    expect(result).toMatchObject({
      matched: 1,
      missing: 0,
      extra: 0,
      unchecked: 0,
      differences: [],
    });
  });

  it("miss a call that no entry records, by session and id", () => {
    const result = compare({
      told: [told("b", 150), told("a", 100), told("a", 120, { sessionId: "t" })],
      logged: [logged("a", 101)],
    });
    expect(ids(result)).toEqual(["missing a", "missing b"]);
    expect(result.differences[0]).toMatchObject({ sessionId: "t", atMs: 120 });
  });

  it("miss none from before the hook was there, none that waits, and none known otherwise", () => {
    const result = compare({
      told: [
        told("before", 40),
        told("waits", 20_000, { answered: false }),
        told("answered", 20_000),
        told("replayed", 120),
      ],
      firstLiveMs: 50,
      knownOtherwise: new Set(["s replayed"]),
    });
    expect(result).toMatchObject({ beforeInstall: 1, waiting: 1, matched: 1 });
    expect(ids(result)).toEqual(["missing answered"]);
    expect(compare({ told: [told("a", 1)], firstLiveMs: undefined }).beforeInstall).toBe(1);
  });

  it("have an entry too many only within the time that its thread's transcript tells", () => {
    const result = compare({
      told: [told("a", 100), told("z", 200)],
      logged: [
        logged("a", 100),
        logged("z", 200),
        logged("swept", 99),
        logged("made-up", 150),
        logged("not-written-yet", 201),
        logged("of-a-subagent", 150, { agentId: "x" }),
        logged("of-another", 150, { sessionId: "t" }),
      ],
    });
    expect(ids(result)).toEqual(["extra made-up"]);
    expect(result.unchecked).toBe(4);
  });

  it("disagree about a call that we denied and that ran", () => {
    const denied = logged("a", 101, { decision: "deny" });
    expect(ids(compare({ told: [told("a", 100)], logged: [denied] }))).toEqual(["ran_denied a"]);
    expect(ids(compare({ told: [told("a", 100, { ran: false })], logged: [denied] }))).toEqual([]);
  });

  it("name each call that was dropped on one side, and no other", () => {
    const random = seeded(7);
    for (let round = 0; round < 50; round += 1) {
      const all = Array.from({ length: 40 }, (_, at) => at);
      const left = new Set(all.filter((at) => at > 0 && at < 39 && random() < 0.2));
      const lost = new Set(
        all.filter((at) => at > 0 && at < 39 && !left.has(at) && random() < 0.2),
      );
      const result = compare({
        told: all.filter((at) => !left.has(at)).map((at) => told(`c${at}`, 100 + at)),
        logged: all.filter((at) => !lost.has(at)).map((at) => logged(`c${at}`, 100 + at)),
        threads: [{ sessionId: "s", agentId: undefined, firstMs: 100, lastMs: 139 }],
      });
      expect(ids(result)).toEqual(
        all.flatMap((at) => {
          if (left.has(at)) return [`extra c${at}`];
          return lost.has(at) ? [`missing c${at}`] : [];
        }),
      );
      expect(result.matched).toBe(40 - left.size - lost.size);
    }
  });
});
