import { readlinkSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** As many links as Linux follows. */
const MAX_LINKS = 40;

/**
 * The path with links resolved as far as it exists; the rest as written. A link to what is not
 * there yet is followed too: writing through it makes the file that it names.
 */
export function realPath(path: string): string {
  let rest = "";
  let known = path;
  let links = 0;
  for (;;) {
    try {
      const real = realpathSync.native(known);
      return rest === "" ? real : join(real, rest);
    } catch {
      // Not there, or not ours to look into: its folder may be.
      const target = links < MAX_LINKS ? linkTarget(known) : undefined;
      const above = dirname(known);
      if (target !== undefined) {
        links += 1;
        known = target;
      } else if (above === known) return path;
      else {
        rest = join(known.slice(above.length), rest);
        known = above;
      }
    }
  }
}

function linkTarget(path: string): string | undefined {
  try {
    return resolve(dirname(path), readlinkSync(path));
  } catch {
    // No link, or nothing at all.
    return undefined;
  }
}
