import { applyEdit, editDiff, planUninstall, type SettingsEdit } from "../claude/settings-edit.ts";
import { type HomeContent, homeContent, removeHome } from "../files/purge.ts";
import { EXIT } from "../model/errors.ts";
import type { Run } from "./command.ts";
import { placeFlags } from "./place-flags.ts";
import { settingsPath } from "./settings-path.ts";

/** Removes the hook from the settings; with `--purge` also the state folder. */
export const run: Run = async (request) => {
  const { io, home, shared, own } = request;
  const edit = planUninstall(settingsPath(own, io));
  const content = homeContent(home);
  const purge = own["purge"] === true && content !== undefined;

  if (shared.dryRun) {
    io.stdout.write(editDiff(edit) || `No hooks of ours in ${edit.file.path}.\n`);
    if (purge) io.stdout.write(listed("would remove", home, content));
    return EXIT.ok;
  }
  if (shared.json) {
    const removed = edit.before.map(({ event }) => event);
    const purged = purge ? content.ours.map(({ name }) => name) : [];
    applyEdit(edit);
    if (purge) removeHome(home, content);
    io.stdout.write(`${JSON.stringify({ settings: edit.file.path, removed, purged })}\n`);
    return EXIT.ok;
  }
  applyEdit(edit);
  io.stdout.write(told(edit));
  if (purge) {
    // Listed before anything goes: what is printed is the record of it.
    io.stdout.write(listed("removing", home, content));
    removeHome(home, content);
  } else if (content !== undefined) {
    io.stdout.write(
      `kept      ${home}: the log, rules and history\n` +
        `          claude-permit uninstall --purge${placeFlags(request)} removes them too\n`,
    );
  }
  return EXIT.ok;
};

function told(edit: SettingsEdit): string {
  if (!edit.changes) return `hooks     none of ours in ${edit.file.path}\n`;
  const gone = edit.after === undefined ? "; the file held nothing else and is gone" : "";
  return `hooks     ${edit.before.length} removed from ${edit.file.path}${gone}\n`;
}

function listed(verb: string, home: string, content: HomeContent): string {
  const width = Math.max(0, ...content.ours.map(({ name }) => name.length));
  const ours = content.ours.map(({ name, bytes }) => {
    return `          ${name.padEnd(width)}  ${kilobytes(bytes)}\n`;
  });
  const foreign = content.foreign.map((name) => `kept      ${name}: not ours\n`);
  return `${verb.padEnd(9)} ${home}\n${ours.join("")}${foreign.join("")}`;
}

function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1000).toLocaleString("en-US")} kB`;
}
