import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Entry } from "../../src/model/entry.ts";
import { logText } from "../support/entry.ts";
import { type Printed, runCommand, temporaryFolder } from "../support/io.ts";
import { result, shellCall, toolCall } from "../support/recorded-log.ts";

const NO_RM = `[[deny]]\nname = "no-rm"\ntool = "^Bash$"\nprogram = "rm"\n`;
const GO = `[[allow]]\nname = "go"\ntool = "^Bash$"\nfields.command = '^go test'\n`;

interface Place {
  readonly write: (path: string, text: string) => string;
  readonly simulate: (file: string, more?: string) => Promise<Printed>;
  readonly json: (file: string) => Promise<Record<string, unknown>>;
}

function place(config: string, entries: readonly Entry[]): Place {
  const account = temporaryFolder();
  const home = join(account, ".claude/claude-permit");
  const write = (path: string, text: string): string => {
    const file = join(home, path);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  };
  write("config.toml", config);
  write("audit.jsonl", logText(entries));
  const simulate = (file: string, more = ""): Promise<Printed> =>
    runCommand(["rules", "simulate", file, ...more.split(" ").filter(Boolean)], account, {
      cwd: join(account, "shop"),
    });
  return {
    write,
    simulate,
    json: async (file) => JSON.parse((await simulate(file, "--json")).out),
  };
}

const denied = (command: string): Entry =>
  shellCall(command, { tier: "deny", decision: "deny", rule: "no-rm", rule_kind: "deny" });
const asked = (command: string, more = {}): Entry =>
  shellCall(command, { tier: "ask", decision: "ask", rule: "ask-it", rule_kind: "ask", ...more });

describe("rules simulate", () => {
  it("finds nothing to change where the rules are the same", async () => {
    const at = place(NO_RM, [denied("rm x"), shellCall("go test ./...")]);
    const { code, out } = await at.simulate(at.write("new.toml", NO_RM));
    expect(code).toBe(0);
    expect(out).toContain("none of 2 calls would be decided otherwise");
    expect(out).toContain("unchanged");
  });

  it("groups what changes by fingerprint, with calls, sessions and an example", async () => {
    const calls = ["a", "b", "b"].map((session_id) => shellCall("go test ./...", { session_id }));
    const at = place(NO_RM, [...calls, denied("rm x")]);
    const found = await at.json(at.write("new.toml", NO_RM + GO));
    expect(found).toMatchObject({
      version: 1,
      in_place_of: "config",
      calls: 4,
      unchanged: 1,
      for_model: 0,
      not_judged: [],
      changes: [
        {
          fingerprint: "Bash: go test",
          from: { decision: "passthrough", by: "passthrough", rule: null },
          to: { decision: "allow", by: "allow", rule: "go" },
          opens: false,
          calls: 3,
          sessions: 2,
          example: { entry_id: calls[0]?.id, subject: "go test ./..." },
        },
      ],
    });
  });

  it.each([
    [
      "is allowed",
      denied("rm x"),
      `[[allow]]\ntool = "^Bash$"\nprogram = "rm"\nwrites = "**"\n`,
      1,
    ],
    [
      "is left to Claude Code, which does not ask",
      { ...denied("rm x"), native: "no_prompt" as const },
      "",
      1,
    ],
    ["is left to Claude Code, which asks", denied("rm x"), "", 0],
    ["is asked about", denied("rm x"), `[[ask]]\ntool = "^Bash$"\nprogram = "rm"\n`, 0],
    [
      "was RED and is allowed",
      shellCall("go test x", { tier: "llm", decision: "deny", llm_score: "RED" }),
      GO,
      1,
    ],
    ["was asked about and is allowed", asked("go test x"), GO, 0],
    [
      "was allowed and is denied",
      shellCall("rm x", { tier: "allow", decision: "allow" }),
      NO_RM,
      0,
    ],
  ])("answers by whether what was stopped runs: it %s", async (_, call, config, code) => {
    const at = place("", [call]);
    const found = await at.simulate(at.write("new.toml", config));
    expect({ code: found.code, err: found.err }).toEqual({ code, err: "" });
    expect(found.out).toContain("1 of 1 call would be decided otherwise");
  });

  it("counts what a person refused as stopped, where it would be allowed", async () => {
    const call = asked("go test x");
    const at = place("", [call, result(call, "refused")]);
    expect((await at.simulate(at.write("new.toml", GO))).code).toBe(1);
  });

  it("says why a call cannot be judged, and never calls it unchanged", async () => {
    const at = place("", [
      shellCall("go test xxx", { subject_complete: false }),
      shellCall("curl -H [redacted] x"),
      shellCall("go vet", { fingerprint_version: 0 }),
      toolCall("mcp__a__b", { text: "x" }, { tool_input: '{"text":"x', input_chars: 5000 }),
      toolCall("Edit", { file_path: "/a/.claude/settings.json" }, { input_chars: 9000 }),
      toolCall("Bash", { command: "ls" }, { input_chars: 9000 }),
      shellCall("ls", { rule_source: "project", decision: "deny", tier: "deny" }),
    ]);
    const file = at.write("new.toml", `${GO}fields.description = "tests"\n`);
    const found = await at.json(file);
    expect(found).toMatchObject({ calls: 7, unchanged: 0, changes: [] });
    expect(found["not_judged"]).toEqual(
      [
        "it was too long to be kept whole",
        "a secret in it was masked before it was written",
        "it was read by another version of the reader of commands",
        "only the beginning of its input was kept",
        "what it changes in a settings file was not kept",
        "a rule asks about its description, which was not kept",
        "the rules of its project are gone",
      ].map((why) => ({ why, calls: 1 })),
    );
    expect((await at.simulate(file)).out).toContain("cannot be judged");
  });

  it("leaves to the model what a file with a model leaves to it", async () => {
    const yellow = shellCall("go test x", { tier: "llm", decision: "ask", llm_score: "YELLOW" });
    const at = place("", [yellow]);
    const model = `[llm]\nprovider = "claude-cli"\n`;
    expect(await at.json(at.write("new.toml", model))).toMatchObject({ for_model: 1, changes: [] });
    expect(await at.json(at.write("none.toml", ""))).toMatchObject({
      for_model: 0,
      changes: [{ from: { decision: "ask", by: "llm" }, to: { decision: "passthrough" } }],
    });
  });

  it("takes auto-rules.toml and a project's file for what they are", async () => {
    const call = shellCall("go test x", { cwd: "/srv/shop" });
    const at = place("", [call]);
    expect(await at.json(at.write("new/auto-rules.toml", GO))).toMatchObject({
      in_place_of: "auto",
      changes: [{ to: { decision: "allow", by: "auto" } }],
    });
    const file = at.write("claude-permit.toml", NO_RM.replace('"rm"', '"go"'));
    const inProject = await runCommand(
      ["rules", "simulate", file, "--json"],
      dirname(dirname(dirname(file))),
      {
        env: { CLAUDE_PROJECT_DIR: "/srv/shop" },
      },
    );
    expect(JSON.parse(inProject.out)).toMatchObject({
      in_place_of: "project",
      changes: [{ to: { decision: "deny", rule: "no-rm" } }],
    });
  });

  it("refuses a file with mistakes, and one that is not there", async () => {
    const at = place("", [denied("rm x")]);
    const { code, err, out } = await at.simulate(at.write("new.toml", "[[deny]]\ntool = 3\n"));
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toContain("new.toml:2: deny[0].tool");
    expect((await at.simulate("/nowhere.toml")).code).toBe(3);
  });

  it("shows what the log holds as text and nothing else", async () => {
    const at = place("", [
      shellCall("go test \u001b[2J\u202e <b> `x`", { fingerprint: "Bash: \u001b]0;x\u0007go" }),
    ]);
    const { out } = await at.simulate(at.write("new.toml", `[[ask]]\ntool = "."\n`));
    expect(out).toContain("go test");
    for (const hidden of ["\u001b", "\u202e", "\u0007"]) expect(out).not.toContain(hidden);
  });
});
