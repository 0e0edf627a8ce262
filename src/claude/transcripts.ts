import type { TranscriptAnswer, TranscriptCall } from "./transcript-calls.ts";
import { factsOf } from "./transcript-calls.ts";
import type { TranscriptFile } from "./transcript-files.ts";
import { LINE_BYTES, type OddReason, transcriptLines } from "./transcript-lines.ts";

/** A call with what became of it, as far as one reading of a transcript tells; never neither. */
export interface Exchange {
  /** Undefined where it stands before the place that reading began at. */
  readonly call: TranscriptCall | undefined;
  /** In force when the call was made; empty where it was not told. */
  readonly permissionMode: string;
  /** The working directory of the transcript's first line. */
  readonly root: string;
  /** Undefined while nothing is known. */
  readonly answer: TranscriptAnswer | undefined;
}

/** Where reading goes on, and what was learned before that place. */
export interface TranscriptPlace {
  readonly offset: number;
  readonly root: string;
  readonly permissionMode: string;
}

export const BEGINNING: TranscriptPlace = { offset: 0, root: "", permissionMode: "" };

export interface ReadingOptions {
  /** Calls without an answer from this time on are waited for: reading ends before them. */
  readonly waitFromMs: number;
  readonly onOdd: (reason: OddReason) => void;
  readonly onBytes?: (bytes: number) => void;
  /** Bytes of the longest line that is read. */
  readonly lineLimit?: number;
}

/** How many calls may wait for their answers; the earliest is given up for one more. */
const MOST_OPEN = 10_000;

interface OpenCall {
  readonly call: TranscriptCall;
  readonly start: number;
  readonly permissionMode: string;
}

/**
 * The calls of a transcript from a place on, each once its answer is read; those without one come
 * last. Returns the place to go on from: before the first call that is still waited for, else
 * behind the last whole line. What is read a second time is told a second time.
 */
export function* readExchanges(
  file: TranscriptFile,
  from: TranscriptPlace,
  options: ReadingOptions,
): Generator<Exchange, TranscriptPlace> {
  const open = new Map<string, OpenCall>();
  const refusedMessages = new Set<string>();
  let { offset, root, permissionMode } = from;
  for (const { end, start, line } of transcriptLines(
    file,
    offset,
    options.lineLimit ?? LINE_BYTES,
  )) {
    options.onBytes?.(end - offset);
    offset = end;
    if (typeof line === "string") {
      options.onOdd(line);
      continue;
    }
    if (root === "") root = line.cwd ?? "";
    if (line.type === "user") permissionMode = line.permissionMode ?? permissionMode;
    for (const fact of factsOf(line, file)) {
      if (fact.kind === "odd") options.onOdd(fact.reason);
      else if (fact.kind === "call") {
        const key = keyOf(fact.call);
        // A message that is written piece by piece may repeat a call.
        if (!open.has(key)) open.set(key, { call: fact.call, start, permissionMode });
        const first = open.size > MOST_OPEN ? open.entries().next().value : undefined;
        if (first === undefined) continue;
        open.delete(first[0]);
        yield unanswered(first[1], root);
      } else {
        const key = keyOf(fact.answer);
        const asked = open.get(key);
        open.delete(key);
        yield {
          call: asked?.call,
          permissionMode: asked?.permissionMode ?? "",
          root,
          answer: sweptAlong(fact.answer, asked?.call.messageId, refusedMessages),
        };
      }
    }
  }
  let first: OpenCall | undefined;
  for (const one of open.values()) {
    if (one.call.atMs < options.waitFromMs) yield unanswered(one, root);
    else first ??= one;
  }
  return first === undefined
    ? { offset, root, permissionMode }
    : { offset: first.start, root, permissionMode: first.permissionMode };
}

/**
 * Whoever refuses one of several calls without a word interrupts them all, and each is marked as
 * refused. The first is the one that was shown; of the others nobody was asked.
 */
function sweptAlong(
  answer: TranscriptAnswer,
  messageId: string | undefined,
  refused: Set<string>,
): TranscriptAnswer {
  if (!answer.bare || messageId === undefined) return answer;
  if (refused.has(messageId)) return { ...answer, kind: "not_reached", outcome: "interrupted" };
  refused.add(messageId);
  return answer;
}

function unanswered({ call, permissionMode }: OpenCall, root: string): Exchange {
  return { call, permissionMode, root, answer: undefined };
}

function keyOf({ sessionId, toolUseId }: { sessionId: string; toolUseId: string }): string {
  return `${sessionId} ${toolUseId}`;
}
