import type { Folder, ShellWord } from "../shell.ts";

/** The folders in which a line may stand after a command that went well, or failed. */
export interface Flow {
  readonly ok: readonly Folder[];
  readonly fail: readonly Folder[];
}

/** More possible folders are as good as any. */
const MAX_FOLDERS = 6;

export function both(flow: Flow): readonly Folder[] {
  return union(flow.ok, flow.fail);
}

export function unmoved(folders: readonly Folder[]): Flow {
  return { ok: folders, fail: folders };
}

/** After `cd word`: there if it went well, else where it was. */
export function moved(folders: readonly Folder[], word: ShellWord | undefined): Flow {
  const ok = folders.map((folder) =>
    folder === undefined || word === undefined ? undefined : [...folder, word],
  );
  return { ok: distinct(ok), fail: folders };
}

export function union(a: readonly Folder[], b: readonly Folder[]): readonly Folder[] {
  return distinct([...a, ...b]);
}

function distinct(folders: readonly Folder[]): readonly Folder[] {
  const found = [...new Map(folders.map((folder) => [keyOf(folder), folder])).values()];
  return found.length > MAX_FOLDERS ? [undefined] : found;
}

function keyOf(folder: Folder): string {
  return folder === undefined
    ? "?"
    : JSON.stringify(folder.map((word) => [word.text, word.content.kind]));
}
