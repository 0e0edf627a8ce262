import { describe, expect, it } from "vitest";
import { recall } from "../../src/alerts/history.ts";
import type { AlertFigures } from "../../src/alerts/kind.ts";
import { ALERT_KINDS, ALERT_NAMES, kindOf } from "../../src/alerts/kinds.ts";
import { momentAt } from "../../src/alerts/moment.ts";
import type { AlertProbes, CanaryProbe } from "../../src/alerts/probes.ts";
import { METRICS } from "../../src/metrics/index.ts";
import { type AlertName, AlertTable } from "../../src/model/alert-settings.ts";
import { alertFigures, alertProbes } from "../support/alert-figures.ts";
import { NO_LEARNING } from "../support/facts.ts";
import { SAMPLE_LEARNING, shape } from "../support/sample-learning.ts";

const SLOT = "2026-11-22T12:00:00.000Z";
const NOON = Date.parse(SLOT);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MOMENT = momentAt({ slot: SLOT, timeZone: "UTC", since: "2026-11-22T11:45:00.000Z" });

function read<Name extends AlertName>(
  name: Name,
  figures: AlertFigures,
  given: Partial<AlertTable[Name]> = {},
  moment = MOMENT,
) {
  const settings: AlertTable[Name] = { ...AlertTable.parse({})[name], ...given };
  const found = kindOf(name).read({ name, moment, figures, settings, memory: recall([]) });
  return found.map(({ marks, ...reading }) => ({ ...reading, mark: marks.holds }));
}

const ofProbes = (name: AlertName, probes: Partial<AlertProbes>) =>
  read(name, alertFigures({}, { probes: alertProbes(probes) }));

describe("every kind", () => {
  it.each(ALERT_NAMES)(
    "%s asks for series, and says nothing of a probe that is not there",
    (name) => {
      const settings = AlertTable.parse({});
      for (const { metric } of kindOf(name).needs(MOMENT))
        expect(METRICS[metric].series, metric).toBe(true);
      const readings = read(name, alertFigures());
      expect(readings.every(({ mark }) => mark !== "breach")).toBe(true);
      expect(settings[name].enabled).toBe(true);
    },
  );

  it("mutes only what rests on the log, and never itself", () => {
    for (const name of ALERT_NAMES) expect(kindOf(name).inhibits).not.toContain(name);
    expect(ALERT_KINDS.hook_silent.inhibits).toContain("deny_spike");
    expect(ALERT_KINDS.hook_silent.inhibits).not.toContain("red_event");
  });
});

describe("a spike of denials", () => {
  const day = (back: number, denied: number, sessions = 3, most_in_session = 4) => ({
    ...{ since_ms: NOON - back * DAY_MS, calls: 500, denied, sessions, most_in_session },
  });
  const usual = (denied: number) => Array.from({ length: 28 }, (_, at) => day(at + 2, denied));
  const markOf = (now: ReturnType<typeof day>, past: ReturnType<typeof day>[], more = {}) =>
    read("deny_spike", alertFigures({ "denials-by-window": [...past, now] }, more))[0]?.mark;

  it("is many times the median day, more than chance, and in more than one quiet session", () => {
    expect(markOf(day(1, 12), usual(1))).toBe("breach");
    expect(markOf(day(1, 9), usual(1))).toBe("clear");
    expect(markOf(day(1, 28), usual(10))).toBe("between");
    expect(markOf(day(1, 31), usual(10))).toBe("breach");
    expect(markOf(day(1, 12, 1, 12), usual(1))).toBe("between");
    expect(markOf(day(1, 25, 1, 25), usual(1))).toBe("breach");
    expect(markOf(day(1, 14), usual(10))).toBe("clear");
  });

  it("is not told from a log of a few days", () => {
    const young = { firstCallMs: NOON - 13 * DAY_MS };
    expect(markOf(day(1, 40), usual(0), young)).toBe("unknown");
  });
});

describe("a model that fails", () => {
  const asked = (hours: number, given: object) => ({
    ...{ since_ms: NOON - hours * HOUR_MS, asked: 0, sessions: 1, errors: 0 },
    ...{ failed_in_a_row: 0, answered_in_a_row: 0, last_error: "timeout", ...given },
  });
  // Both windows end at the slot; a row lies in the longer one by where it begins.
  const markOf = (hour: object, last: object) => {
    const rows = [asked(1, hour), asked(6, last)];
    const figures = alertFigures();
    const [reading] = read("llm_failing", {
      ...figures,
      rows: (name, window) => {
        const of = rows.find(({ since_ms }) => since_ms === Date.parse(window.since));
        return name === "model-failures" && of !== undefined
          ? alertFigures({ "model-failures": [of] }).rows(name, window)
          : figures.rows(name, window);
      },
    });
    return reading?.mark;
  };

  it("fails by its share in an hour, or in a row", () => {
    expect(markOf({ asked: 20, errors: 10 }, { failed_in_a_row: 1 })).toBe("breach");
    expect(markOf({ asked: 20, errors: 5 }, { failed_in_a_row: 1 })).toBe("between");
    expect(markOf({ asked: 9, errors: 9 }, { failed_in_a_row: 4 })).toBe("between");
    expect(markOf({}, { failed_in_a_row: 5 })).toBe("breach");
  });

  it("is well again after answers in a row, or an hour nearly without failures", () => {
    expect(markOf({ asked: 20, errors: 12 }, { answered_in_a_row: 3 })).toBe("clear");
    expect(markOf({ asked: 30, errors: 1 }, { answered_in_a_row: 1 })).toBe("clear");
    expect(markOf({ asked: 2, errors: 0 }, { answered_in_a_row: 2 })).toBe("between");
  });
});

describe("a model that is slow", () => {
  const took = (back: number, upto_ms: number, calls: number) => ({
    ...{ since_ms: NOON - back * DAY_MS, upto_ms, calls },
  });
  const markOf = (...now: ReturnType<typeof took>[]) =>
    read("llm_latency", alertFigures({ "model-latency-steps": [...BEFORE, ...now] }))[0]?.mark;
  /** 95 in 100 took at most two seconds. */
  const BEFORE = [took(5, 1000, 190), took(9, 2000, 15), took(20, 3500, 5)];

  it("takes more than twice its usual time for more than a tenth of the answers", () => {
    expect(markOf(took(1, 1000, 60), took(1, 6000, 40))).toBe("breach");
    expect(markOf(took(1, 1000, 60), took(1, 3900, 40))).toBe("between");
    expect(markOf(took(1, 1000, 95), took(1, 6000, 5))).toBe("clear");
  });

  it("is not judged by few answers", () => {
    expect(markOf(took(1, 9000, 39))).toBe("unknown");
  });
});

describe("what happened once", () => {
  const at = { since_ms: NOON - 60_000 };

  it("is RED, or denied by a critical rule; one reading a session", () => {
    const stop = (given: object) => ({
      ...{ ...at, project: "shop", session_id: "s1", by: "deny" as const, rule: "no-rm" },
      ...{ rule_id: "dd", fingerprint: "Bash: rm", calls: 2, last_ms: NOON, ...given },
    });
    const rows = [
      stop({}),
      stop({ by: "llm", rule: "", fingerprint: "Bash: curl" }),
      stop({ rule_id: "other", rule: "other" }),
      stop({ session_id: "s2", by: "llm" }),
      stop({ by: "floor", session_id: "s3" }),
    ];
    const severities = new Map([["dd", "critical" as const]]);
    const found = read("red_event", alertFigures({ "session-stops": rows }, { severities }));
    expect(found).toMatchObject([
      { label: "s1", severity: "critical", causes: ["no-rm: Bash: rm", "Bash: curl"] },
      { label: "s2", causes: ["Bash: rm"] },
    ]);
    expect(found[0]?.evidence).toMatchObject({ value: 4 });
  });

  it("is new to a project that is known for a week, and critical where it was learned", () => {
    const appearance = (given: object) => ({
      ...{ ...at, what: "program" as const, name: "jq", project: "shop", session_id: "s1" },
      ...{ at_ms: NOON - 60_000, before_ms: null, project_since_ms: NOON - 40 * DAY_MS },
      ...{ by_learned: 0, ...given },
    });
    const rows = [
      appearance({}),
      appearance({ name: "old", before_ms: NOON - 29 * DAY_MS }),
      appearance({ name: "again", before_ms: NOON - 31 * DAY_MS }),
      appearance({ project: "young", project_since_ms: NOON - 6 * DAY_MS }),
      appearance({ what: "host", name: "evil.example", by_learned: 1 }),
    ];
    const figures = alertFigures({ appearances: rows });
    expect(read("new_program", figures)).toMatchObject([
      { project: "shop", label: "s1", severity: "info", causes: ["jq", "again"] },
    ]);
    expect(read("new_host", figures)).toMatchObject([{ severity: "critical" }]);
    expect(read("new_tool", figures)).toEqual([]);
  });

  it("is an evasion, a learned rule or a session without prompts", () => {
    const evasions = [
      { atMs: NOON - 60_000, sessionId: "s1", project: "shop", cause: ".env", detail: "cat" },
      { atMs: NOON - DAY_MS, sessionId: "s1", project: "shop", cause: "key", detail: "cat" },
    ];
    expect(read("evasion_after_deny", alertFigures({}, { evasions }))).toMatchObject([
      { causes: [".env"], severity: "critical", evidence: { detail: "cat" } },
    ]);
    const slot = "2026-11-20T09:15:00.000Z";
    const moment = momentAt({ slot, timeZone: "UTC", since: "2026-11-20T09:00:00.000Z" });
    const { changes } = SAMPLE_LEARNING;
    const learned = read("new_rule_promoted", alertFigures({}, { changes }), {}, moment);
    expect(learned).toMatchObject([{ severity: "info", causes: ["docker-compose-ps"] }]);
    const began = { project: "shop", session_id: "s", permission_mode: "dontAsk", calls: 3 };
    const sessions = [{ ...at, at_ms: NOON - 60_000, ...began }];
    expect(read("bypass_mode", alertFigures({ "bypass-sessions": sessions }))).toMatchObject([
      { project: "shop", severity: "warn", causes: ["dontAsk"] },
    ]);
  });
});

describe("a learned rule", () => {
  const risky = (words: readonly string[], used?: object) => {
    const rule = { ...shape("learned"), words };
    const changes = [
      { at: "2026-11-01T00:00:00.000Z", kind: "added", before: null, after: rule, cause: null },
    ] as const;
    const breadth = {
      ...{ since_ms: NOON - DAY_MS, rule_id: rule.id, calls: 9, sessions: 2, fingerprints: 2 },
      ...{ risky: 0, risk: "", ...used },
    };
    return read("risky_auto_rule", alertFigures({ "learned-breadth": [breadth] }, { changes }))[0];
  };

  it.each([
    [["Bash", "command ^npm run build$"], "clear"],
    [["Bash", "program make", "subcommand all", "alone true"], "clear"],
    [["Bash", "command ^npm run"], "breach"],
    [["Bash", "command npm run build$"], "breach"],
    [["Bash", "command ^npm .*$"], "breach"],
    [["Bash", "command ^a\\.b$"], "clear"],
    [["Bash", "command ^a\\.*$"], "clear"],
    [["Bash"], "breach"],
  ])("that asks %j is %s", (words, mark) => {
    expect(risky(words)?.mark).toBe(mark);
  });

  it("lets too much run by what it did let run", () => {
    const words = ["Bash", "command ^make$"];
    expect(risky(words, { fingerprints: 21 })?.mark).toBe("breach");
    expect(risky(words, { risky: 1, risk: "upload" })).toMatchObject({
      ...{ mark: "breach", severity: "critical", label: "learned" },
      causes: ["it let 1 call with a risk run: upload"],
    });
  });

  it("that waits is a backlog where there are many, or one waits for long", () => {
    const [first] = SAMPLE_LEARNING.waiting;
    if (first === undefined) throw new Error("no sample");
    const waiting = (count: number, days: number) => {
      const since = new Date(NOON - days * DAY_MS).toISOString();
      const rules = Array.from({ length: count }, () => ({ ...first, since }));
      const learning = () => ({ ...NO_LEARNING, waiting: rules });
      return read("pending_backlog", alertFigures({}, { learning }))[0]?.mark;
    };
    expect([waiting(21, 1), waiting(1, 8), waiting(15, 1), waiting(5, 5), waiting(5, 1)]).toEqual([
      ...["breach", "breach", "between", "between", "clear"],
    ]);
    expect(waiting(0, 0)).toBe("clear");
  });
});

describe("what a probe says", () => {
  const silence = (behindMin: number, idleMin = 1) => ({
    silence: {
      ...{ nowMs: NOON, transcriptMs: NOON - idleMin * 60_000, canary: null },
      entryMs: NOON - (idleMin + behindMin) * 60_000,
    },
  });

  it("is that the hook is silent while Claude Code works", () => {
    expect(ofProbes("hook_silent", silence(9))[0]?.mark).toBe("clear");
    expect(ofProbes("hook_silent", silence(11))[0]).toMatchObject({
      ...{ mark: "breach", severity: "critical" },
    });
    // The session is over: whether the hook is well shows with the next.
    expect(ofProbes("hook_silent", silence(60, 45))[0]?.mark).toBe("between");
    const off = { wasOn: true, registered: false, switchedOff: "", missing: [], problem: "" };
    expect(ofProbes("hook_silent", { ...silence(60), guard: off })[0]?.mark).toBe("unknown");
    const tried = (canary: CanaryProbe, given = silence(60, 45)) =>
      ofProbes("hook_silent", { silence: { ...given.silence, canary } })[0]?.mark;
    expect(tried({ kind: "failed", why: "x" }, silence(1))).toBe("breach");
    expect(tried({ kind: "answered", ms: 20 })).toBe("clear");
    expect(tried({ kind: "answered", ms: 20 }, silence(60))).toBe("breach");
    expect(tried({ kind: "unsent", why: "x" })).toBe("between");
  });

  it("is that the guard is off, where it was on", () => {
    const guard = { wasOn: true, registered: true, switchedOff: "", missing: [], problem: "" };
    const markOf = (given: object) =>
      ofProbes("guard_off", { guard: { ...guard, ...given } })[0]?.mark;
    expect(markOf({})).toBe("clear");
    expect(markOf({ registered: false })).toBe("breach");
    expect(markOf({ switchedOff: "disableAllHooks is set in x" })).toBe("breach");
    expect(markOf({ missing: ["/usr/bin/node"] })).toBe("breach");
    expect(markOf({ wasOn: false, registered: false })).toBe("unknown");
  });

  it("is that the log is not as it was", () => {
    const log = { problems: [], lines: 5000, badLines: 0, clockBackMs: 0, verified: null };
    const markOf = (given: object) =>
      ofProbes("log_integrity", { log: { ...log, ...given } })[0]?.mark;
    expect([markOf({}), markOf({ badLines: 5 }), markOf({ badLines: 6 })]).toEqual([
      ...["clear", "clear", "breach"],
    ]);
    expect(markOf({ lines: 900, badLines: 30 })).toBe("clear");
    expect(markOf({ problems: ["audit.jsonl lost 9 bytes"] })).toBe("breach");
    expect(markOf({ clockBackMs: 6 * 60_000 })).toBe("breach");
    // What data verify has seen is not told again.
    const verified = { atMs: NOON, lines: 5000, badLines: 40 };
    expect(markOf({ lines: 6500, badLines: 41, verified })).toBe("clear");
    expect(markOf({ lines: 6500, badLines: 42, verified })).toBe("breach");
  });

  it("is that a channel delivers nothing, each by itself", () => {
    const channel = { failingSinceMs: null, deadMs: null, sentMs: null, problem: "" };
    const channels = [
      { ...channel, name: "well", sentMs: NOON },
      { ...channel, name: "dead", deadMs: NOON, sentMs: NOON - DAY_MS },
      { ...channel, name: "late", failingSinceMs: NOON - 7 * HOUR_MS },
      { ...channel, name: "short", failingSinceMs: NOON - 5 * HOUR_MS },
      { ...channel, name: "again", failingSinceMs: NOON - DAY_MS, sentMs: NOON - HOUR_MS },
    ];
    const found = ofProbes("delivery_failing", { channels });
    expect(found.map(({ label, mark }) => `${label} ${mark}`)).toEqual([
      ...["well clear", "dead breach", "late breach", "short between", "again clear"],
    ]);
  });

  it("is that a job is overdue, or the log large", () => {
    const jobs = [
      { name: "a", overdueMs: null },
      { name: "b", overdueMs: NOON - 25 * HOUR_MS },
      { name: "c", overdueMs: NOON - HOUR_MS },
    ];
    expect(ofProbes("report_overdue", { jobs }).map(({ mark }) => mark)).toEqual([
      ...["clear", "breach", "between"],
    ]);
    const sizes = { logBytes: 1.1e9, warehouseBytes: 1.1e9 };
    expect(ofProbes("log_growth", { sizes }).map(({ mark }) => mark)).toEqual(["breach", "clear"]);
  });
});

describe("calls that the hook had no answer for", () => {
  const markOf = (k: number, n: number, sessions = 8) => {
    const share = { k, n, sessions };
    const each = { kk: (k * k) / sessions, kn: (k * n) / sessions, nn: (n * n) / sessions };
    const row = { since_ms: NOON - DAY_MS, ...share, ...each, kkn: (k * k) / n };
    return read("error_passthrough_ratio", alertFigures({ "hook-error-ratio": [row] }))[0]?.mark;
  };

  it("fire by the lower end of their interval, and end by a lower share", () => {
    expect([markOf(16, 100), markOf(8, 100), markOf(1, 100), markOf(40, 40)]).toEqual([
      ...["breach", "between", "clear", "unknown"],
    ]);
    expect(markOf(100, 100, 1)).toBe("breach");
  });
});
