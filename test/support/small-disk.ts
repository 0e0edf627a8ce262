import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./io.ts";

/** A file system of its own, in memory, that can be filled and closed. */
export interface SmallDisk {
  readonly folder: string;
  /** Changes how much it holds, or closes it for writing. */
  change(options: string): void;
}

/** Whether this account may mount one: only root may, and not in every container. */
export const canMount = tries();

/** A disk with the mount options of tmpfs: `size=12m`. It goes when the test ends. */
export function smallDisk(options: string): SmallDisk {
  const folder = join(temporaryFolder(), "disk");
  mkdirSync(folder, { mode: 0o700 });
  mount(["-t", "tmpfs", "-o", `mode=700,${options}`, "none", folder]);
  onTestFinished(() => {
    spawnSync("umount", [folder]);
  });
  return { folder, change: (other) => mount(["-o", `remount,${other}`, folder]) };
}

function mount(words: readonly string[]): void {
  const { status, stderr } = spawnSync("mount", words, { encoding: "utf8" });
  if (status !== 0) throw new Error(`mount ${words.join(" ")}: ${stderr}`);
}

function tries(): boolean {
  if (process.getuid?.() !== 0) return false;
  const folder = "/mnt";
  const made = spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "none", folder]).status === 0;
  return made && spawnSync("umount", [folder]).status === 0;
}
