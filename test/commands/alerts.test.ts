import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ALERT_NAMES } from "../../src/alerts/kinds.ts";
import { callsByDay } from "../support/calls.ts";
import { logText } from "../support/entry.ts";
import { type Printed, runCommand, temporaryFolder } from "../support/io.ts";

function homeWith(ratio: number, config = "", before = ""): string {
  const home = temporaryFolder();
  const log = logText(callsByDay({ first: "2026-11-16", days: 7, ratio }));
  writeFileSync(join(home, "audit.jsonl"), log, { mode: 0o600 });
  const text = `${before}[report]\ntime_zone = "UTC"\n${config}`;
  writeFileSync(join(home, "config.toml"), text, { mode: 0o600 });
  return home;
}

function run(home: string, words: string, now: string): Promise<Printed> {
  const changes = { now: () => new Date(now), pid: process.pid };
  return runCommand([...words.split(" "), "--home", home], home, changes);
}

describe("alerts check", () => {
  it("answers 1 while an alert fires, and shows what it is made of", async () => {
    const home = homeWith(0.6);
    const first = await run(home, "alerts check", "2026-11-22T12:10:00Z");
    expect(first.code).toBe(0);
    expect(first.out).toContain("No alert fires yet");
    const second = await run(home, "alerts check", "2026-11-22T18:10:00Z");
    expect(second.code).toBe(1);
    expect(second.out).toContain("AMBER");
    expect(second.out).toContain("Bash: git push");
    const words = second.out.replace(/[\s\\]+/g, " ");
    expect(words).toContain("look closer: claude-permit report digest --since");
    expect(words).toContain("claude-permit alerts silence passthrough_ratio --for 7d");
    expect(words).toContain("key: passthrough_ratio → claude-permit rules suggest");
    const listed = await run(home, "alerts list", "2026-11-22T19:00:00Z");
    expect(listed.code).toBe(0);
    expect(listed.out).toMatch(/all projects +firing +Sun 18:00/);
  });

  it("answers 0 where nothing fires, and says so", async () => {
    const { code, out } = await run(homeWith(0.1), "alerts check", "2026-11-22T12:10:00Z");
    expect(code).toBe(0);
    expect(out).toContain("No alert fires: no rule covered 10.0 % of the calls.");
  });

  it("prints JSON with every figure of the evidence", async () => {
    const home = homeWith(0.1);
    const { out } = await run(home, "alerts check --json", "2026-11-22T12:10:00Z");
    expect(JSON.parse(out)).toMatchObject({
      slot: "2026-11-22T12:00:00.000Z",
      how: "recorded",
      alerts: [{ alert: "passthrough_ratio", project: null, to: "inactive", evidence: { n: 330 } }],
    });
  });

  it("goes on without a channel that is not there, and says where it is named", async () => {
    const home = homeWith(
      0.1,
      '[[alert]]\nkind = "all"\nchannels = ["out", "ot"]\n[[alert]]\nkind = "red_event"\nenabled = "x"\n',
    );
    const { code, out, err } = await run(home, "alerts check", "2026-11-22T12:10:00Z");
    expect(code).toBe(0);
    expect(out).toContain("No alert fires");
    expect(err).toContain('config.toml:5: alert[0].channels[1]: there is no channel "ot".');
    expect(err).toContain("config.toml:8: alert[1].enabled");
  });

  it("shows paths of the account as people write them, and in JSON whole", async () => {
    const home = homeWith(0.1);
    const { out } = await run(home, "alerts check", "2026-11-22T12:10:00Z");
    expect(out).toContain("no hook in ~/.claude/settings.json writes");
    const json = await run(home, "alerts check --json", "2026-11-22T12:30:00Z");
    const { canary } = JSON.parse(json.out);
    expect(canary.why).toContain(`no hook in ${join(home, ".claude/settings.json")} writes`);
  });

  it("is not asked about another window or tool", async () => {
    const { code, err } = await run(
      homeWith(0.1),
      "alerts check --since 7d",
      "2026-11-22T12:10:00Z",
    );
    expect(code).toBe(3);
    expect(err).toContain("Leave out --since");
  });
});

describe("alerts list", () => {
  it("names every alert in a home without entries, and what to do, in 80 columns", async () => {
    const home = temporaryFolder();
    const { code, out } = await runCommand(["alerts", "list", "--home", home], temporaryFolder());
    expect(code).toBe(0);
    const rows = out.split("\n").filter((line) => /^ \w+ +not judged yet$/.test(line));
    expect(rows.map((row) => row.trim().split(" ")[0])).toEqual([...ALERT_NAMES]);
    expect(out.split("\n")[0]).toMatch(/^claude-permit {2}alerts +not judged yet$/);
    const lines = out.split("\n").filter((line) => line.length > 80);
    expect(lines).toEqual([]);
    const command = `claude-permit alerts check --home ${home}`;
    expect(out.replace(/\s*\\?\n\s*/g, " ").split(command)).toHaveLength(2);
  });

  it("says when they were judged, and of which nothing is to be told", async () => {
    const home = homeWith(0.1, '[[alert]]\nkind = "log_growth"\nenabled = false\n');
    await run(home, "alerts check", "2026-11-22T12:20:00Z");
    const { out } = await run(home, "alerts list", "2026-11-22T19:00:00Z");
    expect(out.split("\n")[0]).toMatch(/alerts +judged 22 Nov 12:15$/);
    expect(out).toMatch(/ red_event +quiet$/m);
    expect(out).toMatch(/ log_growth +switched off$/m);
    expect(out.match(/^ passthrough_ratio/gm)).toHaveLength(1);
    const other = await run(home, "alerts list --project shop", "2026-11-22T19:00:00Z");
    expect(other.out).not.toContain("not judged yet");
  });
});

describe("alerts silence", () => {
  const LOUD = "allow_noninteractive = true\n";
  const NOW = "2026-11-22T12:10:00Z";
  const asAgent = (home: string, words: string) =>
    runCommand([...words.split(" "), "--home", home], home, {
      ...{ now: () => new Date(NOW), pid: process.pid, env: { CLAUDECODE: "1" } },
      ...{ stdinIsTerminal: true },
    });

  it("is refused to an agent, and so is taking it back", async () => {
    const home = homeWith(0.6, "", LOUD);
    for (const words of ["alerts silence red_event", "alerts unsilence red_event"]) {
      expect((await asAgent(home, words)).code, words).toBe(3);
    }
    expect((await run(home, "alerts history --json", NOW)).out).toContain('"alerts":[]');
  });

  it("keeps an alert quiet until its time is over, or it is taken back", async () => {
    const home = homeWith(0.6, "", LOUD);
    await run(home, "alerts check", NOW);
    const made = await run(home, "alerts silence passthrough_ratio --for 2d --reason new", NOW);
    expect(made).toMatchObject({ code: 0, err: "" });
    expect(made.out).toContain("Silent until 2026-11-24 12:10, UTC: passthrough_ratio (new)");
    const { out, code } = await run(home, "alerts check", "2026-11-22T18:10:00Z");
    expect(code).toBe(1);
    expect(out).toContain("told nobody");
    const lifted = await run(home, "alerts unsilence passthrough_ratio", "2026-11-22T19:00:00Z");
    expect(lifted.out).toContain("Speaks again: passthrough_ratio");
    const again = await run(home, "alerts unsilence passthrough_ratio", "2026-11-22T19:00:00Z");
    expect(again).toMatchObject({ code: 3, err: expect.stringContaining("No alert is silenced") });
    const told = await run(home, "alerts history", "2026-11-22T19:00:00Z");
    expect(told.out).toMatch(
      /2026-11-22 12:10 +passthrough_ratio +all +2026-11-22 19:00 +ana +new/,
    );
  });

  it.each([
    ["alerts silence red_evnt", "Did you mean red_event?"],
    ["alerts silence red_event --for week", "Write 12h, 7d or 2w"],
    ["alerts silence red_event --for 900d", "enabled = false"],
  ])("says what is wrong with %s", async (words, told) => {
    const { code, err } = await run(homeWith(0.1, "", LOUD), words, NOW);
    expect({ code, err }).toMatchObject({ code: 3, err: expect.stringContaining(told) });
  });
});

describe("alerts test", () => {
  it("prints when alerts would have fired, spoken and ended", async () => {
    const home = homeWith(0.6);
    const { code, out } = await run(home, "alerts test --since 20d", "2026-12-05T12:10:00Z");
    expect(code).toBe(0);
    expect(out).toMatch(/18 Nov \d\d:\d\d {2}passthrough_ratio +all projects +at once/);
    expect(out).toContain("hook_silent, guard_off");
    const json = await run(home, "alerts test --since 20d --json", "2026-12-05T12:10:00Z");
    expect(JSON.parse(json.out)).toMatchObject({
      alerts: [{ alert: "passthrough_ratio", fired: expect.stringMatching(/^2026-11-1/) }],
    });
  });
});

describe("report --to", () => {
  const FILE = '[[channel]]\nname = "file"\ntype = "file"\n';
  const NOW = "2026-11-23T08:00:00Z";

  it("sends a period once", async () => {
    const home = homeWith(0.1, FILE);
    const line = "report digest --during last-week --to file";
    const first = await run(home, line, NOW);
    expect(first).toMatchObject({ code: 0, err: "" });
    expect(first.out).toContain("file: sent digest.2026-w47.file.");
    expect((await run(home, line, NOW)).out).toContain("was sent before: not sent again");
    const other = await run(home, `${line} --project shop`, NOW);
    expect(other.out).toContain("file: sent digest.2026-w47-shop.file.");
  });

  it("names the channels there are, and queues nothing for the others", async () => {
    const home = homeWith(0.1, FILE);
    const { code, err } = await run(home, "report --to file --to fiel", NOW);
    expect(code).toBe(3);
    expect(err).toContain('There is no channel "fiel". Did you mean "file"? There are: file.');
    expect((await run(home, "report --to file", NOW)).out).toContain("file: sent");
  });

  it("only says what it would send in a dry run", async () => {
    const home = homeWith(0.1, FILE);
    const { out } = await run(home, "report --to file --dry-run", NOW);
    expect(out).toMatch(/^Dry run: nothing was queued or sent\.\nfile \(file\)\n.*would be sent/s);
    expect((await run(home, "report --to file", NOW)).out).toContain("file: sent");
  });
});
