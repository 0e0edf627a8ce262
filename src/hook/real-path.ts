import { lstatSync, readlinkSync, realpathSync } from "node:fs";
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
    const real = realOf(known);
    if (real !== undefined) return rest === "" ? real : join(real, rest);
    const target = links < MAX_LINKS && isThere(known) ? linkTarget(known) : undefined;
    if (target !== undefined) {
      links += 1;
      known = target;
      continue;
    }
    // Not there, or not ours to look into: a folder above it may be. Looking costs less than an
    // error, and most paths that are not there lack several folders.
    do {
      const above = dirname(known);
      if (above === known) return path;
      rest = join(known.slice(above.length), rest);
      known = above;
    } while (!isThere(known));
  }
}

/** A batch may name any number of paths. */
const MAX_REMEMBERED = 100_000;

/** As `realPath`, looking once for each path: many rules ask about the same few. */
export function rememberedRealPath(): (path: string) => string {
  const known = new Map<string, string>();
  return (path) => {
    const found = known.get(path) ?? realPath(path);
    if (known.size === MAX_REMEMBERED) known.clear();
    known.set(path, found);
    return found;
  };
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** A link counts, whatever it leads to. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { bigint: true, throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
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
