import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { appendHistory, readHistory } from "../../src/files/history.ts";
import { loadAndKeepPolicy } from "../../src/hook/policy-miss.ts";
import { HISTORY, type RuleChangeLine, type RuleRecord } from "../../src/model/history.ts";
import { BUILTIN, FLOOR } from "../../src/policy/floor/floor.ts";
import { entry, logText } from "../support/entry.ts";
import { type Printed, runCommand, temporaryFolder } from "../support/io.ts";

const NO_RM = `[[deny]]
name = "no-rm"
description = "Nothing is deleted"
message = "Ask."
tool = "^Bash$"
program = "rm"
match = ["rm x"]
no_match = ["ls"]
`;
const LEARNED = `# learned
[[allow]]
name = "npm-lint"
tool = "^Bash$"
promoted_at = 2026-11-17T11:20:00Z
promoted_tier = "YELLOW"
promoted_reasoning = "Runs the linter."
[allow.fields]
command = "^npm run lint$"
`;

interface Place {
  readonly home: string;
  readonly write: (path: string, text: string) => void;
  readonly run: (line: string) => Promise<Printed>;
  readonly json: (line: string) => Promise<{ rules: Record<string, unknown>[] }>;
}

function place(config: string, env: Record<string, string> = {}): Place {
  const account = temporaryFolder();
  const home = join(account, ".claude/claude-permit");
  const write = (path: string, text: string): void => {
    const file = join(home, path);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, text, { mode: 0o600 });
  };
  write("config.toml", config);
  const run = (line: string): Promise<Printed> =>
    runCommand([...line.split(" "), "--tz", "Europe/Amsterdam"], account, {
      cwd: join(account, "shop"),
      env,
    });
  return {
    home,
    write,
    run,
    json: async (line) => JSON.parse((await run(`${line} --json`)).out),
  };
}

async function idOf(at: Place): Promise<string> {
  return String((await at.json("rules list --dry-run")).rules[0]?.["rule_id"]);
}

describe("rules list", () => {
  it("counts each rule's hits, the most used first, and names those without any", async () => {
    const at = place(`${NO_RM}[[deny]]\nname = "no-dd"\ntool = "^Bash$"\nprogram = "dd"\n`);
    const [first, second] = (await at.json("rules list")).rules.map((rule) => rule["rule_id"]);
    const hit = (rule: unknown, session: string) =>
      entry({
        at: "2026-11-20T09:00:00Z",
        decision: "deny",
        tier: "deny",
        rule_id: String(rule),
        rule_kind: "deny",
        session_id: session,
      });
    at.write("audit.jsonl", logText([hit(second, "a"), hit(second, "b"), entry()]));
    const { code, out } = await at.run("rules list");
    expect(code).toBe(0);
    expect(out).toContain("2 rules; 1 of them decided nothing in this window.");
    expect(out).toMatch(/no-dd +2 +2 +20 Nov 10:00 +\w{12} +config:9\n no-rm +0 +0 +never/);
    expect((await at.json("rules list")).rules).toMatchObject([
      { rule_id: first, name: "no-rm", line: 1, hits: 0, last_hit: null },
      { rule_id: second, hits: 2, sessions: 2, last_hit: "2026-11-20T09:00:00.000Z" },
    ]);
    expect(await at.run("rules list --during 2026-10")).toMatchObject({
      out: expect.stringContaining("2 of them decided nothing"),
    });
  });

  it("says that nothing can be counted where there is no log", async () => {
    const at = place(NO_RM);
    expect((await at.run("rules list")).out).toContain("No log yet, so nothing to count.");
    expect((await at.json("rules list")).rules[0]).toMatchObject({ hits: null });
  });

  it("lists learned rules and a project's, and says what is wrong", async () => {
    const at = place(`${NO_RM}[[ask]]\ntool = 3\n`);
    at.write("auto-rules.toml", LEARNED);
    at.write(
      "../../shop/.claude/claude-permit.toml",
      "[[ask]]\nname = \"p\\u001b[2J\"\ntool = 'x'\n",
    );
    const { out } = await at.run("rules list");
    expect(out).toContain("LEARNED  1 rule");
    expect(out).toMatch(/ p +– .*project:1/);
    expect(out).not.toContain("\u001b[2J");
    expect(out.replace(/\s+/g, " ")).toContain("1 mistake in the files");
  });

  it("tells the rules of another day", async () => {
    const at = place(NO_RM);
    const record: RuleRecord = { kind: "deny", id: "0123456789ab", name: "old", tool: "^Bash$" };
    const changed = (day: string, before: RuleRecord | null, after: RuleRecord | null) => ({
      v: 1 as const,
      at: day,
      kind: after === null ? ("removed" as const) : ("added" as const),
      file: "config.toml",
      rule_kind: record.kind,
      rule_id: record.id,
      name: "old",
      before,
      after,
      policy_sha256_before: null,
      policy_sha256_after: "a",
      found_by: "hook",
    });
    appendHistory<RuleChangeLine>(at.home, HISTORY.rules, [
      changed("2026-11-01T10:00:00Z", null, record),
      changed("2026-11-10T10:00:00Z", record, null),
    ]);
    const then = async (day: string) =>
      (await at.json(`rules list --as-of ${day}`)).rules.map((rule) => rule["name"]);
    expect(await then("2026-11-05")).toEqual(["old"]);
    expect(await then("2026-11-15")).toEqual([]);
    expect((await at.run("rules list --as-of 2026-10-15")).out).toContain("Nothing is on record");
    expect((await at.run("rules list")).out).toContain("no-rm");
    expect((await at.run("rules list --as-of 2026-11-15")).out).toContain("There were no rules.");
  });

  it("writes down what the hook has not met yet, once, and not as a dry run", async () => {
    const at = place(NO_RM);
    const lines = () => readHistory(at.home, HISTORY.rules).lines;
    await at.run("rules list --dry-run");
    expect(lines()).toEqual([]);
    await at.run("rules list");
    await at.run("rules list");
    expect(lines()).toMatchObject([{ kind: "added", name: "no-rm", found_by: "rules list" }]);
    const where = { home: at.home, projectRoot: "" };
    const { policy } = await loadAndKeepPolicy(where, { pid: process.pid, name: "hook" });
    expect(lines()).toMatchObject([{ policy_sha256_after: policy.sha256 }]);
    at.write("config.toml", `${NO_RM}[[ask]]\ntool = 3\n`);
    await at.run("rules list");
    expect(lines()).toHaveLength(1);
  });
});

describe("rules show", () => {
  it.each(Object.entries(BUILTIN))("knows the built-in rule %s", async (name, { description }) => {
    const at = place(NO_RM);
    const { code, out } = await at.run(`rules show ${name}`);
    expect(code).toBe(0);
    expect(out.replace(/\s+/g, " ")).toContain(` ${name}: ${description}`);
    expect(out).toMatch(/^ source {6}built in$/m);
    const [shown] = (await at.json(`rules show ${name}`)).rules;
    expect(shown).toMatchObject({ name, file: null, hits: null });
    expect((await at.run(`rules show ${shown?.["rule_id"]}`)).out).toBe(out);
  });

  it("says everything about a rule", async () => {
    const at = place(NO_RM);
    const id = await idOf(at);
    at.write(
      "audit.jsonl",
      logText([
        entry({ at: "2026-11-20T09:00:00Z", decision: "deny", rule_id: id, rule_kind: "deny" }),
      ]),
    );
    await at.run("rules list");
    at.write("config.toml", NO_RM.replace('message = "Ask."', 'message = "Ask first."'));
    const { code, out } = await at.run("rules show no-rm");
    expect(code).toBe(0);
    for (const words of [
      "deny no-rm: Nothing is deleted",
      "1 call in 1 session, last 20 Nov 10:00",
      "config.toml:1",
      'program = "rm"',
      "first seen",
      "message: Ask. → Ask first.",
    ]) {
      expect(out).toContain(words);
    }
    expect(out).toMatch(/rm x +match +match\n ls +not match +not match/);
    expect((await at.run(`rules show ${id.slice(0, 6)}`)).out).toBe(out);
  });

  it("remembers what a rule decided before it was edited", async () => {
    const at = place(NO_RM);
    const id = await idOf(at);
    at.write(
      "audit.jsonl",
      logText([
        entry({ at: "2026-11-20T09:00:00Z", decision: "deny", rule_id: id, rule_kind: "deny" }),
      ]),
    );
    await at.run("rules list");
    at.write("config.toml", NO_RM.replace('program = "rm"', 'program = ["rm", "dd"]'));
    const { out } = await at.run("rules show no-rm");
    expect(out).toContain("nothing in this window");
    expect(out).toContain("1 call more, as it was before it was edited");
    expect(out).toContain('program: ["rm"] → ["rm","dd"]');
  });

  it("tells which expressions of a list came and went", async () => {
    const rule = (list: string): string =>
      `[[deny]]\nname = "a"\ntool = "^Bash$"\nfields.command = [${list}]\n`;
    const at = place(rule("'^rm ', '^dd\\b'"));
    await at.run("rules list");
    at.write("config.toml", rule("'^dd\\b', '^shred '"));
    const { out } = await at.run("rules show a");
    expect(out).toContain("fields.command: without ^rm");
    expect(out).toContain("fields.command: with ^shred");
    expect(out).not.toContain("with ^dd");
    const { before, after } = readHistory(at.home, HISTORY.rules).lines.at(-1) ?? {};
    expect([before, after]).toMatchObject([
      { fields: { command: ["^rm ", "^dd\\b"] } },
      { fields: { command: ["^dd\\b", "^shred "] } },
    ]);
    const [shown] = (await at.json("rules show a")).rules;
    expect(shown).toMatchObject({ rule: { fields: { command: ["^dd\\b", "^shred "] } } });
    expect((await at.run("config show")).out).toContain("command ^dd\\b, or ^shred");
  });

  it("says where a learned rule came from", async () => {
    const at = place(NO_RM);
    at.write("auto-rules.toml", LEARNED);
    const { out } = await at.run("rules show npm-lint");
    expect(out).toMatch(/reasoning +Runs the linter\./);
    expect(out).toMatch(/learned +17 Nov 12:20\n score +tier YELLOW\n/);
    expect((await at.json("rules show npm-lint")).rules[0]).toMatchObject({
      source: "auto",
      line: 2,
      provenance: { promoted_tier: "YELLOW" },
    });
  });

  it("lets nothing that stands in auto-rules.toml steer the terminal or be taken for a command", async () => {
    const at = place(NO_RM);
    const evil = "\\u001b[2J\\u202e; rm -rf ~";
    at.write(
      "auto-rules.toml",
      LEARNED.replace("Runs the linter.", evil).replace(
        'promoted_tier = "YELLOW"',
        `promoted_entry = "${evil}"\npromoted_session = "${evil}"\nconfirmed_by = "${evil}"`,
      ),
    );
    const { code, out } = await at.run("rules show npm-lint");
    expect(code).toBe(0);
    expect(out.replaceAll("\n", "")).not.toMatch(/[\p{Cf}\p{Cc}]/u);
    expect(out).not.toContain("claude-permit explain");
    expect(out).toMatch(/ caused by +; rm -rf ~\n/);
  });

  it("tells what became of a rule that is gone, and of one with another name", async () => {
    const at = place(NO_RM);
    await at.run("rules list");
    at.write("config.toml", NO_RM.replace("no-rm", "rm-is-out"));
    const renamed = (await at.run("rules show rm-is-out")).out;
    expect(renamed).toContain("first seen");
    expect(renamed).toContain("name: no-rm → rm-is-out");
    at.write("config.toml", "");
    await at.run("rules list");
    const gone = (await at.run("rules show rm-is-out")).out;
    expect(gone).toContain("not in force any more");
    expect(gone).toMatch(/removed +22 Nov 13:00 by rules list/);
  });

  it("names the nearest rule where there is none of that name", async () => {
    expect(await place(NO_RM).run("rules show no-rn")).toMatchObject({
      code: 3,
      err: expect.stringContaining("Did you mean no-rm?"),
    });
  });
});

describe("what is in force", () => {
  it("is shown as it is judged", async () => {
    const at = place(NO_RM);
    const { code, out } = await at.run("config show");
    expect(code).toBe(0);
    expect(out).toMatch(/deny +no-rm +\w{12} +config +warn\n +tool \^Bash\$, program rm\n$/);
    expect((await at.json("config show")).rules).toMatchObject([
      { kind: "deny", name: "no-rm", program: ["rm"], tool: "^Bash$", source: "config" },
    ]);
    at.write("config.toml", "[[deny]\n");
    expect(await at.run("config show")).toMatchObject({
      code: 1,
      out: expect.stringContaining("Last good policy"),
      err: expect.stringContaining("claude-permit validate"),
    });
  });

  it("includes the floor, whatever the rules say", async () => {
    const at = place("");
    const { out } = await at.run("rules floor");
    for (const name of Object.keys(FLOOR)) expect(out).toContain(` ${name} `);
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(JSON.parse((await at.run("rules floor --json")).out).floor).toHaveLength(
      Object.keys(FLOOR).length,
    );
  });

  it("has a schema for editors", async () => {
    expect(JSON.parse((await place("").run("config schema")).out)).toMatchObject({
      $schema: "http://json-schema.org/draft-07/schema#",
    });
  });
});
