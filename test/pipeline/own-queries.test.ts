import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Report } from "../../src/model/report.ts";
import { FORMATS } from "../../src/render/render.ts";
import { entry, logText } from "../support/entry.ts";
import { runCommand, temporaryFolder } from "../support/io.ts";
import { readmeBlocks } from "../support/readme.ts";
import { blocksOf, cells, said, sectionOf } from "../support/report.ts";

const AS_OF = ["--during", "2026-W47", "--tz", "UTC", "--as-of", "2026-11-21T00:00:00Z"];
const HOSTILE = "<img src=x>{{x}}\u001b[31m";

const HEAD = `title = "mine"\nwindow = "last-week"\ncomparison = "before"\nsections = ["asked"]\n`;
const SQL = `select tool_name, count(*) as calls, max(ts) as last
from calls
where ts >= $since and ts < $until and ($project is null or project = $project)
group by tool_name
order by calls desc, tool_name`;

function homeWith(table: string, files: Readonly<Record<string, string>> = {}): string {
  const home = temporaryFolder();
  mkdirSync(join(home, "reports"), { mode: 0o700 });
  const lines = [
    entry({ at: "2026-11-17T10:00:00.000Z" }),
    entry({ at: "2026-11-18T10:00:00.000Z" }),
    entry({ at: "2026-11-18T10:00:00.000Z", tool: HOSTILE, project: "other" }),
    entry({ at: "2026-11-22T10:00:00.000Z", tool: "Later" }),
  ];
  writeFileSync(join(home, "audit.jsonl"), logText(lines), { mode: 0o600 });
  const all = { "mine.toml": table, ...files };
  for (const [name, text] of Object.entries(all)) {
    writeFileSync(join(home, "reports", name), text, { mode: 0o600 });
  }
  return home;
}

const run = (home: string, ...words: string[]) =>
  runCommand([...words, "--home", home], home, { pid: process.pid });

async function mine(home: string, ...words: string[]): Promise<Report> {
  const { code, out, err } = await run(home, "report", "mine", ...AS_OF, ...words, "--json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return Report.parse(JSON.parse(out));
}

const query = (more: string) => `${HEAD}[[query]]\nname = "asked"\ntitle = "Asked"\n${more}`;

describe("a section that is a question of one's own", () => {
  it("is answered of the window, and of nothing after --as-of", async () => {
    const report = await mine(homeWith(query(`sql = """\n${SQL}\n"""\n`)));
    const section = sectionOf(report, "asked");
    expect(section?.title).toBe("Asked");
    expect(cells(section)).toEqual([
      ["‹Bash›", "2", "‹2026-11-18T10:00:00.000Z›"],
      [`‹${HOSTILE}›`, "1", "‹2026-11-18T10:00:00.000Z›"],
    ]);
  });

  it("shows the columns that it names, in their order, with title and unit", async () => {
    const columns = `columns = [
  { name = "last", title = "seen", unit = "time" },
  { name = "tool_name", title = "tool", align = "right" },
]
`;
    const home = homeWith(query(`sql = """${SQL}"""\n${columns}`));
    const [table] = blocksOf(sectionOf(await mine(home, "--project", "shop"), "asked"), "table");
    expect(table?.columns).toEqual([
      { title: "seen", align: "left" },
      { title: "tool", align: "right" },
    ]);
    expect(table?.rows).toEqual([
      [
        { kind: "time", at: "2026-11-18T10:00:00.000Z", style: "day_clock" },
        { kind: "quote", text: "Bash" },
      ],
    ]);
  });

  it("may be bars or figures, and lie in a file beside", async () => {
    const bars = await mine(
      homeWith(query(`file = "q.sql"\nblock = "bars"\n`), {
        "q.sql": "select 'a' as what, 4 as calls, 0.5 as share union all select 'b', 1, null",
      }),
    );
    const [block] = blocksOf(sectionOf(bars, "asked"), "bars");
    expect(block?.series).toEqual(["calls", "share"]);
    expect(block?.rows[1]?.bars.map(({ share }) => share)).toEqual([0.25, 0]);
    const figures = await mine(
      homeWith(
        query(`sql = "select 'Calls' as label, 7 as now, 3 as before"\nblock = "figures"\n`),
      ),
    );
    const [figure] = blocksOf(sectionOf(figures, "asked"), "figures")[0]?.figures ?? [];
    expect(figure).toMatchObject({ label: "Calls", value: { value: 7 }, last: { value: 3 } });
    expect(figure?.change.sign).toBe("none");
  });

  it("says how many rows it shows, and what it says of none", async () => {
    const many = await mine(homeWith(query(`sql = "select range from range(9)"\nlimit = 2\n`)));
    expect(cells(sectionOf(many, "asked"))).toHaveLength(2);
    const [note] = blocksOf(sectionOf(many, "asked"), "note");
    expect(said(note?.text ?? [])).toBe("only the first 2 rows are shown.");
    const none = await mine(homeWith(query(`sql = "select 1 where false"\nempty = "Fine."\n`)));
    expect(blocksOf(sectionOf(none, "asked"), "table")[0]?.empty).toBe("Fine.");
  });

  it("is harmless in every format, whatever the log holds", async () => {
    const home = homeWith(query(`sql = """\n${SQL}\n"""\n`));
    for (const format of Object.keys(FORMATS)) {
      const { code, out } = await run(home, "report", "mine", ...AS_OF, "--format", format);
      expect({ format, code }).toEqual({ format, code: 0 });
      expect(out).not.toContain("\u001b");
      if (format === "html" || format === "email") expect(out).not.toContain("<img");
    }
  });
});

describe("a mistake in a question of one's own", () => {
  const reach = (home: string) => run(home, "report", "mine", ...AS_OF);

  it.each([
    { sql: "select nope from calls", wanted: "reports/mine.toml:8: query[0].sql: Binder Error" },
    { sql: "delete from entries", wanted: "reports/mine.toml:8: query[0].sql: query only reads" },
    { sql: "select * from read_text('/etc/passwd')", wanted: "read_text() reads or changes" },
    { sql: "select $week", wanted: "There is no parameter $week. There are $since" },
    { sql: "select 1; select 2", wanted: "one statement, and that is 2" },
  ])("is told at its line: $sql", async ({ sql, wanted }) => {
    const home = homeWith(query(`sql = "${sql}"\n`));
    const found = await reach(home);
    expect(found.code).toBe(3);
    expect(found.err).toContain(wanted);
    const validated = await run(home, "validate");
    expect(validated.code).toBe(1);
    expect(validated.out.replace(/\n +/g, " ")).toContain(wanted.slice(0, 40));
  });

  it("in a file of its own is told at the line of that file", async () => {
    const home = homeWith(query(`file = "q.sql"\n`), { "q.sql": "select\n  nope\nfrom calls\n" });
    expect((await reach(home)).err).toMatch(/^reports\/q\.sql:2: Binder Error/);
  });

  it("ends at its time limit", async () => {
    const slow =
      "select count(*) from range(400000000) a, range(40) b where hash(a.range + b.range) = 1";
    const { code, err } = await reach(homeWith(query(`sql = "${slow}"\ntimeout = 1\n`)));
    expect({ code, err }).toEqual({
      code: 3,
      err: expect.stringContaining("took longer than 1 s and was stopped"),
    });
  });

  it.each([
    {
      table: query(`sql = "select 1"\nfile = "q.sql"\n`),
      wanted: "sql and file are two statements",
    },
    { table: query(""), wanted: "it has no statement" },
    { table: query(`file = "q.sql"\n`), wanted: "there is no q.sql beside it" },
    { table: query(`file = "../q.sql"\n`), wanted: "name a .sql file" },
    { table: query(`sql = "select 1"\nblok = "bars"\n`), wanted: "query[0].blok: unknown name" },
    {
      table: query(`sql = "select 1 as a"\ncolumns = [{ name = "b" }]\n`),
      wanted: 'the statement has no column "b". It has a.',
    },
    {
      table: query(`sql = "select 1 as a"\ncolumns = [{ name = "a", title = "" }]\n`),
      wanted: "query[0].columns[0].title: ",
    },
    {
      table: query(`sql = "select 1"\n`).replaceAll('"asked"', '"denied"'),
      wanted: '"denied" is a section of ours',
    },
    { table: query(`sql = "select 1"\n`).replace('["asked"]', '["askd"]'), wanted: "askd" },
  ])("in its table is told by report and validate alike: $wanted", async ({ table, wanted }) => {
    const home = homeWith(table);
    const { code, err } = await reach(home);
    expect({ code, told: err.includes(wanted), line: /mine\.toml:\d+: /.test(err) }).toEqual({
      ...{ code: 3, told: true, line: true },
    });
    expect((await run(home, "validate")).out.replace(/\n +/g, " ")).toContain(wanted);
  });
});

describe("the worked example of README", () => {
  it("is a report that validate is content with", async () => {
    const text = readmeBlocks("toml").find((block) => block.includes("# reports/asked.toml")) ?? "";
    const home = homeWith(query(`sql = "select 1"\n`), { "asked.toml": text });
    expect((await run(home, "validate")).code).toBe(0);
    const { code, out } = await run(home, "report", "asked", ...AS_OF, "--json");
    expect(code).toBe(0);
    const [bars] = blocksOf(sectionOf(Report.parse(JSON.parse(out)), "by-hour"), "bars");
    expect(bars?.series).toEqual(["calls", "prompts you saw"]);
    expect(bars?.rows).toEqual([
      {
        label: { kind: "quote", text: "10" },
        bars: [
          { value: { kind: "count", value: 3 }, share: 1 },
          { value: { kind: "count", value: 0 }, share: 0 },
        ],
      },
    ]);
  });
});

describe("validate", () => {
  it("finds mistakes in templates, with file and line, and files that nobody reads", async () => {
    const home = homeWith(query(`sql = "select 1"\n`), { "Mine.toml": "" });
    mkdirSync(join(home, "templates/markdown"), { recursive: true, mode: 0o700 });
    mkdirSync(join(home, "templates/pdf"), { mode: 0o700 });
    const template = join(home, "templates/markdown/note.hbs");
    writeFileSync(template, "{{term}}\n{{terms}}\n", { mode: 0o600 });
    writeFileSync(join(home, "templates/markdown/code.hbs"), "mine\n", { mode: 0o600 });
    const found = await run(home, "validate");
    expect(found.code).toBe(1);
    expect(found.out).toContain("3 mistakes");
    expect(found.out).toContain("reports/Mine.toml: is not read");
    expect(found.out).toContain('templates/markdown/note.hbs:2: "terms" not defined');
    expect(found.out).toContain('templates/pdf: there is no format "pdf" with templates');
    appendFileSync(template, "{{#if}");
    expect((await run(home, "validate")).out).toMatch(/markdown\/note\.hbs:3: /);
  });

  it("is content with reports and templates that are right", async () => {
    const home = homeWith(query(`sql = """${SQL}"""\n`));
    mkdirSync(join(home, "templates/html"), { recursive: true, mode: 0o700 });
    writeFileSync(join(home, "templates/html/note.hbs"), "<p>{{text}}</p>\n", { mode: 0o600 });
    expect((await run(home, "validate")).code).toBe(0);
  });
});
