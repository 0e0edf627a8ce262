// A log for measurements: deterministic, about 500 bytes a line, skewed as recorded ones
// are: tools, decisions, risks and the length of sessions by their measured shares, few kinds of call
// that make most of all and a long tail of others.
import { closeSync, openSync, writeSync } from "node:fs";

const DAY_MS = 86_400_000;
/** The log ends here; the week before it is the one that bench reports on. */
export const LOG_END = "2026-11-23T00:00:00.000Z";
const BLOCK_LINES = 5000;

/**
 * Tools with their share of calls, as in 29,228 recorded ones: `[share, tool, program, input]`, the
 * input for the name of a place in the project.
 */
const CALLS = [
  [270, "Read", null, (place) => ({ file_path: `/home/ana/shop-api/src/${place}.ts` })],
  [178, "Edit", null, (place) => ({ file_path: `/home/ana/src/${place}.ts`, old_string: "a" })],
  [121, "Grep", null, (place) => ({ pattern: "TODO|FIXME", path: `/home/ana/src/${place}` })],
  [90, "Bash", "git", (place) => ({ command: `git log --oneline -- src/${place}.ts` })],
  [60, "Bash", "npm", (place) => ({ command: `npm test -- --run ${place}` })],
  [60, "Bash", "rg", (place) => ({ command: `rg -n 'createOrder' src/${place}` })],
  [40, "Bash", "sed", (place) => ({ command: `sed -n 1,40p src/${place}.ts` })],
  [26, "Bash", "go", (place) => ({ command: `go test ./${place}/...` })],
  [20, "Bash", null, (place) => ({ command: `./scripts/${place}.sh` })],
  [27, "TaskUpdate", null, (place) => ({ taskId: place, status: "done" })],
  [23, "Glob", null, (place) => ({ pattern: `src/${place}/**/*.ts` })],
  [16, "TodoWrite", null, (place) => ({ todos: `[{"content":"${place}"}]` })],
  [15, "Write", null, (place) => ({ file_path: `/home/ana/${place}.md`, content: "# Notes" })],
  [24, "Task", null, (place) => ({ description: `Look at ${place}`, prompt: "Find its uses" })],
  [20, "mcp__playwright__click", null, (place) => ({ element: place, ref: "e31" })],
  [4, "WebFetch", null, (place) => ({ url: `https://${place}.example.org/docs/` })],
];
/** Decisions with their share, as the starter policy decides on the same recorded calls. */
const DECISIONS = [
  [391, { tier: "allow", decision: "allow", rule: "read-files", rule_kind: "allow" }],
  [97, { tier: "allow", decision: "allow", rule: "plan-and-delegate", rule_kind: "allow" }],
  [64, { tier: "allow", decision: "allow", rule: "project-tasks", rule_kind: "allow" }],
  [58, { tier: "allow", decision: "allow", rule: "git-read", rule_kind: "allow" }],
  [133, { tier: "allow", decision: "allow", rule: "run-toolchains", rule_kind: "allow" }],
  [250, { tier: "passthrough", decision: "passthrough", passthrough_reason: "no_rule" }],
  [5, { tier: "ask", decision: "ask", rule: "ask-git-push", rule_kind: "ask" }],
  [2, { tier: "deny", decision: "deny", rule: "no-rm-rf", rule_kind: "deny" }],
];
const NATIVE = [
  [68, "no_prompt"],
  [16, "prompt"],
  [16, "unknown"],
];
const RISKS = [
  [966, null],
  [18, "startup_write"],
  [9, "unread_code"],
  [3, "recursive_delete"],
  [2, "discards_work"],
  [2, "secret_read"],
];
const PROJECTS = ["shop-api", "web-client", "infra", "docs", "tools"];
/** Mean of the recorded sessions. */
const SESSION_CALLS = 88;
const PLACES = 1400;

const callFor = byShare(CALLS);
const decisionFor = byShare(DECISIONS);
const nativeFor = byShare(NATIVE);
const riskFor = byShare(RISKS);

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
    const [, tool_name, program, inputOf] = callFor(draw());
    // A few places make most of the calls, a long tail the rest.
    const place = `area-${Math.floor(PLACES ** draw()) - 1}`;
    const session = Math.floor(call / SESSION_CALLS);
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
      fingerprint: `${program === null ? tool_name : `Bash: ${program}`}: ${place}`,
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
    const input = inputOf(place);
    const [, risk] = riskFor(draw());
    const [, { rule, ...decision }] = decisionFor(draw());
    return JSON.stringify({
      ...common,
      ...decision,
      ...(rule === undefined ? {} : { rule, rule_id: rule, rules_used: [rule] }),
      ...(program === null ? {} : { programs: [program] }),
      ...(tool_name === "WebFetch" ? { hosts: [`${place}.example.org`] } : {}),
      ...(risk === null ? {} : { risks: [risk] }),
      tool_input: JSON.stringify(input),
      subject: String(Object.values(input)[0]),
      native: nativeFor(draw())[1],
      attended: true,
      permission_mode: draw() < 0.7 ? "default" : "auto",
    });
  }

  function timeOf(share, laterMs) {
    const start = Date.parse(endsAt) - days * DAY_MS;
    return new Date(start + share * (days * DAY_MS - 10_000) + laterMs).toISOString();
  }
}

/** Draws by share: gives what stands behind the share that a number of [0, 1) falls on. */
function byShare(rows) {
  const sum = rows.reduce((total, [share]) => total + share, 0);
  let below = 0;
  const ends = rows.map(([share]) => {
    below += share / sum;
    return below;
  });
  return (number) => rows[ends.findIndex((end) => number < end)] ?? rows.at(-1);
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
