import { mkdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { appendHistory } from "../../src/files/history.ts";
import { CommandConfig } from "../../src/model/config.ts";
import { HISTORY } from "../../src/model/history.ts";
import { checkAlerts } from "../../src/pipeline/alerts.ts";
import { silenceAlert } from "../../src/pipeline/alerts-silence.ts";
import { sendCanary } from "../../src/pipeline/canary.ts";
import { callsByDay } from "../support/calls.ts";
import { deskIo } from "../support/desk-io.ts";
import { entry, logText } from "../support/entry.ts";
import { folderUntilEnd, runCommand, temporaryFolder } from "../support/io.ts";

const NOW = "2026-11-22T12:10:00Z";
const LOG = [
  ...callsByDay({ first: "2026-11-16", days: 6, ratio: 0.1 }),
  entry({ at: "2026-11-22T11:30:00.000Z" }),
];

/** An account whose hooks write to its own home, with one session's transcript. */
async function account(given: { readonly transcriptAt?: string; readonly config?: object } = {}) {
  const folder = temporaryFolder();
  const home = join(folder, ".claude/claude-permit");
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const installed = await runCommand(["install"], folder, { now: () => new Date(NOW) });
  expect(installed.code, installed.err).toBe(0);
  writeFileSync(join(home, "audit.jsonl"), logText(LOG), { mode: 0o600 });
  const project = join(folder, ".claude/projects/shop");
  mkdirSync(project, { recursive: true });
  const transcript = join(project, "s1.jsonl");
  writeFileSync(transcript, "{}\n");
  const at = new Date(given.transcriptAt ?? "2026-11-22T11:31:00Z");
  utimesSync(transcript, at, at);
  const config = CommandConfig.parse({ report: { time_zone: "UTC" }, ...given.config });
  return { folder, home, config, io: deskIo(folder, NOW) };
}

function temporaryFile(): string {
  const path = join(folderUntilEnd(), "file");
  writeFileSync(path, "");
  return path;
}

type Account = Awaited<ReturnType<typeof account>>;

async function firing(context: Account, now = NOW): Promise<string[]> {
  context.io.setNow(now);
  const { states } = await checkAlerts(context, {}, false);
  return states
    .filter(({ to }) => to === "firing")
    .map(({ alert, label }) => (label === "" ? alert : `${alert} ${label}`));
}

describe("a machine on which all is well", () => {
  it("has no alert", async () => {
    expect(await firing(await account())).toEqual([]);
  });
});

describe("a hook that is silent", () => {
  it("is found while a transcript goes on, and well with the next entry", async () => {
    const context = await account({ transcriptAt: "2026-11-22T12:05:00Z" });
    expect(await firing(context)).toEqual(["hook_silent"]);
    const log = [...LOG, entry({ at: "2026-11-22T12:16:00.000Z" })];
    writeFileSync(join(context.home, "audit.jsonl"), logText(log), { mode: 0o600 });
    expect(await firing(context, "2026-11-22T12:20:00Z")).toEqual([]);
  });

  it("mutes the alerts that rest on the log", async () => {
    const context = await account({
      transcriptAt: "2026-11-22T12:05:00Z",
      config: {
        alert: [
          { kind: "all", channels: ["file"] },
          { kind: "passthrough_ratio", fire_above: 0.01, min_calls: 5 },
        ],
      },
    });
    const withFile = {
      ...context,
      config: {
        ...context.config,
        channel: [{ name: "file", type: "file" as const, tell: false }],
      },
    };
    await firing(withFile);
    withFile.io.setNow("2026-11-22T18:05:00Z");
    const transcript = join(context.folder, ".claude/projects/shop/s1.jsonl");
    const at = new Date("2026-11-22T18:00:00Z");
    utimesSync(transcript, at, at);
    const { states, enqueued } = await checkAlerts(withFile, {}, false);
    const ratio = states.find(({ alert }) => alert === "passthrough_ratio");
    expect(ratio).toMatchObject({ to: "firing", speech: "inhibited", told: 0 });
    expect(enqueued).toEqual([]);
  });
});

describe("a trial call", () => {
  const replaceScript = (context: Account, code: string) => {
    const script = join(context.folder, "bin.cjs");
    writeFileSync(script, code);
    const settings = join(context.folder, ".claude/settings.json");
    const text = readFileSync(settings, "utf8").replaceAll(/"[^"]*bin\.cjs"/g, `"${script}"`);
    writeFileSync(settings, text);
  };

  it("is made once in a slot, answered by the real hook, and no call", async () => {
    const context = await account();
    const first = await checkAlerts(context, {}, false);
    expect(first.canary).toMatchObject({ kind: "answered", ms: expect.any(Number) });
    expect(JSON.stringify(first.report)).toContain("answered a trial call in");
    expect((await checkAlerts(context, {}, false)).canary).toBeNull();
    expect((await checkAlerts(context, {}, true)).canary).toBeNull();
    const entries = readFileSync(join(context.home, "audit.jsonl"), "utf8").split("\n");
    const mine = entries.filter((line) => line.includes("claude-permit-canary-"));
    expect(mine.map((line) => JSON.parse(line))).toMatchObject([
      { event: "PreToolUse", source: "canary", tool_name: "Bash" },
    ]);
  });

  it.each([
    ["throws", "process.exit(3)", "a trial call ended with exit code 3"],
    ["does nothing", "", "a trial call left no entry in the log"],
    ["prints something else", "console.log('{ hello')", "a trial call got an answer that is none"],
  ])(
    "that fails because the hook %s fires, and is over with one that is answered",
    async (_, code, why) => {
      const context = await account();
      replaceScript(context, code);
      const { canary, states, report } = await checkAlerts(context, {}, false);
      expect(canary).toMatchObject({ kind: "failed", why: expect.stringContaining(why) });
      expect(states.filter(({ to }) => to === "firing").map(({ alert }) => alert)).toEqual([
        "hook_silent",
      ]);
      expect(report.verdict?.level).toBe("red");
      expect(JSON.stringify(report.verdict?.sentence)).toContain(why);
      await runCommand(["install"], context.folder);
      context.io.setNow("2026-11-22T12:20:00Z");
      const over = await checkAlerts(context, {}, false);
      expect(over.states.filter(({ to }) => to !== "inactive")).toEqual([]);
      expect(JSON.stringify(over.report.verdict)).toContain("is over after 15 minutes");
    },
  );

  it("that does not end is ended", async () => {
    const context = await account();
    replaceScript(context, "setInterval(() => {}, 1000)");
    const why = "a trial call did not end within 0.3 s";
    expect(await sendCanary(context, 300)).toEqual({ kind: "failed", why });
  });

  it("is not made where no hook writes to this home, which is said", async () => {
    const context = await account();
    const copy = join(context.folder, "copy");
    mkdirSync(copy, { mode: 0o700 });
    writeFileSync(join(copy, "audit.jsonl"), logText(LOG), { mode: 0o600 });
    const { canary, states, report } = await checkAlerts({ ...context, home: copy }, {}, false);
    expect(canary).toMatchObject({ kind: "unsent", why: expect.stringContaining("this home") });
    expect(states.filter(({ to }) => to !== "inactive")).toEqual([]);
    expect(JSON.stringify(report)).toContain("None was sent: no hook in ");
    expect(readFileSync(join(copy, "audit.jsonl"), "utf8")).not.toContain("canary");
  });

  it("ends an alert of a session that is over", async () => {
    const context = await account({ transcriptAt: "2026-11-22T12:05:00Z" });
    expect(await firing(context)).toEqual(["hook_silent"]);
    expect(await firing(context, "2026-11-22T12:31:00Z")).toEqual(["hook_silent"]);
    expect(await firing(context, "2026-11-22T12:46:00Z")).toEqual([]);
  });
});

describe("a guard that is off", () => {
  it("is found where the hooks are gone, and where they are switched off", async () => {
    const context = await account();
    const settings = join(context.folder, ".claude/settings.json");
    writeFileSync(settings, "{}");
    expect(await firing(context)).toEqual(["guard_off"]);
    writeFileSync(settings, '{ "disableAllHooks": true }');
    expect(await firing(context, "2026-11-22T12:20:00Z")).toEqual(["guard_off"]);
  });

  it("is not asked of a log that was copied to another home", async () => {
    const context = await account();
    const copy = join(context.folder, "copy");
    mkdirSync(copy, { mode: 0o700 });
    writeFileSync(join(copy, "audit.jsonl"), logText(LOG), { mode: 0o600 });
    expect(await firing({ ...context, home: copy })).toEqual([]);
  });
});

describe("a log that is not what it was", () => {
  it("is found where it lost bytes that had been read", async () => {
    const context = await account();
    await firing(context);
    truncateSync(join(context.home, "audit.jsonl"), 5000);
    expect(await firing(context, "2026-11-22T12:20:00Z")).toContain("log_integrity");
  });

  it("is over when data verify has found all well, not when a look finds nothing", async () => {
    const context = await account();
    await firing(context);
    const path = join(context.home, "history/segments.jsonl");
    const change = (from: string, to: string) =>
      writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
    change('"lines":', '"lines":1');
    const at = (time: string) => `2026-11-22T${time}:00Z`;
    expect(await firing(context, at("12:20"))).toEqual(["log_integrity"]);
    const verify = (time: string) =>
      runCommand(["data", "verify"], context.folder, { now: () => new Date(at(time)) });
    expect((await verify("12:25")).code).toBe(1);
    change('"lines":1', '"lines":');
    expect(await firing(context, at("12:35"))).toEqual(["log_integrity"]);
    const verified = await verify("12:40");
    expect(verified.code, verified.out).toBe(0);
    expect(await firing(context, at("12:50"))).toEqual([]);
  });

  it("is over for what data verify has seen, and for what somebody silenced", async () => {
    const context = await account();
    const setBack = [
      entry({ at: "2026-11-22T11:40:00.000Z" }),
      entry({ at: "2026-11-22T11:20:00.000Z" }),
    ];
    writeFileSync(join(context.home, "audit.jsonl"), logText([...LOG, ...setBack]), {
      mode: 0o600,
    });
    expect(await firing(context)).toEqual(["log_integrity"]);
    silenceAlert(
      context,
      { alert: "log_integrity", project: null, forTime: "1h", reason: "" },
      false,
    );
    expect(await firing(context, "2026-11-22T12:20:00Z")).toEqual([]);
    expect(await firing(context, "2026-11-22T13:20:00Z")).toEqual(["log_integrity"]);
    const now = () => new Date("2026-11-22T13:25:00Z");
    expect((await runCommand(["data", "verify"], context.folder, { now })).code).toBe(0);
    expect(await firing(context, "2026-11-22T13:35:00Z")).toEqual([]);
    expect(await firing(context, "2026-11-22T13:50:00Z")).toEqual([]);
  });

  it("is found where another log took its place", async () => {
    const context = await account();
    await firing(context);
    writeFileSync(join(context.home, "audit.jsonl"), logText(LOG.slice(3)), { mode: 0o600 });
    expect(await firing(context, "2026-11-22T12:20:00Z")).toContain("log_integrity");
  });

  it("is not one that was set aside when its month was over", async () => {
    const context = await account();
    await firing(context);
    const rotated = await runCommand(["ingest", "--rotate"], context.folder, {
      ...{ now: () => new Date("2026-11-22T12:16:00Z"), pid: process.pid },
    });
    expect(rotated.code, rotated.err).toBe(0);
    expect(await firing(context, "2026-11-22T12:20:00Z")).toEqual([]);
  });
});

describe("a channel and a job that fail", () => {
  const CONFIG = {
    channel: [
      // Somebody's file is in the way.
      { name: "broken", type: "file", folder: `${temporaryFile()}/out` },
      { name: "file", type: "file" },
    ],
    job: [{ name: "weekly", cron: "0 7 * * MON", run: "report digest", time_zone: "UTC" }],
  };

  it("are told of through another channel", async () => {
    const context = await account({
      config: { ...CONFIG, alert: [{ kind: "all", channels: ["broken", "file"] }] },
    });
    const red = { tier: "llm", decision: "deny", llm_score: "RED" } as const;
    const log = [...LOG, entry({ at: "2026-11-22T12:01:00.000Z", ...red })];
    writeFileSync(join(context.home, "audit.jsonl"), logText(log), { mode: 0o600 });
    context.io.setNow("2026-11-22T12:16:00Z");
    const first = await checkAlerts(context, {}, false);
    expect(first.deliveries.map(({ kind, channel }) => `${channel} ${kind}`).sort()).toEqual([
      expect.stringMatching(/^broken (dead|waiting)$/),
      "file sent",
    ]);
    context.io.setNow("2026-11-22T20:16:00Z");
    const { enqueued, states } = await checkAlerts(context, {}, false);
    expect(states.map(({ alert, label }) => `${alert} ${label}`)).toContain(
      "delivery_failing broken",
    );
    expect(enqueued.map(({ channel }) => channel)).toEqual(["file"]);
  });

  it("are told of a day after they were due", async () => {
    const context = await account({ config: CONFIG });
    const seen = { v: 1, kind: "seen", job: "weekly", schedule: "0 7 * * MON UTC" } as const;
    appendHistory(context.home, HISTORY.runs, [{ ...seen, at: "2026-11-10T00:00:00.000Z" }]);
    expect(await firing(context, "2026-11-17T06:50:00Z")).toEqual([]);
    expect(await firing(context, "2026-11-17T07:10:00Z")).toEqual(["report_overdue weekly"]);
  });
});
