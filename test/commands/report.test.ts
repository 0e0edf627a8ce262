import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { entry, logText } from "../support/entry.ts";
import { folderUntilEnd, runCommand } from "../support/io.ts";

const WEEK = "--during 2026-W47 --tz UTC --as-of 2026-11-23T06:00:00Z";
const SUBJECT = "/home/ana/shop/secret-plan.md";

const home = folderUntilEnd();
const folder = folderUntilEnd();

/** A command line on a home with denied calls, in a folder that is no git work tree. */
function report(words: string) {
  const line = `report ${words} ${WEEK} --home ${home}`;
  return runCommand(line.split(" "), folder, { pid: process.pid });
}

beforeAll(() => {
  const rule = {
    rule: "no-plans",
    rule_id: "eeeeeeeeeeee",
    rule_kind: "deny",
    rule_source: "config",
  } as const;
  // Fewer calls would be a quiet week, which shows no denial.
  const denied = Array.from({ length: 60 }, () =>
    entry({ ...rule, tool: "Read", tier: "deny", decision: "deny", subject: SUBJECT }),
  );
  writeFileSync(join(home, "audit.jsonl"), logText(denied), { mode: 0o600 });
});

describe("report --redact", () => {
  it.each([
    ["text", "full"],
    ["json", "full"],
    ["slack", "masked"],
    ["email", "masked"],
  ])("%s is %s by itself", async (format, level) => {
    const { code, out } = await report(`--format ${format}`);
    expect(code).toBe(0);
    expect(out.includes("/home/ana/shop")).toBe(level === "full");
  });

  it("takes out what it is told to", async () => {
    const { out: masked } = await report("--format markdown --redact masked");
    expect(masked).toContain("`secret-plan.md`");
    expect(masked).not.toContain("/home/ana");
    const { out: counts } = await report("--format json --redact counts");
    expect(counts).toContain('"redaction": "counts"');
    expect(counts).not.toMatch(/secret-plan|no-plans/);
  });

  it("masks a file in a git work tree, and says so", async () => {
    const tree = join(folder, "tree");
    mkdirSync(join(tree, ".git"), { recursive: true });
    const path = join(tree, "digest.md");
    const { out } = await report(`--format markdown --output ${path}`);
    expect(out).toMatch(/bytes; masked, as it lies in a git work tree: --redact full\)\.\n$/);
    expect(readFileSync(path, "utf8")).not.toContain("/home/ana");
    await report(`--format markdown --output ${path} --redact full`);
    expect(readFileSync(path, "utf8")).toContain("/home/ana");
  });

  it("is a matter of the channel where it is sent", async () => {
    const { code, err } = await report("--to file --redact full");
    expect({ code, err }).toMatchObject({ code: 3, err: expect.stringContaining("redaction = ") });
  });
});

describe("report --format csv", () => {
  it("prints the table that is named, and names them all where none is", async () => {
    const { out } = await report("--format csv --table denied");
    expect(out).toBe(
      `rule,count,sessions,last,example\nno-plans,60,1,2026-11-18T10:00:00.000Z,${SUBJECT}\n`,
    );
    const { code, err } = await report("--format csv");
    expect(code).toBe(3);
    expect(err).toMatch(/--table, or write all with --output FOLDER\/: .*denied/);
  });

  it("writes a file for each table into a folder", async () => {
    const into = join(folder, "tables");
    expect((await report(`--format csv --output ${into}/ --dry-run`)).out).toContain("Would write");
    expect(existsSync(into)).toBe(false);
    const { code, out } = await report(`--format csv --output ${into}/`);
    expect(code).toBe(0);
    expect(out).toContain(`Wrote ${join(into, "denied.csv")} (`);
    expect(readdirSync(into)).toContain("denied.csv");
  });
});

describe("report as text in a pipe", () => {
  it("is as wide as COLUMNS says, and 80 without", async () => {
    for (const [told, wide] of [
      ["60", 60],
      ["", 80],
      ["wide", 80],
    ] as const) {
      const line = `report ${WEEK} --home ${home}`.split(" ");
      const { out } = await runCommand(line, folder, { pid: process.pid, env: { COLUMNS: told } });
      expect(Math.max(...out.split("\n").map((one) => one.length))).toBe(wide);
    }
  });
});

describe("report of Markdown", () => {
  it("folds for GitHub and begins with its facts where asked", async () => {
    const { out } = await report("--format markdown --flavour github --front-matter");
    expect(out).toMatch(/^---\nid: "digest:digest:2026-11-16:UTC"\n[\s\S]*verdict: "\w+"\n/);
    expect(out).toContain("<details><summary><b>Denied: 60 in 1 session</b></summary>");
    const { out: plain } = await report("--format markdown");
    expect(plain).not.toMatch(/[<>]details/);
  });

  it.each(["--format html --table denied", "--flavour github", "--format csv --ascii"])(
    "refuses %s",
    async (words) => {
      const { code, err } = await report(words);
      expect({ code, err }).toMatchObject({
        code: 3,
        err: expect.stringContaining("is for --format"),
      });
    },
  );
});
