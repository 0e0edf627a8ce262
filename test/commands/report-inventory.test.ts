import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Report } from "../../src/model/report.ts";
import { FORMATS } from "../../src/render/render.ts";
import { entry, logText } from "../support/entry.ts";
import { runCommand, temporaryFolder } from "../support/io.ts";
import { cells, said, sectionOf } from "../support/report.ts";

const CONFIG = `[[deny]]
name = "no-push"
tool = "^Bash$"
program = "git"
subcommand = "push"

[[allow]]
name = "git-read"
tool = "^Bash$"
[allow.fields]
command = '^git (log|status)\\b'
`;
const LEARNED = `[[allow]]
name = "learned-make"
tool = "^Bash$"
program = "make"
alone = true
promoted_at = 2026-11-10T10:00:00Z
promoted_score = "YELLOW"
promoted_reasoning = "Builds the project."
promoted_session = "s-77"
confirmed_by = "user"
`;

function homeWithRules(): string {
  const home = join(temporaryFolder(), "home");
  mkdirSync(join(home, "reports"), { recursive: true, mode: 0o700 });
  const write = (file: string, text: string) =>
    writeFileSync(join(home, file), text, { mode: 0o600 });
  write("config.toml", CONFIG);
  write("auto-rules.toml", LEARNED);
  write("reports/mine.toml", "title = 'x'\n");
  const call = { tier: "allow", decision: "allow", rule: "git-read", rule_kind: "allow" } as const;
  write("audit.jsonl", logText([entry({ ...call, rule_id: "000000000000" })]));
  return home;
}

const run = (home: string, ...words: string[]) =>
  runCommand(["report", "inventory", "--tz", "UTC", ...words, "--home", home], home, {
    pid: process.pid,
  });

async function inventory(home: string, ...words: string[]): Promise<Report> {
  const { code, out, err } = await run(home, ...words, "--json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return Report.parse(JSON.parse(out));
}

describe("the inventory", () => {
  it("lists what is stored, with sizes and ages", async () => {
    const rows = cells(sectionOf(await inventory(homeWithRules()), "paths"));
    const told = rows.map(([what, path, files, bytes]) => [what, path, files, bytes].join(" "));
    expect(told).toEqual(
      expect.arrayContaining([
        `rules and settings ‹config.toml› 1 ${CONFIG.length}`,
        `learned rules ‹auto-rules.toml› 1 ${LEARNED.length}`,
        "your reports ‹reports› 1 12",
      ]),
    );
    expect(told.some((line) => line.startsWith("log ‹audit.jsonl› 1 "))).toBe(true);
  });

  it("lists every rule by kind, with what it asks for and where it stands", async () => {
    const report = await inventory(homeWithRules());
    expect(cells(sectionOf(report, "deny")).map((row) => row.slice(0, 3))).toEqual([
      ["‹no-push›", "‹program git, subcommand push, tool ^Bash$›", "‹config:1›"],
    ]);
    expect(cells(sectionOf(report, "allow")).map((row) => row.slice(0, 3))).toEqual([
      ["‹git-read›", "‹command ^git (log|status)\\b, tool ^Bash$›", "‹config:7›"],
      ["‹learned-make›", "‹program make, alone true, tool ^Bash$›", "‹auto:1›"],
    ]);
    expect(said(report.verdict?.sentence ?? [])).toMatch(
      /^3 rules, 1 of them learned; \d+ bytes stored\.$/,
    );
  });

  it("tells where a learned rule comes from", async () => {
    const rows = cells(sectionOf(await inventory(homeWithRules()), "learned"));
    expect(rows).toEqual([
      [
        ...["‹learned-make›", "2026-11-10T10:00:00.000Z", "‹YELLOW›", "‹s-77›", "‹user›"],
        "‹Builds the project.›",
      ],
    ]);
  });

  it("of another time has the rules of then, and no files", async () => {
    const home = homeWithRules();
    await inventory(home);
    writeFileSync(join(home, "config.toml"), "", { mode: 0o600 });
    const then = await inventory(home, "--as-of", "2026-11-22T12:00:00Z");
    expect(sectionOf(then, "paths")).toBeUndefined();
    expect(cells(sectionOf(then, "deny")).map(([name]) => name)).toEqual(["‹no-push›"]);
    expect(sectionOf(await inventory(home), "deny")).toBeUndefined();
  });

  it("says that mistakes hide rules, and stands in every format", async () => {
    const home = homeWithRules();
    writeFileSync(join(home, "config.toml"), `${CONFIG}\n[[deny]]\ntool = "("\n`, { mode: 0o600 });
    const { sentence = [] } = (await inventory(home)).verdict ?? {};
    expect(said(sentence)).toContain("1 mistake in the files, and what they hold is not listed");
    // CSV holds one table, which is asked for by name; a message in Slack is short on purpose.
    for (const format of Object.keys(FORMATS).filter((name) => !/^(csv|slack)/.test(name))) {
      const { code, out } = await run(home, "--format", format);
      expect({ format, code, full: out.length > 400 }).toEqual({ format, code: 0, full: true });
    }
  });

  it("takes no further words", async () => {
    const { code, err } = await run(homeWithRules(), "--by", "day");
    expect({ code, err }).toEqual({
      code: 3,
      err: "--by cuts a trend into days or weeks; inventory is no trend.\n",
    });
  });
});
