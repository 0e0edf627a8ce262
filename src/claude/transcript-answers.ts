import type { AnswerKind } from "../model/transcript-answers.ts";
import type { ToolResultBlock, TranscriptLine } from "../model/transcript-line.ts";

/** How the text begins that stands in the place of a refused call's result, and who refused. */
const REFUSALS: readonly (readonly [string, AnswerKind])[] = [
  ["The user doesn't want to proceed with this tool use", "refused"],
  ["The user doesn't want to take this action right now", "refused"],
  // What a subagent reads.
  ["Permission for this tool use was denied", "refused"],
  ["Claude requested permissions to", "denied_unattended"],
  ["This command requires approval", "denied_unattended"],
];
/** `Permission to use Bash with command rm x has been denied.` */
const RULE_REFUSAL = /^Permission to use .{1,2000} has been denied/s;
/** `PreToolUse:Bash hook error: …` */
const HOOK_REFUSAL = /^\w{1,40}:[\w-]{1,100} hook error:/;
const CLASSIFIER_REFUSAL =
  /^(?:Blocked by classifier|Classifier unavailable|Auto mode could not evaluate this action)/;
const COMMENT = "the user said:";
/** A command that ran says first how it was ended. */
const INTERRUPTED =
  /^(?:Exit code \d+\n)?\[Request interrupted by user|^<tool_use_error>Sibling tool call errored/;

/**
 * Who decided about a call and how, by its result's line: the fields that newer versions write,
 * else the text that the model was given. `unsaid` where neither tells. What is not marked as an
 * error is no refusal, whatever its text: a file may hold the same words.
 */
export function answerKind(line: TranscriptLine, block: ToolResultBlock, text: string): AnswerKind {
  const { permissionDecision: decided, toolDenialKind: denial } = line;
  if (decided?.decision === "accept") return acceptedBy(decided);
  if (decided?.decision === "reject") return rejectedBy(line, decided, text);
  if (block.is_error !== true && denial === undefined) return "unsaid";
  const byText = refusalOf(text);
  if (byText !== undefined) return byText;
  if (denial === undefined) return "unsaid";
  return denial === "user-rejected" ? "refused" : deniedAs(denial);
}

/** Whether the call was stopped while it ran, or because a sibling failed. */
export function wasInterrupted(
  line: TranscriptLine,
  block: ToolResultBlock,
  text: string,
): boolean {
  const { toolUseResult: result } = line;
  const told = result instanceof Object && "interrupted" in result && result.interrupted === true;
  return told || (block.is_error === true && INTERRUPTED.test(text));
}

/** A refusal without a word who: an interrupted batch marks each of its open calls so. */
export function isBareRefusal(line: TranscriptLine, kind: AnswerKind): boolean {
  return kind === "refused" && line.permissionDecision?.decision !== "reject";
}

type Decided = NonNullable<TranscriptLine["permissionDecision"]>;

function acceptedBy({ source, reasonType, grantScope }: Decided): AnswerKind {
  switch (source) {
    case "user_temporary":
      return grantScope === undefined || grantScope === "once" ? "user_once" : "user";
    case "user_permanent":
      return "user_always";
    case "hook":
      return "hook";
    case "classifier":
      return "classifier";
    case "config":
      return reasonType === "classifier" ? "classifier" : "config";
    default:
      return "unsaid";
  }
}

function rejectedBy(line: TranscriptLine, decided: Decided, text: string): AnswerKind {
  const { toolDenialKind: denial = "" } = line;
  switch (decided.source) {
    case "user_reject":
    case "user_abort":
      return text.includes(COMMENT) ? "refused_with_comment" : "refused";
    case "hook":
      return "denied_by_hook";
    case "classifier":
      return "denied_by_classifier";
    case "config":
      // Headless refusals carry `user-rejected` too: the source tells them from a person's.
      if (denial === "user-rejected") return "denied_unattended";
      if (decided.reasonType === "classifier") return "denied_by_classifier";
      return deniedAs(denial);
    default:
      return refusalOf(text) ?? deniedAs(denial);
  }
}

function deniedAs(denial: string): AnswerKind {
  return denial.startsWith("automode") ? "denied_by_classifier" : "denied_by_settings";
}

function refusalOf(text: string): AnswerKind | undefined {
  const kind = REFUSALS.find(([beginning]) => text.startsWith(beginning))?.[1];
  if (kind === "refused" && text.includes(COMMENT)) return "refused_with_comment";
  if (kind !== undefined) return kind;
  if (RULE_REFUSAL.test(text)) return "denied_by_settings";
  if (HOOK_REFUSAL.test(text)) return "denied_by_hook";
  return CLASSIFIER_REFUSAL.test(text) ? "denied_by_classifier" : undefined;
}
