import { describe, expect, it } from "vitest";
import { silences, silencesAt } from "../../src/alerts/silences.ts";
import type { SilenceLine } from "../../src/model/history.ts";

const at = (hour: string) => `2026-11-22T${hour}:00:00.000Z`;
const made = (id: string, project: string | null): SilenceLine => ({
  ...{ v: 1, at: at("10"), kind: "silenced", id, alert: "deny_spike", project },
  ...{ until: at("14"), reason: "", by: "ana" },
});

describe("a silence", () => {
  it("holds from when it was made until its end, or until it was lifted", () => {
    const lines: SilenceLine[] = [
      made("1", null),
      { v: 1, at: at("12"), kind: "lifted", id: "1", by: "ana" },
      made("2", "shop"),
    ];
    const ids = (hour: string) => silencesAt(lines, at(hour)).map(({ id }) => id);
    expect(["09", "10", "11", "12", "13", "14"].map(ids)).toEqual([
      [],
      ["1", "2"],
      ["1", "2"],
      ["2"],
      ["2"],
      [],
    ]);
  });

  it("is about its alert, and about its project where it names one", () => {
    const inShop = silencesAt([made("2", "shop")], at("11"));
    const quiet = (alert: string, project: string | null) => silences(inShop, { alert, project });
    expect(quiet("deny_spike", "shop")).toBe(true);
    expect(quiet("deny_spike", "infra")).toBe(false);
    expect(quiet("deny_spike", null)).toBe(false);
    expect(quiet("red_event", "shop")).toBe(false);
    expect(
      silences(silencesAt([made("1", null)], at("11")), { alert: "deny_spike", project: "x" }),
    ).toBe(true);
  });
});
