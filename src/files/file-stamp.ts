import { statSync } from "node:fs";

/** What changes when a file does; undefined where there is none. Equal stamps: the same content. */
export function fileStamp(path: string): string | undefined {
  try {
    const found = statSync(path, { bigint: true, throwIfNoEntry: false });
    if (found === undefined) return undefined;
    const { dev, ino, size, mtimeNs, ctimeNs } = found;
    return [dev, ino, size, mtimeNs, ctimeNs].join(":");
  } catch {
    // A loop of links, or a folder that is closed to us: whoever reads it says so.
    return "unreadable";
  }
}
