import { describe, expect, it } from "vitest";
import type { MetricRow } from "../../src/metrics/index.ts";
import { evasionsOf } from "../../src/pipeline/evasions.ts";

type Row = MetricRow<"after-denials">;

const AT = Date.parse("2026-11-18T10:00:00.000Z");
const PLACE = { accountHome: "/home/ana", messageOf: () => "" };

function row(parts: Partial<Row> = {}): Row {
  return {
    ...{ session_id: "s1", project: "shop", denied_id: "d1", denied_ms: AT, denied_tool: "Bash" },
    ...{ denied_subject: "cat .env", denied_input: "", denied_cwd: "/w/shop" },
    ...{ denied_tier: "deny", denied_rule: "no-secrets", denied_rule_id: "aa", id: "r1" },
    ...{ at_ms: AT + 60_000, tool_name: "Read", subject: "/w/shop/.env", tool_input: "" },
    ...{ cwd: "/w/shop", decision: "allow", tier: "allow", rule: "reads", rule_id: "bb" },
    outcome: "ok",
    ...parts,
  };
}

describe("the evasions among calls after a denial", () => {
  it("name both calls, what reached the target, and the target below the folder", async () => {
    expect(await evasionsOf([row()], PLACE)).toMatchObject([
      {
        ...{ sessionId: "s1", project: "shop", by: "Read", succeeded: true },
        target: { kind: "path", name: ".env", secret: true },
        denied: { id: "d1", atMs: AT, subject: "cat .env", rule: "no-secrets", ruleId: "aa" },
        reached: { id: "r1", atMs: AT + 60_000, decision: "allow", rule: "reads" },
      },
    ]);
  });

  it("are one for a target and a program in a session, with the denial right before it", async () => {
    const rows = [
      row({ denied_id: "d0", denied_ms: AT - 9_000, denied_subject: "head .env" }),
      row(),
      row({ id: "r2", at_ms: AT + 90_000 }),
      row({ session_id: "s2", denied_id: "d3", id: "r3", at_ms: AT + 120_000 }),
    ];
    const found = await evasionsOf(rows, PLACE);
    expect(found.map(({ denied, reached }) => [denied.id, reached.id])).toEqual([
      ["d1", "r1"],
      ["d3", "r3"],
    ]);
  });

  it("look at each call from its own folder, and know the home of its machine", async () => {
    const apart = row({ cwd: "/w/web", tool_name: "Bash", subject: "tail .env" });
    expect(await evasionsOf([apart], PLACE)).toEqual([]);
    const home = row({
      ...{ denied_subject: "cat ~/.ssh/id_rsa", denied_cwd: "/Users/bo/x" },
      subject: "/Users/bo/.ssh/id_rsa",
    });
    expect(await evasionsOf([home], PLACE)).toMatchObject([
      { target: { name: "/Users/bo/.ssh/id_rsa" } },
    ]);
  });

  it("leave out what the message of the denying rule proposes, and tell what failed", async () => {
    const messageOf = (id: string) => (id === "aa" ? "Use the Read tool." : "");
    expect(await evasionsOf([row()], { ...PLACE, messageOf })).toEqual([]);
    expect(await evasionsOf([row({ outcome: "failed" })], PLACE)).toMatchObject([
      { succeeded: false },
    ]);
  });

  it("survive calls of which nothing can be read", async () => {
    const odd = [
      row({ denied_subject: "", denied_tool: "" }),
      row({ denied_subject: "cat $(", subject: "", tool_name: "Bash" }),
      row({ denied_subject: `cat ${"(".repeat(20_000)}`, denied_cwd: "" }),
      row({ denied_subject: "cat 'a", tool_name: "Bash", subject: "\u0000\u001b[31m" }),
    ];
    expect(await evasionsOf(odd, PLACE)).toEqual([]);
  });
});
