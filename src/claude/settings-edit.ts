import { readFileSync } from "node:fs";
import { unifiedDiff } from "./line-diff.ts";
import {
  type HookCommand,
  type Registered,
  registeredHooks,
  withoutRegistration,
  withRegistration,
} from "./registration.ts";
import {
  backUp,
  backupPath,
  parseSettings,
  readSettingsFile,
  removeSettingsFile,
  type SettingsFile,
  settingsText,
  writeSettingsFile,
} from "./settings-file.ts";

/** A change of a settings file, thought out and not yet made. */
export interface SettingsEdit {
  readonly file: SettingsFile;
  /** The text as it will be; undefined where the file goes. */
  readonly after: string | undefined;
  /** Handlers of ours that stood there before. */
  readonly before: readonly Registered[];
  readonly changes: boolean;
}

/** Puts our hooks into the settings. Throws ConfigError or UserError; writes nothing. */
export function planInstall(path: string, command: HookCommand): SettingsEdit {
  const file = readSettingsFile(path);
  const before = registeredHooks(parseSettings(file));
  const after = withRegistration(settingsText(file), command);
  return { file, after, before, changes: after !== file.text };
}

/** Takes our hooks out of the settings. Throws ConfigError or UserError; writes nothing. */
export function planUninstall(path: string): SettingsEdit {
  const file = readSettingsFile(path);
  const before = registeredHooks(parseSettings(file));
  if (file.text === undefined || before.length === 0) {
    return { file, after: file.text, before, changes: false };
  }
  const backup = readBackup(path);
  const text = withoutRegistration(file.text, backup);
  // Without a backup there was no file when we came: an empty one is ours to remove.
  const after = backup === undefined && text.trim() === "{}" ? undefined : text;
  return { file, after, before, changes: true };
}

export function editDiff(edit: SettingsEdit): string {
  return unifiedDiff(edit.file.path, edit.file.text, edit.after);
}

/** Makes the change. Returns the backup's path where one was made by this call. */
export function applyEdit(edit: SettingsEdit): string | undefined {
  if (!edit.changes) return undefined;
  if (edit.after === undefined) {
    removeSettingsFile(edit.file);
    return undefined;
  }
  // Only before our first change is the text worth keeping as "before".
  const backedUp = edit.before.length === 0 && backUp(edit.file);
  writeSettingsFile(edit.file, edit.after);
  return backedUp ? backupPath(edit.file.path) : undefined;
}

/** The text before our first change; undefined where there was no file, or it cannot be read. */
function readBackup(path: string): string | undefined {
  const backup = readSettingsFile(backupPath(path));
  if (backup.text === undefined) return undefined;
  parseSettings(backup);
  return readFileSync(backup.target, "utf8");
}
