import type { Score } from "../model/words.ts";
import { cut, INSTEAD, oneLine, SHORT_ID_CHARS, SHOWN_CHARS } from "./answer.ts";

/** Of a message to the user: the call, the reasoning, and the command that explains it. */
const MESSAGE_CHARS = 400;

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
  call: { readonly shown: string; readonly id: string },
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
  const why = `Why: claude-permit explain ${call.id.slice(-SHORT_ID_CHARS)}`;
  const text = `claude-permit ${verb} "${cut(call.shown, SHOWN_CHARS)}" (the model, ${score}): ${reasoning}`;
  const systemMessage = `${oneLine(text, MESSAGE_CHARS - why.length)} ${why}`;
  return JSON.stringify({ hookSpecificOutput, systemMessage });
}
