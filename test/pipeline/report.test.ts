import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { readCommandConfig } from "../../src/files/read-config.ts";
import { METRICS, type MetricName } from "../../src/metrics/index.ts";
import { Report } from "../../src/model/report.ts";
import { windowLabel } from "../../src/model/window.ts";
import { composeReport, planReport } from "../../src/pipeline/report.ts";
import { entry, logText } from "../support/entry.ts";
import { NO_ROWS } from "../support/facts.ts";
import { fakeIo, runCommand, temporaryFolder } from "../support/io.ts";
import { blocksOf, cells, said, sectionOf } from "../support/report.ts";

const Cells = z.object({ cells: z.array(z.array(z.number())) });

const WEEK = [
  "--during",
  "2026-W47",
  "--tz",
  "Europe/Amsterdam",
  "--as-of",
  "2026-11-23T06:00:00Z",
];

/** A home whose log holds a week with one built-in denial, and a week with two. */
function homeWithTwoWeeks(): string {
  const denied = {
    tier: "floor",
    decision: "deny",
    rule: "own-hooks",
    rule_id: "eeeeeeeeeeee",
    rule_kind: "floor",
    rule_source: "builtin",
    subject: "Edit <img src=x> {{settings}}",
  } as const;
  const calls = (days: readonly string[]) =>
    days.flatMap((day) => [
      entry({ at: `${day}T10:00:00.000Z`, session_id: day }),
      entry({ at: `${day}T10:01:00.000Z`, session_id: day, ...denied }),
    ]);
  const home = temporaryFolder();
  const log = [...calls(["2026-11-11"]), ...calls(["2026-11-18", "2026-11-19"])];
  writeFileSync(join(home, "audit.jsonl"), logText(log), { mode: 0o600 });
  return home;
}

async function report(home: string, ...words: string[]): Promise<Report> {
  const { code, out, err } = await runCommand(
    ["report", ...words, "--json", "--home", home],
    home,
    {
      pid: process.pid,
    },
  );
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return Report.parse(JSON.parse(out));
}

describe("a digest of a log", () => {
  it("counts what the log holds, against the week before", async () => {
    const found = await report(homeWithTwoWeeks(), ...WEEK);
    expect(found.label).toBe("2026-W47");
    expect(cells(sectionOf(found, "what-was-decided")).at(-1)?.[1]).toBe("4");
    const [list] = blocksOf(sectionOf(found, "do-this-first"), "list");
    expect(list?.items.map((item) => [item.tag, said(item.title)])).toEqual([
      ["worse", "A built-in denial stopped 2 calls in 2 sessions: ‹own-hooks›"],
      ["same", "No rule covered 2 of 4 calls: too few to tell whether it stays so"],
    ]);
    const [bars] = blocksOf(sectionOf(found, "by-day"), "bars");
    expect(bars?.rows.map((row) => said([row.bars[0]?.value ?? row.label]))).toEqual([
      "0",
      "0",
      "2",
      "2",
      "0",
      "0",
      "0",
    ]);
  });

  it("carries for the page alone its calls, and the entries behind its counts", async () => {
    const home = homeWithTwoWeeks();
    const page = async () => {
      const words = ["report", ...WEEK, "--format", "html", "--home", home];
      return (await runCommand(words, home, { pid: process.pid })).out;
    };
    const first = await page();
    const [, island = ""] = /id="data">(.+?)<\/script>/.exec(first) ?? [];
    const cells = Cells.parse(JSON.parse(island)).cells;
    // Day, project, tool and tier, then calls and denied: two days with one of each.
    expect(cells.map((cell) => [cell[0], cell[4], cell[5]])).toEqual([
      [2, 1, 1],
      [2, 1, 0],
      [3, 1, 1],
      [3, 1, 0],
    ]);
    expect(first).toContain('<a href="#denied-1-1">2</a>');
    const [, list = ""] = first.split('id="denied-1-1"');
    expect(list.split("</div>")[0]?.match(/data-at=/g)).toHaveLength(2);
    expect(await page()).toBe(first);
    const found = await report(home, ...WEEK);
    expect(found.cube).toBeUndefined();
    expect(JSON.stringify(found)).not.toMatch(/"behind"|"recount"|"measure"/);
  });

  it("is the same to the byte when made again as of the same moment", async () => {
    const home = homeWithTwoWeeks();
    const words = ["report", ...WEEK, "--format", "text", "--home", home];
    const at = (hour: string) => ({
      pid: process.pid,
      now: () => new Date(`2026-11-23T${hour}:00:00Z`),
    });
    const once = await runCommand(words, home, at("06"));
    writeFileSync(join(home, "audit.jsonl"), logText([entry({ at: "2026-11-24T10:00:00.000Z" })]), {
      flag: "a",
    });
    const twice = await runCommand(words, home, at("08"));
    expect(once.out).toMatch(/ANCHOR +line 6 /);
    expect(twice.out).toBe(once.out);
    expect(once.out).toContain("Europe/Amsterdam");
  });

  it.each([["digest"], ["trends"], ["trends", "--by", "day"], ["digest", "--since", "3d"]])(
    "%s is made again by the command that it prints",
    async (...words) => {
      const home = homeWithTwoWeeks();
      const found = await report(home, ...words, "--tz", "Europe/Amsterdam");
      const notes = blocksOf(sectionOf(found, "coverage"), "note");
      const line = said(notes.find((note) => note.term === "Again")?.text ?? []);
      const again = line.replace(/^claude-permit /, "").split(" ");
      const { out } = await runCommand([...again, "--json"], home, {
        pid: process.pid,
        now: () => new Date("2026-12-24T00:00:00Z"),
      });
      expect(Report.parse(JSON.parse(out))).toEqual(found);
    },
  );

  it("knows critical rules from the policies that were in force", async () => {
    const home = homeWithTwoWeeks();
    mkdirSync(join(home, "policies"));
    const snapshot = { project_root: "", rules: [{ id: "aa", severity: "critical" }] };
    writeFileSync(join(home, "policies", `${"0".repeat(64)}.json`), JSON.stringify(snapshot), {
      mode: 0o600,
    });
    writeFileSync(join(home, "policies", `${"1".repeat(64)}.json`), "{", { mode: 0o600 });
    const line = entry({
      tier: "deny",
      decision: "deny",
      rule: "x",
      rule_id: "aa",
      rule_kind: "deny",
    });
    writeFileSync(join(home, "audit.jsonl"), logText([line]), { flag: "a" });
    expect((await report(home, ...WEEK)).verdict?.level).toBe("red");
  });

  it("counts calls of an unknown mode in the ratio, because they may have asked", async () => {
    const home = homeWithTwoWeeks();
    const lines = [entry(), entry({ permission_mode: "" }), entry({ permission_mode: "auto" })];
    writeFileSync(join(home, "audit.jsonl"), logText(lines), { flag: "a" });
    const notes = blocksOf(sectionOf(await report(home, ...WEEK), "coverage"), "note");
    const counted = notes.find((note) => note.term === "How counted");
    expect(said(counted?.text ?? [])).toMatch(
      /^Passthrough ratio: 4 of 6 calls.* Not in the ratio: 1 session in mode auto, 1 of 1 call /,
    );
  });

  it("says that there is no data where there is no log", async () => {
    const found = await report(temporaryFolder(), ...WEEK);
    expect(found.verdict?.level).toBe("none");
  });
});

describe("claude-permit report", () => {
  const run = (words: string[], home = temporaryFolder()) =>
    runCommand([...words, "--home", home], home, { pid: process.pid });

  it("takes --since 7d without a name", async () => {
    const { code, out } = await run(["report", "--since", "7d", "--tz", "Europe/Amsterdam"]);
    expect(code).toBe(0);
    expect(out).toMatch(/Europe\/Amsterdam/);
  });

  it("is called digest as well", async () => {
    const { code, out } = await run(["digest", "--json"]);
    expect({ code, name: Report.parse(JSON.parse(out)).name }).toEqual({ code: 0, name: "digest" });
  });

  it.each([
    { words: ["report", "digset"], said: 'There is no report "digset". Did you mean "digest"?' },
    { words: ["report", "--by", "day"], said: "--by cuts a trend into days or weeks" },
    { words: ["report", "--json", "--format", "text"], said: "exclude each other" },
    { words: ["report", "--during", "7d"], said: "Write --since 7d" },
    { words: ["report", "--output", "/"], said: "/ cannot be written" },
  ])("$words says what is wrong and answers 3", async ({ words, said: wanted }) => {
    const { code, err } = await run(words);
    expect(code).toBe(3);
    expect(err).toContain(wanted);
  });

  it("writes to a file for the account's eyes, and says where", async () => {
    const home = temporaryFolder();
    const path = join(home, "new", "digest.txt");
    const { out } = await run(["report", "--output", "new/digest.txt"], home);
    expect(out).toMatch(/^Wrote .*new\/digest\.txt \(\d+ bytes\)\.\n$/);
    expect(readFileSync(path, "utf8")).toContain("security digest");
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("writes nothing on a dry run", async () => {
    const home = temporaryFolder();
    const { out } = await run(["report", "--output", "digest.txt", "--dry-run"], home);
    expect(out).toMatch(/^Would write/);
    expect(readdirSync(home)).not.toContain("digest.txt");
  });
});

describe("a report table of the user's own", () => {
  const withTable = (name: string, text: string) => {
    const home = temporaryFolder();
    mkdirSync(join(home, "reports"));
    writeFileSync(join(home, "reports", name), text, { mode: 0o600 });
    return home;
  };
  const table = (sections: string) =>
    `title = "mine"\nwindow = "last-week"\ncomparison = "before"\nsections = [${sections}]\n`;

  it("adds a report", async () => {
    const found = await report(withTable("mine.toml", table('"denied"')), "mine");
    expect(found).toMatchObject({ name: "mine", title: "weekly mine", verdict: null });
    expect(found.sections.map((section) => section.id)).toEqual(["denied"]);
  });

  it("takes the place of ours of the same name", async () => {
    const found = await report(withTable("digest.toml", table('"coverage"')));
    expect(found.sections.map((section) => section.id)).toEqual(["coverage"]);
  });

  it("with a section that does not exist is refused, naming file and place", async () => {
    const home = withTable("mine.toml", table('"deneid"'));
    const { code, err } = await runCommand(["report", "mine", "--home", home], home);
    expect(code).toBe(3);
    expect(err).toBe(
      'reports/mine.toml:4: sections[0]: there is no section "deneid". Did you mean "denied"?\n',
    );
  });
});

describe("the metrics of a digest", () => {
  it("are each asked once: a series with this window and the eight before", async () => {
    const home = temporaryFolder();
    const config = readCommandConfig(join(home, "config.toml"));
    const words = { during: "2026-W47", tz: "Europe/Amsterdam", asOf: "2026-11-23T06:00:00Z" };
    const request = { name: "digest", words };
    const { definition, plan } = planReport({ io: fakeIo(home), home, config }, request);
    const asked: [MetricName, string[]][] = [];
    const log = { bad_lines: 0, files: 1, anchor: null, fallback: false, prompts_recorded: true };
    await composeReport(
      {
        measure: async (name, scope) => {
          asked.push([name, scope.windows.map(windowLabel)]);
          return [...NO_ROWS[name]];
        },
        coverage: async () => log,
      },
      definition,
      plan,
    );
    const series = asked.filter(([name]) => METRICS[name].series);
    expect(new Set(series.map(([name]) => name)).size).toBe(series.length);
    for (const [name, windows] of series) {
      // The ratio of the first is seen against four weeks before it, too.
      expect(windows, name).toHaveLength(name === "passthrough-ratio" ? 13 : 9);
      expect(windows.at(-1)).toBe("2026-W47");
    }
    const single = asked.filter(([name]) => !METRICS[name].series);
    for (const [, windows] of single) expect(["2026-W47", "2026-W46"]).toContain(windows.join());
  });
});

describe("the window of a trend", () => {
  const planned = (words: object, by?: "day" | "week") => {
    const home = temporaryFolder();
    const config = readCommandConfig(join(home, "config.toml"));
    const request = {
      name: "trends",
      words: { tz: "Europe/Amsterdam", asOf: "2026-11-23T06:00:00Z", ...words },
      ...(by === undefined ? {} : { by }),
    };
    return planReport({ io: fakeIo(home), home, config }, request).plan.series.windows.map(
      windowLabel,
    );
  };

  it("is eight weeks that end with the last complete one", () => {
    const weeks = planned({});
    expect([weeks.length, weeks[0], weeks.at(-1)]).toEqual([8, "2026-W40", "2026-W47"]);
  });

  it("has 56 days when cut into days, across the change of clocks", () => {
    const days = planned({}, "day");
    expect([days.length, days[0], days.at(-1)]).toEqual([56, "2026-09-28", "2026-11-22"]);
  });

  it("is the whole weeks that --since touches", () => {
    expect(planned({ since: "2026-11-04", until: "2026-11-17" })).toEqual([
      "2026-W45",
      "2026-W46",
      "2026-W47",
    ]);
  });

  it("is the span of --during where that has several steps, else what ends with it", () => {
    expect(planned({ during: "2026-10" })).toHaveLength(5);
    expect(planned({ during: "2026-W47" }, "day")).toHaveLength(7);
    expect(planned({ during: "2026-W47" })).toHaveLength(8);
    expect(planned({ during: "2026-11-17" }, "day")).toHaveLength(56);
  });

  it("says so where it shows more than --during names", async () => {
    const home = temporaryFolder();
    const said = async (...more: string[]) => {
      const words = ["report", "trends", "--home", home, "--tz", "Europe/Amsterdam", ...more];
      return (await runCommand(words, home)).err;
    };
    expect(await said("--during", "2026-W47")).toBe(
      "trends shows 8 weeks that end with 2026-W47: one alone is no trend.\nIts days: --by day.\n",
    );
    expect(await said("--during", "2026-11-17", "--by", "day")).toMatch(/^trends shows 56 days/);
    expect(await said("--during", "2026-10")).toBe("");
    expect(await said()).toBe("");
  });

  it("is refused where there are too many days to show", () => {
    expect(() => planned({ since: "2024-01-01" }, "day")).toThrow(/more than the 366/);
  });
});
