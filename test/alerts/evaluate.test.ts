import { describe, expect, it } from "vitest";
import { readSample } from "../../src/alerts/evaluate.ts";
import type { MetricRow } from "../../src/metrics/index.ts";
import { PassthroughAlert } from "../../src/model/alert-settings.ts";

type Row = MetricRow<"passthrough-ratio">;

const SETTINGS = PassthroughAlert.parse({});

/** A week of sessions alike: `k` of `n` calls in each. */
function week(sessions: number, k: number, n: number, given: Partial<Row> = {}): Row {
  return {
    since_ms: 0,
    project: null,
    sessions,
    active_days: 5,
    n: sessions * n,
    k: sessions * k,
    kk: sessions * k * k,
    kn: sessions * k * n,
    nn: sessions * n * n,
    kkn: (sessions * k * k) / n,
    ...given,
  };
}

function read(now: Row | undefined, baseline: readonly Row[] = [], day?: Row) {
  const { marks, ...reading } = readSample({ project: null, week: now, day, baseline }, SETTINGS);
  return { ...marks, ...reading };
}

const CALM = Array.from({ length: 4 }, () => week(10, 1, 20));

describe("a week's passthrough ratio", () => {
  it("breaches where the lower end of its interval lies above the mark", () => {
    const reading = read(week(10, 10, 20));
    expect(reading).toMatchObject({ enough: true, absolute: "breach", severity: "warn" });
    expect(reading.evidence).toMatchObject({ k: 100, n: 200, ratio: 0.5, base: null });
    expect(reading.evidence.low).toBeGreaterThan(0.4);
  });

  it("does not breach where only the ratio itself does", () => {
    // 36 % of 50 calls: the interval begins at about 24 %.
    expect(read(week(5, 3.6, 10)).absolute).toBe("between");
  });

  it("clears below a lower mark than the one that fires", () => {
    expect(read(week(10, 5, 20)).absolute).toBe("between");
    expect(read(week(10, 4, 20)).absolute).toBe("clear");
  });

  it("is critical where even the lower end is above the critical mark", () => {
    expect(read(week(30, 16, 20)).severity).toBe("critical");
  });

  it.each([
    ["no call", undefined],
    ["too few calls", week(6, 4, 8)],
    ["too few sessions", week(4, 10, 20)],
    ["too few days", week(10, 10, 20, { active_days: 2 })],
  ])("is not judged with %s", (_, row) => {
    expect(read(row)).toMatchObject({ enough: false, absolute: "unknown", relative: "unknown" });
  });

  it("breaches against its own past below the absolute mark", () => {
    expect(read(week(10, 5, 20), CALM)).toMatchObject({ absolute: "between", relative: "breach" });
  });

  it("does not call a small rise one, however sure it is", () => {
    expect(read(week(1000, 2, 20), CALM).relative).toBe("between");
  });

  it("has no relative judgement without a baseline", () => {
    expect(read(week(10, 5, 20), [week(4, 1, 20)]).relative).toBe("unknown");
  });

  it("breaches by the last 24 hours alone, from three sessions on", () => {
    const calm = week(20, 2, 20);
    const loud = week(6, 18, 20, { active_days: 1 });
    expect(read(calm, CALM, loud)).toMatchObject({ absolute: "clear", fast: "breach" });
    expect(read(calm, CALM, loud).evidence).toMatchObject({
      k: 108,
      detail: "in the last 24 hours",
    });
    expect(read(undefined, [], loud)).toMatchObject({ enough: true, fast: "breach" });
    expect(read(calm, CALM, week(2, 60, 60)).fast).toBe("clear");
  });

  it("lets the week speak for a day that has too little", () => {
    expect(read(week(10, 5, 20), [], week(1, 2, 9)).fast).toBe("between");
    expect(read(week(10, 2, 20), [], undefined).fast).toBe("clear");
  });

  it("trusts sessions, not calls: one loud session is no evidence", () => {
    const loud = { ...week(10, 2, 20), k: 218, n: 380, kk: 36 + 200 * 200 + 144, kn: 40_360 };
    const reading = read({ ...loud, nn: 40_000 + 9 * 400, kkn: 200 + 9 * 0.2 });
    expect(reading.absolute).toBe("between");
  });
});
