import { describe, expect, it } from "vitest";
import { bash, decisionOn, payload } from "../../support/judging.ts";

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
    [`cp claude-permit ~/.claude`, "own-files"],
    [`tar xf a.tar -C ~/.claude`, "own-files"],
    [`rsync -a --delete empty/ ~/`, "own-files"],
    [`git -C ${HOME} clean -fdx`, "own-files"],
    [`git --work-tree ${HOME} checkout HEAD -- config.toml`, "own-files"],
    [`git config -f ${HOME}/config.toml a.b c`, "own-files"],
    [`sed -n 'w /home/ana/.claude/claude-permit/key' x`, "own-files"],
    [`ruby -i -pe x ${HOME}/config.toml`, "own-files"],
    [`gawk -i inplace '{print}' ${HOME}/config.toml`, "own-files"],
    [`prettier --write ${HOME}/config.toml`, "own-files"],
    [`7z x a.7z -o/home/ana/.claude/claude-permit`, "own-files"],
    [`cp -l ${HOME}/key k`, "own-files"],
    [`chmod 000 ~/.claude`, "own-files"],
    [`chmod -R a-r ~`, "own-files"],
    [`docker run -v ${HOME}:/x alpine rm /x/key`, "own-files"],
    [`find ~/.claude -name '*.toml' -delete`, "own-files"],
    [`find / -name audit.jsonl -exec rm {} +`, "own-files"],
    [`find ~/.claude -name '*.jsonl' | xargs rm`, "own-files"],
    [`find ~ -maxdepth 1 -name .claude -exec mv {} x ';'`, "own-files"],
    [`bash -c 'rm "$1"' _ ${HOME}/key`, "own-files"],
    [`python3 -c "(Path.home()/'.claude'/'claude-permit'/'key').unlink()"`, "own-files"],
    [`python3 - <<'X'\nopen('/home/ana/.claude/claude-permit/key','w')\nX`, "own-files"],
    [`echo "open('/home/ana/.claude/claude-permit/key','w')" | python3`, "own-files"],
    [`node -e "fs.rmSync(process.env.HOME+'/.claude/claude-permit/key')"`, "own-files"],
    [`cd ${HOME} && python3 -c "open('config.toml','w')"`, "own-files"],
    [`python3 -c "os.rename('/home/ana/.claude','x')"`, "own-files"],
    [`duckdb -c "copy (select 1) to '/home/ana/.claude/claude-permit/key'"`, "own-files"],
    [`rm -rf ~/.*`, "own-files"],
    [`mv ~/.cl* x`, "own-files"],
    [`rm -rf ~/.[c]laude`, "own-files"],
    [`ln -sfn /tmp/x ~/.claude`, "own-files"],
    [`rm -rf ~/.config/systemd/user`, "own-files"],
    [`mv .claude old`, "project-policy"],
    [`cd .. && mv shop shop2`, "project-policy"],
    [`cp /tmp/claude-permit.toml .claude/`, "project-policy"],
    [`git checkout main -- .claude/claude-permit.toml`, "project-policy"],
    [`mv /tmp/settings.json .claude`, "guard-settings"],
    [`cd ~/.claude && node -e "fs.writeFileSync('settings.json','{}')"`, "guard-settings"],
    [`claude config set -g disableAllHooks true`, "claude-unguarded"],
    [`crontab -r`, "guard-commands"],
    [`crontab jobs.txt`, "guard-commands"],
    [`crontab -l | grep -v claude-permit | crontab -`, "guard-commands"],
    [`systemctl --user stop 'claude-*'`, "guard-commands"],
    [`pkill -f claude.permit`, "guard-commands"],
    [`pgrep -f claude-permit | xargs kill`, "guard-commands"],
    [`claude-permit --tz UTC uninstall`, "guard-commands"],
    [`claude-permit --home /tmp/x rules drop x --home ${HOME}`, "guard-commands"],
    [`claude-permit uninstall -- --home /tmp/x`, "guard-commands"],
    [`claude-permit rules suggest --accept=3`, "guard-commands"],
    [`$(which claude-permit) uninstall`, "guard-commands"],
    [`npx -c 'claude-permit uninstall'`, "guard-commands"],
    [`cd /opt/claude-permit && node . uninstall`, "guard-commands"],
    [`node -r x /opt/claude-permit/src/cli.ts uninstall`, "guard-commands"],
    [`node /opt/cp/dist/cli.cjs rules approve x`, "guard-commands"],
    [`node -e "require('/opt/claude-permit/dist/cli.js')" uninstall`, "guard-commands"],
    [`ln -s $(which claude-permit) /tmp/x && /tmp/x rules approve 1`, "guard-commands"],
    [`systemd-run --user --pty claude-permit uninstall`, "guard-commands"],
    [`tmux new -d 'claude-permit uninstall'`, "guard-commands"],
    [`echo 'claude-permit uninstall' | at now`, "guard-commands"],
    [`python3 -c "pty.spawn(['claude-permit','rules','approve','x'])"`, "guard-commands"],
    [`node /x/@anthropic-ai/claude-code/cli.js --bare`, "claude-unguarded"],
    [`CLAUDE_CONFIG_DIR=/tmp/x claude -p hi`, "claude-unguarded"],
    [`export HOME=/tmp/x; claude -p hi`, "claude-unguarded"],
    [`tmux new -d 'claude --dangerously-skip-permissions'`, "claude-unguarded"],
    [`python3 -c "os.system('claude --bare -p x')"`, "claude-unguarded"],
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
    ["mcp__fs__write", { targetFile: "/home/ana/.claude/claude-permit/key" }, "own-files"],
    ["mcp__fs__write", { files: [{ path: "~/.claude/claude-permit/key" }] }, "own-files"],
    ["mcp__fs__write", { uri: "file:///home/ana/%2Eclaude/claude-permit/key" }, "own-files"],
    ["mcp__search__write_file", { path: "~/.claude/claude-permit/key" }, "own-files"],
    ["mcp__fs__search_and_replace", { path: "~/.claude/claude-permit/key" }, "own-files"],
    ["mcp__fs__move_file", { source: "/home/ana/.claude", destination: "/tmp/c" }, "own-files"],
    ["mcp__fs__write_file", { path: "~/.claude/settings.json", content: "{}" }, "guard-settings"],
    ["mcp__shell__run", { command: "rm -rf ~/.claude/claude-permit" }, "own-files"],
    ["mcp__shell__run", { args: ["claude-permit", "uninstall"] }, "guard-commands"],
    ["Write", { file_path: "/proc/self/root/home/ana/.claude/claude-permit/key" }, "own-files"],
    [
      "Edit",
      { file_path: "/home/ana/shop/.claude/settings.json", new_string: '"h\\u006foks": {}' },
      "guard-settings",
    ],
    [
      "Edit",
      { file_path: "~/.claude/settings.json", old_string: "XYZ", new_string: "ooks" },
      "guard-settings",
    ],
    [
      "Edit",
      { file_path: "~/.claude/settings.json", old_string: '{ "model"', new_string: '"model"' },
      "guard-settings",
    ],
    [
      "Edit",
      { file_path: "~/.claude/settings.json", old_string: "/bin/node", new_string: "/bin/true" },
      "guard-settings",
    ],
    ["PowerShell", { command: "Remove-Item -Recurse $HOME\\.claude\\claude-permit" }, "own-files"],
    ["PowerShell", { command: "Set-Content ~/.claude/settings.json '{}'" }, "guard-settings"],
    ["PowerShell", { command: "& claude-permit.cmd rules approve x" }, "guard-commands"],
    ["PowerShell", { command: "Stop-Process -Name claude-permit" }, "guard-commands"],
    ["PowerShell", { command: "claude --bare -p x" }, "claude-unguarded"],
  ])("%s %j", async (tool_name, tool_input, rule) => {
    expect(await decisionOn(payload({ tool_name, tool_input }))).toBe(`deny[${rule}]`);
  });

  it("what a link hides", async () => {
    const realpath = (path: string) => path.replace("/tmp/l", "/home/ana/.claude/claude-permit");
    const input = { file_path: "/tmp/l/config.toml", content: "" };
    const write = payload({ tool_name: "Write", tool_input: input });
    expect(await decisionOn(write, {}, { realpath })).toBe("deny[own-files]");
  });

  it("a program of ours behind a link of another name", async () => {
    const realpath = (path: string) =>
      path === "/tmp/x" ? "/opt/claude-permit/dist/bin.cjs" : path;
    expect(await decisionOn(bash("/tmp/x rules approve 1"), {}, { realpath })).toBe(
      "deny[guard-commands]",
    );
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
    `mv foo ..`,
    `mv report.pdf ~/`,
    `rm -f ../*.log`,
    `rm -rf ~/.claudette`,
    `python3 -c "print(open('/home/ana/.claude/claude-permit/audit.jsonl').read())"`,
    `node -p "require('/home/ana/.claude/settings.json').model"`,
    `jq .hooks ~/.claude/settings.json > /tmp/h.json`,
    `node -e "Object.keys(require('/home/ana/.claude/settings.json')).map((x) => x.length > 3)"`,
    `cd ~/.claude/projects/x && awk 'length > 100' a.jsonl`,
    `cd ~/.claude/projects/x && python3 -c "print(open('a.jsonl').read().replace('foo', 'bar'))"`,
    `find ~ -name .DS_Store -delete`,
    `find ~/.claude/projects -name '*.jsonl' | xargs wc -l`,
    `claude-permit uninstall --help`,
    `claude-permit explain claude-permit uninstall`,
    `python3 -c "print('claude-permit uninstall')"`,
    `cat > a.md <<'EOF'\nclaude-permit uninstall; rm -rf ~/.claude/claude-permit\nEOF`,
    `cd ~/claude-permit && node dist/bin.cjs --help`,
    `cd ~/claude-permit && node dist/bin.cjs init --home /tmp/x`,
    `cd ~/claude-permit && npm start`,
    `cd ~/claude-permit && git clean -fdx`,
    `cd ~/claude-permit && sed -i s/a/b/ src/hook/main.ts`,
    `(crontab -l; echo '0 1 * * * x') | crontab -`,
    `mv .claude/commands/a.md .claude/commands/b.md`,
    `cp agent.md .claude/agents/`,
    `rm -rf .claude/worktrees/x`,
    `tmux new -d 'npm run dev'`,
  ])("%s", async (command) => {
    expect(await decisionOn(bash(command))).not.toContain("deny");
  });

  it.each([
    ["Read", { file_path: "/home/ana/.claude/claude-permit/config.toml" }],
    ["Write", { file_path: "/home/ana/.claude/projects/x/memory/notes.md", content: "" }],
    ["Edit", { file_path: "/home/ana/shop/.claude/settings.json", new_string: '"Bash(ls:*)"' }],
    ["Write", { file_path: "/home/ana/shop/src/hooks.ts", content: "hooks" }],
    ["mcp__fs__read_file", { path: "/home/ana/.claude/claude-permit/config.toml" }],
    [
      "Edit",
      { file_path: "/home/ana/claude-permit/.claude/settings.json", new_string: '"Bash(ls:*)"' },
    ],
    ["Edit", { file_path: "~/.claude/settings.json", old_string: "opus", new_string: "haiku" }],
    ["Edit", { file_path: "/home/ana/claude-permit/src/hook/main.ts", new_string: "hooks" }],
    ["Task", { prompt: "rm -rf ~/.claude/claude-permit" }],
    ["mcp__github__create_issue", { title: "hooks", body: "see ~/.claude/settings.json" }],
  ])("%s %j", async (tool_name, tool_input) => {
    expect(await decisionOn(payload({ tool_name, tool_input }))).toBe("no_rule");
  });
});
