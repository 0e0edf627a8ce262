import { isAbsolute, join } from "node:path";
import { programProblem } from "../files/safe-program.ts";
import { readSecret } from "../files/secret.ts";
import { DeliveryError, UnsafeFile } from "../model/errors.ts";
import type { Outside } from "./index.ts";
import { type ProgramEnd, runProgram } from "./run-program.ts";

/** Where a secret of a channel stands; at most one of the three is given. */
export interface SecretSource {
  readonly channel: string;
  /** The first half of its keys: `password_env`, `url_file`, … */
  readonly what: "password" | "url" | "secret";
  readonly env: string | undefined;
  readonly file: string | undefined;
  readonly command: readonly string[] | undefined;
}

const COMMAND_MS = 15_000;

/**
 * The secret; undefined where no source is named. Throws DeliveryError that names the source,
 * never the secret. Retryable: a job may start before the variable or the file is there.
 */
export async function secretOf(
  source: SecretSource,
  outside: Outside,
): Promise<string | undefined> {
  const { env, file, command } = source;
  if (env !== undefined) return fromVariable(source, env, outside);
  if (file !== undefined) return fromFile(source, file, outside);
  if (command !== undefined) return fromCommand(source, command, outside);
  return undefined;
}

function fromVariable(source: SecretSource, name: string, { env }: Outside): string {
  const value = env[name]?.trim() ?? "";
  if (value !== "") return value;
  throw missing(source, `the variable ${name} is empty here. Set it, or use ${source.what}_file`);
}

function fromFile(source: SecretSource, written: string, { accountHome }: Outside): string {
  const path = written.startsWith("~/") ? join(accountHome, written.slice(2)) : written;
  if (!isAbsolute(path)) throw missing(source, `${source.what}_file is not absolute. Mend it`);
  try {
    const value = readSecret(path)?.trim() ?? "";
    if (value !== "") return value;
  } catch (error) {
    if (!(error instanceof UnsafeFile)) throw error;
    throw new DeliveryError(
      "login",
      `${source.channel}: ${error.message} It is tried again.`,
      true,
    );
  }
  throw missing(source, `${path} holds none. Write it there`);
}

async function fromCommand(
  source: SecretSource,
  argv: readonly string[],
  { env, signal }: Outside,
): Promise<string> {
  const key = `${source.what}_command`;
  const problem = programProblem(argv[0] ?? "");
  if (problem !== undefined) throw missing(source, `${key}: ${problem}. Mend that`);
  const run = { argv, env, stdin: "", timeoutMs: COMMAND_MS, signal, captures: true };
  const end = await runProgram(run);
  const [line = ""] = end.kind === "exit" && end.code === 0 ? end.output.split(/\r?\n/) : [];
  if (line.trim() !== "") return line.trim();
  throw missing(source, `${key} ${endWords(end)}. Try it in a terminal`);
}

/** What a program came to; never what it printed. */
export function endWords(end: ProgramEnd): string {
  switch (end.kind) {
    case "exit":
      return end.code === 0 ? "printed nothing" : `ended with ${end.code}`;
    case "timeout":
      return "took too long and was ended";
    case "stopped":
      return "was stopped here";
    case "killed":
      return "was killed";
    case "overlong":
      return "printed too much";
    case "unstartable":
      return `could not be started (${end.code})`;
  }
}

const WORDS = { password: "password", url: "address", secret: "key" } as const;

function missing({ channel, what }: SecretSource, why: string): DeliveryError {
  const text = `${channel}: no ${WORDS[what]}: ${why}; it is tried again.`;
  return new DeliveryError("login", text, true);
}
