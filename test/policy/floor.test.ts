import { describe, expect, it } from "vitest";
import { bash, decisionOn, payload } from "../support/judging.ts";

const HOME = "~/.claude/claude-permit";

describe("the floor denies", () => {
  it.each([
    [`echo x >> ${HOME}/config.toml`, "own-files"],
    [`cat a > /home/ana/.claude/claude-permit/auto-rules.toml`, "own-files"],
    [`rm $HOME/.claude/claude-permit/audit.jsonl`, "own-files"],
    [`cd ~/.claude && rm -rf claude-permit`, "own-files"],
    [`cd ${HOME} && sed -i s/deny/allow/ config.toml`, "own-files"],
    [`cp x ${HOME}/key`, "own-files"],
    [`cp -t ${HOME} x`, "own-files"],
    [`ln -s /tmp/x ${HOME}/policies`, "own-files"],
    [`tee ${HOME}/config.toml`, "own-files"],
    [`dd if=/dev/zero of=${HOME}/key`, "own-files"],
    [`mv ~/.claude ~/.claude-old`, "own-files"],
    [`rm -rf ~`, "own-files"],
    [`sudo bash -c 'rm -rf ${HOME}'`, "own-files"],
    [`find ${HOME} -delete`, "own-files"],
    [`python3 -c "open('/home/ana/.claude/claude-permit/config.toml','w')"`, "own-files"],
    [`X=1 truncate -s0 ${HOME}/audit.jsonl`, "own-files"],
    [`rm "$(echo ~)/.claude/claude-permit/key"`, "own-files"],
    [`echo x > .claude/claude-permit.toml`, "project-policy"],
    [`rm -rf ~/.claude/projects/-home-ana-shop`, "transcripts"],
    [`echo '{}' > ~/.claude/settings.json`, "guard-settings"],
    [`sed -i s/hooks/hoaks/ .claude/settings.local.json`, "guard-settings"],
    [`claude-permit uninstall`, "guard-commands"],
    [`npx claude-permit@latest rules approve x`, "guard-commands"],
    [`claude-permit rules suggest --accept 1`, "guard-commands"],
    [`node /opt/claude-permit/dist/bin.cjs data prune`, "guard-commands"],
    [`node /opt/claude-permit/dist/hook.cjs`, "guard-commands"],
    [`echo '{}' | claude-permit hook`, "guard-commands"],
    [`systemctl --user stop claude-permit.timer`, "guard-commands"],
    [`claude --dangerously-skip-permissions -p x`, "claude-unguarded"],
    [`echo hi | claude --setting-sources user -p`, "claude-unguarded"],
    [`npx @anthropic-ai/claude-code --settings=x`, "claude-unguarded"],
  ])("%s", async (command, rule) => {
    expect(await decisionOn(bash(command))).toBe(`deny[${rule}]`);
  });

  it.each([
    [
      "Write",
      { file_path: "/home/ana/.claude/claude-permit/config.toml", content: "" },
      "own-files",
    ],
    ["Edit", { file_path: "/home/ana/shop/../.claude/claude-permit/key" }, "own-files"],
    ["Write", { file_path: "/home/ana/other/.claude/claude-permit.toml" }, "project-policy"],
    ["Write", { file_path: "/home/ana/.claude/projects/x/y.jsonl", content: "" }, "transcripts"],
    [
      "Edit",
      { file_path: "/home/ana/shop/.claude/settings.json", new_string: '"disableAllHooks": true' },
      "guard-settings",
    ],
    ["Write", { file_path: "/home/ana/.claude/settings.json", content: "{}" }, "guard-settings"],
    ["mcp__fs__write_file", { path: "/home/ana/.claude/claude-permit/key" }, "own-files"],
    [
      "mcp__fs__move_file",
      { source: "/home/ana/.claude/claude-permit/key", destination: "/tmp/k" },
      "own-files",
    ],
  ])("%s %j", async (tool_name, tool_input, rule) => {
    expect(await decisionOn(payload({ tool_name, tool_input }))).toBe(`deny[${rule}]`);
  });

  it("what a link hides", async () => {
    const realpath = (path: string) => path.replace("/tmp/l", "/home/ana/.claude/claude-permit");
    const input = { file_path: "/tmp/l/config.toml", content: "" };
    const write = payload({ tool_name: "Write", tool_input: input });
    expect(await decisionOn(write, {}, { realpath })).toBe("deny[own-files]");
  });

  it("another case where the file system does not tell", async () => {
    const command = bash("rm /HOME/ana/.Claude/CLAUDE-permit/key");
    expect(await decisionOn(command, {}, { caseInsensitive: true })).toBe("deny[own-files]");
    expect(await decisionOn(command)).toBe("no_rule");
  });

  it("whatever the rules allow", async () => {
    const allow = { allow: [{ tool: "" }] };
    expect(await decisionOn(bash(`rm ${HOME}/key`), allow)).toBe("deny[own-files]");
  });
});

describe("the floor leaves alone", () => {
  it.each([
    `cat ${HOME}/config.toml`,
    `cp ${HOME}/config.toml /tmp/`,
    `grep -rn x ${HOME} > /tmp/x`,
    `echo "rm -rf ~/.claude/claude-permit"`,
    `git commit -m "claude-permit uninstall"`,
    `ls ~/.claude/projects`,
    `claude-permit status`,
    `claude-permit rules list`,
    `claude-permit install --home /tmp/trial`,
    `npm install claude-permit`,
    `node dist/cli.js install`,
    `claude -p "hello"`,
    `claude mcp list`,
    `grep -- --dangerously-skip-permissions README.md`,
    `rm -rf ~/shop/build`,
    `echo x > .claude/notes.md`,
    `node -e 'console.log(1)'`,
    `ls 2>&1`,
  ])("%s", async (command) => {
    expect(await decisionOn(bash(command))).not.toContain("deny");
  });

  it.each([
    ["Read", { file_path: "/home/ana/.claude/claude-permit/config.toml" }],
    ["Write", { file_path: "/home/ana/.claude/projects/x/memory/notes.md", content: "" }],
    ["Edit", { file_path: "/home/ana/shop/.claude/settings.json", new_string: '"Bash(ls:*)"' }],
    ["Write", { file_path: "/home/ana/shop/src/hooks.ts", content: "hooks" }],
    ["mcp__fs__read_file", { path: "/home/ana/.claude/claude-permit/config.toml" }],
  ])("%s %j", async (tool_name, tool_input) => {
    expect(await decisionOn(payload({ tool_name, tool_input }))).toBe("no_rule");
  });
});
