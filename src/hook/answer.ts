import type { Decision } from "../model/decision.ts";
import type { Rule } from "../model/rule.ts";
import { builtinRule } from "../policy/floor.ts";
import type { Reply } from "./setting.ts";

/** Of an entry's id as messages show it; `explain` takes any unique ending. */
const SHORT_ID_CHARS = 6;
/** What a prompt shows on one line. */
const REASON_CHARS = 190;
/** Of the call in a message to the user. */
const SHOWN_CHARS = 48;

const INSTEAD = "Do not look for a way round it: ask the user how to go on.";

/**
 * What PreToolUse prints: two voices. The agent is told what to do instead, never the pattern nor
 * what lifts it; the user gets the rule, a short id and the command that explains it.
 */
export function preToolUseAnswer(
  decision: Decision,
  call: { readonly shown: string; readonly id: string },
): string {
  if (decision.kind === "passthrough") return "";
  const { rule } = decision;
  const output = {
    hookEventName: "PreToolUse",
    permissionDecision: decision.kind,
    permissionDecisionReason: oneLine(reason(decision.kind, rule)),
  };
  if (decision.kind === "allow") return JSON.stringify({ hookSpecificOutput: output });
  const verb = decision.kind === "deny" ? "denied" : "asks about";
  const why = call.id === "" ? "status" : `explain ${call.id.slice(-SHORT_ID_CHARS)}`;
  const shown = cut(call.shown, SHOWN_CHARS);
  const systemMessage = oneLine(
    `claude-permit ${verb} "${shown}" (${nameOf(rule)}). Why: claude-permit ${why}`,
  );
  return JSON.stringify({ hookSpecificOutput: output, systemMessage });
}

/** What the agent (of a denial) or the user at the prompt (of a question) reads. */
export function reason(kind: "deny" | "ask" | "allow", rule: Rule): string {
  const name = `${rule.kind} rule ${rule.label}`;
  if (kind === "allow") return `claude-permit: ${name}`;
  if (kind === "deny") {
    return `Blocked by claude-permit (${nameOf(rule)}). ${rule.message ?? INSTEAD}`;
  }
  return `claude-permit (${nameOf(rule)}): ${rule.message ?? rule.description ?? "please confirm this call."}`;
}

function nameOf(rule: Rule): string {
  return /^\d+$/.test(rule.label) ? `${rule.kind} rule ${rule.label}` : rule.label;
}

/** One line without control characters and backticks, cut to what a prompt shows. */
function oneLine(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replaceAll("`", "'")
    .trim();
  return cut(line, REASON_CHARS);
}

function cut(text: string, chars: number): string {
  if (text.length <= chars) return text;
  return `${text.slice(0, chars - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/**
 * The answer where the line could not be appended: a denial and a question stand, an approval
 * becomes no opinion, and the user is told on the next call.
 */
export function answerWithoutLine(reply: Reply, problem: string): string {
  const { decision, event } = reply.entry;
  if (decision === "deny" || decision === "ask") return reply.answer;
  if (event !== "PreToolUse") return "";
  const text = `claude-permit could not write its log: ${problem} Run: claude-permit status`;
  return JSON.stringify({ systemMessage: oneLine(text) });
}

/** The last resort of a hook that failed: a question, or a denial where nobody can answer one. */
export function strictAnswer(nobodyAsks: boolean): string {
  const rule = builtinRule("not-readable", nobodyAsks ? "floor" : "ask");
  return preToolUseAnswer({ kind: nobodyAsks ? "deny" : "ask", rule }, { shown: "a call", id: "" });
}
