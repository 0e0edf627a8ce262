import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readHistory } from "../../src/files/history.ts";
import { CommandConfig } from "../../src/model/config.ts";
import type { Entry } from "../../src/model/entry.ts";
import { HISTORY } from "../../src/model/history.ts";
import { checkAlerts, listAlerts } from "../../src/pipeline/alerts.ts";
import { channelsOf } from "../../src/pipeline/alerts-enqueue.ts";
import { callsByDay } from "../support/calls.ts";
import { deskIo } from "../support/desk-io.ts";
import { logText } from "../support/entry.ts";
import { temporaryFolder } from "../support/io.ts";

/** Four quiet weeks, then one in which no rule covers half of the calls. */
const QUIET = callsByDay({ first: "2026-10-19", days: 28, ratio: 0.1 });
const LOUD = callsByDay({ first: "2026-11-16", days: 7, ratio: 0.5 });
const CALM_AGAIN = callsByDay({ first: "2026-11-23", days: 21, ratio: 0.1 });

function homeWith(entries: readonly Entry[], alert: object = {}, more: object[] = []) {
  const home = temporaryFolder();
  mkdirSync(home, { recursive: true, mode: 0o700 });
  writeFileSync(join(home, "audit.jsonl"), logText(entries), { mode: 0o600 });
  const config = CommandConfig.parse({
    report: { time_zone: "UTC" },
    alert: [{ kind: "passthrough_ratio", ...alert }, ...more],
    channel: [{ name: "file", type: "file" }],
  });
  return { home, config, io: deskIo(home, "2026-11-22T12:10:00Z") };
}

type Home = ReturnType<typeof homeWith>;

async function check(home: Home, now: string) {
  home.io.setNow(now);
  const { states, how } = await checkAlerts(home, {}, false);
  return { how, all: states.find(({ project }) => project === null)?.to };
}

describe("checking alerts", () => {
  it("fires on the second slot in a row, and once in a slot", async () => {
    const home = homeWith([...QUIET, ...LOUD]);
    expect(await check(home, "2026-11-22T12:10:00Z")).toEqual({ how: "recorded", all: "pending" });
    expect(await check(home, "2026-11-22T12:14:59Z")).toEqual({ how: "known", all: "pending" });
    expect(await check(home, "2026-11-22T17:59:00Z")).toEqual({ how: "recorded", all: "pending" });
    expect(await check(home, "2026-11-22T18:00:00Z")).toEqual({ how: "recorded", all: "firing" });
    const lines = readHistory(home.home, HISTORY.alerts).lines;
    const slots = lines.flatMap((line) => (line.kind === "slot" ? [line.grid] : []));
    expect(slots).toEqual(["slow", "quick", "quick", "slow", "quick"]);
  });

  it("carries the evidence, its baseline and what it is made of", async () => {
    const home = homeWith([...QUIET, ...LOUD]);
    await check(home, "2026-11-22T12:10:00Z");
    home.io.setNow("2026-11-22T18:10:00Z");
    const { states, report } = await checkAlerts(home, {}, false);
    const [all] = states;
    expect(all).toMatchObject({ conditions: ["absolute", "relative"], severity: "warn" });
    expect(all?.evidence).toMatchObject({ n: 350, sessions: 35 });
    expect(all?.evidence.base?.ratio).toBeLessThan(0.2);
    expect(report.verdict?.level).toBe("amber");
    expect(JSON.stringify(report.sections[0])).toContain("Bash: git push");
    expect(JSON.stringify(report.sections[0])).toContain("claude-permit report digest --since");
  });

  it("judges each project by itself, and lists those that there is something to say of", async () => {
    const calm = callsByDay({ first: "2026-10-19", days: 35, ratio: 0, project: "docs" });
    const home = homeWith([...QUIET, ...LOUD, ...calm]);
    // A rise alone has to hold for a day.
    await check(home, "2026-11-22T12:10:00Z");
    await check(home, "2026-11-22T18:10:00Z");
    home.io.setNow("2026-11-23T12:10:00Z");
    const { states } = await checkAlerts(home, {}, false);
    expect(states.map(({ project, to }) => `${project ?? "all"} ${to}`)).toEqual([
      "all firing",
      "shop firing",
    ]);
  });

  it("judges a project by its own table, and tells the channels of that", async () => {
    const home = homeWith([...QUIET, ...LOUD], {}, [
      { kind: "passthrough_ratio", project: "shop", fire_above: 0.9, rise: 0.9 },
    ]);
    const calm = callsByDay({ first: "2026-10-19", days: 35, ratio: 0, project: "docs" });
    appendFileSync(join(home.home, "audit.jsonl"), logText(calm));
    for (const now of ["22T12", "22T18", "23T12"]) await check(home, `2026-11-${now}:10:00Z`);
    home.io.setNow("2026-11-23T18:10:00Z");
    const { states } = await checkAlerts(home, {}, false);
    expect(states.map(({ project, to }) => `${project ?? "all"} ${to}`)).toEqual(["all firing"]);
    const told = ["x", "y"].map((name) => ({ name, type: "file" }));
    const config = CommandConfig.parse({
      alert: [
        { kind: "all", channels: ["x"] },
        { kind: "all", project: "shop", channels: ["y"] },
        { kind: "new_tool", project: "docs", enabled: false },
      ],
      channel: told,
    });
    const channels = (project: string | null, alert = "new_host") =>
      channelsOf({ alert, project, label: "" }, config.alert);
    expect([channels(null), channels("shop"), channels("docs")]).toEqual([["x"], ["y"], ["x"]]);
    expect(config.alert.projects.get("docs")?.table.new_tool.enabled).toBe(false);
    expect(config.alert.new_tool.enabled).toBe(true);
  });

  it("shows nothing more of an alert that was switched off while it fired", async () => {
    const home = homeWith([...QUIET, ...LOUD]);
    await check(home, "2026-11-22T12:10:00Z");
    await check(home, "2026-11-22T18:10:00Z");
    const alert = [{ kind: "passthrough_ratio", enabled: false }];
    const off = { ...home, config: CommandConfig.parse({ report: { time_zone: "UTC" }, alert }) };
    off.io.setNow("2026-11-23T00:10:00Z");
    expect((await checkAlerts(off, {}, false)).states).toEqual([]);
    expect((await listAlerts(off, {})).states).toEqual([]);
  });

  it("tells a channel once that it fires and once that it is over", async () => {
    const home = homeWith([...QUIET, ...LOUD, ...CALM_AGAIN], { channels: ["file"] });
    await check(home, "2026-11-22T12:10:00Z");
    expect(readHistory(home.home, HISTORY.notices).lines).toEqual([]);
    await check(home, "2026-11-22T18:10:00Z");
    await check(home, "2026-11-22T18:20:00Z");
    await check(home, "2026-11-23T00:10:00Z");
    const told = () => readHistory(home.home, HISTORY.notices).lines.map(({ subject }) => subject);
    expect(told()).toHaveLength(1);
    expect(told()[0]).toMatch(/^\[claude-permit\] alert AMBER: no rule covered \d\d\.\d % of/);
    for (const hour of ["00", "06", "12", "18"]) await check(home, `2026-12-05T${hour}:10:00Z`);
    expect(told()).toHaveLength(2);
    expect(told()[1]).toContain("is back to 10.0 %");
    const written = readdirSync(join(home.home, "out"));
    expect(written.filter((name) => name.endsWith(".md"))).toHaveLength(2);
  });

  it("says it again after a kill between queue and history, and the outbox knows it", async () => {
    const home = homeWith([...QUIET, ...LOUD], { channels: ["file"] });
    await check(home, "2026-11-22T12:10:00Z");
    const before = readHistory(home.home, HISTORY.alerts).lines;
    await check(home, "2026-11-22T18:10:00Z");
    const lost = before.map((line) => `${JSON.stringify(line)}\n`).join("");
    writeFileSync(join(home.home, "history/alerts.jsonl"), lost, { mode: 0o600 });
    home.io.setNow("2026-11-23T00:10:00Z");
    const again = await checkAlerts(home, {}, false);
    expect(again.enqueued.map(({ place }) => place)).toEqual(["sent"]);
    expect(readHistory(home.home, HISTORY.notices).lines).toHaveLength(1);
  });

  it("only looks where it is asked about another slot, or to do nothing", async () => {
    const home = homeWith([...QUIET, ...LOUD]);
    const then = await checkAlerts(home, { asOf: "2026-11-20T12:00:00Z" }, false);
    const dry = await checkAlerts(home, {}, true);
    expect([then.how, dry.how]).toEqual(["looked", "looked"]);
    expect(readHistory(home.home, HISTORY.alerts).lines).toEqual([]);
  });

  it("says that it has too little data", async () => {
    const home = homeWith(callsByDay({ first: "2026-11-20", days: 1, ratio: 1 }));
    const { report, states } = await checkAlerts(home, {}, false);
    expect(states).toMatchObject([{ to: "inactive", reason: "insufficient" }]);
    expect(report.verdict).toMatchObject({ level: "none" });
  });
});

describe("listing alerts", () => {
  it("tells what was recorded and evaluates nothing", async () => {
    const home = homeWith([...QUIET, ...LOUD]);
    expect((await listAlerts(home, {})).slot).toBeNull();
    await check(home, "2026-11-22T12:10:00Z");
    await check(home, "2026-11-22T18:10:00Z");
    home.io.setNow("2026-11-25T12:00:00Z");
    const { slot, states } = await listAlerts(home, {});
    expect(slot).toBe("2026-11-22T18:00:00.000Z");
    expect(states.map(({ to }) => to)).toEqual(["firing"]);
    const { states: earlier } = await listAlerts(home, { asOf: "2026-11-22T13:00:00Z" });
    expect(earlier.map(({ to }) => to)).toEqual(["pending"]);
  });
});
