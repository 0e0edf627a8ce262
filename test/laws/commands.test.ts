import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CommandRow } from "../../src/commands/command.ts";
import { COMMANDS } from "../../src/commands/index.ts";
import { createProgram } from "../../src/commands/program.ts";
import { EXIT } from "../../src/model/errors.ts";
import { fakeIo, type Printed, runCommand, temporaryFolder } from "../support/io.ts";

const GROUPS: readonly CommandRow["group"][] = [
  "start",
  "look",
  "policy",
  "comes",
  "data",
  "plumbing",
];

/** What a command line would start, and nothing is started. */
async function parse(line: string): Promise<Printed & { started: string | undefined }> {
  const io = fakeIo("/nowhere");
  let started: string | undefined;
  const program = createProgram(io, async (row) => {
    started = row.words;
    return EXIT.ok;
  });
  const code = await program.run(splitWords(line));
  return { ...io.printed(), code, started };
}

/** Words as a shell takes them apart; an example uses single and double quotes at most. */
function splitWords(line: string): string[] {
  const found = line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g);
  return [...found].map(([, single, double, plain]) => single ?? double ?? plain ?? "");
}

/** A made-up word for each argument that the row demands. */
function demanded(row: CommandRow): string[] {
  return [...row.argument.matchAll(/<[^>]+>/g)].map(() => "word");
}

describe.each(COMMANDS)("$words", (row) => {
  const words = row.words.split(" ");

  it("answers --help on standard output", async () => {
    const { code, out, err } = await runCommand([...words, "--help"], temporaryFolder());
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain(`Usage: claude-permit ${row.words}`);
    expect(out).toContain("Everywhere:");
  });

  it("says in a line what it does", () => {
    expect(row.summary).toMatch(/^\S.{10,70}[^.]$/);
    expect(row.examples.length).toBeGreaterThan(0);
  });

  it.each(row.examples)("parses its example %s", async (line) => {
    const { code, err, started } = await parse(line);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const aliases = row.aliases.some((alias) => line.startsWith(alias));
    expect(line.startsWith(row.words) || aliases).toBe(true);
    expect(started).toBe(row.words);
  });

  it("refuses a flag that it does not know, with a hint", async () => {
    const line = [row.words, ...demanded(row), "--jsno"].join(" ");
    const { code, out, err, started } = await parse(line);
    expect({ code, out, started }).toEqual({ code: 3, out: "", started: undefined });
    expect(err).toContain("unknown option '--jsno'");
    expect(err).toMatch(/Did you mean --json|See claude-permit .*--help/);
  });

  it("refuses a word too many", async () => {
    if (row.argument.includes("...")) return;
    const most = [...row.argument.matchAll(/[<[]/g)].map(() => "word");
    const { code, started } = await parse([row.words, ...most, "more"].join(" "));
    expect({ code, started }).toEqual({ code: 3, started: undefined });
  });
});

describe("the command line as a whole", () => {
  it("keeps the groups of the table together and in order", () => {
    const order = COMMANDS.map((row) => GROUPS.indexOf(row.group));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it("calls each command by words of its own", () => {
    const names = COMMANDS.flatMap((row) => [row.words, ...row.aliases]);
    expect(new Set(names).size).toBe(names.length);
  });

  it("lists every command in its help", async () => {
    const { code, out, err } = await parse("--help");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const row of COMMANDS) expect(out).toContain(`  ${row.words.split(" ")[0]}`);
  });

  it("prints help and answers 3 where no command was said", async () => {
    const { code, err } = await parse("");
    expect(code).toBe(3);
    expect(err).toContain("Usage: claude-permit");
  });

  it("refuses an unknown command with the nearest one", async () => {
    const { code, err } = await parse("instal");
    expect(code).toBe(3);
    expect(err).toContain("Did you mean install?");
  });
});

describe("the names of reports", () => {
  it("are those of reports/, and the two that no table lays out", () => {
    const files = readdirSync(join(import.meta.dirname, "../../reports"));
    const tables = files.filter((file) => file.endsWith(".toml")).map((file) => file.slice(0, -5));
    const row = COMMANDS.find(({ words }) => words === "report");
    const names = (row?.names ?? []).map(({ word }) => word);
    expect(new Set(names)).toEqual(new Set([...tables, "compare", "inventory"]));
  });
});
