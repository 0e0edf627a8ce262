import type * as z from "zod";
import { CommandConfig, HookConfig } from "../model/config.ts";
import { ConfigError, type ConfigProblem } from "../model/errors.ts";
import { readPrivate } from "./private.ts";
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

/** The hook's half of config.toml, and the text itself. Throws ConfigError with every problem. */
export function readHookConfig(path: string): HookConfig {
  const read = HookConfig.safeParse(pick(readTables(path), (key) => key in HookConfig.shape));
  if (read.success) return read.data;
  throw new ConfigError(schemaProblems(read.error, FILE));
}

/** Zod's issues as problems a person can act on: `allow[3].cwd: …`. */
export function schemaProblems(error: z.ZodError, file: string): ConfigProblem[] {
  return error.issues.map((issue) => ({
    file,
    path: pathText(issue.path),
    message: `${issue.message}.`,
  }));
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

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? String(step) : `${text}.${String(step)}`;
  }, "");
}
