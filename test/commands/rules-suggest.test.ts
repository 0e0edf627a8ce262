import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { readHistory } from "../../src/files/history.ts";
import type { Entry } from "../../src/model/entry.ts";
import { HISTORY } from "../../src/model/history.ts";
import type { ListedSuggestion } from "../../src/report/suggestion-listing.ts";
import { type EntryParts, entry, logText } from "../support/entry.ts";
import { type fakeIo, type Printed, runCommand, temporaryFolder } from "../support/io.ts";
import { result, shellCall, toolCall } from "../support/recorded-log.ts";

const GIT = `# what I read
[[allow]]
name = "git-read"   # mine
tool = "^Bash$"
program = "git"
subcommand = ["status", "log"]
flags = ["oneline"]
match = ["git log --oneline"]
no_match = ["git log --graph"]
`;

interface Place {
  readonly home: string;
  readonly config: () => string;
  readonly run: (line: string, changes?: Parameters<typeof fakeIo>[1]) => Promise<Printed>;
  readonly suggestions: () => Promise<readonly ListedSuggestion[]>;
}

function place(config: string, entries: readonly Entry[], auto?: string): Place {
  const account = temporaryFolder();
  const home = join(account, ".claude/claude-permit");
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(home, path)), { recursive: true, mode: 0o700 });
    writeFileSync(join(home, path), text, { mode: 0o600 });
  };
  write("config.toml", config);
  if (auto !== undefined) write("auto-rules.toml", auto);
  write("audit.jsonl", logText(entries));
  const run: Place["run"] = (line, changes = {}) =>
    runCommand(["rules", "suggest", ...line.split(" ").filter(Boolean)], account, {
      cwd: join(account, "shop"),
      ...changes,
    });
  return {
    home,
    config: () => readFileSync(join(home, "config.toml"), "utf8"),
    run,
    suggestions: async () => JSON.parse((await run("--json")).out).suggestions,
  };
}

/** The same call in several sessions. */
function often(command: string, times = 4, parts: EntryParts = {}): Entry[] {
  return Array.from({ length: times }, (_, index) =>
    shellCall(command, { session_id: `s${index % 2}`, ...parts }),
  );
}

describe("new rules", () => {
  it("come from calls that no rule covered, as narrow as they were, with the back-test", async () => {
    const unread = shellCall("go vet xxx", {
      subject_complete: false,
      fingerprint: "Bash: go vet",
    });
    const at = place(GIT, [...often("go vet ./...", 4, { fingerprint: "Bash: go vet" }), unread]);
    const [one, ...others] = await at.suggestions();
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      kind: "rule",
      file: "config.toml",
      line: null,
      spares: 4,
      asked: 4,
      sessions: 2,
      of: 5,
      stopped: 0,
      not_judged: 1,
      tightens: 0,
      back_test:
        "matches 4 of 5 passthroughs (4 were asked about, by an estimate), 0 denied or RED, cannot judge 1",
      fingerprints: ["Bash: go vet"],
      example: { subject: "go vet ./..." },
    });
    expect(one?.toml).toContain('program = "go"');
    expect(one?.toml).toContain("alone = true");
    expect(one?.id).toMatch(/^[0-9a-f]{8}$/);
    expect((await at.suggestions())[0]?.id).toBe(one?.id);
    const { out, code } = await at.run("");
    expect(code).toBe(0);
    expect(out).toContain(`claude-permit rules suggest --accept ${one?.id}`);
  });

  it("count who was asked by recorded prompts, where there are any", async () => {
    const calls = often("go vet ./...", 4, { fingerprint: "Bash: go vet", native: "prompt" });
    // One of each session.
    const prompted = calls.slice(0, 2).map(({ session_id }) => {
      return entry({ event: "PermissionRequest", session_id });
    });
    const at = place(GIT, [...calls, ...prompted]);
    expect(await at.suggestions()).toMatchObject([
      {
        spares: 4,
        asked: 2,
        asked_estimated: false,
        back_test:
          "matches 4 of 4 passthroughs (2 were asked about), 0 denied or RED, cannot judge 0",
      },
    ]);
  });

  it("are printed in whole lines, which are to be copied", async () => {
    const long = `go vet ./${"a".repeat(90)}/...`;
    const at = place(GIT, often(long, 4, { fingerprint: "Bash: go vet" }));
    expect((await at.run("")).out).toContain(`'^go vet \\./${"a".repeat(90)}/\\.\\.\\.$'`);
  });

  it("are one for several calls of a kind, and hold in lines of several where they came so", async () => {
    const fingerprint = "Bash: go vet";
    const at = place(`${GIT}[[allow]]\ntool = "^Bash$"\nprogram = ["cd", "tail"]\n`, [
      ...often("cd /home/ana/shop && go vet ./api 2>&1 | tail -5", 3, { fingerprint }),
      ...often("go vet -json ./api | tail", 2, { fingerprint }),
    ]);
    const [one, ...others] = await at.suggestions();
    expect(others).toEqual([]);
    expect(one).toMatchObject({ kind: "rule", spares: 5, of: 5 });
    expect(one?.toml).not.toContain("alone");
    expect(one?.toml).toContain('flags = ["json"]');
  });

  it("come from what a model was asked, and from other tools", async () => {
    const llm = { tier: "llm", decision: "ask", llm_score: "YELLOW" } as const;
    const edits = ["a.ts", "b.ts", "c.ts"].map((name, index) =>
      toolCall(
        "Edit",
        { file_path: `/home/ana/shop/src/api/${name}`, old_string: "a" },
        {
          session_id: `s${index % 2}`,
          fingerprint: "Edit: src/api/*.ts",
        },
      ),
    );
    const at = place(GIT, [...often("go vet ./...", 3, llm), ...edits]);
    const found = await at.suggestions();
    expect(found.map(({ kind, spares }) => [kind, spares])).toEqual([
      ["rule", 3],
      ["rule", 3],
    ]);
    expect(found.map(({ toml }) => toml).join()).toContain("/home/ana/shop/src/api/");
  });

  const vet = often("go vet ./...");
  it.each<[string, Entry[], string]>([
    ["seldom", often("go vet ./...", 2), GIT],
    ["in one session", often("go vet ./...", 9, { session_id: "s1" }), GIT],
    ["and a rule covers by now", vet, `[[allow]]\ntool = "^Bash$"\nprogram = "go"\n`],
    [
      "and were denied once",
      [
        ...vet,
        shellCall("go vet ./...", {
          decision: "deny",
          tier: "deny",
          at: "2026-01-01T00:00:00.000Z",
        }),
      ],
      GIT,
    ],
    [
      "and were RED once",
      [...vet, shellCall("go vet ./...", { decision: "deny", tier: "llm", llm_score: "RED" })],
      GIT,
    ],
    ["and were refused once", [...vet, ...refused("go vet ./...")], GIT],
    [
      "and of which one that was refused was cut",
      [...vet, ...refused("go vet ./x", { subject_complete: false, programs: ["go"] })],
      GIT,
    ],
    ["and are risky", often("go vet ./...", 4, { risks: ["upload"] }), GIT],
    ["and deny_promote names", vet, `${GIT}[[deny_promote]]\ntool = "^Bash$"\nprogram = "go"\n`],
    ["and that a rule asks about", vet, `${GIT}[[ask]]\ntool = "^Bash$"\nprogram = "go"\n`],
    ["and are interpreters", often("python3 -c 'print(1)'"), GIT],
    ["and ran elsewhere", often("ssh web go vet ./..."), GIT],
    ["and write what others run", edits("package.json"), GIT],
    ["and tell agents what to do", edits("skills/x/SKILL.md"), GIT],
    ["and do something on a server", often("x", 4, SERVER), GIT],
  ])("are none for calls that came %s", async (_, entries, config) => {
    expect(await place(config, entries).suggestions()).toEqual([]);
  });
});

const SERVER: EntryParts = {
  tool: "mcp__tracker__create_issue",
  tool_input: '{"text":"x"}',
  input_chars: 12,
};

function refused(command: string, parts: EntryParts = {}): Entry[] {
  const call = shellCall(command, parts);
  return [call, result(call, "refused")];
}

function edits(name: string): Entry[] {
  return ["s1", "s2", "s1"].map((session_id) =>
    toolCall("Edit", { file_path: `/home/ana/shop/${name}` }, { session_id }),
  );
}

describe("edits of rules", () => {
  it("add what would have covered near misses", async () => {
    const at = place(GIT, often("git log --oneline --stat"));
    const [one, ...others] = await at.suggestions();
    expect(others).toEqual([]);
    expect(one).toMatchObject({ kind: "widen", rule: "git-read", line: 2, spares: 4 });
    expect(one?.diff).toContain('-flags = ["oneline"]\n+flags = ["oneline", "stat"]\n');
  });

  it("are none that the rule's own examples speak against", async () => {
    expect(await place(GIT, often("git log --graph")).suggestions()).not.toContainEqual(
      expect.objectContaining({ kind: "widen" }),
    );
  });

  it("are none that let in what was refused", async () => {
    const at = place(GIT, [...often("git log --stat"), ...refused("git log --stat HEAD")]);
    expect((await at.suggestions()).filter(({ kind }) => kind === "widen")).toEqual([]);
  });

  const RM = `[[allow]]\nname = "rm-build"\ntool = "^Bash$"\nprogram = "rm"\nwrites = "./**"\n`;
  const allowed = async (config: string, command: string, more: EntryParts): Promise<Entry[]> => {
    const listing = await runListing(config);
    return often(command, 6, { tier: "allow", decision: "allow", rule_id: listing, ...more });
  };

  it("leave out what is risky and was let through", async () => {
    const risks = { risks: ["recursive_delete" as const], programs: ["rm"] };
    const bad = await allowed(RM, "rm -rf build", risks);
    const good = await allowed(RM, "rm notes.txt", { programs: ["rm"] });
    const [one, ...others] = await place(RM, [...bad, ...good]).suggestions();
    expect(others).toEqual([]);
    expect(one).toMatchObject({ kind: "exclude", rule: "rm-build", spares: 0, tightens: 6 });
    expect(one?.diff).toContain("+exclude = { command = '^rm (.* )?(-rf)( |=|$)' }");
    expect(one?.back_test).toContain("what it let through is risky");
  });

  it("take a program out of a rule that let it do nothing but what is risky", async () => {
    const config = RM.replace('"rm"', '["mv", "rm"]');
    const risks = { risks: ["recursive_delete" as const], programs: ["rm"] };
    const [one, ...others] = await place(
      config,
      await allowed(config, "rm -rf build", risks),
    ).suggestions();
    expect(others).toEqual([]);
    expect(one).toMatchObject({ kind: "narrow", tightens: 6 });
    expect(one?.diff).toContain('-program = ["mv", "rm"]\n+program = ["mv"]\n');
  });

  it("leave out what never worked", async () => {
    const config = `[[allow]]\nname = "go"\ntool = "^Bash$"\nfields.command = '^go '\n`;
    const calls = await allowed(config, "go env GOPATH", { programs: ["go"] });
    const at = place(
      config,
      calls.flatMap((call) => [call, result(call, "failed")]),
    );
    expect(await at.suggestions()).toMatchObject([{ kind: "exclude", tightens: 6 }]);
    const some = place(
      config,
      calls.flatMap((call, index) => [call, result(call, index > 4 ? "ok" : "failed")]),
    );
    expect(await some.suggestions()).toEqual([]);
  });

  it("give a beginning to an expression that is found anywhere", async () => {
    const config = `[[allow]]\nname = "ls"\ntool = "^Bash$"\nfields.command = 'ls -l'\n`;
    const at = place(config, await allowed(config, "ls -l src", { programs: ["ls"] }));
    const [one] = await at.suggestions();
    expect(one).toMatchObject({ kind: "narrow", tightens: 0 });
    expect(one?.diff).toContain("+fields.command = '^(?:ls -l)'");
    const other = await allowed(config, "git log --format='ls -l'", { programs: ["git"] });
    expect(await place(config, other).suggestions()).toEqual([]);
  });
});

/** The id of the only rule of a config. */
async function runListing(config: string): Promise<string> {
  const account = temporaryFolder();
  writeFileSync(join(account, "config.toml"), config, { mode: 0o600 });
  const { out } = await runCommand(["rules", "list", "--json", "--home", account], account);
  return String(JSON.parse(out).rules[0].rule_id);
}

describe("--accept", () => {
  const calls = often("go vet ./...");

  it("writes a new rule to the end of config.toml, and its history", async () => {
    const at = place(GIT, calls);
    const [one] = await at.suggestions();
    const dry = await at.run(`--accept ${one?.id} --dry-run`);
    expect(dry).toMatchObject({ code: 0, err: "" });
    expect(dry.out).toContain("+[[allow]]");
    expect(at.config()).toBe(GIT);
    const { code, out } = await at.run(`--accept ${one?.id.slice(0, 5)}`);
    expect(code).toBe(0);
    expect(out).toContain("written to ");
    expect(at.config()).toBe(`${GIT}\n${one?.toml}`);
    const lines = readHistory(at.home, HISTORY.rules).lines;
    expect(lines.map(({ kind, name, cause }) => [kind, name, cause?.why])).toEqual([
      ["added", "git-read", undefined],
      ["added", one?.rule, "suggested"],
    ]);
    expect(lines[1]).toMatchObject({
      found_by: "rules suggest",
      cause: {
        by: "ana",
        entry: calls[0]?.id,
        session: "s0",
        detail: `${one?.id}: ${one?.back_test}`,
      },
    });
    expect(await at.suggestions()).toEqual([]);
    const again = await at.run(`--accept ${one?.id}`);
    expect(again).toMatchObject({
      code: 3,
      err: expect.stringContaining("No suggestion has the id"),
    });
    const checked = await runCommand(["validate", "--home", at.home], at.home);
    expect(checked.code).toBe(0);
  });

  it("edits a rule where it stands and leaves every other byte", async () => {
    const windows = GIT.replaceAll("\n", "\r\n");
    for (const text of [GIT, windows, `\ufeff${GIT}`.slice(1), `${GIT}# end`]) {
      const at = place(text, often("git log --oneline --stat"));
      const [one] = await at.suggestions();
      expect((await at.run(`--accept ${one?.id}`)).code).toBe(0);
      expect(at.config()).toBe(text.replace('["oneline"]', '["oneline", "stat"]'));
      expect(readHistory(at.home, HISTORY.rules).lines.at(-1)).toMatchObject({
        kind: "edited",
        name: "git-read",
        cause: { why: "suggested" },
      });
    }
  });

  it("edits a learned rule in auto-rules.toml, and keeps its text", async () => {
    const at = place("", often("git log --oneline --stat"), GIT);
    const [one] = await at.suggestions();
    expect(one).toMatchObject({ kind: "widen", file: "auto-rules.toml" });
    expect((await at.run(`--accept ${one?.id}`)).code).toBe(0);
    const line = readHistory(at.home, HISTORY.rules).lines.at(-1);
    const kept = readFileSync(join(at.home, `policies/${line?.text_sha256}.toml`), "utf8");
    expect(kept).toBe(GIT.replace('["oneline"]', '["oneline", "stat"]'));
  });

  it("is a person's to say", async () => {
    const at = place(GIT, calls);
    const [one] = await at.suggestions();
    const agent = { env: { CLAUDECODE: "1" } };
    expect((await at.run("", agent)).code).toBe(0);
    expect(await at.run(`--accept ${one?.id}`, agent)).toMatchObject({
      code: 3,
      err: expect.stringContaining("an agent may not"),
    });
    expect((await at.run(`--accept ${one?.id} --dry-run`, agent)).code).toBe(0);
    expect(at.config()).toBe(GIT);
  });

  it("writes nothing into files with mistakes", async () => {
    const at = place(`${GIT}[[deny]]\ntool = 3\n`, calls);
    expect(await at.run("")).toMatchObject({
      code: 3,
      err: expect.stringContaining("deny[0].tool"),
    });
  });

  it("writes nothing where another process changes the rules", async () => {
    const at = place(GIT, calls);
    const [one] = await at.suggestions();
    const { tryLock } = await import("../../src/files/lock.ts");
    const lock = tryLock(join(at.home, "locks"), "rules", { pid: process.pid });
    const { code, err } = await at.run(`--accept ${one?.id}`);
    expect({ code, err }).toMatchObject({
      code: 3,
      err: expect.stringContaining("is changing the rules"),
    });
    expect(at.config()).toBe(GIT);
    if ("release" in lock) lock.release();
  });
});

describe("hostile text", () => {
  it("reaches neither the terminal nor the file as structure", async () => {
    const names = ["x\n[[allow]]\ntool = '.'", "'''\n[[allow]]", "\u001b[2Jx", "a\u202eb", '"]\n#'];
    const entries = names.flatMap((name) => [
      ...often(`go vet "${name}"`, 3, { fingerprint: `Bash: ${name}` }),
      ...["s1", "s2", "s1"].map((session_id) =>
        toolCall("mcp__a__get_b", { [name]: name, q: name }, { session_id, fingerprint: name }),
      ),
    ]);
    const at = place(GIT, entries);
    const { out, code } = await at.run("");
    expect(code).toBe(0);
    for (const hidden of ["\u001b", "\u202e"]) expect(out).not.toContain(hidden);
    for (const { toml } of await at.suggestions()) {
      expect(toml.match(/^\[\[/gm)).toHaveLength(1);
    }
  });
});
