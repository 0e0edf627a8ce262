import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CommandRow } from "../../src/commands/command.ts";
import { completionStates } from "../../src/commands/completion-model.ts";
import { COMPLETION_SCRIPTS } from "../../src/commands/completion-scripts.ts";
import { runCommand, temporaryFolder } from "../support/io.ts";

function row(changes: Partial<CommandRow>): CommandRow {
  return {
    words: "install",
    aliases: [],
    group: "start",
    summary: "it's $(touch x) `y`",
    argument: "",
    options: [],
    changesGuard: false,
    examples: [],
    load: () => Promise.reject(new Error("not loaded")),
    ...changes,
  };
}

const format = { flags: "--format <name>", description: "how", choices: ["text", "markdown"] };
const STATES = completionStates(
  [
    row({ options: [{ flags: "--settings <file>", description: "which" }] }),
    row({ words: "report", aliases: ["digest"], options: [format] }),
    row({ words: "alerts list" }),
    row({ words: "alerts check" }),
  ],
  [{ flags: "--json", description: "JSON" }],
);

function has(shell: string): boolean {
  return spawnSync(shell, ["-c", "exit 0"]).status === 0;
}

/** What bash would offer for a command line that ends in the word being typed. */
function offered(line: readonly string[]): string[] {
  const file = join(temporaryFolder(), "completion.bash");
  const words = line.map((word) => `'${word}'`).join(" ");
  writeFileSync(
    file,
    `${COMPLETION_SCRIPTS.bash(STATES)}
complete -p claude-permit >/dev/null || exit 9
COMP_WORDS=(${words}); COMP_CWORD=${line.length - 1}
_claude_permit
printf '%s\\n' "\${COMPREPLY[@]}"`,
  );
  const shown = execFileSync("bash", ["--norc", file], { encoding: "utf8" });
  return shown.split("\n").filter((word) => word !== "");
}

describe.skipIf(!has("bash"))("completion in bash", () => {
  it.each([
    [[""], ["install", "report", "digest", "alerts"]],
    [["in"], ["install"]],
    [
      ["alerts", ""],
      ["list", "check"],
    ],
    [["alerts", "c"], ["check"]],
    [
      ["install", "--"],
      ["--settings", "--json"],
    ],
    [["digest", "--f"], ["--format"]],
    [
      ["report", "--format", ""],
      ["text", "markdown"],
    ],
    [["report", "--json", "--format", "m"], ["markdown"]],
    [["install", "--settings", ""], []],
    [["nonsense", "x"], []],
  ])("after %j offers %j", (line, words) => {
    expect(offered(["claude-permit", ...line])).toEqual(words);
  });
});

describe("completion", () => {
  it.each(Object.keys(COMPLETION_SCRIPTS))(
    "prints a script of every command for %s",
    async (shell) => {
      const { code, out } = await runCommand(["completion", shell], temporaryFolder());
      expect(code).toBe(0);
      for (const word of ["install", "uninstall", "status", "completion"])
        expect(out).toContain(word);
    },
  );

  it("names the shells it knows", async () => {
    const { code, err } = await runCommand(["completion", "tcsh"], temporaryFolder());
    expect({ code, err }).toMatchObject({
      code: 3,
      err: expect.stringContaining("bash, zsh, fish"),
    });
  });

  it.skipIf(!has("zsh"))("is read by zsh", () => {
    const source = `autoload -U compinit && compinit -D; ${COMPLETION_SCRIPTS.zsh(STATES)}`;
    const { status, stderr } = spawnSync("zsh", ["-f", "-c", source], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  it.skipIf(!has("fish"))("offers words in fish", () => {
    const file = join(temporaryFolder(), "completion.fish");
    writeFileSync(file, COMPLETION_SCRIPTS.fish(STATES));
    const ask = `source ${file}; complete -C 'claude-permit alerts '`;
    const shown = execFileSync("fish", ["--no-config", "-c", ask], { encoding: "utf8" });
    expect(shown).toContain("check");
    expect(shown).not.toContain("install");
  });
});
