import { describe, expect, it } from "vitest";
import { EVENTS } from "../../src/model/words.ts";
import { type StatusProbes, statusOf } from "../../src/pipeline/status.ts";
import { statusText } from "../../src/pipeline/status-text.ts";

const command = { node: "/usr/bin/node", script: "/opt/bin.cjs", home: "/home/ana/.claude/permit" };

/** A guard that works, with one job and one channel. */
const well: StatusProbes = {
  now: "2026-11-23T12:00:00.000Z",
  home: command.home,
  flags: "",
  registration: {
    settings: "/home/ana/.claude/settings.json",
    problem: undefined,
    hooks: EVENTS.map((event) => ({ event, everyTool: true, ...command })),
    others: 0,
    missing: [],
    switchedOff: [],
  },
  config: {
    path: "/home/ana/.claude/permit/config.toml",
    problems: [],
    hookProblems: 0,
    rules: { deny: 20, ask: 8, allow: 32 },
    learned: 3,
    promotion: "confirmed",
    model: "anthropic claude-haiku-5-5",
    jobs: 1,
    channels: ["file"],
    unapproved: [],
    wrongJobs: [],
    wrongChannels: [],
    jobNames: ["digest"],
    next: { name: "digest", at: "2026-11-30T06:00:00.000Z", words: "Mon 30 Nov 07:00" },
  },
  log: {
    problem: undefined,
    files: 1,
    bytes: 24_800_000,
    bytesBehind: 0,
    linesLoaded: 51_304,
    warehouseBytes: 3_900_000,
    lastLive: "2026-11-23T11:56:00.000Z",
    lastCanary: "2026-11-23T11:00:00.000Z",
    model: { asked: 41, failed: 1, failedInARow: 0, lastError: "timeout" },
    searchedAll: true,
  },
  outbox: { queued: 0, dead: 0 },
  runs: {
    last: [{ job: "digest", startedAt: "2026-11-23T06:00:00.000Z", exitCode: 1, unprepared: [] }],
    nextAt: "2026-11-30T06:00:00.000Z",
  },
  pending: { rules: 2, blocked: 1, oldest: "2026-11-20T11:56:00.000Z" },
  canary: null,
};

type Changes = { [Key in keyof Omit<StatusProbes, "canary">]?: Partial<StatusProbes[Key]> } & {
  readonly canary?: StatusProbes["canary"];
};

function but(changes: Changes): StatusProbes {
  const changed = { ...well, flags: changes.flags ?? "" };
  return {
    ...changed,
    registration: { ...well.registration, ...changes.registration },
    config: { ...well.config, ...changes.config },
    log: { ...well.log, ...changes.log },
    outbox: { ...well.outbox, ...changes.outbox },
    runs: { ...well.runs, ...changes.runs },
    pending: { ...well.pending, ...changes.pending },
    canary: changes.canary ?? null,
  };
}

function text(probes: StatusProbes): string {
  return statusText(statusOf(probes), { version: "1.0.0", accountHome: "/home/ana" });
}

describe("status", () => {
  it.each([
    [
      {
        last: [{ job: "digest", startedAt: "2026-11-01T06:00:00Z", exitCode: 70, unprepared: [] }],
      },
      "digest failed (70) ",
      "claude-permit schedule run digest",
    ],
    [
      {
        last: [
          { job: "digest", startedAt: "2026-11-01T06:00:00Z", exitCode: null, unprepared: [] },
        ],
      },
      "digest did not end, ",
      "claude-permit schedule run digest",
    ],
    [
      {
        last: [
          { job: "digest", startedAt: "2026-11-01T06:00:00Z", exitCode: 0, unprepared: ["ingest"] },
        ],
      },
      "ingest failed before digest, ",
      "claude-permit schedule run digest",
    ],
    [{ nextAt: "2026-11-01T06:00:00Z" }, "nothing runs them", "claude-permit schedule install"],
  ])("says of jobs what is wrong: %j", (runs, words, remedy) => {
    const line = statusOf(but({ runs })).lines.find(({ name }) => name === "schedule");
    expect(line).toMatchObject({ level: "amber", remedy });
    expect(line?.lines[0]).toContain(words);
  });

  it("forgets what became of a job that is gone", () => {
    const last = [{ job: "gone", startedAt: "2026-11-01T06:00:00Z", exitCode: 70, unprepared: [] }];
    const line = statusOf(but({ runs: { last } })).lines.find(({ name }) => name === "schedule");
    expect(line?.level).toBe("green");
  });

  it("names channels that wait for approval", () => {
    const line = statusOf(but({ config: { unapproved: ["chat", "mail"] } })).lines.find(
      ({ name }) => name === "channels",
    );
    expect(line).toMatchObject({
      level: "amber",
      lines: ["chat, mail wait for approval: nothing goes there"],
      remedy: "claude-permit channels approve chat mail",
    });
  });

  it("of a guard that works fits a screen", () => {
    expect(text(well)).toBe(`
 ● OK     Guarding.                                          claude-permit 1.0.0

 ● live calls     last one 4 minutes ago
 ● hooks          12 of 12 in ~/.claude/settings.json, no others
 ● canary         last one 1 hour ago
 ● policy         60 rules, 32 allow, 8 ask, 20 deny
 ● model          anthropic claude-haiku-5-5; 41 calls lately, 1 failed: timeout
 ● learning       from calls that you approve; 3 learned rules, 2 pending rules
                  (1 blocked), the oldest from 3 days ago
 ● log            24.8 MB in 1 file
 ● warehouse      up to date, 51,304 lines, 3.9 MB
 ● schedule       1 job; next: digest, Mon 30 Nov 07:00
 ● channels       file
`);
  });

  it("puts the worst first, each with what mends it", () => {
    const probes = but({
      registration: { hooks: well.registration.hooks.slice(1), missing: ["/usr/bin/node"] },
      config: { problems: ["config.toml:41: allow[7].tool: required."], hookProblems: 1 },
      log: { lastLive: undefined },
      outbox: { queued: 2, dead: 1 },
    });
    expect(text(probes)).toBe(`
 ■ BROKEN  2 things to mend, 1 thing to know                 claude-permit 1.0.0

 ■ hooks          11 of 12 in ~/.claude/settings.json
                  /usr/bin/node is not there any more
                  → claude-permit install
 ■ policy         config.toml:41: allow[7].tool: required.
                  the last good rules hold, 20 deny and 8 ask; none allows
                  → claude-permit validate
 ◆ channels       2 messages waiting, 1 message given up
                  → claude-permit channels outbox
 ○ live calls     none yet
                  → start a Claude Code session, then run this again
 ● canary         last one 1 hour ago
 ● model          anthropic claude-haiku-5-5; 41 calls lately, 1 failed: timeout
 ● learning       from calls that you approve; 3 learned rules (suspended), 2
                  pending rules (1 blocked), the oldest from 3 days ago
 ● log            24.8 MB in 1 file
 ● warehouse      up to date, 51,304 lines, 3.9 MB
 ● schedule       1 job; next: digest, Mon 30 Nov 07:00
`);
  });

  it.each<[string, Changes, string, string]>([
    ["hooks that are missing", { registration: { hooks: [] } }, "red", "0 of 12"],
    ["settings that are broken", { registration: { problem: "line 3" } }, "red", "line 3"],
    [
      "a switch that keeps hooks from running",
      { registration: { switchedOff: [{ path: "/x/settings.json", name: "disableAllHooks" }] } },
      "red",
      "disableAllHooks is set in /x/settings.json",
    ],
    [
      "hooks that write to another home",
      { registration: { hooks: well.registration.hooks.map((at) => ({ ...at, home: "/x" })) } },
      "red",
      "another home: /x",
    ],
    [
      "hooks that see only some tools",
      {
        registration: { hooks: well.registration.hooks.map((at) => ({ ...at, everyTool: false })) },
      },
      "red",
      "0 of 12",
    ],
    ["a log that is not ours", { log: { problem: "audit.jsonl is a link." } }, "red", "is a link"],
    ["a mistake in a job", { config: { problems: ["job[0].cron: x"] } }, "amber", "job[0].cron"],
    ["a canary that never sang", { log: { lastCanary: undefined } }, "green", "never"],
    ["a trial call", { canary: { kind: "answered", ms: 27 } }, "green", "answered in 27 ms"],
    ["a trial call that failed", { canary: { kind: "failed", why: "x" } }, "red", "failed: x"],
    ["one that was not made", { canary: { kind: "unsent", why: "x" } }, "green", "not sent: x"],
    ["a log that is not loaded yet", { log: { bytesBehind: 1_200_000 } }, "green", "1.2 MB behind"],
    [
      "a home without rules",
      { config: { rules: { deny: 0, ask: 0, allow: 0 } } },
      "green",
      "no rules",
    ],
    [
      "a home that learns nothing",
      { config: { promotion: "off", learned: 0 }, pending: { rules: 0, blocked: 0, oldest: null } },
      "green",
      "off; no learned rules, no pending rules",
    ],
    ["a home without a model", { config: { model: null } }, "green", "none is asked"],
    [
      "a model that fails",
      { log: { model: { asked: 9, failed: 4, failedInARow: 3, lastError: "http 429" } } },
      "amber",
      "9 calls lately, 4 failed: http 429",
    ],
    ["a job that never runs again", { config: { next: null } }, "green", "none is due again"],
  ])("of %s", (_, changes, level, words) => {
    const status = statusOf(but(changes));
    expect(status.level).toBe(level);
    expect(status.lines.flatMap((line) => line.lines).join(" ")).toContain(words);
  });

  it("stays within 80 columns and lets no control character through", () => {
    const problem = `config.toml: \u001B[31m${"a word ".repeat(40)}\u202E`;
    const shown = text(but({ config: { problems: [problem], hookProblems: 1 } }));
    expect(Math.max(...shown.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(shown).not.toMatch(/[^\P{C}\n]/u);
  });

  it("names commands that mean the same home", () => {
    const status = statusOf(but({ flags: " --home /x", registration: { hooks: [] } }));
    expect(status.lines[0]?.remedy).toBe("claude-permit install --home /x");
  });
});

describe("jobs and channels that are left out", () => {
  const line = (config: Partial<StatusProbes["config"]>, name: string) =>
    statusOf(but({ config })).lines.find((one) => one.name === name);

  it("are named, with how many others there are", () => {
    expect(line({ wrongJobs: ["load", "job[2]"] }, "schedule")).toMatchObject({
      level: "amber",
      lines: [
        "load, job[2]: a mistake in config.toml keeps them from running",
        "1 other job can run",
      ],
      remedy: "claude-permit validate",
    });
    expect(line({ wrongChannels: ["chat"] }, "channels")?.lines).toEqual([
      "chat: a mistake in config.toml keeps messages from it",
    ]);
  });

  it("are not called none where the file cannot be read", () => {
    for (const name of ["schedule", "channels"]) {
      expect(line({ jobs: null, channels: [] }, name)?.lines[0]).toMatch(/^not known/);
    }
  });
});

describe("what mends it", () => {
  it("can be pasted where it takes more than a line", () => {
    const home = `/srv/${"a".repeat(30)}/permit`;
    const flags = ` --home ${home} --settings /srv/settings.json`;
    const text = statusText(statusOf(but({ registration: { hooks: [] }, flags })), {
      version: "0.1.0",
      accountHome: "/home/ana",
    });
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
    const [, command = ""] = /→ ((?:.*\\\n)*.*)\n/.exec(text) ?? [];
    expect(command.replace(/ \\\n\s+/g, " ")).toBe(`claude-permit install${flags}`);
  });
});
