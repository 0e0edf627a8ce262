import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { JOB_LINES } from "../../src/commands/job-lines.ts";
import { nextRunAt } from "../../src/files/next-run.ts";
import { type Printed, runCommand, temporaryFolder } from "../support/io.ts";

const CONFIG = `
[[job]]
name = "load"
cron = "0 7 * * *"
time_zone = "Europe/Amsterdam"
run = "ingest"
`;

function homeWith(config: string): string {
  const home = temporaryFolder();
  writeFileSync(join(home, "config.toml"), config, { mode: 0o600 });
  return home;
}

function schedule(home: string, words: string, now = "2026-11-22T12:00:00Z"): Promise<Printed> {
  const changes = { now: () => new Date(now), pid: process.pid };
  return runCommand(["schedule", ...words.split(" "), "--home", home], home, changes);
}

describe("schedule", () => {
  it("lists when a job comes and that it never ran", async () => {
    const home = homeWith(CONFIG);
    const { code, out } = await schedule(home, "list");
    expect(code).toBe(0);
    expect(out).toBe(
      [
        "load  next Mon 23 Nov 07:00, Europe/Amsterdam",
        "      last never",
        `      claude-permit ingest --home ${home}\n`,
      ].join("\n"),
    );
  });

  it("runs what is due and shows it in the list", async () => {
    const home = homeWith(CONFIG);
    expect((await schedule(home, "run-due")).out).toContain("load: met for the first time");
    const monday = await schedule(home, "run-due", "2026-11-23T06:10:00Z");
    expect(monday.code).toBe(0);
    expect(monday.out).toContain("load: done, due Mon 23 Nov");
    const again = await schedule(home, "run-due", "2026-11-23T06:20:00Z");
    expect(again.out).toBe("Nothing is due.\n");
    expect((await schedule(home, "list", "2026-11-23T06:30:00Z")).out).toContain(
      "last Mon 23 Nov 07:10, done in 0.0 s",
    );
  });

  it("says what would be run, and runs nothing", async () => {
    const home = homeWith(CONFIG);
    await schedule(home, "run-due");
    const dry = await schedule(home, "run-due --dry-run", "2026-11-23T06:10:00Z");
    expect(dry.out).toMatch(
      /^load: would run for Mon 23 Nov .*\n {2}claude-permit ingest --home \S+$/m,
    );
    expect((await schedule(home, "list", "2026-11-23T06:20:00Z")).out).toContain("last never");
  });

  it("prints JSON that no job writes into", async () => {
    const home = homeWith(CONFIG);
    await schedule(home, "run-due");
    const { out } = await schedule(home, "run-due --json", "2026-11-23T06:10:00Z");
    expect(JSON.parse(out)).toMatchObject({
      runs: [{ job: "load", due: "2026-11-23T06:00:00.000Z", exit_code: 0 }],
    });
  });

  it("fits 80 columns, with several missed times counted", async () => {
    const home = homeWith(CONFIG);
    await schedule(home, "run-due");
    for (const words of ["list", "run-due --dry-run", "run-due"]) {
      const { out } = await schedule(home, words, "2026-12-02T12:00:00Z");
      expect(out.split("\n").filter((line) => line.length > 80)).toEqual([]);
      if (words !== "list") expect(out).toContain("load: missed 6 times before that");
    }
  });

  it("leaves for hooks who runs what is due, and nothing else of its environment", async () => {
    const home = homeWith(CONFIG);
    await schedule(home, "run-due");
    const left = JSON.parse(readFileSync(join(home, "next-run.json"), "utf8"));
    expect(Object.keys(left)).toEqual(["node", "script"]);
    // The next time, and at most its five minutes of jitter.
    const at = nextRunAt(home)?.getTime() ?? 0;
    expect(at).toBeGreaterThanOrEqual(Date.parse("2026-11-23T06:00:00Z"));
    expect(at).toBeLessThanOrEqual(Date.parse("2026-11-23T06:05:00Z"));
  });

  it("answers 3 with every mistake of the jobs", async () => {
    const { code, err } = await schedule(
      homeWith(CONFIG.replace('"ingest"', '"ingset"').replace("0 7 * * *", "0 7 * *")),
      "run-due",
    );
    expect(code).toBe(3);
    expect(err).toContain("job[0].cron");
    expect(err).toContain('job[0].run: "ingset" is not a command');
  });
});

describe("a job with a mistake", () => {
  const home = () =>
    homeWith(`[[job]]\nname = "broken"\ncron = 3\n\n[[job]]\nname = "never"
cron = "61 7 * * *"\nrun = "stats"\n\n${CONFIG}`);

  it("is named with its line, and the others run", async () => {
    const own = home();
    const list = await schedule(own, "list");
    expect(list.out).toMatch(/^load /);
    expect(list.err).toContain("config.toml:3: job[0].cron: must be text in quotes.");
    expect(list.err).toContain('config.toml:7: job[1].cron: "61 7 * * *"');
    expect(list.code).toBe(3);
    await schedule(own, "run-due");
    const { out, code } = await schedule(own, "run-due --json", "2026-11-23T06:10:00Z");
    expect(JSON.parse(out)).toMatchObject({ runs: [{ job: "load", exit_code: 0 }] });
    expect(code).toBe(3);
  });

  it("does not run by its name either", async () => {
    for (const name of ["broken", "never"]) {
      const { err, code } = await schedule(home(), `run ${name}`);
      expect(err).toContain(`The job "${name}" has a mistake in config.toml: nothing was run.`);
      expect(code).toBe(3);
    }
  });
});

describe("a job's line", () => {
  it.each(["install", "uninstall --purge", "schedule run-due", "completion bash", "ls -la"])(
    "may not be %s",
    (line) => {
      expect(JOB_LINES.refusal(line.split(" "))).toBeDefined();
    },
  );

  it.each(["report digest --during last-week", "digest", "ingest", "stats --json"])(
    "may be %s",
    (line) => {
      expect(JOB_LINES.refusal(line.split(" "))).toBeUndefined();
    },
  );
});
