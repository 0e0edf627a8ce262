import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/** The path with links resolved as far as it exists; the rest as written. */
export function realPath(path: string): string {
  let rest = "";
  let known = path;
  for (;;) {
    try {
      return join(realpathSync.native(known), rest);
    } catch {
      // Not there, or not ours to look into: its folder may be.
      const above = dirname(known);
      if (above === known) return path;
      rest = join(known.slice(above.length), rest);
      known = above;
    }
  }
}
