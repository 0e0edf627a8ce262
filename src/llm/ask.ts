import type { LlmSettings } from "../model/llm.ts";
import type { ModelReply, QuestionCase } from "../model/verdict.ts";
import { type Question, questionOf } from "./question.ts";

/** Everything that asking needs beside the question. */
export interface AskContext {
  readonly settings: LlmSettings;
  readonly deadlineMs: number;
  /** Hex digits that nobody can guess, made for this question. */
  readonly nonce: string;
  /** Undefined where the server wants none. */
  readonly key: string | undefined;
  /** How to start the claude program; undefined where there is none. */
  readonly cli: ClaudeCli | undefined;
}

/** The claude program, and what its process gets. */
export interface ClaudeCli {
  readonly program: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Ends a process with all of its group. */
  readonly endGroup: (pid: number) => void;
  /** Called with the child's process id, so that it ends when we are ended. */
  readonly started: (pid: number) => void;
}

/** How much longer than its deadline a provider may take to give up by itself. */
const GRACE_MS = 100;

/**
 * Asks the model once. Whatever goes wrong is a reply without a verdict, and so is an answer that
 * comes too late: this settles soon after the deadline whatever a provider does.
 */
export async function ask(about: QuestionCase, context: AskContext): Promise<ModelReply> {
  const { deadlineMs, nonce } = context;
  const question = questionOf(about, nonce);
  const signal = AbortSignal.timeout(deadlineMs);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ModelReply>((resolve) => {
    timer = setTimeout(() => resolve(TOO_LATE), deadlineMs + GRACE_MS);
  });
  try {
    const reply = await Promise.race([byProvider(question, context, signal), late]);
    return signal.aborted ? TOO_LATE : reply;
  } finally {
    clearTimeout(timer);
  }
}

const TOO_LATE: ModelReply = { kind: "none", error: "timeout" };

async function byProvider(
  question: Question,
  { settings, key, cli }: AskContext,
  signal: AbortSignal,
): Promise<ModelReply> {
  if (settings.provider === "claude-cli") {
    if (cli === undefined) return { kind: "none", error: "no claude program" };
    const { askClaude } = await import("./claude-cli.ts");
    return askClaude(question, { model: settings.model, cli, signal });
  }
  const { askServer } = await import("./server.ts");
  return askServer(question, { settings, key, signal });
}
