import { programProblem } from "../files/safe-program.ts";
import type { ChannelOf } from "../model/channel.ts";
import { DeliveryError } from "../model/errors.ts";
import type { Message } from "../model/message.ts";
import type { Outside } from "./index.ts";
import { runProgram } from "./run-program.ts";
import { endWords } from "./secret-source.ts";

/** Exit codes (sysexits.h) by which a program says that trying again is of no use. */
const LASTING = [64, 65, 77, 78];

/**
 * Hands the message to a program, on its standard input; what it is about stands in variables.
 * Exit 0 is a message that was sent. What the program prints is not read.
 */
export async function carryToCommand(
  channel: ChannelOf<"command">,
  message: Message,
  { env, signal }: Outside,
): Promise<string> {
  const [program = ""] = channel.command;
  const problem = programProblem(program);
  if (problem !== undefined) {
    throw new DeliveryError("configuration", `${channel.name}: ${problem}. Mend that.`, false);
  }
  const end = await runProgram({
    argv: channel.command,
    env: { ...env, ...variables(message) },
    stdin: message.text,
    timeoutMs: channel.timeout_seconds * 1000,
    signal,
    captures: false,
  });
  if (end.kind === "exit" && end.code === 0) return "the program took it";
  const lasts = end.kind === "exit" && LASTING.includes(end.code);
  const then = lasts ? "It is not tried again." : "It is tried again.";
  const reason = end.kind === "timeout" ? "timeout" : end.kind === "exit" ? "refused" : "program";
  throw new DeliveryError(reason, `${channel.name}: ${program} ${endWords(end)}. ${then}`, !lasts);
}

function variables(message: Message): Record<string, string> {
  return {
    CLAUDE_PERMIT_KEY: message.key,
    CLAUDE_PERMIT_KIND: message.kind,
    CLAUDE_PERMIT_SEVERITY: message.severity,
    CLAUDE_PERMIT_SUBJECT: message.subject.replace(/\p{C}+/gu, " "),
  };
}
