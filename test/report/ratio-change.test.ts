import { describe, expect, it } from "vitest";
import type { AlertEpisode } from "../../src/findings/alert-facts.ts";
import type { Facts } from "../../src/findings/facts.ts";
import { SECTIONS } from "../../src/report/sections/index.ts";
import { facts, passthrough } from "../support/facts.ts";
import { blocksOf, cells, material, said } from "../support/report.ts";
import { seeded } from "../support/seeded.ts";

/** A window with these calls that no rule covered, by kind, out of `n`. */
function window(calls: Readonly<Record<string, number>>, n: number, since: string) {
  const k = Object.values(calls).reduce((sum, one) => sum + one, 0);
  const uncovered = Object.entries(calls).map(([fingerprint, one]) => ({
    ...{ fingerprint, calls: one, sessions: 2, ok: one, failed: 0, refused: 0 },
  }));
  // As if each call came in a session of its own.
  const sums = { sessions: n, n, k, kk: k, kn: k, nn: n };
  return { ratio: passthrough({ since_ms: Date.parse(since), ...sums }), uncovered };
}

function section(
  now: Readonly<Record<string, number>>,
  then: Readonly<Record<string, number>>,
  other: Partial<Facts> = {},
  [n, nBefore] = [1000, 1200],
) {
  const given = facts();
  const [before = "", here = ""] = given.windows.slice(-2).map(({ since }) => since);
  const [a, b] = [window(then, nBefore, before), window(now, n, here)];
  const ratios = { "passthrough-ratio": [a.ratio, b.ratio] };
  return SECTIONS["ratio-change"].make(
    material(facts({ ...ratios, uncovered: b.uncovered }, other), {
      before: facts({ ...ratios, uncovered: a.uncovered }),
    }),
  );
}

const share = (cell: string | undefined): number => Number((cell ?? "").replace("%", ""));

describe("what made the passthrough ratio change", () => {
  it("is told by kind of call, each with its share of the change", () => {
    const made = section({ "MCP: playwright": 118, "Bash: make": 40 }, { "Bash: make": 48 });
    expect(cells(made).map((row) => row.slice(0, 4))).toEqual([
      ["‹MCP: playwright›", "118", "0", "100.0%"],
      ["‹Bash: make›", "40", "48", "0.0%"],
      ["all", "158", "48", "100.0%"],
    ]);
    expect(said(blocksOf(made, "note")[0]?.text ?? [])).toContain("15.8% (158 of 1000)");
  });

  it("has a negative share where a kind lessened it, and no bar", () => {
    const made = section({ "MCP: a": 158 }, { "Bash: make": 48 });
    const [, second] = cells(made);
    expect(second?.slice(0, 4)).toEqual(["‹Bash: make›", "0", "48", "-33.9%"]);
    expect(second?.[4]).toBe("");
  });

  it("adds up to all of it, whatever the calls were", () => {
    const random = seeded(611);
    for (let round = 0; round < 50; round += 1) {
      const kinds = Array.from({ length: 20 }, (_, index) => `Bash: k${index}`);
      const counts = (most: number) =>
        Object.fromEntries(kinds.map((kind) => [kind, Math.floor(random() * most)]));
      const made = section(counts(30), counts(6));
      const rows = cells(made).slice(0, -1);
      const sum = rows.reduce((all, row) => all + share(row[3]), 0);
      expect(Math.abs(sum - 100)).toBeLessThan(1);
      expect(rows.length).toBeLessThanOrEqual(9);
      const all = cells(made).at(-1) ?? [];
      const counted = rows.reduce((total, row) => total + Number(row[1]), 0);
      expect([all[1], all[3]]).toEqual([`${counted}`, "100.0%"]);
    }
  });

  it("is not told where the ratio is as it was, unless its alert fired", () => {
    const calls = { "Bash: make": 100 };
    expect(section(calls, { "Bash: make": 118 })).toBeNull();
    const fired: AlertEpisode = {
      ...{ alert: "passthrough_ratio", project: null, severity: "warn", stale: false, peak: 0.4 },
      ...{ since: "2026-11-18T11:00:00.000Z", until: null, unit: "ratio" },
    };
    const alerts = { episodes: [fired], told: [], judgedAt: [], keptBack: [] };
    const made = section(calls, { "Bash: make": 118 }, { alerts });
    const [line] = blocksOf(made, "line");
    expect(line?.points.at(-1)?.value).toBe(0.1);
    expect(line?.backdrop?.spans).toHaveLength(1);
    // So small a step is not shared out.
    expect(cells(made)).toEqual([]);
  });
});
