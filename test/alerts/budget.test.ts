import { describe, expect, it } from "vitest";
import { afterShares, groupsOf, heldBack, shareOf } from "../../src/alerts/budget.ts";
import { readingOf } from "../../src/alerts/reading.ts";
import type { Judged } from "../../src/alerts/round.ts";
import type { Speech } from "../../src/alerts/speak.ts";
import { spokenOf } from "../../src/alerts/speak.ts";
import { nextState } from "../../src/alerts/state.ts";
import type { Severity } from "../../src/model/words.ts";

const SLOT = "2026-11-22T12:00:00.000Z";

function judged(
  project: string,
  given: { severity?: Severity; label?: string; speech?: Speech; slot?: string } = {},
): Judged {
  const { severity = "warn", label = "", speech = { speak: "fired" }, slot = SLOT } = given;
  const line = nextState(undefined, readingOf("breach", { project, severity, label }), {
    ...{ alert: "new_tool", slot, at: slot, fireAfter: 1, clearAfter: 1, keepMs: 0 },
    ...{ isEvent: true, forMs: () => 0 },
  });
  return { line, speech, turns: 1 };
}

describe("what speaks", () => {
  it("is grouped by kind and project, the most severe first", () => {
    const groups = groupsOf([
      judged("a"),
      judged("b", { severity: "critical" }),
      judged("a", { label: "s2" }),
      judged("c", { speech: { silence: "silenced" } }),
    ]);
    expect(groups.map(({ project, judged: all }) => [project, all.length])).toEqual([
      ["b", 1],
      ["a", 2],
    ]);
  });
});

describe("a channel's budget", () => {
  const groups = groupsOf([judged("a"), judged("b"), judged("c"), judged("d")]);
  const shape = (left: number) => {
    const { single, together, held } = shareOf("mail", groups, left);
    return [single.length, together.length, held.length];
  };

  it("gives each its own message while there are enough, and else one for all that are more", () => {
    expect([5, 4, 3, 1, 0, -2].map(shape)).toEqual([
      [4, 0, 0],
      [4, 0, 0],
      [2, 2, 0],
      [0, 4, 0],
      [0, 0, 4],
      [0, 0, 4],
    ]);
  });

  it("loses nothing: what has to wait was not told, whichever channel it waits for", () => {
    const all = groups.flatMap((group) => group.judged);
    const shares = [shareOf("mail", groups, 9), shareOf("slack", groups.slice(0, 1), 0)];
    const after = afterShares(all, shares);
    expect(after.map(({ speech }) => speech)).toEqual([
      { silence: "over_budget" },
      ...[{ speak: "fired" }, { speak: "fired" }, { speak: "fired" }],
    ]);
    expect(after[0] && spokenOf(after[0].line, after[0].speech, 1)).toMatchObject({ told: 0 });
  });

  it("counts what ended before a message was left for it, until one is sent", () => {
    const at = (hour: number) => `2026-11-22T${hour}:00:00.000Z`;
    const over = judged("a", { slot: at(12) }).line;
    const waiting = { ...over, speech: "over_budget" };
    const ended = { ...over, slot: at(13), to: "inactive" as const, speech: "never_told" };
    const sent = { ...judged("b", { slot: at(14) }).line, spoke: true };
    expect(heldBack([waiting])).toBe(0);
    expect(heldBack([waiting, ended])).toBe(1);
    expect(heldBack([waiting, ended, sent])).toBe(0);
  });
});
