import { describe, expect, it } from "vitest";
import { NO_EVIDENCE, readingOf } from "../../src/alerts/reading.ts";
import { type Hearing, speechOf, spokenOf } from "../../src/alerts/speak.ts";
import { nextState } from "../../src/alerts/state.ts";
import type { AlertStateLine } from "../../src/model/history.ts";
import type { Severity } from "../../src/model/words.ts";

const HOUR_MS = 3_600_000;
const START_MS = Date.parse("2026-11-16T00:00:00Z");
const HEARING: Hearing = {
  isEvent: false,
  hasChannel: true,
  silenced: false,
  inhibited: false,
  quietHours: false,
  turns: 1,
};

interface Step {
  readonly mark: "breach" | "clear" | "between" | "unknown";
  readonly hearing?: Partial<Hearing>;
  readonly severity?: Severity;
  readonly causes?: readonly string[];
}

const BREACH: Step = { mark: "breach" };
const CLEAR: Step = { mark: "clear" };
const BETWEEN: Step = { mark: "between" };

/** What is said of these, one slot of six hours after the other. */
function speeches(steps: readonly Step[], hoursApart = 6, isEvent = false): string[] {
  let line: AlertStateLine | undefined;
  return steps.map(({ mark, hearing, severity = "warn", causes = [] }, index) => {
    const at = new Date(START_MS + index * hoursApart * HOUR_MS).toISOString();
    const reading = readingOf(mark, { severity, causes, evidence: { ...NO_EVIDENCE, value: 1 } });
    const next = nextState(line, reading, {
      ...{ alert: "deny_spike", slot: at, at, isEvent, forMs: () => 0 },
      ...(isEvent
        ? { fireAfter: 1, clearAfter: 1, keepMs: HOUR_MS }
        : { fireAfter: 2, clearAfter: 3, keepMs: 0 }),
    });
    const speech = speechOf(next, { ...HEARING, isEvent, ...hearing });
    line = spokenOf(next, speech, hearing?.turns ?? 1);
    return "speak" in speech ? speech.speak : `(${speech.silence})`;
  });
}

const times = (count: number, step: Step) => Array.from({ length: count }, () => step);

describe("what an alert says", () => {
  it("is one word when it fires and one when it is over", () => {
    const steps = [BREACH, BREACH, BREACH, CLEAR, BREACH, CLEAR, CLEAR, CLEAR, CLEAR];
    expect(speeches(steps)).toEqual([
      "(not_yet)",
      "fired",
      "(unchanged)",
      "(on_its_way)",
      "(on_its_way)",
      "(on_its_way)",
      "(on_its_way)",
      "resolved",
      "(unchanged)",
    ]);
  });

  it("is nothing for what never fired", () => {
    expect(speeches([BREACH, BETWEEN])).toEqual(["(not_yet)", "(never_fired)"]);
  });

  it("comes again after one, two, four and seven days, and then each seven", () => {
    const said = speeches(times(24 * 4, BREACH));
    const slots = said.flatMap((word, index) => (word === "repeat" ? [(index - 1) / 4] : []));
    expect(slots).toEqual([1, 3, 7, 14, 21]);
  });

  it("goes on at the grown distance after a short pause, and begins anew after a long one", () => {
    const week = times(7 * 4, BREACH);
    const afterPause = (days: number) => {
      const pause = times(days * 4, CLEAR);
      const said = speeches([...week, ...pause, ...times(3 * 4, BREACH)]).slice(-12);
      return said.flatMap((word, index) => (word === "repeat" ? [(index - 1) / 4] : []));
    };
    expect(afterPause(5)).toEqual([]);
    expect(afterPause(12)).toEqual([1]);
  });

  it("is told again where it gets worse, or finds more", () => {
    const one = { ...BREACH, causes: ["a"] };
    const two = { ...BREACH, causes: ["b"] };
    expect(speeches([one, one, one, two, two])).toEqual([
      "(not_yet)",
      "fired",
      "(unchanged)",
      "grew",
      "(unchanged)",
    ]);
    const worse: Step = { ...BREACH, severity: "critical" };
    expect(speeches([BREACH, BREACH, worse, worse, BREACH]).slice(2)).toEqual([
      "worse",
      "(unchanged)",
      "(unchanged)",
    ]);
  });

  it.each([
    ["silenced", { silenced: true }],
    ["inhibited", { inhibited: true }],
    ["quiet_hours", { quietHours: true }],
    ["no_channel", { hasChannel: false }],
  ])("is kept back while it is %s, and told once that is over", (name, hearing) => {
    const kept = { ...BREACH, hearing };
    expect(speeches([kept, kept, kept, BREACH, BREACH])).toEqual([
      "(not_yet)",
      `(${name})`,
      `(${name})`,
      "fired",
      "(unchanged)",
    ]);
    const ending = speeches([kept, kept, CLEAR, CLEAR, CLEAR]);
    expect(ending.at(-1)).toBe("(never_told)");
  });

  it("is heard in quiet hours where it is critical", () => {
    const loud: Step = { ...BREACH, severity: "critical", hearing: { quietHours: true } };
    expect(speeches([loud, loud])).toEqual(["(not_yet)", "fired"]);
  });

  it("says once that it comes and goes, and is then left to the digest", () => {
    const flap = { ...BREACH, hearing: { turns: 4 } };
    expect(speeches([flap, flap, { ...flap, severity: "critical" }, BREACH])).toEqual([
      "(not_yet)",
      "flapping",
      "worse",
      "(unchanged)",
    ]);
    const ending = [flap, flap, ...times(3, { ...CLEAR, hearing: { turns: 5 } })];
    expect(speeches(ending).at(-1)).toBe("(flapping)");
  });

  it("of an event is that it happened, and nothing when it is past", () => {
    const said = speeches([BREACH, BREACH, CLEAR, CLEAR, BREACH], 0.5, true);
    expect(said).toEqual(["fired", "(unchanged)", "(on_its_way)", "(passed)", "fired"]);
  });

  it("ends with a word of its own where the data ended first", () => {
    const steps = [BREACH, BREACH, ...times(58, { mark: "unknown" } as const)];
    expect(speeches(steps).filter((word) => !word.startsWith("("))).toEqual(["fired", "stale"]);
  });
});
