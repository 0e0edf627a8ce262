import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Report } from "../../src/model/report.ts";
import { FORMATS, type Format, renderCsvFiles, renderReport } from "../../src/render/render.ts";
import { busyLog } from "../support/busy-log.ts";
import { type EntryParts, entry, logText } from "../support/entry.ts";
import { folderUntilEnd, runCommand } from "../support/io.ts";

/** Monday 07:00, when the digest of W47 is made; a week later everybody has gone on. */
const THEN = "2026-11-23T06:00:00.000Z";
const LATER = "2026-11-30T06:00:00.000Z";

const NAMES = readdirSync(join(import.meta.dirname, "../../reports"))
  .filter((file) => file.endsWith(".toml"))
  .map((file) => file.slice(0, -5));
const REPORTS: string[][] = [
  ...NAMES.map((name) => (name === "session" ? [name, "last"] : [name])),
  ["trends", "--by", "day"],
  ["digest", "--explain"],
  ["compare", "2026-W46", "2026-W47"],
  ["inventory"],
  ["mine"],
];
const FORMAT_NAMES = Object.keys(FORMATS).filter((name): name is Format => name in FORMATS);
/** What is about one window is asked of the week before; the others say themselves. */
const ALONE = ["compare", "session"];

const OWN = `title = "mine"
window = "last-week"
comparison = "before"
sections = ["own", "coverage"]
[[query]]
name = "own"
title = "Own"
sql = "select tool_name, count(*) as n from calls where ts >= $since and ts < $until group by all order by all"
`;
const RULE = (name: string, program: string) =>
  `[[allow]]\nname = "${name}"\ntool = "^Bash$"\nprogram = "${program}"\n`;

let home: string;

beforeAll(async () => {
  home = folderUntilEnd();
  mkdirSync(join(home, "reports"), { mode: 0o700 });
  writeFileSync(join(home, "reports/mine.toml"), OWN, { mode: 0o600 });
  writeFileSync(join(home, "config.toml"), RULE("git-read", "git"), { mode: 0o600 });
  writeFileSync(join(home, "auto-rules.toml"), RULE("learned-ls", "ls"), { mode: 0o600 });
  writeFileSync(join(home, "audit.jsonl"), logText(busyLog(900)), { mode: 0o600 });
  await at(THEN, "rules", "list");
  toldOf("s-then", "2026-11-22T20:00:00.000Z");
});

/** What `data reconcile` writes of a session that it met in a transcript of that week. */
function toldOf(session: string, written: string): void {
  const seen = { first: "2026-11-18T10:00:00.000Z", last: "2026-11-18T10:05:00.000Z" };
  const line = { v: 1, at: written, session_id: session, ...seen };
  const path = join(home, "history/transcripts.jsonl");
  appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: 0o600 });
}

function at(now: string, ...words: string[]) {
  const io = { pid: process.pid, now: () => new Date(now) };
  return runCommand([...words, "--home", home], home, io);
}

/** Every report in every format, as it is made now of the moment `THEN`. */
async function all(now: string): Promise<Map<string, string>> {
  const made = new Map<string, string>();
  for (const words of REPORTS) {
    const span = ALONE.includes(words[0] ?? "") ? [] : ["--during", "2026-W47"];
    const asked = ["--tz", "Europe/Amsterdam", "--as-of", THEN, "--json"];
    const { code, out, err } = await at(now, "report", ...words, ...span, ...asked);
    expect({ words, code, err }).toEqual({ words, code: 0, err: "" });
    // A format sees the report and nothing else, so measuring once is enough.
    const report = Report.parse(JSON.parse(out));
    for (const format of FORMAT_NAMES) {
      const options = { columns: 80, colour: false, ascii: false };
      const shown =
        format === "csv"
          ? JSON.stringify(await renderCsvFiles(report, {}))
          : await renderReport(report, format, options);
      made.set(`${words.join(" ")} as ${format}`, shown);
    }
  }
  return made;
}

/** A week later: more calls, results of older ones, other rules, and a transcript's word. */
async function aWeekPasses(): Promise<void> {
  // What is written later is of a later time; of older calls it may tell how they ended.
  const shift = (line: EntryParts, index: number): unknown => {
    const timestamp = new Date(Date.parse(THEN) + (index + 1) * 900_000).toISOString();
    return { ...line, id: `L${line.id}`, timestamp };
  };
  const late = { at: "2026-11-24T10:00:00.000Z" };
  const lines = [
    ...busyLog(300).map(shift),
    entry({ ...late, event: "Promotion", decision: "promoted", promoted_rule: "learned-make" }),
    entry({ ...late, tier: "floor", decision: "deny", rule_kind: "floor", rule: "own-hooks" }),
  ];
  appendFileSync(join(home, "audit.jsonl"), logText([...lines, "not json"]));
  toldOf("s-later", LATER);
  writeFileSync(join(home, "config.toml"), RULE("other", "make"), { mode: 0o600 });
  appendFileSync(join(home, "auto-rules.toml"), RULE("learned-make", "make"));
  await at(LATER, "rules", "list");
}

describe("a report as of then", () => {
  it("is the same to the byte a week later, each report in each format", async () => {
    const before = await all(THEN);
    expect(before.size).toBe(REPORTS.length * FORMAT_NAMES.length);
    expect(before.get("digest as markdown")).toContain("0 of 1 session in the transcripts");
    await aWeekPasses();
    const after = await all(LATER);
    const changed = [...before].filter(([name, text]) => after.get(name) !== text);
    expect(changed.map(([name]) => name)).toEqual([]);
  }, 120_000);

  it("is another one as of now", async () => {
    const { out } = await at(LATER, "report", "digest", "--during", "2026-W48", "--json");
    expect(out).toContain("own-hooks");
  });
});
