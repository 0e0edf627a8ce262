import { spawn } from "node:child_process";
import { ClaudeResult, type ModelReply } from "../model/verdict.ts";
import type { ClaudeCli } from "./ask.ts";
import type { Question } from "./question.ts";
import { ANSWER_SCHEMA, verdictOf } from "./verdict.ts";

/** No result is longer. */
const MAX_OUTPUT_BYTES = 256 * 1024;

interface CliContext {
  readonly model: string;
  readonly cli: ClaudeCli;
  readonly signal: AbortSignal;
}

/**
 * Asks by `claude -p`, without a shell, without tools, without the user's hooks and settings, and
 * as the leader of a group of its own: with it everything that it started ends.
 */
export async function askClaude(question: Question, context: CliContext): Promise<ModelReply> {
  const printed = await run(question, context);
  if (context.signal.aborted) return none("timeout");
  if (printed.problem !== undefined) return none(printed.problem);
  return replyIn(printed.output);
}

function replyIn(output: string): ModelReply {
  const read = ClaudeResult.safeParse(jsonIn(output));
  if (!read.success) return none("junk");
  const { is_error: failed, subtype = "", structured_output: answer, usage } = read.data;
  const tokens = {
    ...(usage?.input_tokens === undefined ? {} : { tokensIn: usage.input_tokens }),
    ...(usage?.output_tokens === undefined ? {} : { tokensOut: usage.output_tokens }),
  };
  if (failed === true) return { ...none(`claude ${reasonIn(subtype)}`.trim()), ...tokens };
  const verdict = verdictOf(answer);
  return verdict === undefined
    ? { ...none("junk"), ...tokens }
    : { kind: "verdict", verdict, ...tokens };
}

/** `error_max_turns`: a word of its own list, never text. */
function reasonIn(subtype: string): string {
  return /^[a-z_]{1,40}$/.test(subtype) && subtype !== "success" ? subtype : "failed";
}

function none(error: string): ModelReply {
  return { kind: "none", error };
}

function argumentsOf({ system, prompt }: Question, model: string): string[] {
  const flags = ["-p", prompt, "--model", model, "--output-format", "json"];
  const schema = ["--json-schema", JSON.stringify(ANSWER_SCHEMA)];
  const bare = ["--tools", "", "--safe-mode", "--no-session-persistence"];
  return [...flags, ...schema, ...bare, "--system-prompt", system];
}

interface Printed {
  readonly output: string;
  readonly problem: string | undefined;
}

function run(question: Question, { model, cli, signal }: CliContext): Promise<Printed> {
  return new Promise((resolve) => {
    const child = spawn(cli.program, argumentsOf(question, model), {
      cwd: cli.cwd,
      env: cli.env,
      detached: true,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    let isEnded = false;
    // Also after a good answer: what it left behind would outlive us. Once, for its number is soon
    // another's.
    const endGroup = (): void => {
      if (child.pid !== undefined && !isEnded) cli.endGroup(child.pid);
      isEnded = true;
    };
    const end = (problem: string | undefined): void => {
      signal.removeEventListener("abort", onAbort);
      endGroup();
      resolve({ output: Buffer.concat(chunks).toString("utf8"), problem });
    };
    const onAbort = (): void => end("timeout");
    if (child.pid !== undefined) cli.started(child.pid);
    if (signal.aborted) return onAbort();
    signal.addEventListener("abort", onAbort);
    child.stdout.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_OUTPUT_BYTES) return end("over-long answer");
      chunks.push(chunk);
    });
    child.on("error", () => end("claude does not start"));
    // A child of its own may hold the pipe open: it ends with the group, and then the pipe does.
    child.on("exit", endGroup);
    child.on("close", (code) => end(exitProblem(code)));
  });
}

function exitProblem(code: number | null): string | undefined {
  if (code === 0) return undefined;
  return code === null ? "claude was ended" : `claude exit ${code}`;
}

function jsonIn(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    // Not JSON: fits no schema.
    return undefined;
  }
}
