import { randomUUID } from "node:crypto";
import { closeSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { makePrivateFolder } from "./private.ts";

/**
 * A lock between processes. Each taker creates a file of its own, `NAME.PID.START.NONCE`, then
 * looks for others: whoever sees a living one withdraws. Two that see each other both withdraw,
 * so there is never more than one holder; a holder that died is known by its process id and
 * start time and its file is removed. No heartbeat: a suspended machine keeps its locks.
 */
export interface Lock {
  release(): void;
}

export interface LockOwner {
  readonly pid: number;
}

/** Takes the lock, or returns the process id of its holder. */
export function tryLock(folder: string, name: string, owner: LockOwner): Lock | { heldBy: number } {
  makePrivateFolder(folder);
  const mine = `${name}.${owner.pid}.${processStart(owner.pid) ?? "x"}.${randomUUID()}`;
  closeSync(openSync(join(folder, mine), "wx", 0o600));
  const holder = livingHolder(folder, name, mine);
  if (holder === undefined) return { release: () => rmSync(join(folder, mine), { force: true }) };
  rmSync(join(folder, mine), { force: true });
  return { heldBy: holder };
}

/**
 * Takes the lock, waiting up to `waitMs` for its holder. Returns the holder's process id where
 * the wait was not long enough.
 */
export async function waitForLock(
  folder: string,
  name: string,
  owner: LockOwner,
  waitMs: number,
): Promise<Lock | { heldBy: number }> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    const lock = tryLock(folder, name, owner);
    if (!("heldBy" in lock) || performance.now() >= deadline) return lock;
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 60));
  }
}

/** Whether the process that took a name (`PID.START`) still runs. */
export function isAlive(pid: number, start: string): boolean {
  const now = processStart(pid);
  if (now !== undefined && start !== "x") return now === start;
  return signalReaches(pid);
}

/** When a process started, as the system words it; undefined where it cannot be told. */
export function processStart(pid: number): string | undefined {
  try {
    // Field 22 of Linux's /proc/PID/stat; the second field may hold spaces and parentheses.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    // No /proc here, or the process is gone: `isAlive` then asks by signal.
    return undefined;
  }
}

function livingHolder(folder: string, name: string, mine: string): number | undefined {
  for (const file of readdirSync(folder)) {
    if (file === mine || !file.startsWith(`${name}.`)) continue;
    const [pid = "", start = "", nonce] = file.slice(name.length + 1).split(".");
    if (nonce === undefined) continue;
    if (isAlive(Number(pid), start)) return Number(pid);
    rmSync(join(folder, file), { force: true });
  }
  return undefined;
}

function signalReaches(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs under another account.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
