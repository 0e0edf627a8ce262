import { createHash } from "node:crypto";
import { join } from "node:path";
import { homePaths } from "../files/home.ts";
import { readPrivate } from "../files/private.ts";
import { Segment } from "../model/segment.ts";
import type { Difference } from "./difference.ts";

/** What history/segments.jsonl holds, and what is wrong with it. */
export interface HistoryCheck {
  /** In the order in which they were witnessed. */
  readonly segments: readonly Segment[];
  readonly differences: readonly Difference[];
  /** Lines that a crash tore: no segment was lost with them. */
  readonly tornLines: number;
}

const FILE = "history/segments.jsonl";

/**
 * Reads every witnessed segment, and computes each rolling hash and line count again from the one
 * before. A line that was changed, removed or inserted breaks the chain at its place; lines cut
 * from the end do not, which is what printed anchors are for.
 */
export function checkHistory(home: string): HistoryCheck {
  const text = readPrivate(join(homePaths(home).history, "segments.jsonl")) ?? "";
  const segments: Segment[] = [];
  const differences: Difference[] = [];
  let torn: { line: number; offset: number }[] = [];
  let tornLines = 0;
  let offset = 0;
  for (const [index, raw] of text.split("\n").entries()) {
    const place = { line: index + 1, offset };
    offset += Buffer.byteLength(raw) + 1;
    if (raw.trim() === "") continue;
    const read = Segment.safeParse(jsonOf(raw));
    if (!read.success) {
      torn.push(place);
      continue;
    }
    const problem = chainProblem(read.data, segments.at(-1));
    if (problem !== undefined) differences.push(historyDifference(torn[0] ?? place, problem));
    else tornLines += torn.length;
    torn = [];
    segments.push(read.data);
  }
  // At the end nothing tells whether a crash tore it: a whole line says that somebody wrote it.
  const [last] = torn;
  if (last !== undefined && text.endsWith("\n")) {
    differences.push(historyDifference(last, "cannot be read"));
  } else tornLines += torn.length;
  return { segments, differences, tornLines };
}

/** `1234:abcdef`, as digests print it, against the history. */
export function checkAnchor(
  segments: readonly Segment[],
  anchor: { readonly line: number; readonly sha256: string },
): Difference | undefined {
  const found = segments.filter((one) => one.total_lines === anchor.line);
  if (found.some((one) => one.rolling.startsWith(anchor.sha256))) return undefined;
  const last = segments.at(-1)?.total_lines ?? 0;
  const problem =
    found.length > 0
      ? `has another hash at line ${anchor.line}: ${found[0]?.rolling}`
      : anchor.line > last
        ? `ends at line ${last}, before the anchor's line ${anchor.line}: its end was cut`
        : `holds no anchor of line ${anchor.line}`;
  return {
    ...historyDifference({ line: 0, offset: 0 }, problem),
    what: "anchor",
    line: null,
    offset: null,
  };
}

function chainProblem(segment: Segment, before: Segment | undefined): string | undefined {
  const rolling = createHash("sha256")
    .update(before?.rolling ?? "")
    .update(segment.sha256)
    .digest("hex");
  const holds =
    rolling === segment.rolling &&
    segment.total_lines === (before?.total_lines ?? 0) + segment.lines;
  if (holds) return undefined;
  return "does not follow from the line before it: something was changed, removed or inserted here";
}

function historyDifference(
  { line, offset }: { line: number; offset: number },
  words: string,
): Difference {
  return { what: "history", file: FILE, offset, to: null, line, entry: null, words };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
