import type { Decision } from "../model/decision.ts";
import type { Rule } from "../model/rule.ts";
import { builtinRule } from "../policy/floor/floor.ts";
import type { Reply } from "./setting.ts";

/** Of an entry's id as messages show it; `explain` takes any unique ending. */
const SHORT_ID_CHARS = 6;
/** What a prompt shows on one line. */
const REASON_CHARS = 190;
/** Of a message to the user, without the command at its end. */
const TOLD_CHARS = 150;
/** Of the call in a message to the user. */
export const SHOWN_CHARS = 48;

/** Of the name of a project's rule. */
const PROJECT_NAME_CHARS = 40;

export const INSTEAD = "Do not look for a way round it: ask the user how to go on.";

/** What a message says of a call, beside the rule. */
export interface AnsweredCall {
  readonly shown: string;
  /** Of its entry; empty where it has none. */
  readonly id: string;
  /** What commands need to reach the home; empty for the account's own. */
  readonly homeFlag: string;
}

/**
 * What PreToolUse prints: two voices. The agent is told what to do instead, never the pattern nor
 * what lifts it; the user gets the rule, a short id and the command that explains it.
 */
export function preToolUseAnswer(decision: Decision, call: AnsweredCall): string {
  if (decision.kind === "passthrough") return "";
  const { rule } = decision;
  const output = {
    hookEventName: "PreToolUse",
    permissionDecision: decision.kind,
    permissionDecisionReason: oneLine(reason(decision.kind, rule)),
  };
  if (decision.kind === "allow") return JSON.stringify({ hookSpecificOutput: output });
  const verb = decision.kind === "deny" ? "denied" : "asks about";
  const told = `claude-permit ${verb} "${cut(call.shown, SHOWN_CHARS)}" (${nameOf(rule)}).`;
  const systemMessage = `${oneLine(told, TOLD_CHARS)} ${whyWords(call)}`;
  return JSON.stringify({ hookSpecificOutput: output, systemMessage });
}

/** `Why: claude-permit explain 5KD1Z0 --home /srv/permit`: whole, because it is to be pasted. */
export function whyWords({ id, homeFlag }: AnsweredCall): string {
  const words = id === "" ? "status" : `explain ${id.slice(-SHORT_ID_CHARS)}`;
  return oneLine(`Why: claude-permit ${words}${homeFlag}`, Number.POSITIVE_INFINITY);
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
export function answerWithoutLine(reply: Reply, problem: string, homeFlag: string): string {
  const { decision, event } = reply.entry;
  if (decision === "deny" || decision === "ask") return reply.answer;
  if (event !== "PreToolUse") return "";
  const told = oneLine(`claude-permit could not write its log: ${problem}`, TOLD_CHARS);
  const run = oneLine(`Run: claude-permit status${homeFlag}`, Number.POSITIVE_INFINITY);
  return JSON.stringify({ systemMessage: `${told} ${run}` });
}

/** The last resort of a hook that failed: a question, or a denial where nobody can answer one. */
export function strictAnswer(nobodyAsks: boolean, homeFlag: string): string {
  const rule = builtinRule("not-readable", nobodyAsks ? "floor" : "ask");
  const call = { shown: "a call", id: "", homeFlag };
  return preToolUseAnswer({ kind: nobodyAsks ? "deny" : "ask", rule }, call);
}
