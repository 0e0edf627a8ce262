// Keeps the code that V8 makes of bundles, so that a start need not compile: of the hook's, and of
// the chunks of commands that people wait for. Each run adds what it reached to what is kept.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const script = join(dirname(fileURLToPath(import.meta.url)), "code-cache.cjs");

/** Rules that only the engine can judge, that need none, and one that the lines below do not fit. */
const RULES = `
[[deny]]
tool = "^Bash$"
[deny.fields]
command = '^git push .*(--force|-f)\\b'
[[ask]]
tool = "^Bash$"
program = ["git", "hub"]
flags = ["force"]
[[deny]]
tool = "Bash"
[deny.fields]
command = "^x{1,9} y"
[[allow]]
tool = "^Read$"
[allow.fields]
file_path = "^/x/scripts/"
`;
/** Beside what a home files without a word of its own: a page, Markdown, text and JSON. */
const MAILS = `
[[channel]]
name = "mails"
type = "file"
path = "{name}.eml"
`;
const CALLS = [
  { hook_event_name: "PreToolUse", tool_name: "Read", tool_input: { file_path: script } },
  {
    hook_event_name: "PreToolUse",
    tool_name: "Edit",
    tool_input: { file_path: script, old_string: "x", new_string: "y" },
  },
  {
    hook_event_name: "PreToolUse",
    tool_name: "Bash",
    tool_input: { command: "cd x && git log --oneline | head -5; xx y > z" },
  },
  {
    hook_event_name: "PreToolUse",
    tool_name: "Bash",
    tool_input: { command: "git push origin main 2>&1 | tail -20", description: "Push" },
  },
  {
    hook_event_name: "PostToolUse",
    tool_name: "Read",
    tool_input: { file_path: script },
    tool_response: { content: "x" },
  },
  { hook_event_name: "PreToolUse", tool_name: "Bash" },
];
/**
 * Providers of which the parts are loaded: nobody listens at the first port, and the file is no
 * program.
 */
const PROVIDERS = [
  'provider = "openai-compatible"\nmodel = "x"\nbase_url = "http://127.0.0.1:9/v1"',
  'provider = "claude-cli"\ncommand = "/dev/null"',
];
/** A program that answers as the model does, for the parts that learn from it. */
const MODEL = `#!${process.execPath}
const verdict = { score: "YELLOW", reasoning: "writes" };
process.stdout.write(JSON.stringify({ structured_output: verdict, is_error: false }));
`;
/** The life of a stashed call, with what else is loaded on the way. */
const LEARNED = [
  { hook_event_name: "PreToolUse" },
  { hook_event_name: "PermissionRequest" },
  { hook_event_name: "PostToolUse", tool_response: {} },
  { hook_event_name: "SessionStart" },
].map((event) => ({
  tool_name: "Bash",
  tool_input: { command: "git push origin main" },
  tool_use_id: "toolu_1",
  permission_mode: "default",
  ...event,
}));
/** A call that is not JSON. */
const BROKEN = '{"hook_event_name": "PreToolUse", "session_id": "build", "tool_name": "Bash"';

export function compileBundles(dist) {
  const folder = mkdtempSync(join(tmpdir(), "claude-permit-build-"));
  const where = ["--home", folder, "--settings", join(folder, "settings.json")];
  writeFileSync(join(folder, "config.toml"), RULES, { mode: 0o600 });
  const [first, ...more] = CALLS.map((call) => ({ session_id: "build", cwd: folder, ...call }));
  const hook = (call) => onText(JSON.stringify(call));
  const onText = (text) => run(script, [dist, "hook.cjs", "hook", "--home", folder], text);
  // The first finds no snapshot and needs much that hardly any start needs: of that only the
  // bundle made for it is kept.
  hook(first);
  rmSync(join(dist, "hook.cache"));
  for (const call of [first, ...more]) hook(call);
  onText(BROKEN);
  for (const provider of PROVIDERS) {
    writeFileSync(join(folder, "config.toml"), `[llm]\n${provider}\n`);
    for (const call of more) hook({ ...call, permission_mode: "default" });
  }
  const model = join(folder, "claude");
  writeFileSync(model, MODEL, { mode: 0o755 });
  writeFileSync(
    join(folder, "config.toml"),
    `[llm]\nprovider = "claude-cli"\ncommand = ${JSON.stringify(model)}\n`,
  );
  for (const event of LEARNED) hook({ session_id: "learned", cwd: folder, ...event });
  writeFileSync(join(folder, "notices.jsonl"), '{"id":"1","text":"told"}\n', { mode: 0o600 });
  writeFileSync(join(folder, "config.toml"), RULES + MAILS);
  hook(first);
  // Long due: an empty program is started.
  const nextRun = join(folder, "next-run.json");
  const program = { node: process.execPath, script: "/dev/null" };
  writeFileSync(nextRun, JSON.stringify(program), { mode: 0o600 });
  utimesSync(nextRun, 1, 1);
  hook({ session_id: "build", cwd: folder, hook_event_name: "SessionStart" });
  // Nothing is kept of what a command does but once.
  run(join(dist, "bin.cjs"), ["install", ...where]);
  run(join(dist, "bin.cjs"), ["status", ...where]);
  // A window that holds the calls above.
  const digest = ["report", "digest", "--home", folder, "--since", "1d"];
  const commands = [
    ["--help"],
    ["status", ...where],
    ["config", "validate", "--home", folder],
    ["report", "digest", "--home", folder],
    [...digest, "--to", "out", "--to", "mails"],
    [...digest, "--format", "slack"],
    [...digest, "--format", "slack-blocks"],
    [...digest, "--format", "csv", "--output", `${join(folder, "tables")}/`],
  ];
  for (const words of commands) run(script, [dist, "cli.cjs", ...words]);
  rmSync(folder, { recursive: true });
}

/** Whatever it answers: only a word on standard error is a failure. */
function run(file, words, input = "") {
  // Of an unattended session nothing is learned.
  const env = { ...process.env, CLAUDE_CODE_SESSION_ATTENDED: "1" };
  const made = spawnSync(process.execPath, [file, ...words], { input, env, encoding: "utf8" });
  if (made.stderr !== "") throw new Error(`compiling bundles: ${made.stderr}`);
}
