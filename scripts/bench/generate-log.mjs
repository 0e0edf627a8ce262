// A log for measurements: deterministic, about 450 bytes a line, skewed as real ones are: a few
// fingerprints and projects make most of the calls, days have hours, weekends are quiet.
import { closeSync, openSync, writeSync } from "node:fs";

const DAY_MS = 86_400_000;
/** The log ends here; the week before it is the one that bench reports on. */
export const LOG_END = "2026-11-23T00:00:00.000Z";
const BLOCK_LINES = 5000;

/** From most to least frequent; drawn by rank, so the first is half of all. */
const KINDS = [
  ["Read", "Read: src/*.ts", { file_path: "/home/ana/shop-api/src/orders/list-orders.ts" }],
  ["Bash", "Bash: git status", { command: "git status --short", description: "Show changes" }],
  ["Edit", "Edit: src/*.ts", { file_path: "/home/ana/shop-api/src/a.ts", old_string: "a" }],
  ["Bash", "Bash: npm test", { command: "npm test -- --run", description: "Run the tests" }],
  ["Grep", "Grep: src", { pattern: "TODO|FIXME", path: "/home/ana/shop-api/src" }],
  ["Bash", "Bash: rg", { command: "rg -n 'createOrder' src test", description: "Find uses" }],
  ["mcp__playwright__click", "MCP: playwright", { element: "Submit", ref: "e31" }],
  ["WebFetch", "WebFetch: developer.mozilla.org", { url: "https://developer.mozilla.org/en-US/" }],
  ["Bash", "Bash: git push", { command: "git push --force origin main", description: "Push" }],
  ["Write", "Write: *.md", { file_path: "/home/ana/shop-api/NOTES.md", content: "# Notes" }],
  ["Bash", "Bash: docker compose", { command: "docker compose ps", description: "List" }],
  ["Bash", "Bash: rm", { command: "rm -rf ../web/dist", description: "Clean" }],
];
const PROJECTS = ["shop-api", "web-client", "infra", "docs", "tools"];
const DECISIONS = [
  { tier: "allow", decision: "allow", rule: "project-reads", rule_kind: "allow" },
  { tier: "passthrough", decision: "passthrough", passthrough_reason: "no_rule" },
  { tier: "ask", decision: "ask", rule: "ask-git-push", rule_kind: "ask" },
  { tier: "deny", decision: "deny", rule: "no-rm-rf", rule_kind: "deny" },
];

/**
 * Writes `lines` lines. `badEvery`: each so many lines one that cannot be read stands in between
 * (0: none). `seed` also sets the ids apart, so that two logs share none.
 */
export function generateLog(path, { lines, badEvery = 0, seed = 1, days = 70, endsAt = LOG_END }) {
  const random = mulberry32(seed);
  const fd = openSync(path, "w", 0o600);
  try {
    let block = [];
    for (let at = 0; at < lines; at += 1) {
      const bad = badEvery > 0 && at % badEvery === badEvery - 1;
      block.push(bad ? `{"timestamp":"2026-11-01T00:00:00.000Z","event":"Pre` : line(at));
      if (block.length === BLOCK_LINES || at === lines - 1) {
        writeSync(fd, `${block.join("\n")}\n`);
        block = [];
      }
    }
  } finally {
    closeSync(fd);
  }

  function line(at) {
    const call = Math.floor(at / 2);
    const after = at % 2 === 1;
    // The same numbers for both lines of a call.
    const draw = mulberry32(seed * 1_000_003 + call);
    const [tool_name, fingerprint, input] = KINDS[rank(draw(), KINDS.length)];
    const session = Math.floor(call / (20 + Math.floor(seed % 7)));
    const project = PROJECTS[rank(mulberry32(session)(), PROJECTS.length)];
    const common = {
      v: 1,
      id: `${seed.toString(36)}-${at.toString(36)}`,
      timestamp: timeOf(call / Math.ceil(lines / 2), after ? 900 + random() * 4000 : 0),
      event: after ? "PostToolUse" : "PreToolUse",
      session_id: `s${seed}-${session}`,
      cwd: `/home/ana/${project}`,
      project,
      tool_name,
      tool_use_id: `toolu_${seed}_${call}`,
      source: "live",
      hook_ms: Math.round(18 + draw() * 20),
      fingerprint,
    };
    if (after) {
      const failed = draw() < 0.06;
      return JSON.stringify({
        ...common,
        tier: "none",
        decision: "none",
        outcome: failed ? "failed" : "ok",
        tool_success: !failed,
        tool_result_length: Math.floor(draw() * 9000),
        tool_result_preview: "12 passed, 0 failed in 4.1 s",
        tool_duration_ms: Math.floor(draw() * 9000),
      });
    }
    return JSON.stringify({
      ...common,
      ...DECISIONS[rank(draw(), DECISIONS.length)],
      tool_input: JSON.stringify(input),
      subject: String(Object.values(input)[0]),
      native: "prompt",
      attended: true,
      permission_mode: draw() < 0.7 ? "default" : "auto",
    });
  }

  function timeOf(share, laterMs) {
    const start = Date.parse(endsAt) - days * DAY_MS;
    return new Date(start + share * (days * DAY_MS - 10_000) + laterMs).toISOString();
  }
}

/** 0 in half of all cases, 1 in a quarter, and so on; the rest falls on the last. */
function rank(number, count) {
  return Math.min(count - 1, Math.floor(-Math.log2(1 - number * (1 - 2 ** -count))));
}

function mulberry32(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
