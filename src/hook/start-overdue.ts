import { spawn } from "node:child_process";
import { takeNextRun } from "../files/next-run.ts";

/**
 * Starts `schedule run-due` where nobody else does, and leaves it to itself: it outlives the
 * session. Of the environment, which a project can set, it gets nothing.
 */
export function startOverdue(home: string, accountHome: string, nowMs: number): void {
  const program = takeNextRun(home, nowMs);
  if (program === undefined) return;
  const child = spawn(program.node, [program.script, "schedule", "run-due", "--home", home], {
    cwd: "/",
    detached: true,
    stdio: "ignore",
    env: { HOME: accountHome, PATH: "/usr/local/bin:/usr/bin:/bin" },
  });
  // Node is gone, or was moved: `status` says that jobs are overdue.
  child.on("error", () => {});
  child.unref();
}
