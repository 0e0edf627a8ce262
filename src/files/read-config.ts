import type * as z from "zod";
import { CommandConfig, HookConfig } from "../model/config.ts";
import { ConfigError } from "../model/errors.ts";
import { readPrivate } from "./private.ts";
import { schemaProblems } from "./schema-problems.ts";
import { parseToml } from "./toml.ts";

const FILE = "config.toml";

/**
 * The commands' half of config.toml; all defaults where there is no file. Throws ConfigError
 * with every problem of this half: a mistake in a rule does not stop a report.
 */
export function readCommandConfig(path: string): CommandConfig {
  const tables = readTables(path);
  const known = new Set([...Object.keys(CommandConfig.shape), ...Object.keys(HookConfig.shape)]);
  const own = pick(tables, (key) => key in CommandConfig.shape || !known.has(key));
  const read = CommandConfig.safeParse(own);
  if (read.success) return read.data;
  throw new ConfigError(schemaProblems(read.error, FILE));
}

/** The hook's half of config.toml; a name that belongs to neither half is a problem of both. */
export function readHookConfig(path: string): HookConfig {
  const tables = readTables(path);
  return checked(
    HookConfig,
    pick(tables, (key) => !(key in CommandConfig.shape)),
    FILE,
  );
}

/** auto-rules.toml: learned grants and nothing else. */
export function readAutoRules(path: string): Pick<HookConfig, "allow"> {
  const file = "auto-rules.toml";
  const text = readPrivate(path);
  return checked(
    HookConfig.pick({ allow: true }),
    text === undefined ? {} : parseToml(text, file),
    file,
  );
}

/** A project's claude-permit.toml, which may only tighten: deny and ask. */
export function parseProjectRules(text: string): Pick<HookConfig, "deny" | "ask"> {
  const file = "claude-permit.toml";
  return checked(HookConfig.pick({ deny: true, ask: true }), parseToml(text, file), file);
}

function checked<T extends z.ZodType>(schema: T, tables: unknown, file: string): z.infer<T> {
  const read = schema.safeParse(tables);
  if (read.success) return read.data;
  throw new ConfigError(schemaProblems(read.error, file));
}

function readTables(path: string): Record<string, unknown> {
  const text = readPrivate(path);
  return text === undefined ? {} : parseToml(text, FILE);
}

function pick(
  tables: Record<string, unknown>,
  wanted: (key: string) => boolean,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(tables).filter(([key]) => wanted(key)));
}
