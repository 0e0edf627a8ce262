// The real Claude Code with our hook registered, talking to a fake of the Messages API on this
// machine: what it sends us, and what it makes of our answers. The program is not a dependency:
// CLAUDE_PERMIT_CLAUDE names it.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { root } from "../set-up.mjs";

const BIN = join(root, "dist/bin.cjs");
const PROGRAM = process.env.CLAUDE_PERMIT_CLAUDE;
const KEY = "sk-ant-dummy-key-of-a-test";
const RULES = `
[[deny]]
name = "no-rm-r"
tool = "Bash"
program = "rm"
flags = ["r"]
message = "Delete the named files."

[[ask]]
name = "ask-touch"
tool = "Bash"
program = "touch"

[[allow]]
name = "list"
tool = "Bash"
program = "ls"
`;

/** Why it cannot be run here; undefined where it can. */
export function missing() {
  if (PROGRAM === undefined) return "CLAUDE_PERMIT_CLAUDE names no Claude Code program";
  if (!existsSync(PROGRAM)) return `CLAUDE_PERMIT_CLAUDE: there is no ${PROGRAM}`;
  if (spawnSync("script", ["--version"]).status !== 0) return "no `script` of util-linux";
  return undefined;
}

/** Returns what was seen, in words. Throws where Claude Code or we did something else. */
export async function claudeCodeIsGuarded(folder) {
  const version = spawnSync(PROGRAM, ["--version"], { encoding: "utf8" }).stdout.trim();
  const headless = await headlessSession(join(folder, "headless"));
  const attended = await attendedSession(join(folder, "attended"));
  return [version, headless, attended].join("; ");
}

/** Nobody there: what we ask about is refused, and the call is told as such. */
async function headlessSession(folder) {
  const place = makePlace(folder, RULES);
  const api = await fakeApi([bash("rm -r build"), bash("ls"), bash("touch a")]);
  const words = ["-p", "go", "--model", "haiku", "--permission-mode", "default"];
  const child = spawn(PROGRAM, words, { cwd: place.project, env: place.env(api.url) });
  child.stdin.end();
  const code = await ended(child, 60_000);
  api.close();
  assert.equal(code, 0, "claude -p ended well");
  const seen = calls(place.home);
  assert.deepEqual(
    seen.map(({ decision, outcome }) => [decision, outcome]),
    [
      ["deny", undefined],
      ["allow", "ok"],
      ["ask", undefined],
    ],
  );
  assert.ok(!existsSync(join(place.project, "a")), "what we asked about did not run");
  assert.match(api.told[0], /Blocked by claude-permit \(no-rm-r\)\. Delete the named files\./);
  return "headless: deny blocked, allow ran, ask refused";
}

/** A person at a terminal: a rule is learned from two yeses to YELLOW, and the third call runs. */
async function attendedSession(folder) {
  const steps = ["ls", "mkdir one", "mkdir one", "mkdir one", "rm -r one"].map(bash);
  const api = await fakeApi(steps);
  const llm = `[llm]\nprovider = "openai-compatible"\nmodel = "fake"\nbase_url = "${api.url}/v1"\n`;
  const place = makePlace(folder, `${llm}${RULES}`);
  const line = `stty cols 120 rows 40; exec '${PROGRAM}' --model haiku --permission-mode default go`;
  const child = spawn("script", ["-qfec", line, "/dev/null"], {
    cwd: place.project,
    env: { ...place.env(api.url), TERM: "xterm-256color", SHELL: "/bin/sh" },
    detached: true,
  });
  const screen = watched(child);
  try {
    for (const yes of [1, 2]) {
      await screen.shows("requires confirmation");
      await pause(1000);
      assert.match(screen.text(), /YELLOW/, "the prompt says why");
      screen.forget();
      child.stdin.write("1\r");
      await until(() => calls(place.home).filter(isYes).length === yes, "the yes is in the log");
    }
    await until(() => calls(place.home).length === steps.length, "every call is in the log");
    await screen.shows("Done.");
  } finally {
    child.stdin.write("/exit\r");
    await ended(child, 5000).catch(() => endGroup(child));
    api.close();
  }
  const seen = calls(place.home).map(({ tier, decision, outcome }) => [tier, decision, outcome]);
  assert.deepEqual(seen, [
    ["allow", "allow", "ok"],
    ["llm", "ask", "ok"],
    ["llm", "ask", "failed"],
    ["auto", "allow", "failed"],
    ["deny", "deny", undefined],
  ]);
  assert.match(readFileSync(join(place.home, "auto-rules.toml"), "utf8"), /confirmed_by = "user"/);
  return "attended: asked twice on YELLOW, learned, the third call allowed by the learned rule";
}

function isYes({ decision, outcome }) {
  return decision === "ask" && outcome !== undefined;
}

/** A home of Claude Code with the hook registered, and a project that it trusts. */
function makePlace(folder, config) {
  const home = join(folder, ".claude/claude-permit");
  const project = join(folder, "project");
  mkdirSync(home, { recursive: true, mode: 0o700 });
  mkdirSync(project);
  writeFileSync(join(home, "config.toml"), config, { mode: 0o600 });
  const state = {
    hasCompletedOnboarding: true,
    theme: "dark",
    customApiKeyResponses: { approved: [KEY.slice(-20)], rejected: [] },
    projects: { [project]: { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true } },
  };
  writeFileSync(join(folder, ".claude.json"), JSON.stringify(state));
  const settings = join(folder, ".claude/settings.json");
  const install = [BIN, "install", "--home", home, "--settings", settings];
  const { status, stderr } = spawnSync(process.execPath, install, { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  const env = (url) => ({
    PATH: process.env.PATH,
    HOME: folder,
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_API_KEY: KEY,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    DISABLE_AUTOUPDATER: "1",
  });
  return { home, project, env };
}

/** Calls in the log, each with what is on record of its outcome. */
function calls(home) {
  const log = join(home, "audit.jsonl");
  const text = existsSync(log) ? readFileSync(log, "utf8") : "";
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const entries = whole
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
  return entries
    .filter(({ event }) => event === "PreToolUse")
    .map((call) => {
      const after = entries.find(
        ({ event, tool_use_id }) => /^PostToolUse/.test(event) && tool_use_id === call.tool_use_id,
      );
      return { ...call, outcome: after?.outcome };
    });
}

function bash(command) {
  return { name: "Bash", input: { command, description: "a step of the test" } };
}

/** The Messages API as Claude Code uses it, one step for each result, and a model for our hook. */
async function fakeApi(steps) {
  const told = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => answer(request.url, JSON.parse(text || "{}"), response));
  });
  const answer = (url, body, response) => {
    if (url.startsWith("/v1/chat/completions")) return sendJson(response, verdict());
    if (!url.startsWith("/v1/messages?") && url !== "/v1/messages") {
      return sendJson(response, { input_tokens: 10 });
    }
    const results = body.messages.flatMap(({ content }) =>
      Array.isArray(content) ? content.filter(({ type }) => type === "tool_result") : [],
    );
    const last = results.at(-1);
    if (last !== undefined) told[results.length - 1] = JSON.stringify(last.content);
    const canCall = (body.tools ?? []).some(({ name }) => name === "Bash");
    const step = canCall ? steps[results.length] : undefined;
    const block =
      step === undefined
        ? { type: "text", text: "Done." }
        : { type: "tool_use", id: `toolu_${String(results.length).padStart(24, "0")}`, ...step };
    sendMessage(response, body, block);
  };
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, told, close };
}

function verdict() {
  const content = JSON.stringify({ score: "YELLOW", reasoning: "Makes a folder of the project." });
  const choice = { index: 0, message: { role: "assistant", content }, finish_reason: "stop" };
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
  return {
    id: "1",
    object: "chat.completion",
    created: 1,
    model: "fake",
    choices: [choice],
    usage,
  };
}

function sendMessage(response, { model, stream }, block) {
  const stop = block.type === "tool_use" ? "tool_use" : "end_turn";
  const usage = { input_tokens: 10, output_tokens: 5 };
  const message = { id: "msg_1", type: "message", role: "assistant", model, usage };
  if (stream !== true) {
    return sendJson(response, { ...message, content: [block], stop_reason: stop });
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (type, fields) =>
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`);
  send("message_start", { message: { ...message, content: [], stop_reason: null } });
  const [empty, delta] =
    block.type === "text"
      ? [
          { ...block, text: "" },
          { type: "text_delta", text: block.text },
        ]
      : [
          { ...block, input: {} },
          { type: "input_json_delta", partial_json: JSON.stringify(block.input) },
        ];
  send("content_block_start", { index: 0, content_block: empty });
  send("content_block_delta", { index: 0, delta });
  send("content_block_stop", { index: 0 });
  send("message_delta", { delta: { stop_reason: stop, stop_sequence: null }, usage });
  send("message_stop", {});
  response.end();
}

function sendJson(response, value) {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}

const ESCAPE = String.fromCharCode(27);
const BELL = String.fromCharCode(7);
const CONTROLS = new RegExp(`${ESCAPE}(?:\\[[0-9;?<>=]*[a-zA-Z]|[\\]()][^${BELL}]*${BELL}?)`, "g");

/** What stands on the terminal, without its colours and moves. */
function watched(child) {
  let raw = "";
  child.stdout.on("data", (chunk) => {
    raw += chunk;
  });
  const text = () => raw.replace(CONTROLS, " ");
  return {
    text,
    shows: (words) => until(() => text().replace(/\s+/g, " ").includes(words), words, text),
    forget: () => {
      raw = "";
    },
  };
}

async function until(holds, what, about = () => "") {
  for (let waited = 0; waited < 30_000; waited += 200) {
    if (holds()) return;
    await pause(200);
  }
  throw new Error(`not within 30 s: ${what}\n${about().slice(-3000)}`);
}

function ended(child, ms) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`still running after ${ms} ms`)), ms);
    child.once("exit", (code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });
}

/** The terminal and what runs in it. */
async function endGroup(child) {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  process.kill(-child.pid, "SIGKILL");
  await gone;
  await pause(500);
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
