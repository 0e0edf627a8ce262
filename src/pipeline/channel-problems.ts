import { passwordOf } from "../deliver/email-password.ts";
import { webhookKey } from "../deliver/webhook.ts";
import { programProblem } from "../files/safe-program.ts";
import type { Channel } from "../model/channel.ts";
import { DeliveryError } from "../model/errors.ts";
import { addressOf } from "./approvals.ts";
import type { Context } from "./deliver.ts";
import { outsideOf } from "./outside.ts";

/**
 * Why messages could not be sent from here, a line for each channel: a secret that cannot be had
 * in this environment, a program that is not there. Sends nothing.
 */
export async function channelProblems(context: Context): Promise<string[]> {
  const problems: string[] = [];
  for (const channel of context.config.channel) {
    const problem = await problemOf(context, channel);
    if (problem !== undefined) problems.push(problem);
  }
  return problems;
}

async function problemOf(context: Context, channel: Channel): Promise<string | undefined> {
  if (channel.type === "command") {
    const problem = programProblem(channel.command[0] ?? "");
    return problem === undefined ? undefined : `${channel.name}: ${problem}`;
  }
  try {
    if (channel.type === "email") await passwordOf(channel, outsideOf(context));
    if (channel.type === "webhook") await webhookKey(channel, outsideOf(context));
    await addressOf(context, channel);
    return undefined;
  } catch (error) {
    if (error instanceof DeliveryError) return error.message;
    throw error;
  }
}
