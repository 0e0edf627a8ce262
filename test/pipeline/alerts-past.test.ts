import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CommandConfig } from "../../src/model/config.ts";
import type { Entry } from "../../src/model/entry.ts";
import { checkAlerts } from "../../src/pipeline/alerts.ts";
import { alertsPast, testAlerts } from "../../src/pipeline/alerts-past.ts";
import { callsByDay } from "../support/calls.ts";
import { deskIo } from "../support/desk-io.ts";
import { entry, logText } from "../support/entry.ts";
import { temporaryFolder } from "../support/io.ts";

const QUIET = callsByDay({ first: "2026-10-19", days: 28, ratio: 0.1 });
const LOUD = callsByDay({ first: "2026-11-16", days: 7, ratio: 0.5 });
const CALM = callsByDay({ first: "2026-11-23", days: 9, ratio: 0 });
const RED = ["2026-11-22T07:01:00.000Z", "2026-11-22T07:20:00.000Z"].map((at, index) =>
  entry({
    ...{ at, tier: "llm", decision: "deny", llm_score: "RED", session_id: "red" },
    fingerprint: `Bash: curl ${index}`,
  }),
);

function homeWith(entries: readonly Entry[]) {
  const home = temporaryFolder();
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const log = [...entries].sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1));
  writeFileSync(join(home, "audit.jsonl"), logText(log), { mode: 0o600 });
  const config = CommandConfig.parse({
    report: { time_zone: "UTC" },
    alert: [{ kind: "all", channels: ["file"] }],
    channel: [{ name: "file", type: "file" }],
  });
  return { home, config, io: deskIo(home, "2026-12-02T12:00:00Z") };
}

describe("a rehearsal", () => {
  it("says of the past what checking would have recorded", async () => {
    const home = homeWith([...QUIET, ...LOUD, ...CALM]);
    const slots = ["19T00", "19T06", "19T12", "19T18", "20T00", "29T00", "29T06", "29T12"];
    for (const slot of slots) {
      home.io.setNow(`2026-11-${slot}:03:00Z`);
      await checkAlerts(home, {}, false);
    }
    home.io.setNow("2026-11-30T12:00:00Z");
    const recorded = alertsPast(home, { since: "2026-11-18" }, "passthrough_ratio").alerts;
    const { alerts } = await testAlerts(home, { since: "2026-11-18T18:00" }, "passthrough_ratio");
    expect(recorded).toHaveLength(1);
    const [rehearsed] = alerts;
    expect(rehearsed).toMatchObject({
      ...{ alert: "passthrough_ratio", project: null, severity: "warn" },
      fired: recorded[0]?.fired,
      told: expect.arrayContaining([recorded[0]?.told[0]]),
    });
    expect(rehearsed?.told.map(({ as }) => as).slice(-1)).toEqual(["resolved"]);
    expect(recorded[0]?.told.map(({ as }) => as)).toEqual(["fired", "resolved"]);
  });

  it("tells an event once, and again where more of another kind comes", async () => {
    const home = homeWith([...QUIET, ...RED]);
    const { alerts, report } = await testAlerts(home, { since: "2026-11-20" }, undefined);
    const red = alerts.filter(({ alert }) => alert === "red_event");
    expect(red).toMatchObject([
      {
        ...{ project: "shop", label: "red", severity: "critical" },
        fired: "2026-11-22T07:15:00.000Z",
        over: "2026-11-22T08:30:00.000Z",
        told: [
          { slot: "2026-11-22T07:15:00.000Z", as: "fired" },
          { slot: "2026-11-22T07:30:00.000Z", as: "grew" },
        ],
      },
    ]);
    expect(JSON.stringify(report)).toContain("hook_silent");
  });

  it("tells what was denied and reached another way", async () => {
    const at = (minute: string) => ({ at: `2026-11-22T07:${minute}:00.000Z`, session_id: "round" });
    const words = (command: string) => ({
      subject: command,
      tool_input: JSON.stringify({ command }),
    });
    const round = [
      entry({ ...at("01"), tier: "deny", decision: "deny", rule: "no-env", ...words("cat .env") }),
      entry({
        ...at("03"),
        ...{ tier: "allow", decision: "allow", rule: "reads", ...words("tac .env") },
        ...{ fingerprint: "Bash: tac", programs: ["tac"], risks: ["secret_read"] },
      }),
    ];
    const home = homeWith([...QUIET, ...round]);
    const { alerts } = await testAlerts(home, { since: "2026-11-20" }, "evasion_after_deny");
    expect(alerts).toMatchObject([
      { project: "shop", label: "round", severity: "critical", causes: [".env"] },
    ]);
  });

  it("writes nothing", async () => {
    const home = homeWith([...QUIET, ...LOUD]);
    await testAlerts(home, { since: "2026-11-16" }, undefined);
    expect(alertsPast(home, {}, undefined).alerts).toEqual([]);
  });
});

describe("events that were missed", () => {
  it("are told at the next evaluation, however late", async () => {
    const home = homeWith([...QUIET, ...RED]);
    home.io.setNow("2026-11-22T06:10:00Z");
    await checkAlerts(home, {}, false);
    home.io.setNow("2026-11-23T09:10:00Z");
    const { states, enqueued } = await checkAlerts(home, {}, false);
    expect(states.map(({ alert }) => alert)).toContain("red_event");
    expect(enqueued.map(({ place }) => place)).toEqual(["new"]);
  });
});

describe("a budget", () => {
  it("sends one message for all that are more, and states what never came", async () => {
    const many = Array.from({ length: 5 }, (_, index) =>
      entry({
        ...{ at: "2026-11-22T07:01:00.000Z", tier: "llm", decision: "deny", llm_score: "RED" },
        ...{ session_id: `s${index}`, project: `p${index}`, fingerprint: "Bash: curl" },
      }),
    );
    const home = homeWith([...QUIET, ...many]);
    const small = { ...home.config, alert: { ...home.config.alert, budget_per_hour: 2 } };
    home.io.setNow("2026-11-22T07:20:00Z");
    const { enqueued, states } = await checkAlerts({ ...home, config: small }, {}, false);
    expect(enqueued).toHaveLength(2);
    expect(enqueued.map(({ key }) => key.split(".")[0]).sort()).toEqual([
      expect.stringMatching(/^alert-red_event-p/),
      "alert-several",
    ]);
    expect(states.filter(({ alert }) => alert === "red_event")).toHaveLength(5);
  });
});
