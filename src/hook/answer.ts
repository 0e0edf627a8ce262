import type { Decision } from "../model/decision.ts";
import type { Rule } from "../model/rule.ts";
import { builtinRule } from "../policy/floor/floor.ts";
import type { Reply } from "./setting.ts";

/** Of an entry's id as messages show it; `explain` takes any unique ending. */
export const SHORT_ID_CHARS = 6;
/** What a prompt shows on one line. */
const REASON_CHARS = 190;
/** Of the call in a message to the user. */
export const SHOWN_CHARS = 48;

/** Of the name of a project's rule. */
const PROJECT_NAME_CHARS = 40;

export const INSTEAD = "Do not look for a way round it: ask the user how to go on.";

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

/**
 * What the agent (of a denial; of a question where nobody is there to answer) or the user reads.
 * Of a project's rule it holds nothing that the project's file says: whoever wrote that may have
 * written it for an agent.
 */
export function reason(kind: "deny" | "ask" | "allow", rule: Rule): string {
  const name = `${rule.kind} rule ${rule.label}`;
  if (kind === "allow") return `claude-permit: ${name}`;
  const foreign = rule.source === "project";
  const told = foreign ? "a rule of this project" : nameOf(rule);
  if (kind === "deny") {
    return `Blocked by claude-permit (${told}). ${foreign ? INSTEAD : (rule.message ?? INSTEAD)}`;
  }
  const said = foreign ? undefined : (rule.message ?? rule.description);
  return `claude-permit (${told}): ${said ?? "please confirm this call."}`;
}

function nameOf(rule: Rule): string {
  const isPosition = /^\d+$/.test(rule.label);
  const position = `${rule.kind} rule ${rule.label}`;
  if (rule.source !== "project") return isPosition ? position : rule.label;
  return isPosition ? `${position} of this project` : `project rule "${plainLabel(rule)}"`;
}

/** The name of a rule; of a project's no more than its letters, digits and dashes. */
export function plainLabel(rule: Rule): string {
  if (rule.source !== "project") return rule.label;
  const plain = rule.label.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+|-+$/g, "");
  return cut(plain, PROJECT_NAME_CHARS);
}

/** One line without control characters and backticks, cut to what a prompt shows. */
export function oneLine(text: string, chars = REASON_CHARS): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replaceAll("`", "'")
    .trim();
  return cut(line, chars);
}

export function cut(text: string, chars: number): string {
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
