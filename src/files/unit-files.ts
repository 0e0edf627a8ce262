import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { uniqueName } from "./private.ts";

/** Replaces a file in one step that other programs of the account read too; makes its folder. */
export function writeShared(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${uniqueName()}.tmp`);
  writeFileSync(temporary, text, { flag: "wx", mode: 0o644 });
  renameSync(temporary, path);
}

/** Removes a file; false where there was none. */
export function rmFile(path: string): boolean {
  if (!existsSync(path)) return false;
  rmSync(path);
  return true;
}
