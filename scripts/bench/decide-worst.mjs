// `node scripts/bench/decide-worst.mjs [--all]`: how long the worst lines take to decide, within
// one process. The first time counts, because a hook is a process that decides once; the median
// shows what is left when everything is warm. Milliseconds are processor time, because others may
// use the machine. Reports, and changes no exit code.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { root } from "../set-up.mjs";
import { median } from "./measure.mjs";
import { WORST_LINES } from "./worst-lines.mjs";

const LIMIT_MS = 20;
const ROUNDS = 3;
/** What took longer is not timed again. */
const TOO_SLOW_MS = 500;
const SHOWN = 12;
const STARTER = join(root, "src/policy/starter.toml");

/**
 * Prints the slowest lines for each policy; all of them if `all`. Returns the milliseconds of the
 * slowest, once it is warm.
 */
export async function decideWorst({ all = false, print = console.log } = {}) {
  const product = await loadProduct();
  let worst = 0;
  for (const { name, tables, lines, rounds } of policies(product)) {
    const setting = settingOf(await compiled(product, tables));
    const rows = [];
    await timed(product, setting, "ls -la && cat README.md | head");
    for (const [what, line] of lines) {
      const times = [];
      do times.push(await timed(product, setting, line));
      while (times.length < rounds && times[0].decided < TOO_SLOW_MS);
      rows.push({ what, chars: line.length, ...summed(times) });
    }
    report(name, rows, { all, print });
    worst = Math.max(worst, ...rows.map((row) => row.decided));
  }
  return worst;
}

/** As a row of `npm run bench`. */
export const WORST_LINE = {
  number: "13",
  what: `slowest line of up to 64 KiB, decided when warm ÷ ${LIMIT_MS} ms`,
  limit: 1,
  async measure() {
    const worst = await decideWorst({ print: () => {} });
    return { a: worst, b: LIMIT_MS, ratio: worst / LIMIT_MS };
  },
};

function summed(times) {
  const [first] = times;
  return {
    first: first.decided,
    decided: median(times.map((each) => each.decided)),
    written: median(times.map((each) => each.written)),
    decision: first.decision,
  };
}

/** Milliseconds until the decision, and until the entry about it is made; what was thrown, if so. */
async function timed(product, setting, command) {
  const value = {
    hook_event_name: "PreToolUse",
    session_id: "s",
    cwd: "/home/ana/shop",
    tool_name: "Bash",
    tool_input: { command },
    tool_use_id: "t",
  };
  const payload = product.readPayload(value);
  const start = processorMs();
  const decision = await orThrown(async () => {
    const judged = await product.judge(product.callOf(payload, setting), payload, setting);
    return judged.decision.kind;
  });
  const decided = processorMs();
  await orThrown(() => product.respond(value, setting));
  return { decided: decided - start, written: processorMs() - decided, decision };
}

function processorMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function orThrown(act) {
  try {
    return await act();
  } catch (error) {
    return `threw ${error.name}`;
  }
}

function report(name, rows, { all, print }) {
  const sorted = [...rows].sort((a, b) => b.first - a.first);
  const over = rows.filter((row) => row.first > LIMIT_MS).length;
  const thrown = rows.filter((row) => row.decision.startsWith("threw"));
  print(`\n${name}: ${over} of ${rows.length} lines take over ${LIMIT_MS} ms to decide\n`);
  for (const { what, decision } of thrown) print(`NOT DECIDED, ${decision}: ${what}`);
  print(columns("first", "median", "with entry", "chars", "decision", "line"));
  for (const row of all ? sorted : sorted.slice(0, SHOWN)) {
    const ms = [row.first, row.decided, row.written].map((value) => value.toFixed(1));
    print(columns(...ms, row.chars.toLocaleString("en-US"), row.decision, row.what));
  }
}

function columns(first, decided, written, chars, decision, what) {
  const numbers = [first.padStart(8), decided.padStart(8), written.padStart(11), chars.padStart(8)];
  return `${numbers.join(" ")}  ${decision.padEnd(16)} ${what}`;
}

/** What the hook judges with, bundled from the sources. */
async function loadProduct() {
  const folder = mkdtempSync(join(tmpdir(), "claude-permit-worst-"));
  const outfile = join(folder, "product.cjs");
  try {
    await build({
      absWorkingDir: root,
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      outfile,
      logLevel: "warning",
      stdin: {
        resolveDir: root,
        contents: [
          'export { respond } from "./src/hook/respond.ts";',
          'export { callOf, judge } from "./src/hook/pre-tool-use.ts";',
          'export { readPayload } from "./src/hook/read-payload.ts";',
          'export { compileRules } from "./src/policy/rules/compile-rules.ts";',
          'export { loadEngine } from "./src/policy/patterns/pattern.ts";',
          'export { parseToml } from "./src/files/toml.ts";',
        ].join("\n"),
      },
    });
    return createRequire(import.meta.url)(outfile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compiled({ compileRules, loadEngine }, tables) {
  const engine = await loadEngine();
  const rules = ["deny", "ask", "allow"].flatMap(
    (kind) =>
      compileRules(tables[kind] ?? [], { file: "bench", kind, source: "config" }, engine).rules,
  );
  return { sha256: "f".repeat(64), state: "current", rules };
}

/** Under many rules the lines of middle length are enough to see what each rule costs. */
function policies({ parseToml }) {
  const many = {
    name: "1,000 rules",
    tables: manyRules(1000),
    rounds: 1,
    lines: WORST_LINES.filter(([, line]) => line.length > 4096 && line.length <= 16 * 1024),
  };
  if (!existsSync(STARTER)) return [many];
  const tables = parseToml(readFileSync(STARTER, "utf8"), "starter.toml");
  return [{ name: "the starter policy", tables, rounds: ROUNDS, lines: WORST_LINES }, many];
}

/** Rules of each key in turn, none of which fits, so that all of them are tried. */
function manyRules(count) {
  const kinds = [
    (at) => ({ tool: "^Bash$", program: `tool-${at}`, flags: ["r", "recursive"] }),
    (at) => ({ tool: "^Bash$", program: "git", subcommand: `verb-${at}` }),
    (at) => ({ tool: "^Bash$", fields: { command: `^(a|b|rm|git) .*x${at}(\\b|$)` } }),
    (at) => ({ tool: "^Bash$", fields: { command: `(a+)+b${at}|[^ ]* [^ ]* --x${at}` } }),
    (at) => ({ tool: "^(Bash|Read)$", reads: [`**/secret-${at}/**`, `~/.x${at}`] }),
    (at) => ({ tool: "^(Bash|Write)$", writes: [`**/{a,b}/x-${at}*`, `/etc/x${at}`] }),
    (at) => ({ tool: "^Bash$", host: `h${at}.example` }),
  ];
  const rule = (at) => ({ name: `rule-${at}`, ...kinds[at % kinds.length](at) });
  const all = Array.from({ length: count }, (_, at) => rule(at));
  const third = Math.ceil(count / 3);
  return {
    deny: all.slice(0, third),
    ask: all.slice(third, 2 * third),
    allow: all.slice(2 * third),
  };
}

function settingOf(policy) {
  return {
    policy,
    now: "2026-11-20T10:00:00.000Z",
    home: "/home/ana/.claude/claude-permit",
    accountHome: "/home/ana",
    projectRoot: "/home/ana/shop",
    caseInsensitive: false,
    realpath: (path) => path,
    host: "desk",
    user: "ana",
    key: "ab".repeat(32),
    newId: () => "01KAGQ0000000000000000TEST",
    source: "live",
    attended: true,
    entrypoint: "cli",
    elapsedMs: () => 12,
    overdue: () => false,
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await decideWorst({ all: process.argv.includes("--all") });
}
