import type { RulePlace } from "../pipeline/rule-files.ts";
import type { Request } from "./command.ts";

/** Whose rules a command is about: the home's, and those of the project that it is run in. */
export function rulePlace({ io, home }: Pick<Request, "io" | "home">): RulePlace {
  const { CLAUDE_PROJECT_DIR: told } = io.env;
  return { home, projectRoot: told === undefined || told === "" ? io.cwd : told, cwd: io.cwd };
}
