import type * as z from "zod";
import { CommandConfig, Config, HookConfig } from "../model/config.ts";
import { ConfigError } from "../model/errors.ts";
import { readPrivate } from "./private.ts";
import { schemaProblems } from "./schema-problems.ts";
import { parseToml } from "./toml.ts";
import { located } from "./toml-places.ts";

const FILE = "config.toml";

/**
 * The commands' half of config.toml; all defaults where there is no file. Throws ConfigError
 * with every problem of this half: a mistake in a rule does not stop a report.
 */
export function readCommandConfig(path: string): CommandConfig {
  return parseCommandConfig(readPrivate(path) ?? "", FILE);
}

/** The same of a text; `file` is the name that messages show. */
export function parseCommandConfig(text: string, file: string): CommandConfig {
  const known = new Set([...Object.keys(CommandConfig.shape), ...Object.keys(HookConfig.shape)]);
  const own = pick(parseToml(text, file), (key) => key in CommandConfig.shape || !known.has(key));
  return checked(CommandConfig, own, { file, text });
}

/** The commands' half without names that nobody knows; undefined where it is wrong besides. */
export function knownCommandConfig(text: string, file: string): CommandConfig | undefined {
  const own = pick(parseToml(text, file), (key) => key in CommandConfig.shape);
  return CommandConfig.safeParse(own).data;
}

/**
 * The hook's half of config.toml; a name that belongs to neither half is a problem of both.
 * `file` is the name that messages show.
 */
export function parseHookConfig(text: string, file: string): HookConfig {
  const tables = pick(parseToml(text, file), (key) => !(key in CommandConfig.shape));
  return checked(HookConfig, tables, { file, text });
}

/** auto-rules.toml: learned grants and nothing else. */
export function parseAutoRules(text: string, file: string): Pick<HookConfig, "allow"> {
  return checked(HookConfig.pick({ allow: true }), parseToml(text, file), { file, text });
}

/** A project's claude-permit.toml, which may only tighten: at most 200 of deny and ask. */
export function parseProjectRules(text: string): Pick<HookConfig, "deny" | "ask"> {
  const file = "claude-permit.toml";
  const tables = parseToml(text, file);
  const loosening = Object.keys(tables).filter((key) => key in Config.shape && !TIGHTEN.has(key));
  const problems = loosening.map((path) => ({ file, path, message: ONLY_TIGHTENS }));
  const rules = [tables["deny"], tables["ask"]].flat().length;
  if (rules > MAX_PROJECT_RULES) {
    const message = `${rules} rules, and at most ${MAX_PROJECT_RULES} are read. Leave some out.`;
    problems.push({ file, path: "", message });
  }
  const own = pick(tables, (key) => !loosening.includes(key));
  const read = HookConfig.pick({ deny: true, ask: true }).safeParse(own);
  if (read.success && problems.length === 0) return read.data;
  const mistakes = read.success ? [] : schemaProblems(read.error, file);
  throw new ConfigError(located([...problems, ...mistakes], text));
}

/** No project needs more, and reading a file of theirs must not take long. */
const MAX_PROJECT_RULES = 200;
const TIGHTEN = new Set(["deny", "ask"]);
const ONLY_TIGHTENS = "a project's file may only tighten. Write [[deny]] or [[ask]].";

function checked<T extends z.ZodType>(
  schema: T,
  tables: unknown,
  { file, text }: { file: string; text: string },
): z.infer<T> {
  const read = schema.safeParse(tables, { reportInput: true });
  if (read.success) return read.data;
  throw new ConfigError(located(schemaProblems(read.error, file), text));
}

function pick(
  tables: Record<string, unknown>,
  wanted: (key: string) => boolean,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(tables).filter(([key]) => wanted(key)));
}
