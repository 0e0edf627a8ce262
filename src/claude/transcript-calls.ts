import { redact } from "../files/redact.ts";
import { ANSWERS, type AnswerKind } from "../model/transcript-answers.ts";
import { ToolResultBlock, ToolUseBlock, type TranscriptLine } from "../model/transcript-line.ts";
import type { OUTCOMES } from "../model/words.ts";
import { answerKind, isBareRefusal, wasInterrupted } from "./transcript-answers.ts";
import type { TranscriptFile } from "./transcript-files.ts";
import type { OddReason } from "./transcript-lines.ts";

/** A call as a transcript holds it. Nothing is redacted yet. */
export interface TranscriptCall {
  readonly sessionId: string;
  readonly toolUseId: string;
  /** Undefined on the main thread, and of a subagent whose name an older version left out. */
  readonly agentId: string | undefined;
  readonly bySubagent: boolean;
  /** The message that asked for it, together with others. */
  readonly messageId: string | undefined;
  readonly atMs: number;
  readonly cwd: string;
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly entrypoint: string;
}

/** What became of a call, and who decided. */
export interface TranscriptAnswer {
  readonly sessionId: string;
  readonly toolUseId: string;
  readonly atMs: number;
  readonly kind: AnswerKind;
  readonly outcome: (typeof OUTCOMES)[number];
  /** Bytes of the result as JSON text. */
  readonly resultBytes: number;
  /** Refused without a word: others of the same message may only have been swept along. */
  readonly bare: boolean;
}

export type TranscriptFact =
  | { readonly kind: "call"; readonly call: TranscriptCall }
  | { readonly kind: "answer"; readonly answer: TranscriptAnswer }
  | { readonly kind: "odd"; readonly reason: OddReason };

// toolu_01AbC, a UUID, call_0:1; not a path and not a sentence.
const ID = /^[\w.:-]{1,200}$/;
// 2026-11-16T08:00:00.000Z
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/;
/** Deeper than any tool's input; walking deeper ones would end the process. */
const DEEPEST = 100;
/** What is read of a result's text: who refused stands at its beginning, a comment after it. */
const TEXT_CHARS = 64 * 1024;

/** The calls and results in one line; none where it holds something else. */
export function factsOf(line: TranscriptLine, file: TranscriptFile): TranscriptFact[] {
  const content = line.message?.content;
  if (!Array.isArray(content)) return [];
  const wanted =
    line.type === "assistant" ? "tool_use" : line.type === "user" ? "tool_result" : undefined;
  const blocks = content.filter((block) => wanted !== undefined && typeOf(block) === wanted);
  if (blocks.length === 0) return [];
  const atMs = instantMs(line.timestamp);
  if (atMs === undefined) return blocks.map(() => odd("no_time"));
  const place = { line, file, atMs };
  if (wanted === "tool_use") return blocks.map((block) => callFact(block, place));
  // What a line says of its one result cannot be said of several.
  const told = blocks.length === 1 ? place : { ...place, line: withoutVerdict(line) };
  return blocks.map((block) => answerFact(block, told));
}

interface Place {
  readonly line: TranscriptLine;
  readonly file: TranscriptFile;
  readonly atMs: number;
}

function callFact(block: unknown, { line, file, atMs }: Place): TranscriptFact {
  const read = ToolUseBlock.safeParse(block);
  const sessionId = sessionOf(line, file);
  if (!read.success || sessionId === undefined || !isId(read.data.id)) return odd("bad_call");
  if (isDeeper(read.data.input, DEEPEST)) return odd("too_deep");
  const named = line.agentId ?? file.agentId;
  const agentId = line.isSidechain === false || !isId(named) ? undefined : named;
  return {
    kind: "call",
    call: {
      sessionId,
      toolUseId: read.data.id,
      agentId,
      bySubagent: line.isSidechain ?? file.agentId !== undefined,
      messageId: line.message?.id,
      atMs,
      cwd: line.cwd ?? "",
      tool: read.data.name,
      input: read.data.input,
      entrypoint: line.entrypoint ?? "",
    },
  };
}

function answerFact(block: unknown, { line, file, atMs }: Place): TranscriptFact {
  const read = ToolResultBlock.safeParse(block);
  const sessionId = sessionOf(line, file);
  if (!read.success || sessionId === undefined || !isId(read.data.tool_use_id)) {
    return odd("bad_result");
  }
  if (isDeeper([read.data.content, line.toolUseResult], DEEPEST)) return odd("too_deep");
  const text = textOf(read.data.content);
  const told = answerKind(line, read.data, text);
  const bare = isBareRefusal(line, told);
  // Refused and yet begun: it was interrupted while it ran.
  const begun = bare && line.toolDenialBeforeRun === false;
  const kind = begun ? "unsaid" : told;
  return {
    kind: "answer",
    answer: {
      sessionId,
      toolUseId: read.data.tool_use_id,
      atMs,
      kind,
      outcome: begun ? "interrupted" : outcomeOf(kind, { line, block: read.data, text }),
      resultBytes: jsonBytes(line.toolUseResult ?? read.data.content),
      bare: bare && !begun,
    },
  };
}

function outcomeOf(
  kind: AnswerKind,
  told: { line: TranscriptLine; block: ToolResultBlock; text: string },
): (typeof OUTCOMES)[number] {
  const { outcome } = ANSWERS[kind];
  if (outcome !== undefined) return outcome;
  if (wasInterrupted(told.line, told.block, told.text)) return "interrupted";
  return told.block.is_error === true ? "failed" : "ok";
}

function withoutVerdict(line: TranscriptLine): TranscriptLine {
  const { permissionDecision, toolDenialKind, toolDenialBeforeRun, toolUseResult, ...rest } = line;
  return { ...rest, toolUseResult: undefined };
}

function sessionOf(line: TranscriptLine, file: TranscriptFile): string | undefined {
  return [line.sessionId, file.sessionId].find(isId);
}

/** What stands in the log as it is: the hook would cut a longer one, and mask a secret. */
function isId(text: string | undefined): text is string {
  return text !== undefined && ID.test(text) && redact(text) === text;
}

function typeOf(block: unknown): unknown {
  return block instanceof Object && "type" in block ? block.type : undefined;
}

function instantMs(text: string | undefined): number | undefined {
  const ms = text !== undefined && INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  // Before 1970 and after 9999 are no times of a call.
  return ms >= 0 && ms < 253_402_300_800_000 ? ms : undefined;
}

/** The text that the model read: a string, or the first text of a list. */
function textOf(content: unknown): string {
  if (typeof content === "string") return content.slice(0, TEXT_CHARS);
  if (!Array.isArray(content)) return "";
  for (const block of content) {
    if (block instanceof Object && "text" in block && typeof block.text === "string") {
      return block.text.slice(0, TEXT_CHARS);
    }
  }
  return "";
}

function jsonBytes(value: unknown): number {
  return value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value));
}

/** Whether lists and objects stand more than `levels` deep in each other. Walks no deeper. */
function isDeeper(value: unknown, levels: number): boolean {
  let layer: unknown[] = [value];
  for (let level = 0; level <= levels; level += 1) {
    layer = layer.flatMap((item) => (item instanceof Object ? Object.values(item) : []));
    if (layer.length === 0) return false;
  }
  return true;
}

function odd(reason: OddReason): TranscriptFact {
  return { kind: "odd", reason };
}
