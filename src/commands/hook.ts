import { UserError } from "../model/errors.ts";
import type { Run } from "./command.ts";

/**
 * Listed so that help names it. `bin.cjs` runs `hook.cjs` before anything of the command line is
 * loaded; whoever comes here has put a flag before the word.
 */
export const run: Run = () => {
  throw new UserError("Write hook as the first word: claude-permit hook --home FOLDER");
};
