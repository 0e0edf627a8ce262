// Hooks that promote, block and take away rules, killed at every change that they make to files,
// just before and just after it. The next start must leave the rule learned whole, or not at all.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../set-up.mjs";

const KILLER = join(root, "scripts/soak/learning/kill-at.cjs");
const COMMAND = "git push origin main";
const ONE = "[promotion]\nmin_confirmations = 1\ndemote_after = 1\n";
const FORBIDDEN =
  '[[deny_promote]]\nname = "no-push"\ntool = "^Bash$"\nprogram = "git"\nsubcommand = "push"\n';
/** More changes than any hook makes: the scenario ends where nothing was killed. */
const MOST = 200;

/** What leads up to the event that is killed, that event, and what must be there afterwards. */
const SCENARIOS = [
  {
    name: "stash",
    config: ONE,
    before: [],
    event: ["PreToolUse", "t1"],
    check: ({ kinds, rules }) => {
      assert.ok(kinds.filter((kind) => kind === "stashed").length <= 1);
      assert.equal(rules, 0);
    },
  },
  {
    name: "promotion",
    config: ONE,
    before: [
      ["PreToolUse", "t1"],
      ["PermissionRequest", "t1"],
    ],
    event: ["PostToolUse", "t1"],
    check: ({ kinds, rules, promotions, causes, name }) => {
      const expected = kinds.includes("confirmed") ? 1 : 0;
      assert.deepEqual([rules, promotions.length], [expected, expected]);
      assert.deepEqual(causes, expected === 1 ? ["added promoted"] : []);
      assert.equal(kinds.filter((kind) => kind === "promoted").length, expected);
      if (expected === 1) assert.equal(promotions[0].promoted_rule, name);
    },
  },
  {
    name: "block",
    config: `${ONE}${FORBIDDEN}`,
    before: [
      ["PreToolUse", "t1"],
      ["PermissionRequest", "t1"],
    ],
    event: ["PostToolUse", "t1"],
    check: ({ kinds, rules, promotions }) => {
      const blocked = kinds.filter((kind) => kind === "blocked").length;
      assert.equal(rules, 0);
      assert.equal(promotions.length, blocked);
      assert.ok(blocked <= 1);
      assert.equal(kinds.filter((kind) => kind === "noted").length, blocked);
    },
  },
  {
    name: "demotion",
    config: ONE,
    before: [
      ["PreToolUse", "t1"],
      ["PermissionRequest", "t1"],
      ["PostToolUse", "t1"],
      ["PreToolUse", "t2"],
    ],
    event: ["PostToolUseFailure", "t2"],
    check: ({ kinds, rules, causes }, failed) => {
      // Where the kill came before the line of the failure nobody knows of it.
      const gone = failed ? 1 : 0;
      assert.equal(rules, 1 - gone);
      assert.equal(kinds.filter((kind) => kind === "removed").length, gone);
      assert.deepEqual(causes, ["added promoted", "removed demoted"].slice(0, 1 + gone));
    },
  },
];

/** Returns what was seen, in words. Throws where a rule was learned by half. */
export async function killedLearningIsMadeGood(folder) {
  const server = await yellowModel();
  const claude = await startClaude(folder);
  const told = [];
  try {
    for (const scenario of SCENARIOS) {
      const kills = await killEverywhere(scenario, { folder, claude, url: server.url });
      told.push(`${scenario.name} ${kills}`);
    }
  } finally {
    claude.end();
    server.close();
  }
  return `kills: ${told.join(", ")}`;
}

async function killEverywhere(scenario, { folder, claude, url }) {
  const base = join(folder, `${scenario.name}-base`);
  mkdirSync(base, { mode: 0o700 });
  const llm = `[llm]\nprovider = "anthropic"\nbase_url = "${url}"\n`;
  writeFileSync(join(base, "config.toml"), `${llm}${scenario.config}`, { mode: 0o600 });
  for (const [event, id] of scenario.before) await claude.send(base, payload(event, id), {});
  let kills = 0;
  for (const when of ["before", "after"]) {
    for (let at = 1; at <= MOST; at += 1) {
      const home = join(folder, "home");
      rmSync(home, { recursive: true, force: true });
      cpSync(base, home, { recursive: true });
      const [event, id] = scenario.event;
      const env = { NODE_OPTIONS: `--require ${KILLER}`, KILL_AT: String(at), KILL_WHEN: when };
      const { signal } = await claude.send(home, payload(event, id), env);
      const next = await claude.send(home, payload("SessionStart", "t0"), {});
      const where = `${scenario.name}, killed ${when} change ${at}`;
      assert.deepEqual([next.code, next.err], [0, ""], where);
      try {
        const seen = lookAt(home);
        scenario.check(seen, seen.events.includes("PostToolUseFailure"));
        assert.ok(seen.kinds.filter((kind) => kind === "told").length <= 2);
      } catch (error) {
        error.message = `${where}: ${error.message}`;
        throw error;
      }
      if (signal !== "SIGKILL") break;
      kills += 1;
    }
  }
  return kills;
}

/** What the files say; every line of them must be whole. */
function lookAt(home) {
  const entries = linesOf(join(home, "audit.jsonl"));
  const changes = linesOf(join(home, "history/rules.jsonl")).filter(({ cause }) => cause);
  const path = join(home, "auto-rules.toml");
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  return {
    kinds: linesOf(join(home, "pending-rules.jsonl")).map(({ kind }) => kind),
    events: entries.map(({ event }) => event),
    promotions: entries.filter(({ event }) => event === "Promotion"),
    causes: changes.map(({ kind, cause }) => `${kind} ${cause.why}`),
    rules: text.split("\n").filter((line) => line === "[[allow]]").length,
    name: /^name = "(.*)"$/m.exec(text)?.[1],
  };
}

function linesOf(path) {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
}

function payload(event, id) {
  const isCall = event !== "SessionStart";
  return {
    session_id: "s1",
    cwd: "/home/ana/shop",
    hook_event_name: event,
    permission_mode: "default",
    ...(isCall ? { tool_name: "Bash", tool_input: { command: COMMAND } } : {}),
    ...(isCall && event !== "PermissionRequest" ? { tool_use_id: id } : {}),
  };
}

/** Alone, with nobody above it: whoever runs this may be Claude Code too. */
async function startClaude(folder) {
  const script = join(folder, "claude");
  const socket = join(folder, "socket");
  copyFileSync(join(root, "scripts/soak/learning/starter.cjs"), script);
  const words = JSON.stringify([script, join(root, "dist/bin.cjs"), socket]);
  const between = `require("node:child_process").spawn(process.execPath, ${words}, { stdio: "ignore", detached: true }).unref(); process.exit(0);`;
  spawn(process.execPath, ["-e", between], { stdio: "ignore" });
  const line = await connected(socket);
  const waiting = new Map();
  createInterface({ input: line }).on("line", (text) => {
    const ended = JSON.parse(text);
    waiting.get(ended.id)(ended);
  });
  let count = 0;
  return {
    end: () => line.end(),
    send: (home, event, env) => {
      count += 1;
      const id = count;
      const all = { ANTHROPIC_API_KEY: "k", ...env };
      line.write(`${JSON.stringify({ id, home, payload: event, env: all })}\n`);
      return new Promise((resolve) => waiting.set(id, resolve));
    },
  };
}

async function connected(path) {
  for (let tries = 0; ; tries += 1) {
    const socket = connect(path);
    const problem = await new Promise((resolve) => {
      socket.once("connect", () => resolve(undefined)).once("error", resolve);
    });
    if (problem === undefined) return socket;
    if (tries > 1000) throw problem;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A server that calls everything YELLOW. */
async function yellowModel() {
  const text = JSON.stringify({ score: "YELLOW", reasoning: "pushes to a remote" });
  const message = {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "claude-haiku-5-5",
    content: [{ type: "text", text }],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 1 },
  };
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(message));
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/v1`, close: () => server.close() };
}
