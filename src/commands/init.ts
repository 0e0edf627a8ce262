import { applyEdit } from "../claude/settings-edit.ts";
import { homePaths } from "../files/home.ts";
import { configState, writeHome } from "../files/starter-config.ts";
import { EXIT, UserError } from "../model/errors.ts";
import { shellWord } from "../model/shell-word.ts";
import { starterPolicy } from "../pipeline/starter-policy.ts";
import type { Run } from "./command.ts";
import { initDryRun, initJson, initScreen, ruleWords } from "./init-output.ts";
import { placeFlags } from "./place-flags.ts";
import { planRegistration } from "./registering.ts";

/** Writes the starter policy and registers the hook: after it, the guard works. */
export const run: Run = async (request) => {
  const { io, home, shared, own } = request;
  const { config } = homePaths(home);
  const starter = starterPolicy();
  if (own["yes"] !== true && !shared.dryRun) throw dialogueToCome(config, ruleWords(starter));
  // Both may refuse, and before anything is written.
  const edit = planRegistration(request);
  const state = configState(home, starter.text);
  if (state === "own") throw overwritesNone(config, placeFlags(request));
  const plan = { home, config, starter, edit, writes: state !== "starter" };

  if (shared.dryRun) {
    io.stdout.write(shared.json ? initJson(plan) : initDryRun(plan));
    return EXIT.ok;
  }
  const created = writeHome(home, plan.writes ? starter.text : undefined);
  const done = { created, backup: applyEdit(edit) };
  io.stdout.write(
    shared.json
      ? initJson(plan, done)
      : initScreen(plan, { ...done, accountHome: io.accountHome, flags: placeFlags(request) }),
  );
  return EXIT.ok;
};

function dialogueToCome(config: string, rules: string): UserError {
  return new UserError(
    "The questions of init are still to come; claude-permit init --yes asks none, " +
      `writes the starter policy (${rules}) to ${config}, and registers the hook.`,
  );
}

/** The commands mean this very place. */
function overwritesNone(config: string, flags: string): UserError {
  const [home = ""] = flags.split(" --settings ");
  return new UserError(
    `${config} holds rules or settings of yours, and init overwrites none. ` +
      `Keep them, and look whether they are right: claude-permit config validate${home}. ` +
      `Or begin anew: mv ${shellWord(config)} ${shellWord(`${config}.mine`)}, ` +
      `then claude-permit init --yes${flags}. ` +
      `To register the hook alone: claude-permit install${flags}.`,
  );
}
