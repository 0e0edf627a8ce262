import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type Printed, runCommand, temporaryFolder } from "../support/io.ts";

const Told = z.object({
  ok: z.boolean(),
  problems: z.array(z.object({ line: z.number().nullable(), path: z.string() })),
  examples: z.object({
    tried: z.int(),
    failed: z.array(z.object({ line: z.number().nullable(), path: z.string() })),
  }),
  warnings: z.array(
    z.object({
      lint: z.string(),
      rule: z.string().nullable(),
      message: z.string(),
      details: z.array(z.object({ text: z.string(), how: z.string() })),
    }),
  ),
});

interface Place {
  readonly write: (path: string, text: string) => void;
  readonly run: (...words: string[]) => Promise<Printed>;
  readonly told: (...words: string[]) => Promise<z.infer<typeof Told>>;
}

/** An account with a home and a project of Ana's, in which she runs `validate`. */
function place(config = ""): Place {
  const account = temporaryFolder();
  const home = join(account, ".claude/claude-permit");
  const write = (path: string, text: string): void => {
    const file = join(account, path);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, text, { mode: 0o600 });
  };
  if (config !== "") write(".claude/claude-permit/config.toml", config);
  const run = (...words: string[]): Promise<Printed> =>
    runCommand(words, account, { cwd: join(account, "shop") });
  return {
    write,
    run,
    told: async (...words) =>
      Told.parse(JSON.parse((await run("validate", "--home", home, "--json", ...words)).out)),
  };
}

function rule(kind: string, name: string, more: string): string {
  return `[[${kind}]]\nname = "${name}"\ntool = "^Bash$"\n${more}\n`;
}

const NO_RM = rule("deny", "no-rm", 'program = "rm"\nmatch = ["rm x"]\nno_match = ["ls"]');
const LS = rule("allow", "ls", 'fields.command = "^ls( -l)?$"\nmatch = ["ls"]');

describe("validate", () => {
  it("is content with rules whose examples hold", async () => {
    const { code, out, err } = await place(NO_RM + LS).run("validate");
    expect({ code, out, err }).toEqual({
      code: 0,
      out: " ● OK     2 rules, 3 examples, no warnings.\n",
      err: "",
    });
  });

  it("says so where there is nothing to check", async () => {
    const { code, out } = await place().run("config", "validate");
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringContaining("nothing to check"),
    });
  });

  it("tells every mistake of both halves at once, each with its line", async () => {
    const at = place(
      `[report]\ntime_zone = "Mars"\n[[alow]]\n[[deny]]\ntoool = "x"\ntool = "("\ncwd = "src"\n` +
        `[[ask]]\ntool = 3\n[[job]]\nname = "a"\ncron = "99 * * * *"\nrun = "reprot"\n` +
        `[[alert]]\nkind = "passthrough_ratio"\nchannels = ["mial"]\n[[channel]]\nname = "mail"\ntype = "file"\n` +
        `[[channel]]\nname = "mail"\ntype = "file"\n`,
    );
    const { ok, problems } = await at.told();
    expect(ok).toBe(false);
    expect(problems.map(({ line, path }) => `${line} ${path}`)).toEqual([
      "2 report.time_zone",
      "3 alow",
      "5 deny[0].toool",
      "6 deny[0].tool",
      "7 deny[0].cwd",
      "9 ask[0].tool",
      "12 job[0].cron",
      "13 job[0].run",
      "16 alert[0].channels[0]",
      "21 channel[1].name",
    ]);
    const { code, out } = await at.run("validate");
    expect(code).toBe(1);
    expect(out).toContain(
      ' config.toml:3: alow: unknown name. Write "allow", if that was meant.\n',
    );
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("tells what is wrong besides a table that cannot be read, by its place in the file", async () => {
    const { problems } = await place(
      `[report]\nlook_back_days = 0\n[[job]]\nname = "a"\n[[job]]\nname = "b"\n` +
        `cron = "99 * * * *"\nrun = "status"\ntime_zone = "Mars"\n` +
        `[[channel]]\nname = "mail"\ntype = "pigeon"\n` +
        `[[channel]]\nname = "here"\ntype = "file"\n[[channel]]\nname = "here"\ntype = "file"\n` +
        `[[alert]]\nkind = "deny_spike"\nenabled = 3\n` +
        `[[alert]]\nkind = "all"\nchannels = ["out", "mail", "hear"]\n`,
    ).told();
    expect(problems.map(({ line, path }) => `${line} ${path}`)).toEqual([
      "2 report.look_back_days",
      "3 job[0].cron",
      "3 job[0].run",
      "9 job[1].time_zone",
      "12 channel[0].type",
      "17 channel[2].name",
      "21 alert[0].enabled",
      "24 alert[1].channels[2]",
    ]);
  });

  it("tells the line of each mistake in a list of expressions", async () => {
    const list = 'fields = { command = [\n  "^a",\n  "(",\n  # next\n  "[",\n], x = [] }';
    const { problems } = await place(rule("deny", "a", list)).told();
    expect(problems.map(({ line, path }) => `${line} ${path}`)).toEqual(["9 deny[0].fields.x"]);
    const { problems: others } = await place(
      rule("deny", "a", list.replace("x = []", 'x = "y"')),
    ).told();
    expect(others.map(({ line, path }) => `${line} ${path}`)).toEqual([
      "6 deny[0].fields.command[1]",
      "8 deny[0].fields.command[2]",
    ]);
  });

  it("tells a syntax error once", async () => {
    const { problems } = await place("[[deny]\n").told();
    expect(problems).toEqual([{ line: 1, path: "" }]);
  });

  it("answers 1 where an example is judged otherwise, and 0 for warnings alone", async () => {
    const wrong = place(
      rule("deny", "a", 'program = "rm"\nmatch = [\n  "rm x",\n  "mv x",\n]\nno_match = ["rm y"]'),
    );
    expect((await wrong.told()).examples).toEqual({
      tried: 3,
      failed: [
        { line: 7, path: "deny[0].match[1]" },
        { line: 9, path: "deny[0].no_match[0]" },
      ],
    });
    expect((await wrong.run("validate")).code).toBe(1);
    expect((await place(rule("allow", "a", 'fields.command = "ls"')).run("validate")).code).toBe(0);
  });

  it.each<[string, string, string]>([
    ["a path", 'tool = "^(Read|Grep)$"\nfields.file_path = "env$"', '"/w/.env"'],
    ["a URL", 'tool = "^WebFetch$"\nhost = "evil.com"', '"https://x.evil.com/a"'],
    ["a pattern", 'tool = "^Grep$"\nfields.pattern = "secret"', '"my secret"'],
    ["a tool that nobody knows", 'tool = "^mcp__pg__query$"\nfields.sql = "^drop"', '"drop x"'],
    ["an input", 'tool = "^(Bash|Edit)$"\nfields.new_string = "x"', '\'{"new_string": "x"}\''],
    [
      "a path of a rule for several tools",
      'tool = "^(Bash|Read)$"\nfields.file_path = "env"',
      '"~/.env"',
    ],
  ])("takes an example that is %s", async (_, keys, example) => {
    const at = place(`[[deny]]\n${keys}\nmatch = [${example}]\n`);
    expect(await at.told()).toMatchObject({ ok: true, examples: { tried: 1, failed: [] } });
  });

  it("tries the examples of a rule in its folder, and after its time", async () => {
    const at = place(
      rule("deny", "a", 'program = "rm"\ncwd = "~/x"\nexpires = "2020-01-01"\nmatch = ["rm x"]'),
    );
    const { ok, warnings } = await at.told();
    expect({ ok, lints: warnings.map(({ lint }) => lint) }).toEqual({
      ok: true,
      lints: ["expired"],
    });
  });

  it("checks a file before it is put in force, beside those that are", async () => {
    const at = place(NO_RM);
    at.write("new.toml", rule("allow", "rm", 'fields.command = "^rm x$"\nmatch = ["rm x"]'));
    at.write("auto-rules.toml", "[[deny]]\ntool = 'x'\n");
    at.write("claude-permit.toml", "[[allow]]\ntool = 'x'\n");
    expect((await at.told("--file", "../new.toml")).warnings).toEqual([]);
    expect((await at.told("--file", "../auto-rules.toml")).problems).toMatchObject([
      { path: "deny" },
    ]);
    expect((await at.told("--file", "../claude-permit.toml")).problems).toEqual([
      { line: 1, path: "allow" },
    ]);
    const none = await at.run("validate", "--file", "nowhere.toml");
    expect(none).toMatchObject({
      code: 3,
      err: expect.stringContaining("nowhere.toml cannot be read"),
    });
  });

  it("knows the rules of the project, and says that they hold", async () => {
    const at = place(LS);
    at.write("shop/.claude/claude-permit.toml", NO_RM);
    const { ok, warnings } = await at.told();
    expect({ ok, warnings }).toMatchObject({ ok: true, warnings: [{ lint: "project" }] });
    at.write("shop/.claude/claude-permit.toml", "[[allow]]\ntool = 'x'\n");
    expect((await at.told()).problems).toEqual([{ line: 1, path: "allow" }]);
  });
});

describe("validate warns of a rule", () => {
  it("that another spelling of its example escapes", async () => {
    const at = place(rule("deny", "no-rm", 'fields.command = "^rm -rf "\nmatch = ["rm -rf x"]'));
    const [warning] = (await at.told()).warnings;
    expect(warning).toMatchObject({ lint: "escape", rule: "no-rm" });
    expect(warning?.details).toContainEqual({ text: "rm -r -f x", how: "with its options apart" });
    const { out } = await at.run("validate");
    expect(out).toContain("     with its options apart         rm -r -f x\n");
  });

  it("unless another denial catches that", async () => {
    const loose = rule("deny", "no-rm", 'fields.command = "^rm -rf "\nmatch = ["rm -rf x"]');
    const strict = rule("deny", "any-rm", 'program = "rm"');
    expect((await place(loose + strict).told()).warnings).toEqual([]);
  });

  const push = rule("ask", "push", 'fields.command = "^git push"\nmatch = ["git push"]');

  it.each<[string, string, string]>([
    [
      "shadowed",
      rule("deny", "a", 'program = ["rm", "dd"]') + rule("deny", "b", 'program = "dd"'),
      "deny a (config.toml:1) does all that it does",
    ],
    ["duplicate", NO_RM + NO_RM.replace("no-rm", "too"), "the same rule as deny no-rm"],
    [
      "duplicate",
      rule("deny", "a", 'program = "rm"') + rule("deny", "a", 'program = "dd"'),
      "has the same name",
    ],
    [
      "unreachable",
      push + rule("allow", "p", 'fields.command = "^git push$"\nmatch = ["git push"]'),
      'never reached: "git push" by ask push',
    ],
    [
      "wide",
      push + rule("allow", "p", 'fields.command = "^git p"'),
      'covers what is stopped: "git push" by ask push',
    ],
    ["unanchored", rule("allow", "a", 'fields.command = "^a|b"'), "anywhere: b."],
    [
      "unanchored",
      rule("allow", "a", "fields.command = ['(?i)^a', '^c', 'b']"),
      "fields.command[2] is found anywhere",
    ],
    [
      "duplicate",
      rule("ask", "a", "fields.command = ['^a', '^b']") +
        rule("ask", "b", "fields.command = ['^b', '^a']"),
      "the same rule as ask a",
    ],
    [
      "wide",
      push + rule("allow", "p", "fields.command = ['^ls', '^git p']"),
      'covers what is stopped: "git push" by ask push',
    ],
    [
      "expired",
      rule("allow", "a", 'program = "ls"\nexpires = "2020-01-01"'),
      "held until 2020-01-01",
    ],
  ])("that is %s", async (lint, config, words) => {
    const { ok, warnings } = await place(config).told();
    expect(ok).toBe(true);
    expect(warnings.map((each) => each.lint)).toEqual([lint]);
    expect(warnings[0]?.message).toContain(words);
  });

  it("not that is shadowed by a milder one", async () => {
    const mild = rule("deny", "a", 'program = ["rm", "dd"]');
    const grave = rule("deny", "b", 'program = "dd"\nseverity = "critical"');
    expect((await place(mild + grave).told()).warnings).toEqual([]);
  });
});
