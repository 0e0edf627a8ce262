import { hookCommand, isTemporaryScript } from "../claude/hook-command.ts";
import { planInstall, type SettingsEdit } from "../claude/settings-edit.ts";
import { UserError } from "../model/errors.ts";
import { EVENTS } from "../model/words.ts";
import type { Request } from "./command.ts";
import { settingsPath } from "./settings-path.ts";

/** The hook for every event, thought out. Throws ConfigError or UserError; writes nothing. */
export function planRegistration({ io, home, own }: Request): SettingsEdit {
  const command = hookCommand(io, home);
  if (isTemporaryScript(command.script)) throw temporary(command.script);
  return planInstall(settingsPath(own, io), command);
}

/** What was done to the settings, a line each. */
export function registrationLines(
  edit: SettingsEdit,
  home: string,
  backup: string | undefined,
): string[] {
  const elsewhere = edit.before.find((hook) => hook.home !== home)?.home;
  const verb = edit.before.length === 0 ? "added to" : "brought up to date in";
  return [
    edit.changes
      ? `hooks     ${EVENTS.length} ${verb} ${edit.file.path}`
      : `hooks     ${EVENTS.length} in ${edit.file.path}, nothing to change`,
    ...(elsewhere === undefined ? [] : [`moved     from ${elsewhere}`]),
    ...(backup === undefined ? [] : [`backup    ${backup}`]),
  ];
}

/** Commands to try, each with what it is for; where flags make them long, after it. */
export function hintLines(hints: readonly (readonly [command: string, words: string])[]): string[] {
  const widest = (at: 0 | 1): number => Math.max(...hints.map((hint) => hint[at].length));
  const fits = 2 + widest(0) + 2 + widest(1) < 80;
  return hints.map(([command, words]) =>
    fits ? `  ${command.padEnd(widest(0))}  ${words}` : `  ${words.padEnd(widest(1))}  ${command}`,
  );
}

function temporary(script: string): UserError {
  return new UserError(
    `${script} lies in a package runner's cache and will vanish. ` +
      "Run npm install --global claude-permit, then claude-permit install.",
  );
}
