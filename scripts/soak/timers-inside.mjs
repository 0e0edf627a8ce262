// Runs inside a mount namespace: `node timers-inside.mjs systemd|crontab FOLDER`. Starts the daemon
// of that kind, installs, waits until it ran a job, uninstalls, and ends the daemon.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const BIN = join(fileURLToPath(import.meta.url), "../../../dist/bin.cjs");
const [, , kind = "", folder = ""] = process.argv;
const home = join(folder, ".claude/claude-permit");
const runtime = "/run/claude-permit-soak";
const env = {
  HOME: folder,
  // Units go to the account's own folder else, whatever HOME says.
  XDG_CONFIG_HOME: join(folder, ".config"),
  PATH: "/usr/bin:/bin:/usr/sbin:/sbin",
  ...(kind === "systemd" ? { XDG_RUNTIME_DIR: runtime } : {}),
};

/** What is mounted here is seen by nobody else, and gone with the last process. */
function mountOwn() {
  tool("mount", "-t", "tmpfs", "tmpfs", "/run");
  mkdirSync(runtime, { mode: 0o700 });
  if (kind === "systemd") {
    // Without it the user's systemd says that the machine runs none.
    mkdirSync("/run/systemd/system", { recursive: true });
    return;
  }
  for (const place of ["/var/spool/cron", "/etc/cron.d"]) {
    tool("mount", "-t", "tmpfs", "tmpfs", place);
  }
  mkdirSync("/var/spool/cron/crontabs", { mode: 0o730 });
  if (existsSync("/etc/crontab")) tool("mount", "--bind", "/dev/null", "/etc/crontab");
}

const DAEMONS = {
  systemd: ["/lib/systemd/systemd", ["--user"]],
  crontab: ["/usr/sbin/cron", ["-f"]],
};

async function startDaemon() {
  const [program, args] = DAEMONS[kind];
  const daemon = spawn(program, args, { env, stdio: "ignore" });
  for (let tries = 0; kind === "systemd" && tries < 100; tries += 1) {
    if (spawnSync("systemctl", ["--user", "show-environment"], { env }).status === 0) break;
    await wait(200);
  }
  return daemon;
}

function tool(program, ...words) {
  const { status, stdout, stderr } = spawnSync(program, words, { env, encoding: "utf8" });
  assert.equal(status, 0, `${program} ${words.join(" ")}: ${stdout}${stderr}`);
  return stdout;
}

function ours(...words) {
  const run = spawnSync(process.execPath, [BIN, ...words, "--home", home], {
    env,
    encoding: "utf8",
  });
  console.log(`$ claude-permit ${words.join(" ")}: ${run.status}\n${run.stdout}${run.stderr}`);
  return run;
}

function configure(run) {
  const job = `[[job]]\nname = "each"\ncron = "* * * * *"\njitter = 0\nrun = "${run}"\n`;
  const config = `allow_noninteractive = true\n[report]\ntime_zone = "UTC"\n${job}`;
  writeFileSync(join(home, "config.toml"), config, { mode: 0o600 });
}

/** What stands where the timer would. */
function setUp() {
  if (kind === "crontab") return spawnSync("crontab", ["-l"], { env, encoding: "utf8" }).stdout;
  const units = join(folder, ".config/systemd/user");
  const files = existsSync(units) ? readdirSync(units).filter((name) => /\./.test(name)) : [];
  return files.filter((name) => !name.endsWith(".wants")).join(" ");
}

async function firstRun() {
  const path = join(home, "history/runs.jsonl");
  for (let tries = 0; tries < 420; tries += 1) {
    const lines = existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
    const ended = lines.map((line) => JSON.parse(line)).find((line) => line.kind === "ended");
    if (ended !== undefined) return ended;
    await wait(1000);
  }
  throw new Error("the timer did not fire in seven minutes");
}

mountOwn();
mkdirSync(home, { recursive: true, mode: 0o700 });
const daemon = await startDaemon();
try {
  configure("reprot digest");
  assert.equal(ours("schedule", "install").status, 3, "a job that cannot run is installed");
  assert.equal(setUp(), "", "something was left of what failed");
  configure("stats");
  // Nothing is due before run-due has seen the job.
  assert.equal(ours("schedule", "run-due").status, 0);
  const installed = Date.now();
  assert.equal(ours("schedule", "install").status, 0);
  assert.equal(ours("schedule", "install").status, 0, "a second time");
  console.log(setUp());
  if (kind === "systemd") {
    const timers = tool("systemctl", "--user", "list-timers", "--all");
    console.log(timers);
    assert.match(timers, /claude-permit.*\.timer +claude-permit.*\.service/);
  }
  const run = await firstRun();
  const seconds = Math.round((Date.parse(run.at) - installed) / 1000);
  assert.equal(run.exit_code, 0);
  if (kind === "systemd") {
    const name = setUp()
      .split(" ")
      .find((unit) => unit.endsWith(".service"));
    const facts = ["Result", "ExecMainStatus", "ExecMainExitTimestamp"].join(",");
    // It may still be ending.
    await wait(5000);
    const ended = tool("systemctl", "--user", "show", name, "-p", facts);
    console.log(ended);
    assert.match(ended, /^Result=success$/m);
    assert.match(ended, /^ExecMainStatus=0$/m);
  }
  assert.equal(ours("schedule", "uninstall").status, 0);
  assert.equal(setUp(), "", "something was left");
  console.log(`fired: after ${seconds} s for ${run.due}`);
} finally {
  daemon.kill("SIGTERM");
  await new Promise((resolve) => {
    if (daemon.exitCode !== null || daemon.signalCode !== null) resolve();
    else daemon.once("exit", resolve);
  });
}
