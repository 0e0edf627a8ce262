import type { Score } from "../model/words.ts";
import { type AnsweredCall, cut, INSTEAD, oneLine, SHOWN_CHARS, whyWords } from "./answer.ts";

/** Of a message to the user: the call and the reasoning, without the command that explains it. */
const MESSAGE_CHARS = 366;

/** What came of a verdict. */
export interface ModelDecision {
  readonly decision: "allow" | "ask" | "deny" | "passthrough";
  readonly score: Score;
  readonly reasoning: string;
}

/**
 * What PreToolUse prints on the model's word. The agent of a denied call hears what to do instead
 * and nothing of why; the user reads the reasoning, in the prompt or in a message.
 */
export function modelAnswer(
  { decision, score, reasoning }: ModelDecision,
  call: AnsweredCall,
): string {
  if (decision === "passthrough") return "";
  const said = {
    allow: `claude-permit ${score}: ${reasoning}`,
    ask: `claude-permit ${score}: ${reasoning}`,
    deny: `Blocked by claude-permit. ${INSTEAD}`,
  }[decision];
  const hookSpecificOutput = {
    hookEventName: "PreToolUse",
    permissionDecision: decision,
    permissionDecisionReason: oneLine(said),
  };
  if (decision === "allow") return JSON.stringify({ hookSpecificOutput });
  const verb = decision === "deny" ? "denied" : "asks about";
  const text = `claude-permit ${verb} "${cut(call.shown, SHOWN_CHARS)}" (the model, ${score}): ${reasoning}`;
  const systemMessage = `${oneLine(text, MESSAGE_CHARS)} ${whyWords(call)}`;
  return JSON.stringify({ hookSpecificOutput, systemMessage });
}
