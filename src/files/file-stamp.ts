import { statSync } from "node:fs";

/** What changes when a file does; undefined where there is none. Equal stamps: the same content. */
export function fileStamp(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (found === undefined) return undefined;
  const { dev, ino, size, mtimeNs, ctimeNs } = found;
  return [dev, ino, size, mtimeNs, ctimeNs].join(":");
}
