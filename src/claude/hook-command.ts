import { realpathSync } from "node:fs";
import type { HookCommand } from "./registration.ts";

/**
 * The process to register: the running node, our script with links resolved (a package manager
 * links it into a bin folder), and the home.
 */
export function hookCommand(running: { node: string; script: string }, home: string): HookCommand {
  return { node: running.node, script: realpathSync(running.script), home };
}

/** True for a script that a package runner keeps only for a while. */
export function isTemporaryScript(script: string): boolean {
  return /[\\/](_npx|dlx-[^\\/]+|\.bun[\\/]install[\\/]cache|xfs-[^\\/]+)[\\/]/.test(script);
}
