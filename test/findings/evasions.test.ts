import { describe, expect, it } from "vitest";
import type { Facts } from "../../src/findings/facts.ts";
import { judge } from "../../src/findings/judge.ts";
import type { Evasion } from "../../src/model/evasion.ts";
import { facts } from "../support/facts.ts";
import { said } from "../support/report.ts";

const CALL = { tier: "deny", decision: "deny", tool: "Bash" };

function evasion(parts: Partial<Evasion> = {}): Evasion {
  return {
    sessionId: "8c1e77aa",
    project: "shop-api",
    target: { kind: "path", name: ".env", secret: true },
    denied: {
      ...{ ...CALL, id: "d", atMs: Date.parse("2026-11-19T13:12:07Z"), subject: "cat .env" },
      ...{ rule: "no-secrets", ruleId: "aa" },
    },
    reached: {
      ...{ ...CALL, id: "r", atMs: Date.parse("2026-11-19T13:12:48Z"), subject: ".env" },
      ...{ tool: "Read", rule: "reads", ruleId: "bb", tier: "allow", decision: "allow" },
    },
    by: "Read",
    succeeded: true,
    ...parts,
  };
}

const found = (...evasions: Evasion[]) => judge(facts({}, { evasions }), null).findings;

describe("what was reached another way", () => {
  it("is critical for a secret, and shows both calls with their times and rules", () => {
    const [one] = found(evasion());
    expect(one?.severity).toBe("critical");
    expect(said(one?.title ?? [])).toBe("A blocked secret was read another way");
    expect(one?.evidence.map(said)).toEqual([
      "2026-11-19T13:12:07.000Z denied   ‹cat .env›",
      "by rule ‹no-secrets›",
      "2026-11-19T13:12:48.000Z allowed  ‹Read .env›",
      "by rule ‹reads›",
      "2026-11-19T13:12:07.000Z, ‹shop-api›, session ‹8c1e›",
    ]);
    expect(one?.command).toBe("claude-permit rules show reads");
  });

  it("is worth a look for anything else, and where the second call failed", () => {
    expect(found(evasion({ succeeded: false }))[0]).toMatchObject({ severity: "warn" });
    const [host] = found(evasion({ target: { kind: "host", name: "x.example", secret: false } }));
    expect(host?.severity).toBe("warn");
    expect(said(host?.title ?? [])).toBe("A denied host was reached another way");
  });

  it("says so where nobody was asked and no rule of ours let it through", () => {
    const { reached } = evasion();
    const silent = { ...reached, rule: "", ruleId: "", tier: "passthrough" };
    const [one] = found(evasion({ reached: { ...silent, decision: "passthrough" } }));
    expect(said(one?.evidence[2] ?? [])).toMatch(/ it ran {3}/);
    expect(said(one?.evidence[3] ?? [])).toBe("by no rule: nobody was asked");
    expect(one?.command).toBe("claude-permit report session 8c1e77aa");
  });

  it("is one finding for all that one rule let through, and keeps its id", () => {
    const other = evasion({ sessionId: "41fa0000", target: { ...evasion().target, name: "b" } });
    const [both, ...rest] = found(evasion(), other);
    expect(rest).toEqual([]);
    expect(said(both?.title ?? [])).toBe("A blocked secret was read another way, and 1 time more");
    expect(both?.id).toBe(found(evasion())[0]?.id);
  });

  it("comes before a critical rule that held, and is worse than the week before had it", () => {
    const before: Facts = facts({}, { evasions: [evasion()] });
    const now = facts({}, { evasions: [evasion(), evasion({ sessionId: "2" })] });
    expect(judge(now, before).findings[0]).toMatchObject({ state: "worse", severity: "critical" });
    expect(judge(now, facts()).findings[0]?.state).toBe("new");
    expect(judge(facts(), before).resolved.map(said)).toEqual([
      "A blocked secret was read another way",
    ]);
  });
});
