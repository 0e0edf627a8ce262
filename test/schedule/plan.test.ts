import { describe, expect, it } from "vitest";
import { Job } from "../../src/model/config.ts";
import type { RunLine } from "../../src/model/history.ts";
import { planRuns } from "../../src/schedule/plan.ts";

const ZONE = "Europe/Amsterdam";
const DIGEST = {
  name: "weekly-digest",
  cron: "0 7 * * MON",
  run: "report digest --to file",
  jitter: 0,
};
/** Monday 23 November 2026, 07:00 in Amsterdam. */
const MONDAY = "2026-11-23T06:00:00.000Z";

function seen(at: string, schedule = `0 7 * * MON ${ZONE}`): RunLine {
  return { v: 1, at, kind: "seen", job: DIGEST.name, schedule };
}

function started(due: string): RunLine {
  return { v: 1, at: due, kind: "started", job: DIGEST.name, due, pid: 1 };
}

function ended(due: string): RunLine {
  return {
    v: 1,
    at: due,
    kind: "ended",
    job: DIGEST.name,
    due,
    started_at: due,
    exit_code: 0,
  };
}

function plan(now: string, history: readonly RunLine[], job: Record<string, unknown> = {}) {
  const jobs = [Job.parse({ ...DIGEST, ...job })];
  const { runs, missed, seen } = planRuns(jobs, { history, now: new Date(now), timeZone: ZONE });
  const due = (list: typeof runs) => list.map((run) => run.due);
  return { runs: due(runs), missed: due(missed), seen: seen.length };
}

const SUNDAY = seen("2026-11-22T12:00:00.000Z");

describe("a job's plan", () => {
  it("meets a new job and owes it nothing from before", () => {
    expect(plan("2026-11-25T10:00:00Z", [])).toEqual({ runs: [], missed: [], seen: 1 });
  });

  it("owes nothing before its moment and one run from then on", () => {
    expect(plan("2026-11-23T05:59:59Z", [SUNDAY]).runs).toEqual([]);
    expect(plan(MONDAY, [SUNDAY]).runs).toEqual([MONDAY]);
  });

  it("catches up late, for the moment it was due", () => {
    expect(plan("2026-11-25T10:00:00Z", [SUNDAY]).runs).toEqual([MONDAY]);
  });

  it("owes nothing twice, nor when the clock is set back", () => {
    const history = [SUNDAY, started(MONDAY), ended(MONDAY)];
    expect(plan("2026-11-25T10:00:00Z", history).runs).toEqual([]);
    const later = [...history, ended("2026-11-30T06:00:00.000Z")];
    expect(plan("2026-11-25T10:00:00Z", later).runs).toEqual([]);
  });

  it("owes again what was killed, and gives up after three times", () => {
    expect(plan(MONDAY, [SUNDAY, started(MONDAY)]).runs).toEqual([MONDAY]);
    const thrice = [SUNDAY, started(MONDAY), started(MONDAY), started(MONDAY)];
    expect(plan(MONDAY, thrice).runs).toEqual([]);
  });

  it("treats a changed timetable as new", () => {
    const before = seen("2026-11-01T00:00:00.000Z", `0 7 * * TUE ${ZONE}`);
    expect(plan("2026-11-25T10:00:00Z", [before])).toEqual({ runs: [], missed: [], seen: 1 });
  });

  it.each([
    ["latest", ["2026-11-30T06:00:00.000Z"], [MONDAY]],
    ["all", [MONDAY, "2026-11-30T06:00:00.000Z"], []],
    ["none", [], [MONDAY, "2026-11-30T06:00:00.000Z"]],
  ])("after two missed weeks catch_up %s runs %j and lets go %j", (catch_up, runs, missed) => {
    expect(plan("2026-12-02T10:00:00Z", [SUNDAY], { catch_up })).toEqual({ runs, missed, seen: 0 });
  });

  it("counts a run within the hour as on time even without catching up", () => {
    expect(plan("2026-11-23T06:59:00Z", [SUNDAY], { catch_up: "none" }).runs).toEqual([MONDAY]);
  });

  it("keeps local time across the change of clocks", () => {
    const history = [seen("2026-03-20T00:00:00.000Z")];
    // 07:00 is 06:00 UTC in winter and 05:00 UTC in summer.
    expect(plan("2026-04-01T00:00:00Z", history, { catch_up: "all" }).runs).toEqual([
      "2026-03-23T06:00:00.000Z",
      "2026-03-30T05:00:00.000Z",
    ]);
  });
});

describe("a clock that is wrong", () => {
  it("and ahead by years makes nothing late that it has run too early", () => {
    const ahead = ["2030-01-07T06:00:00.000Z", "2030-01-14T06:00:00.000Z"];
    const history = [SUNDAY, ...ahead.map(ended)];
    expect(plan("2026-11-23T06:10:00Z", history).runs).toEqual([MONDAY]);
    // When their time has truly come they are over.
    expect(plan("2030-01-14T06:10:00Z", history).runs).toEqual([]);
  });

  it("and ahead when the job was met makes it met again", () => {
    const history = [seen("2030-01-01T00:00:00.000Z")];
    expect(plan("2026-11-23T06:10:00Z", history)).toEqual({ runs: [], missed: [], seen: 1 });
    const again = [...history, seen("2026-11-22T06:10:00.000Z")];
    expect(plan("2026-11-23T06:10:00Z", again).runs).toEqual([MONDAY]);
  });

  it("and behind for an hour neither repeats nor loses a run", () => {
    const history = [SUNDAY, started(MONDAY), ended(MONDAY)];
    expect(plan("2026-11-23T05:30:00Z", history).runs).toEqual([]);
    expect(plan(MONDAY, history).runs).toEqual([]);
    expect(plan("2026-11-30T06:00:00Z", history).runs).toEqual(["2026-11-30T06:00:00.000Z"]);
  });

  it("and at 1970 until the network is there leaves no trail of missed weeks", () => {
    const history = [SUNDAY, seen("1970-01-01T00:00:10.000Z")];
    expect(plan("2026-11-23T06:10:00Z", history)).toEqual({ runs: [MONDAY], missed: [], seen: 0 });
  });
});

describe("jitter", () => {
  const at = (now: string, job: Record<string, unknown>, from = SUNDAY) =>
    plan(now, [from], job).runs;

  it("starts a run later, by no more than it says, and always by the same", () => {
    const starts = Array.from({ length: 301 }, (_, second) => {
      const now = new Date(Date.parse(MONDAY) + second * 1000).toISOString();
      return at(now, { jitter: 5 }).length;
    });
    expect(starts[0]).toBe(0);
    expect(starts[300]).toBe(1);
    expect(starts).toEqual([...starts].sort());
  });

  it("is at most a tenth of the way to the next time, and loses no run of every minute", () => {
    const job = { cron: "* * * * *", jitter: 60 };
    const met = seen("2026-11-22T12:00:00.000Z", `* * * * * ${ZONE}`);
    for (let minute = 2; minute < 30; minute += 1) {
      const now = new Date(Date.parse(met.at) + minute * 60_000 + 6000).toISOString();
      expect(at(now, job, met)).toEqual([now.replace("06.000Z", "00.000Z")]);
    }
    // Asked on the minute itself, when none is ready yet, the one before it is run.
    expect(at("2026-11-22T12:30:00.000Z", job, met)).toHaveLength(1);
  });
});
