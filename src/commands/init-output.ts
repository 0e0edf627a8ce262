import { editDiff, type SettingsEdit } from "../claude/settings-edit.ts";
import { homePaths } from "../files/home.ts";
import { shortPaths } from "../model/short-path.ts";
import { EVENTS } from "../model/words.ts";
import type { StarterPolicy } from "../pipeline/starter-policy.ts";
import { hintLines, registrationLines } from "./registering.ts";

/** What `init` is about to do. */
export interface InitPlan {
  readonly home: string;
  readonly config: string;
  readonly starter: StarterPolicy;
  readonly edit: SettingsEdit;
  /** False where config.toml holds the starter policy already. */
  readonly writes: boolean;
}

export interface InitDone {
  readonly created: readonly string[];
  /** Where the settings are kept as they were, if this call kept them. */
  readonly backup: string | undefined;
}

/** `75 rules: 13 deny, 23 ask, 35 allow, 4 never learned`. */
export function ruleWords({ rules }: StarterPolicy): string {
  const { deny, ask, allow, deny_promote } = rules;
  const total = deny + ask + allow + deny_promote;
  return `${total} rules: ${deny} deny, ${ask} ask, ${allow} allow, ${deny_promote} never learned`;
}

/** One line of JSON; without `done` it tells what would be. */
export function initJson(plan: InitPlan, done?: InitDone): string {
  const { home, config, starter, edit, writes } = plan;
  const written = done === undefined ? { would_write: writes } : { written: writes };
  const settings = { settings: edit.file.path, changed: edit.changes, events: EVENTS };
  const told = { home, config, ...written, rules: starter.rules, ...settings, ...done };
  return `${JSON.stringify(told)}\n`;
}

/** All that would be written, and at the end what it is. */
export function initDryRun({ config, starter, edit, writes }: InitPlan): string {
  const text = writes ? `${starter.text}\n` : "";
  const verdict = writes
    ? `would write ${config}: ${ruleWords(starter)}\n`
    : `${config} holds the starter policy already: nothing to write\n`;
  const hooks = edit.changes ? "would change" : "nothing to change in";
  return `${text}${editDiff(edit)}${verdict}${hooks} ${edit.file.path}\n`;
}

/** One short screen: what was written, and what to try. */
export function initScreen(
  plan: InitPlan,
  done: InitDone & { readonly accountHome: string; readonly flags: string },
): string {
  const { home, config, starter, edit, writes } = plan;
  const lines = [
    writes
      ? `policy    ${config}`
      : `policy    ${config} holds the starter policy already: left as it is`,
    `          ${ruleWords(starter)}`,
    ...registrationLines(edit, home, done.backup),
    `log       ${homePaths(home).log}, one line for each call`,
  ];
  const shown = [
    "The guard is set: new sessions of Claude Code are decided on and recorded.\n",
    ...lines,
    "\nNEXT",
    ...hints(done.flags),
  ];
  const short = shown.map((line) => shortPaths(line, done.accountHome));
  return `\n${short.join("\n").replace(/^(?=.)/gm, " ")}\n`;
}

function hints(flags: string): readonly string[] {
  // Rules are asked about in a home, whatever settings register it.
  const [home = ""] = flags.split(" --settings ");
  return hintLines([
    [`claude-permit explain 'git push --force'${home}`, "what would become of it?"],
    [`claude-permit config validate${home}`, "is the file right?"],
    [`claude-permit status${flags}`, "is it working?"],
    [`claude-permit uninstall${flags}`, "undo"],
  ]);
}
