import { UnsafeFile } from "../files/private.ts";
import { readCommandConfig, readHookConfig } from "../files/read-config.ts";
import { ConfigError, problemLine } from "../model/errors.ts";
import type { CheckContext, ConfigCheck } from "./config-check.ts";

/** Reads both halves of config.toml and says everything that is wrong with them. */
export function inspectConfig(path: string, _context: CheckContext): ConfigCheck {
  const hook = read(() => readHookConfig(path));
  const command = read(() => readCommandConfig(path));
  const rules = hook.value;
  return {
    path,
    // A syntax error breaks both halves, and is one problem.
    problems: [...new Set([...hook.problems, ...command.problems])],
    hookProblems: hook.problems.length,
    rules: {
      deny: rules?.deny.length ?? 0,
      ask: rules?.ask.length ?? 0,
      allow: rules?.allow.length ?? 0,
    },
    jobs: command.value?.job.length ?? 0,
    channels: command.value?.channel.map((channel) => channel.name) ?? [],
    next: null,
  };
}

function read<T>(half: () => T): { value: T | undefined; problems: readonly string[] } {
  try {
    return { value: half(), problems: [] };
  } catch (error) {
    if (error instanceof ConfigError) {
      return { value: undefined, problems: error.problems.map(problemLine) };
    }
    if (error instanceof UnsafeFile) return { value: undefined, problems: [error.message] };
    throw error;
  }
}
