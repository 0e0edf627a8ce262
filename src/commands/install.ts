import { hookCommand, isTemporaryScript } from "../claude/hook-command.ts";
import { applyEdit, editDiff, planInstall, type SettingsEdit } from "../claude/settings-edit.ts";
import { createHome, missingHome } from "../files/starter-config.ts";
import { EXIT, UserError } from "../model/errors.ts";
import { EVENTS } from "../model/words.ts";
import type { Run } from "./command.ts";
import { placeFlags } from "./place-flags.ts";
import { settingsPath } from "./settings-path.ts";

/** Registers the hook for every event, and makes the state folder. */
export const run: Run = async (request) => {
  const { io, home, shared, own } = request;
  const command = hookCommand(io, home);
  if (isTemporaryScript(command.script)) throw temporary(command.script);
  const edit = planInstall(settingsPath(own, io), command);

  if (shared.dryRun) {
    const made = missingHome(home).map((path) => `would create ${path}\n`);
    io.stdout.write(editDiff(edit) + made.join("") || "Nothing to do: all is in place.\n");
    return EXIT.ok;
  }
  const created = createHome(home);
  const backup = applyEdit(edit);
  const settings = edit.file.path;
  io.stdout.write(
    shared.json
      ? `${JSON.stringify({ settings, changed: edit.changes, events: EVENTS, backup, created })}\n`
      : told(edit, home, backup, created) + whatNext(placeFlags(request)),
  );
  return EXIT.ok;
};

function told(
  edit: SettingsEdit,
  home: string,
  backup: string | undefined,
  created: readonly string[],
): string {
  const elsewhere = edit.before.find((hook) => hook.home !== home)?.home;
  const verb = edit.before.length === 0 ? "added to" : "brought up to date in";
  const lines = [
    edit.changes
      ? `hooks     ${EVENTS.length} ${verb} ${edit.file.path}`
      : `hooks     ${EVENTS.length} in ${edit.file.path}, nothing to change`,
    ...(elsewhere === undefined ? [] : [`moved     from ${elsewhere}`]),
    ...(backup === undefined ? [] : [`backup    ${backup}`]),
    ...created.map((path) => `created   ${path}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** The commands mean this very place: without its flags, undoing would touch the user's own. */
function whatNext(flags: string): string {
  const hints = [
    [`claude-permit status${flags}`, "is it working?"],
    [`claude-permit uninstall${flags}`, "undo"],
  ] as const;
  const lines = hints.map(([command, words]) =>
    flags === "" ? `  ${command.padEnd(27)}${words}\n` : `  ${words.padEnd(16)}${command}\n`,
  );
  return `\nNew sessions of Claude Code are recorded from now on.\n${lines.join("")}`;
}

function temporary(script: string): UserError {
  return new UserError(
    `${script} lies in a package runner's cache and will vanish. ` +
      "Run npm install --global claude-permit, then claude-permit install.",
  );
}
