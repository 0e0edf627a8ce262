// Policies and calls for measurements of the hook. The rules are mixed as people mix them: a third
// is about programs by name, a third about shell text, the rest about files, hosts and MCP tools.

/** What each rule of the mix asks, by its number. None of them decides the calls below. */
const MIX = [
  (n) => `tool = "Bash"\nprogram = "tool-${n}"\nflags = ["f", "force"]`,
  (n) => `tool = "^Bash$"\n${field("command", `^tool-${n} (list|show|log)\\b`)}`,
  (n) => `tool = "^(Read|Edit|Write)$"\n${field("file_path", `/(secrets|private)-${n}/`)}`,
  (n) => `tool = "^Bash$"\nprogram = ["tool-${n}", "tool-${n}x"]\nsubcommand = "push"`,
  (n) => `tool = "^Bash$"\n${field("command", `^npm (run|exec) [a-z]+-${n}( --[a-z-]+)*$`)}`,
  (n) => `tool = "Edit|Write|MultiEdit"\n${field("file_path", `/generated-${n}/.*\\.(ts|sql)$`)}`,
  (n) => `tool = "^WebFetch$"\nhost = "docs-${n}.example.com"`,
  (n) => `tool = "^mcp__server${n % 9}__.*"\n${field("query", `(?i)drop table t${n}`)}`,
  (n) =>
    `tool = "^Bash$"\n${field("command", `^docker (compose )?(up|run) .*svc-${n}`)}\n` +
    `[KIND.exclude]\ncommand = '--rm'`,
];

/** config.toml with so many rules: a third deny, an eighth ask, the rest allow. */
export function policyOf(count) {
  const rules = Array.from({ length: count }, (_, n) => {
    const kind = n % 24 < 8 ? "deny" : n % 24 < 11 ? "ask" : "allow";
    const body = MIX[n % MIX.length](n).replaceAll("KIND", kind);
    return `[[${kind}]]\nname = "${kind}-${n}"\n${body}\n`;
  });
  return rules.join("\n");
}

/** The most frequent call there is: a file is read. */
export function readCall(project) {
  return call(project, "Read", { file_path: `${project}/src/orders/list-orders.ts` });
}

/**
 * A line that only a parser can read. `PUSH_RULES` hold words that stand in it, so that looking for
 * words leaves the question to the expression engine.
 */
export function compoundCall(project) {
  return call(project, "Bash", {
    command: "cd src && git push origin main 2>&1 | tail -20; git log --oneline -5",
    description: "Push the change",
  });
}

export const PUSH_RULES = `
[[deny]]
name = "no-force-push"
tool = "^Bash$"
[deny.fields]
command = '^git push .*(--force|-f)'

[[ask]]
name = "other-remotes"
tool = "^Bash$"
[ask.fields]
command = '^git push [^o]\\S* '
`;

function field(name, expression) {
  return `[KIND.fields]\n${name} = '${expression}'`;
}

function call(cwd, tool_name, tool_input) {
  return JSON.stringify({
    session_id: "5b0f7c1e-9a53-4a0e-8a70-2f6d1f0c77aa",
    transcript_path: "/home/ana/.claude/projects/-home-ana-shop/5b0f7c1e.jsonl",
    cwd,
    permission_mode: "default",
    hook_event_name: "PreToolUse",
    tool_name,
    tool_input,
    tool_use_id: "toolu_01Hq3rV9bK2mZc7TnX4wYd8E",
  });
}
