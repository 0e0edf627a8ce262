import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isAlive, type LockOwner, processStart } from "../files/lock.ts";
import { makePrivateFolder, uniqueName } from "../files/private.ts";

/** Files that live while a process works: copied slices, and warehouses that are being built. */
const WORDS = ["slice", "building"] as const;

/**
 * A name of one's own in `folder`, `slice.PID.START.NONCE.jsonl`: a reader that loads into memory
 * does so while another process loads the same lines. What killed processes left is removed.
 */
export function scratchPath(
  folder: string,
  { word, ending, owner }: { word: (typeof WORDS)[number]; ending: string; owner: LockOwner },
): string {
  makePrivateFolder(folder);
  for (const file of readdirSync(folder)) {
    const [first, pid = "", start = ""] = file.split(".");
    if (WORDS.some((known) => known === first) && !isAlive(Number(pid), start)) {
      rmSync(join(folder, file), { force: true });
    }
  }
  const start = processStart(owner.pid) ?? "x";
  return join(folder, `${word}.${owner.pid}.${start}.${uniqueName()}.${ending}`);
}
