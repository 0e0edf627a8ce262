import { appendFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { AnswerKind } from "../../src/model/transcript-answers.ts";
import type { OUTCOMES } from "../../src/model/words.ts";

export type Line = Readonly<Record<string, unknown>>;

const NO = "The user doesn't want to proceed with this tool use. The tool use was rejected (eg. if";
const SAID = `${NO} ...). To tell you how to proceed, the user said:\nuse npm run clean`;

/** A line of a result as Claude Code writes it, and what it means to us. */
export interface AnswerCase {
  readonly what: string;
  readonly kind: AnswerKind;
  readonly outcome: (typeof OUTCOMES)[number];
  /** Beside the tool_result block. */
  readonly line: Line;
  readonly content: unknown;
  readonly isError?: boolean;
}

const accept = (source: string, more: Line = {}): Line => ({
  permissionDecision: { decision: "accept", source, ...more },
});
const reject = (source: string, denial: string | undefined, more: Line = {}): Line => ({
  permissionDecision: { decision: "reject", source, ...more },
  ...(denial === undefined ? {} : { toolDenialKind: denial }),
});
const denied = (
  what: string,
  kind: AnswerKind,
  outcome: AnswerCase["outcome"],
  told: { line?: Line; content: unknown },
): AnswerCase => ({ what, kind, outcome, line: {}, isError: true, ...told });
const ran = (what: string, kind: AnswerKind, line: Line): AnswerCase => ({
  what,
  kind,
  outcome: "ok",
  line,
  content: "done",
});

/** Every kind of answer, in the newer shape with fields and in the older one of texts. */
export const ANSWER_CASES: readonly AnswerCase[] = [
  ran("allowed by a mode", "config", accept("config", { reasonType: "mode" })),
  ran("allowed by a rule", "config", accept("config", { reasonType: "rule" })),
  ran("allowed by a hook", "hook", accept("hook", { reasonType: "hook" })),
  ran("allowed by the classifier", "classifier", accept("config", { reasonType: "classifier" })),
  ran(
    "allowed by the user, once",
    "user_once",
    accept("user_temporary", { grantScope: "once", reasonCode: "hook:PreToolUse" }),
  ),
  ran("allowed for the session", "user", accept("user_temporary", { grantScope: "session" })),
  ran("allowed by the user, always", "user_always", accept("user_permanent")),
  ran("allowed by somebody new", "unsaid", accept("a_source_of_tomorrow")),
  ran("told by no field", "unsaid", {}),
  {
    what: "allowed once, and failed",
    kind: "user_once",
    outcome: "failed",
    line: accept("user_temporary", { grantScope: "once" }),
    content: "Exit code 1\nno such file",
    isError: true,
  },
  {
    what: "allowed, and interrupted while it ran",
    kind: "config",
    outcome: "interrupted",
    line: { ...accept("config", { reasonType: "mode" }), toolUseResult: { interrupted: true } },
    content: "half of it",
  },
  {
    what: "interrupted while it ran, by text",
    kind: "unsaid",
    outcome: "interrupted",
    line: {},
    content: "Exit code 137\n[Request interrupted by user for tool use]\n=== RUN",
    isError: true,
  },
  {
    what: "cancelled, for a sibling failed",
    kind: "unsaid",
    outcome: "interrupted",
    line: {},
    content: "<tool_use_error>Sibling tool call errored</tool_use_error>",
    isError: true,
  },
  {
    what: "a file that holds the words of a refusal",
    kind: "unsaid",
    outcome: "ok",
    line: {},
    content: NO,
  },
  denied("refused with a comment", "refused_with_comment", "refused", {
    line: reject("user_reject", "user-rejected"),
    content: SAID,
  }),
  denied("refused without a word", "refused", "refused", {
    line: { toolDenialKind: "user-rejected", toolDenialBeforeRun: true },
    content: NO,
  }),
  denied("refused, and yet begun", "unsaid", "interrupted", {
    line: { toolDenialKind: "user-rejected", toolDenialBeforeRun: false },
    content: NO,
  }),
  denied("refused, by text", "refused", "refused", { content: [{ type: "text", text: NO }] }),
  denied("refused with a comment, by text", "refused_with_comment", "refused", { content: SAID }),
  denied("refused in a subagent, by text", "refused", "refused", {
    content: "Permission for this tool use was denied. The tool use was rejected (eg. if",
  }),
  denied("denied by a hook", "denied_by_hook", "denied", {
    line: reject("hook", "permission-rule", { reasonCode: "hook:PreToolUse" }),
    content: "PreToolUse:Bash hook error: Blocked by claude-permit (no-rm-rf).",
  }),
  denied("denied by a hook, by text", "denied_by_hook", "denied", {
    content: "PreToolUse:Bash hook error: [guard]: no",
  }),
  denied("denied by settings", "denied_by_settings", "denied", {
    line: reject("config", "permission-rule", { reasonType: "rule", ruleSource: "userSettings" }),
    content: "Permission to use Bash with command rm x has been denied.",
  }),
  denied("denied by settings, by text", "denied_by_settings", "denied", {
    content: "Permission to use Bash with command rm x has been denied.",
  }),
  denied("denied where nobody could be asked", "denied_unattended", "denied", {
    line: reject("config", "user-rejected"),
    content: NO,
  }),
  denied("denied where nobody could be asked, by text", "denied_unattended", "denied", {
    line: { toolDenialKind: "user-rejected" },
    content: "Claude requested permissions to use Bash, but you haven't granted it yet.",
  }),
  denied("a command that needs approval, by text", "denied_unattended", "denied", {
    content: "This command requires approval",
  }),
  denied("denied by the classifier", "denied_by_classifier", "classifier_denied", {
    line: reject("config", "automode-unavailable"),
    content: "Classifier unavailable",
  }),
  denied("denied by the classifier, by text", "denied_by_classifier", "classifier_denied", {
    content: "Blocked by classifier",
  }),
];

/** A time of one morning: `clock(90)` is 08:01:30. */
export function clock(seconds: number): string {
  return new Date(Date.UTC(2026, 10, 16, 8, 0, 0) + seconds * 1000).toISOString();
}

const COMMON = {
  parentUuid: "u0",
  uuid: "u1",
  cwd: "/home/ana/shop",
  version: "2.1.330",
  gitBranch: "main",
  isSidechain: false,
  userType: "external",
  entrypoint: "cli",
  sessionId: "session-1",
};

export function promptLine(at: number, extra: Line = {}): Line {
  const message = { role: "user", content: "please clean up, my password is hunter2" };
  return { ...COMMON, type: "user", timestamp: clock(at), message, ...extra };
}

interface CallParts {
  readonly id?: string;
  readonly tool?: string;
  readonly input?: unknown;
  readonly message?: string;
}

export function callLine(at: number, parts: CallParts = {}, extra: Line = {}): Line {
  const { id = "toolu_1", tool = "Bash", input = { command: "npm test" } } = parts;
  const content = [{ type: "tool_use", id, name: tool, input }];
  const message = {
    id: parts.message ?? `msg_${id}`,
    role: "assistant",
    model: "claude-opus-5-5",
    content,
  };
  return { ...COMMON, type: "assistant", timestamp: clock(at), message, ...extra };
}

export function resultLine(
  at: number,
  id: string,
  told: Pick<AnswerCase, "line" | "content" | "isError">,
  extra: Line = {},
): Line {
  const block = { type: "tool_result", tool_use_id: id, content: told.content };
  const content = [told.isError === undefined ? block : { ...block, is_error: told.isError }];
  const message = { role: "user", content };
  return { ...COMMON, type: "user", timestamp: clock(at), message, ...told.line, ...extra };
}

/** Appends lines to `projects/PLACE` below Claude Code's folder; text goes in as it is. */
export function writeTranscript(
  claudeFolder: string,
  place: string,
  lines: readonly (Line | string)[],
): string {
  const path = join(claudeFolder, "projects", place);
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(
    path,
    lines.map((line) => (typeof line === "string" ? line : `${JSON.stringify(line)}\n`)).join(""),
  );
  return path;
}
