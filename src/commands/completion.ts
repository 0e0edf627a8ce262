import { EXIT, UserError } from "../model/errors.ts";
import type { Run } from "./command.ts";
import { completionStates } from "./completion-model.ts";
import { COMPLETION_SCRIPTS } from "./completion-scripts.ts";
import { COMMANDS } from "./index.ts";
import { SHARED_FLAGS } from "./shared-flags.ts";

/** Prints the script that completes our command lines in a shell. */
export const run: Run = async ({ io, args }) => {
  const shell = args[0] ?? "";
  if (!isShell(shell)) {
    const known = Object.keys(COMPLETION_SCRIPTS).join(", ");
    throw new UserError(`There is no completion for "${shell}". Name one of ${known}.`);
  }
  io.stdout.write(COMPLETION_SCRIPTS[shell](completionStates(COMMANDS, SHARED_FLAGS)));
  return EXIT.ok;
};

function isShell(word: string): word is keyof typeof COMPLETION_SCRIPTS {
  return Object.hasOwn(COMPLETION_SCRIPTS, word);
}
