// `schedule install` with a real systemd of the user and a real cron: what it sets up runs a job.
// Both run in mount namespaces of their own, with nothing else to start in them.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../set-up.mjs";

const INSIDE = join(root, "scripts/soak/timers-inside.mjs");
const UNSHARE = ["--mount", "--propagation", "private"];

/** Why it cannot be tried here; undefined where it can. */
export function missing() {
  if (process.platform !== "linux" || process.getuid() !== 0) return "it needs Linux, and root";
  if (spawnSync("unshare", [...UNSHARE, "true"]).status !== 0) return "no namespaces to be had";
  const programs = ["/lib/systemd/systemd", "/usr/bin/dbus-daemon", "/usr/sbin/cron"];
  const gone = programs.find((path) => !existsSync(path));
  return gone === undefined ? undefined : `${gone} is not there`;
}

/** At most eight minutes: timers look every five. */
export async function timersFire(folder) {
  const told = await Promise.all(["systemd", "crontab"].map((kind) => tried(kind, folder)));
  return told.join("; ");
}

function tried(kind, folder) {
  const mine = join(folder, kind);
  mkdirSync(mine);
  const child = spawn("unshare", [...UNSHARE, process.execPath, INSIDE, kind, mine], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
  return new Promise((resolve, reject) => {
    child.once("close", (code) => {
      const [, words] = /^fired: (.*)$/m.exec(output) ?? [];
      if (code === 0 && words !== undefined) resolve(`${kind} ${words}`);
      else reject(new assert.AssertionError({ message: `${kind} ended with ${code}:\n${output}` }));
    });
  });
}
