import { join } from "node:path";
import { claudeAncestor, environmentOf, processLookUp } from "../claude/ancestors.ts";
import { guardsNobody, registersAny } from "../claude/user-settings.ts";
import { missingHome } from "../files/starter-config.ts";
import type { Io } from "../io.ts";
import { ConfigError, UserError } from "../model/errors.ts";
import type { Request } from "./command.ts";
import { settingsPath } from "./settings-path.ts";

/** What decides whether a command may change the guard. */
export interface GuardFacts {
  /** Why we think that an agent runs this; undefined for a person. */
  readonly agent: string | undefined;
  readonly terminal: boolean;
  /** Whether there is a guard to change: home exists, or the settings hold a hook of ours. */
  readonly guarding: boolean;
  readonly allowNoninteractive: boolean;
  /** Home and settings guard nobody: tests, a demonstration. */
  readonly exempt: boolean;
}

/** Why the command is refused; undefined where it may run. */
export function guardRefusal(command: string, facts: GuardFacts): string | undefined {
  if (facts.exempt) return undefined;
  if (facts.agent !== undefined) {
    return (
      `${command} changes the guard, and an agent may not: ${facts.agent}. ` +
      "Run it yourself, in a terminal outside Claude Code."
    );
  }
  if (facts.terminal || facts.allowNoninteractive || !facts.guarding) return undefined;
  return (
    `${command} changes the guard, and standard input is not a terminal. ` +
    "Run it in a terminal, or set allow_noninteractive = true in config.toml."
  );
}

/** Throws UserError where this command line may not change the guard. */
export async function requirePerson(command: string, request: Request): Promise<void> {
  const refusal = guardRefusal(command, await guardFacts(request));
  if (refusal !== undefined) throw new UserError(refusal);
}

async function guardFacts({ io, home, own }: Request): Promise<GuardFacts> {
  const ancestor = claudeAncestor(io.pid, processLookUp());
  const told = ancestor && environmentOf(ancestor.pid, "CLAUDE_CONFIG_DIR");
  const settings = settingsPath(own, io);
  const facts = {
    agent: agentReason(io, ancestor?.pid),
    terminal: io.stdinIsTerminal,
    guarding: !missingHome(home).includes(home) || registersAny(settings),
    exempt: guardsNobody({
      home,
      settings,
      ownFolder: join(io.accountHome, ".claude"),
      otherFolders: [io.env["CLAUDE_CONFIG_DIR"] ?? "", told ?? ""].filter((path) => path !== ""),
    }),
  };
  const matters = !facts.exempt && facts.agent === undefined && !facts.terminal && facts.guarding;
  return { ...facts, allowNoninteractive: matters && (await noninteractiveAllowed(home)) };
}

function agentReason(io: Io, ancestor: number | undefined): string | undefined {
  const { CLAUDECODE: mark } = io.env;
  if (mark !== undefined && mark !== "") return "CLAUDECODE is set";
  return ancestor === undefined ? undefined : `it was started by Claude Code (process ${ancestor})`;
}

async function noninteractiveAllowed(home: string): Promise<boolean> {
  const { readCommandConfig } = await import("../files/read-config.ts");
  const { homePaths } = await import("../files/home.ts");
  try {
    return readCommandConfig(homePaths(home).config).allow_noninteractive;
  } catch (error) {
    // A file that cannot be read lifts nothing.
    if (error instanceof ConfigError) return false;
    throw error;
  }
}
