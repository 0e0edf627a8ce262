import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { appendPending, readPending } from "../../src/files/pending-rules.ts";
import { makePrivateFolder } from "../../src/files/private.ts";
import { parseHookConfig } from "../../src/files/read-config.ts";
import type { Io } from "../../src/io.ts";
import type { PendingLine } from "../../src/model/pending.ts";
import { type Printed, runCommand, temporaryFolder } from "../support/io.ts";
import { blocked, confirmed, entryId, learnable, stashed } from "../support/pending.ts";

const HOSTILE = 'deploy \u001b[2J\u202E \'x\'\n[[allow]]\ntool = ".*" # {"a":1} \u{1F600}';

interface Place {
  readonly home: string;
  readonly file: string;
  readonly run: (line: string, changes?: Partial<Io>) => Promise<Printed>;
  readonly json: (line: string) => Promise<{ rules: Record<string, unknown>[] }>;
}

function place(lines: readonly PendingLine[], config = ""): Place {
  const account = temporaryFolder();
  const home = join(account, ".claude/claude-permit");
  makePrivateFolder(home);
  writeFileSync(join(home, "config.toml"), config, { mode: 0o600 });
  appendPending(home, lines);
  const run = (line: string, changes: Partial<Io> = {}): Promise<Printed> =>
    runCommand([...line.split(" "), "--tz", "Europe/Amsterdam"], account, changes);
  return {
    home,
    file: join(home, "pending-rules.jsonl"),
    run,
    json: async (line) => JSON.parse((await run(`${line} --json`)).out),
  };
}

const PUSH = [
  stashed({ stash: entryId(1) }),
  confirmed(entryId(1)),
  stashed({ stash: entryId(2), at: "2026-11-21T09:00:00.000Z" }),
];
const DEPLOY = [
  stashed({
    stash: entryId(3),
    at: "2026-11-19T09:00:00.000Z",
    rule_id: "aaaa11112222",
    rule: learnable(HOSTILE),
    subject: HOSTILE,
    reasoning: HOSTILE,
    fingerprint: `Bash: ${HOSTILE}`,
  }),
  blocked({ stash: entryId(3), rule_id: "aaaa11112222", detail: HOSTILE, past: entryId(8) }),
];

describe("rules pending", () => {
  it("shows each rule, where it comes from, how far it is and what holds it back", async () => {
    const { out, code } = await place([...PUSH, ...DEPLOY]).run("rules pending");
    expect(code).toBe(0);
    expect(out).toContain("2 rules are pending (1 blocked). A rule is learned after 2 approved");
    expect(out.indexOf("BLOCKED  Bash: deploy")).toBeLessThan(out.indexOf("WAITING  Bash: git"));
    for (const words of [
      " id          3f9a51c0d2e4\n approved    1 of 2 calls, in 1 session\n",
      " age         2 days, since 20 Nov 10:00\n",
      " waits for   1 more approved call; 1 not answered yet\n",
      " expires     unanswered calls on Mon 21 Dec\n",
      " the model   YELLOW: Publishes commits to a remote.\n",
      " approve     claude-permit rules approve 3f9a51c0d2e4\n",
      "   command = '^git push origin main$'\n",
      " by call     claude-permit explain 000008\n",
    ]) {
      expect(out).toContain(words);
    }
    expect(out).toMatch(/000001 +20 Nov 10:00 +0f3c9a2e +approved +git push origin main\n/);
    expect(out).toMatch(/000002 +21 Nov 10:00 +0f3c9a2e +none yet +git push origin main\n/);
  });

  it("lets no text of a call steer the terminal, and keeps to its width", async () => {
    const long = "x".repeat(5000);
    const at = place([
      ...DEPLOY,
      stashed({ stash: entryId(4), rule: learnable(long), subject: long, fingerprint: long }),
    ]);
    const { out } = await at.run("rules pending");
    expect(out.replaceAll("\n", "")).not.toMatch(/[\p{Cf}\p{Cc}]/u);
    expect(out).not.toMatch(/^\[\[allow\]\]/m);
    // But for the rules as they are written, which are to be copied whole.
    const toml = /^ {3}\S.* = .*$/;
    const lines = out.split("\n").filter((line) => !toml.test(line));
    expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(80);
    expect((await at.json("rules pending")).rules).toMatchObject([
      { rule_id: "aaaa11112222", fingerprint: `Bash: ${HOSTILE}`, blocked: { detail: HOSTILE } },
      { fingerprint: long },
    ]);
  });

  it("prints a rule in whole lines, which can be pasted into a file", async () => {
    const subject = `make ${"a-long-target ".repeat(12).trim()}`;
    const rule = learnable(subject);
    const at = place([stashed({ stash: entryId(5), rule, subject, rule_id: "bbbb11112222" })]);
    const { out } = await at.run("rules pending");
    const lines = out.split("\n").filter((line) => line.startsWith("   "));
    const from = lines.findIndex((line) => line.trim() === "[[allow]]");
    const end = lines.findIndex((line, index) => index > from && / {2}\d+ .*none yet/.test(line));
    const text = lines.slice(from, end === -1 ? undefined : end).join("\n");
    const { allow } = parseHookConfig(text, "pasted.toml");
    expect(allow[0]).toMatchObject({ tool: rule.tool, fields: rule.fields });
  });

  it("tells as JSON all that it knows", async () => {
    const listing = await place(PUSH).json("rules pending");
    expect(listing).toMatchObject({
      version: 1,
      promotion: { mode: "confirmed", min_confirmations: 2 },
      suspended: false,
      rules: [
        {
          rule_id: "3f9a51c0d2e4",
          state: "waiting",
          confirmations: 1,
          sessions: 1,
          expires_at: "2026-12-21T09:00:00.000Z",
          calls: [
            { entry: entryId(1), state: "confirmed", confirmed_by: "user" },
            { entry: entryId(2), state: "open", confirmed_by: null },
          ],
        },
      ],
    });
  });

  it.each([
    ["nothing is pending", [], "", "No rule is pending."],
    ["learning is off", PUSH, '[promotion]\nmode = "off"\n', "waits for   you: learning is off"],
    ["it needs more", PUSH, "[promotion]\nmin_sessions = 2\n", "call, 1 more session; 1 not"],
    ["it has enough", PUSH, "[promotion]\nmin_confirmations = 1\n", "READY  Bash: git push"],
    ["the files hold mistakes", PUSH, "[[deny]]\n", "the mistakes in the files to be mended"],
    ["a line is torn", [...PUSH], "", "1 line of pending-rules.jsonl"],
  ])("says so where %s", async (what, lines, config, words) => {
    const at = place(lines, config);
    if (what === "a line is torn") writeFileSync(at.file, "{\n", { flag: "a" });
    const { code, out } = await at.run("rules pending");
    expect(code).toBe(0);
    expect(out.replace(/\s+/g, " ")).toContain(words.replace(/\s+/g, " "));
  });

  it("looks at another time, and makes nothing where there is no home", async () => {
    const at = place(PUSH);
    const then = await at.json("rules pending --as-of 2026-11-20T09:00:30Z");
    expect(then.rules).toMatchObject([{ confirmations: 0, calls: [{ state: "open" }] }]);
    const nowhere = join(at.home, "nowhere");
    expect((await at.run(`rules pending --home ${nowhere}`)).code).toBe(0);
    expect(existsSync(nowhere)).toBe(false);
  });
});

describe("rules drop", () => {
  it("sets a rule aside for good, and says who did", async () => {
    const at = place(PUSH);
    const before = readFileSync(at.file, "utf8");
    expect((await at.run("rules drop 3f9a --dry-run")).out).toContain("Would drop 3f9a51c0d2e4");
    expect(readFileSync(at.file, "utf8")).toBe(before);
    expect(await at.run("rules drop 3f9a")).toMatchObject({
      code: 0,
      out: expect.stringContaining("Dropped 3f9a51c0d2e4 (Bash: git push)."),
    });
    expect(readPending(at.home).lines.at(-1)).toMatchObject({ kind: "dropped", by: "ana" });
    const { out } = await at.run("rules pending");
    expect(out).toMatch(/3f9a51c0d2e4 +dropped by ana +Sun 13:00 +Bash: git push\n/);
    expect(await at.json("rules drop 3f9a")).toMatchObject({ dropped: false });
    appendPending(at.home, [stashed({ stash: entryId(7) }), confirmed(entryId(7))]);
    expect((await at.json("rules pending")).rules).toMatchObject([{ state: "set_aside" }]);
  });

  it.each([
    ["rules drop", PUSH, "missing required argument 'id'"],
    ["rules drop 3f9", PUSH, 'No pending rule is called "3f9"'],
    ["rules drop nothing-here", [], "All of them: claude-permit rules pending"],
    ["rules drop 000", [...PUSH, ...DEPLOY], "No pending rule"],
    ["rules drop 0000", [...PUSH], "No pending rule"],
    ["rules approve 1c0d2e40", PUSH, "No pending rule"],
  ])("explains itself: %s", async (line, lines, words) => {
    const { code, err, out } = await place(lines).run(line);
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toContain(words);
  });

  it("takes the beginning or the ending of an id, or a call's, and no half answers", async () => {
    const other = stashed({ stash: entryId(12), rule_id: "3f9a00000000" });
    const at = place([...PUSH, other]);
    for (const id of ["3f9a5", "d2e4", "000001", entryId(2)]) {
      expect(await at.json(`rules drop ${id} --dry-run`)).toMatchObject({ rule_id: PUSH_ID });
    }
    const { code, err } = await at.run("rules drop 3f9a");
    expect(code).toBe(3);
    expect(err).toContain(
      '2 pending rules fit "3f9a". Give more of the id: 3f9a51c0d2e4, 3f9a0000',
    );
  });
});

describe("rules revoke", () => {
  it("takes learned rules alone, and asks for more of an id that fits several", async () => {
    const at = place([], "[[allow]]\nname = 'by-hand'\ntool = '^Bash$'\nprogram = 'ls'\n");
    const rule = (program: string) =>
      `[[allow]]\nname = 'twice'\ntool = '^Bash$'\nprogram = '${program}'\n`;
    const text = `${rule("ls")}${rule("cat")}`;
    const file = join(at.home, "auto-rules.toml");
    writeFileSync(file, text, { mode: 0o600 });
    const tried = async (line: string) => (await at.run(line)).err;
    expect(await tried("rules revoke by-hand")).toContain('"by-hand" was not learned: take it out');
    expect(await tried("rules revoke twice")).toContain('2 learned rules fit "twice". Give more');
    expect(await tried("rules revoke twicf")).toContain("Did you mean twice?");
    expect(readFileSync(file, "utf8")).toBe(text);
  });
});

const PUSH_ID = "3f9a51c0d2e4";

describe("what changes the guard", () => {
  it.each(["rules approve 3f9a", "rules drop 3f9a", "rules revoke x", "rules expire"])(
    "is refused to an agent and to a script: %s",
    async (line) => {
      const at = place(PUSH);
      const before = readFileSync(at.file, "utf8");
      const agent = await at.run(line, { env: { CLAUDECODE: "1" } });
      expect(agent).toMatchObject({ code: 3, out: "" });
      expect(agent.err).toContain("an agent may not: CLAUDECODE is set");
      const script = await at.run(line, { stdinIsTerminal: false });
      expect(script).toMatchObject({ code: 3, out: "" });
      expect(script.err).toContain("standard input is not a terminal");
      expect(readFileSync(at.file, "utf8")).toBe(before);
    },
  );

  it.each(["rules approve x", "rules drop x", "rules revoke x", "rules expire"])(
    "makes no home: %s",
    async (line) => {
      const account = temporaryFolder();
      const home = join(account, "none");
      mkdirSync(join(account, ".claude"));
      const { code, err } = await runCommand([...line.split(" "), "--home", home], account);
      expect(code).toBe(3);
      expect(err).toContain("There is nothing in");
      expect(existsSync(home)).toBe(false);
    },
  );
});
