import { applyEdit, editDiff } from "../claude/settings-edit.ts";
import { createHome, missingHome } from "../files/starter-config.ts";
import { EXIT } from "../model/errors.ts";
import { EVENTS } from "../model/words.ts";
import type { Run } from "./command.ts";
import { placeFlags } from "./place-flags.ts";
import { hintLines, planRegistration, registrationLines } from "./registering.ts";

/** Registers the hook for every event, and makes the state folder. */
export const run: Run = async (request) => {
  const { io, home, shared } = request;
  const edit = planRegistration(request);

  if (shared.dryRun) {
    const made = missingHome(home).map((path) => `would create ${path}\n`);
    io.stdout.write(editDiff(edit) + made.join("") || "Nothing to do: all is in place.\n");
    return EXIT.ok;
  }
  const created = createHome(home);
  const backup = applyEdit(edit);
  const settings = edit.file.path;
  const lines = [
    ...registrationLines(edit, home, backup),
    ...created.map((path) => `created   ${path}`),
  ];
  io.stdout.write(
    shared.json
      ? `${JSON.stringify({ settings, changed: edit.changes, events: EVENTS, backup, created })}\n`
      : `${lines.join("\n")}\n${whatNext(placeFlags(request))}`,
  );
  return EXIT.ok;
};

/** The commands mean this very place: without its flags, undoing would touch the user's own. */
function whatNext(flags: string): string {
  const hints = hintLines([
    [`claude-permit init --yes${flags}`, "rules to begin with"],
    [`claude-permit status${flags}`, "is it working?"],
    [`claude-permit uninstall${flags}`, "undo"],
  ]);
  return `\nNew sessions of Claude Code are recorded from now on.\n${hints.join("\n")}\n`;
}
