import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A folder of one's own outside home (0700), for whoever cannot write there; `use` may fill it,
 * afterwards it is gone.
 */
export function temporaryScratch(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "claude-permit-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
