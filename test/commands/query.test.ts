import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { openForLoading } from "../../src/warehouse/open.ts";
import { entry, logText } from "../support/entry.ts";
import { folderUntilEnd, type Printed, runCommand, temporaryFolder } from "../support/io.ts";

const BIN = join(import.meta.dirname, "../../dist/bin.cjs");
const ENDLESS = "select count(*) from range(1000000) a, range(1000000) b, range(1000000) c";
/** One call of a function, in which the engine looks for no interrupt: minutes long. */
const DEAF = "select levenshtein(repeat('ab', 100000), repeat('ba', 100000))";

const ESC = String.fromCharCode(27);
const account = folderUntilEnd();
const home = join(account, ".claude/claude-permit");

beforeAll(() => {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const entries = [
    entry({ at: "2026-11-18T10:00:00.000Z", subject: "ls", tier: "allow", decision: "allow" }),
    entry({ at: "2026-11-18T23:30:00.000Z", subject: `=1+1 ${ESC}[31m"q", r`, tool: "Read" }),
    entry({ at: "2026-11-19T10:00:00.000Z", subject: "a | b\n`c`", hook_ms: 20.5 }),
  ];
  writeFileSync(join(home, "audit.jsonl"), logText(entries), { mode: 0o600 });
});

function query(words: readonly string[], stdin?: string): Promise<Printed> {
  const piped = {
    stdinIsTerminal: false,
    stdin: async function* () {
      yield stdin ?? "";
    },
  };
  return runCommand(["query", ...words], account, stdin === undefined ? {} : piped);
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
  readonly ms: number;
}

function start(words: readonly string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const started = performance.now();
  const child = spawn(process.execPath, [BIN, "query", ...words, "--home", home], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const ended = once(child, "close").then(([code, signal]) => {
    return { code, signal, out, err, ms: performance.now() - started };
  });
  return { child, ended };
}

/** The processes that answer for `child`, by what the system lists. */
function answering(child: ChildProcess): number[] {
  const listed = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return listed.map(Number).filter((pid) => parentOf(pid) === child.pid);
}

/** Undefined where the process is gone, or a zombie. */
function parentOf(pid: number): number | undefined {
  const [state, parent] = statOf(pid);
  return state === undefined || state === "Z" ? undefined : Number(parent);
}

function ticksOf(pid: number): number {
  const fields = statOf(pid);
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

/** The fields of /proc/PID/stat after the name; none where the process is gone. */
function statOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}

const BY_TIME = "select ts, tool_name, subject, hook_ms from calls order by ts";

describe("query", () => {
  it("loads what the log has gained, and prints a table", async () => {
    const { code, out, err } = await query([BY_TIME, "--tz", "Europe/Amsterdam"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toBe(
      [
        " ts                   tool_name  subject      hook_ms",
        " ───────────────────  ─────────  ───────────  ───────",
        " 2026-11-18 11:00:00  Bash       ls                20",
        ' 2026-11-19 00:30:00  Read       =1+1 "q", r       20',
        " 2026-11-19 11:00:00  Bash       a | b `c`       20.5",
        "",
        " 3 rows, times in Europe/Amsterdam",
        "",
      ].join("\n"),
    );
  });

  it("writes CSV that no spreadsheet runs", async () => {
    const { code, out } = await query([BY_TIME, "--format", "csv"]);
    expect(code).toBe(0);
    expect(out).toBe(
      [
        "ts,tool_name,subject,hook_ms",
        "2026-11-18T10:00:00.000Z,Bash,ls,20",
        `2026-11-18T23:30:00.000Z,Read,"'=1+1 ""q"", r",20`,
        '2026-11-19T10:00:00.000Z,Bash,"a | b\n`c`",20.5',
        "",
      ].join("\n"),
    );
  });

  it("writes JSON that holds the text as it was", async () => {
    const { out } = await query([BY_TIME, "--json"]);
    const rows: unknown = JSON.parse(out);
    expect(rows).toMatchObject([
      { ts: "2026-11-18T10:00:00.000Z", subject: "ls", hook_ms: 20 },
      { subject: `=1+1 ${ESC}[31m"q", r` },
      { subject: "a | b\n`c`", hook_ms: 20.5 },
    ]);
    expect(out.split("\n")).toHaveLength(6);
    expect(out).not.toContain(ESC);
    expect((await query(["select 1 a where false", "--json"])).out).toBe("[]\n");
  });

  it("writes Markdown in which text is only text", async () => {
    const { out } = await query([BY_TIME, "--format", "markdown"]);
    expect(out).toContain("| ts | tool\\_name | subject | hook\\_ms |\n| --- | --- | --- | ---: |");
    expect(out).toContain(" | `Bash` | `` a \\| b `c` `` | 20.5 |");
    expect(out).toMatch(/\n\n3 rows, times in .+\n$/);
  });

  it("shows the first 100 rows in a table, and says how many are left", async () => {
    const { out } = await query(["select range as n from range(12345)"]);
    expect(out.split("\n")).toHaveLength(105);
    expect(out).toContain(" 100 rows; 12,245 left out (--limit all shows every row)\n");
    const few = await query(["select range as n from range(5)", "--limit", "2", "--json"]);
    expect(JSON.parse(few.out)).toEqual([{ n: 0 }, { n: 1 }]);
    expect(few.err).toBe("2 rows; 3 left out (--limit all shows every row)\n");
  });

  it("counts on for a million rows only", async () => {
    const { code, out } = await query(["select * from range(100000000000)", "--limit", "1"]);
    expect(code).toBe(0);
    expect(out).toContain(" 1 row; more than 1,000,000 left out");
  });

  it("lists the fields of rows that are too wide for a table", async () => {
    const { out } = await query(["select * from entries limit 2"]);
    expect(out).toMatch(/^ ── row 1\n load_id {14}/);
    expect(out).toContain("\n\n ── row 2\n");
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("takes the statement from standard input", async () => {
    const { code, out } = await query(["-", "--format", "csv"], "select 1 as one;\n-- done\n");
    expect({ code, out }).toEqual({ code: 0, out: "one\n1\n" });
    const nothing = await query(["-"]);
    expect(nothing.err).toContain("that is a terminal");
    expect((await query(["-"], "x".repeat(1_000_001))).err).toContain("at most a million");
  });

  it("says by --dry-run what a statement would answer", async () => {
    const { code, out } = await query([ENDLESS, "--dry-run"]);
    expect(code).toBe(0);
    expect(out).toContain("would answer:\n  count_star()  BIGINT\n");
  });

  it("shows the engine's own position of a mistake, without what a text hides", async () => {
    const { code, out, err } = await query(["select nope from calls"]);
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toContain("LINE 1: select nope from calls\n               ^\n");
    const hidden = await query(["select cast(subject as int) from calls where tool_name = 'Read'"]);
    expect(hidden.err).toContain("Could not convert string");
    expect(hidden.err).not.toContain(ESC);
  });

  it.each([
    [[], "Give a statement"],
    [["select 1; select 2"], "one statement, and that is 2"],
    [["delete from entries"], "query only reads"],
    [["select * from read_text('/etc/passwd')"], "query only reads the warehouse"],
    [["select 1", "--since", "7d"], "--since does not narrow a statement of your own"],
    [["select 1", "--as-of", "7d"], "--as-of does not narrow"],
    [["select 1", "--tool", "Bash"], "where tool_name = 'Bash'"],
    [["--schema", "--project", "x"], "--project does not narrow"],
    [["select 1", "--json", "--format", "csv"], "exclude each other"],
    [["select 1", "--limit", "0"], "--limit takes a number of rows, or all"],
    [["select 1", "--limit", "-5"], "--limit takes"],
    [["select 1", "--timeout", "30"], "--timeout takes 30s, 500ms or 5m"],
    [["select 1", "--timeout", "2000m"], "an hour at most"],
    [["select 1", "--tz", "Nowhere"], 'Time zone "Nowhere" is unknown'],
  ])("refuses %j", async (words, message) => {
    const { code, out, err } = await query(words);
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toContain(message);
  });

  it("answers from an empty warehouse where there is no home yet", async () => {
    const folder = temporaryFolder();
    const { code, out, err } = await runCommand(
      ["query", "select count(*) as n from calls", "--json"],
      folder,
    );
    expect({ code, rows: JSON.parse(out) }).toEqual({ code: 0, rows: [{ n: 0 }] });
    expect(err).toContain("There is nothing in");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("reads the log into memory while another process holds the warehouse", async () => {
    const folder = temporaryFolder();
    const own = join(folder, ".claude/claude-permit");
    mkdirSync(own, { recursive: true, mode: 0o700 });
    writeFileSync(join(own, "audit.jsonl"), logText([entry(), entry()]), { mode: 0o600 });
    const holder = await openForLoading(join(own, "warehouse.duckdb"));
    try {
      const words = ["query", "select count(*) as n from calls", "--json"];
      const { code, out, err } = await runCommand(words, folder);
      expect({ code, rows: JSON.parse(out) }).toEqual({ code: 0, rows: [{ n: 2 }] });
      expect(err).toContain("reading the log into memory");
    } finally {
      holder.close();
    }
  }, 60_000);
});

describe("query --schema", () => {
  it("tells every table within 80 columns", async () => {
    const { code, out } = await query(["--schema"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^calls\nview: every tool call once/);
    expect(out).toMatch(/\n hook_ms +double +.*\n? *.*\[ms\]\n/);
    expect(out.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("tells one table, in every format", async () => {
    const json = await query(["--schema", "prompts", "--json"]);
    expect(JSON.parse(json.out)).toMatchObject({
      tables: [{ name: "prompts", kind: "view", columns: [{ name: "call_key" }, { name: "ts" }] }],
    });
    const markdown = await query(["--schema", "prompts", "--format", "markdown"]);
    expect(markdown.out).toContain("## prompts\n");
    const csv = await query(["--schema", "prompts", "--format", "csv"]);
    expect(csv.out.split("\n")[0]).toBe("table,kind,column,type,unit,meaning");
  });

  it("names the nearest table for one that is none", async () => {
    const { code, err } = await query(["--schema", "call"]);
    expect({ code, err }).toEqual({
      code: 3,
      err: 'No table is called "call". Did you mean calls?\n',
    });
  });
});

describe("a statement that goes on and on", { timeout: 30_000 }, () => {
  it.each([
    ["is interrupted after its time", ENDLESS],
    ["is ended by force where it hears no interrupt", DEAF],
    [
      "is ended while it recurses",
      "with recursive r(n) as (select 1 union all select n + 1 from r) select max(n) from r",
    ],
  ])("%s", async (_, sql) => {
    const { code, signal, out, err, ms } = await start([sql, "--timeout", "700ms"]).ended;
    expect({ code, signal, out }).toEqual({ code: 3, signal: null, out: "" });
    expect(err).toBe(
      "The statement took longer than 700 ms and was stopped. Narrow it, or give --timeout.\n",
    );
    expect(ms).toBeLessThan(15_000);
  });

  it("leaves no JSON that could be taken for the whole answer", async () => {
    const words = ["select * from range(100000000000)", "--json", "--timeout", "500ms"];
    const { code, out, err } = await start(words).ended;
    expect(code).toBe(3);
    expect(err).toContain("took longer than 500 ms");
    expect(out.length).toBeGreaterThan(1000);
    expect(() => JSON.parse(out)).toThrow();
  });

  it.each([
    ["by the engine's limit", "select list(range) from range(10000000000)"],
    ["by the process's limit", "select list_sum(range(1000000000))"],
  ])("gets no more memory, %s", async (_, sql) => {
    const { code, err } = await start([sql]).ended;
    expect(code).toBe(3);
    expect(err).toMatch(/^The statement needs more memory than it may have/);
  });

  it.each([
    ["SIGINT", 130, ENDLESS],
    ["SIGINT", 130, DEAF],
    ["SIGTERM", 143, ENDLESS],
  ] as const)("ends on %s with %i", async (signal, expected, sql) => {
    const { child, ended } = start([sql]);
    // It is at work once the process that answers has loaded the log and stays.
    await untilBusy(child);
    const [answerer = 0] = answering(child);
    child.kill(signal);
    const { code, out, err, ms } = await ended;
    expect({ code, out, err }).toEqual({ code: expected, out: "", err: "" });
    expect(ms).toBeLessThan(20_000);
    expect(parentOf(answerer)).toBeUndefined();
  });

  it("ends when a reader has seen enough", async () => {
    const { child, ended } = start(["select * from range(100000000000)", "--format", "csv"]);
    await once(child.stdout ?? child, "data");
    const [answerer = 0] = answering(child);
    child.stdout?.destroy();
    const { code } = await ended;
    expect(code).toBe(0);
    await gone(answerer);
  });

  it("does not outlive whoever asked", async () => {
    const { child, ended } = start([ENDLESS]);
    await untilBusy(child);
    const [answerer = 0] = answering(child);
    child.kill("SIGKILL");
    await ended;
    await gone(answerer);
  });
});

/** Resolves once the process that answers has used more processor time than it takes to start. */
async function untilBusy(child: ChildProcess): Promise<void> {
  for (;;) {
    const [answerer] = answering(child);
    if (answerer !== undefined && ticksOf(answerer) > 60) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function gone(pid: number): Promise<void> {
  while (parentOf(pid) !== undefined) await new Promise((resolve) => setTimeout(resolve, 20));
}
