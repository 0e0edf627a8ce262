// `npm start [-- --keep]`: the set-up it needs, then the main job on the embedded default.
// Replays the bundled week through the hook's own code into a temporary state folder, prints the
// digest and writes every format to reports/out/. Nothing outside this repository and the
// system's temporary folder is touched. `--keep` leaves the state folder to look around in.
import { spawn } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { bundledWeek } from "./bundled-week/generate.mjs";
import { root, setUp } from "./set-up.mjs";

const WEEK = "2026-W47";
/** Asked on the Monday after it, so that the digest is the same whenever this runs. */
const DIGEST = ["report", "digest", "--during", WEEK, "--as-of", "2026-11-23T07:00:00+01:00"];
const OUT = join(root, "reports/out");
const FORMATS = [
  ["text", "digest.txt"],
  ["markdown", "digest.md"],
  ["html", "digest.html"],
  ["json", "digest.json"],
  ["csv", "digest.csv/"],
  ["slack", "digest.slack.txt"],
  ["slack-blocks", "digest.slack.json"],
  ["email", "digest.eml"],
];
/** Formats to send are masked by themselves; an invented week may be seen whole elsewhere. */
const SENT = ["slack", "slack-blocks", "email"];

const keep = process.argv.includes("--keep");
await setUp();
const home = mkdtempSync(join(tmpdir(), "claude-permit-start-"));
// We stay until the folder is removed. A terminal sends SIGINT to the child as well, `kill` does not.
let running;
process.on("SIGINT", () => {});
process.on("SIGTERM", () => running?.kill("SIGTERM"));
try {
  process.exitCode = await start();
} finally {
  if (!keep) rmSync(home, { recursive: true, force: true });
}

async function start() {
  console.log(
    "replay: an invented week of three projects and the eight weeks before it, into a temporary state folder",
  );
  copyFileSync(join(root, "scripts/bundled-week/config.toml"), join(home, "config.toml"));
  chmodSync(join(home, "config.toml"), 0o600);
  const replayed = await run(["replay", "-"], { input: `${bundledWeek().join("\n")}\n` });
  if (replayed !== 0) return replayed;
  console.log(`report: the digest of ${WEEK}, in its formats\n`);
  const printed = await run(DIGEST, {});
  if (printed !== 0) return printed;
  mkdirSync(OUT, { recursive: true });
  for (const [format, name] of FORMATS) {
    const written = ["--format", format, "--output", join(OUT, name)];
    const whole = SENT.includes(format) ? [] : ["--redact", "full"];
    const code = await run([...DIGEST, ...written, ...whole], { quiet: true });
    if (code !== 0) return code;
  }
  console.log(whatNext());
  return 0;
}

/** Runs one command line of ours on the temporary state folder; resolves to its exit code. */
function run(words, { input, quiet }) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(root, "dist/bin.cjs"), ...words, "--home", home], {
      stdio: [input === undefined ? "ignore" : "pipe", quiet ? "ignore" : "inherit", "inherit"],
    });
    running = child;
    child.on("error", fail);
    child.on("close", (code, signal) => done(code ?? (signal === "SIGINT" ? 130 : 143)));
    // A child that stops early closes its end; its exit code says why.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });
}

function whatNext() {
  const folder = relative(process.cwd(), OUT) || ".";
  const state = keep
    ? `The state folder stays for the commands above: ${home}`
    : "The state folder is removed again; npm start -- --keep leaves it for the commands above.";
  return [
    "",
    `Written to ${folder}/: ${FORMATS.map(([, name]) => name).join("  ")}`,
    state,
    "Next:",
    "  npm install --global .    puts claude-permit on your PATH",
    "  claude-permit install     records your own sessions from now on",
    "  claude-permit status      is it working?",
  ].join("\n");
}
