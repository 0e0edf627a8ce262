import { type LogFile, type LogPiece, logFiles, logPieces } from "../files/log-pieces.ts";
import { forgetLook, foundLines, keepLook, readLookState } from "../files/look-state.ts";
import { LookState, PastCallRecord } from "../model/look.ts";
import { pastCallKey, pastCallOf, type RawEntry } from "./past-call.ts";
import type { PastCall } from "./promotion-doubts.ts";

/**
 * Looks through the log for what learning needs: calls that were denied, called RED or refused,
 * and what became of calls that learned rules let run. Kept incrementally: each byte of a log is
 * read once. A line is parsed only where one of a few words stands in it, so that a million lines
 * take seconds the first time and nothing afterwards.
 */

/** What was seen up to the end of the log, or to where the time was over. */
export interface Look {
  /** False where the time was over before the end. */
  readonly complete: boolean;
  readonly uses: LookState["uses"];
}

export interface LookPlace {
  readonly home: string;
  elapsedMs(): number;
  /** Absent: to the end. */
  readonly lookMs?: number;
}

/** Words of which one stands in every line that matters. */
const WORDS = [
  '"deny"',
  '"RED"',
  '"refused":true',
  '"outcome":"refused"',
  '"classifier_denied"',
  '"outcome":"failed"',
];

/**
 * Goes on where the last look ended. `learned`: ids of the learned rules that there are. Call it with the
 * lock of `learn` held. Throws UnsafeFile.
 */
export async function look(place: LookPlace, learned: readonly string[]): Promise<Look> {
  const known = LookState.safeParse(readLookState(place.home));
  const state: LookState = known.success ? known.data : emptyState();
  const logs = logFiles(place.home);
  const end =
    place.lookMs === undefined ? Number.POSITIVE_INFINITY : place.elapsedMs() + place.lookMs;
  const search: Search = {
    state,
    keys: new Set(foundLines(place.home).map((line) => line.slice(0, line.indexOf("\t")))),
    found: [],
    words: [...WORDS, ...learned.map((id) => JSON.stringify(id))],
    isOver: () => place.elapsedMs() >= end,
  };
  const before = JSON.stringify(state);
  const complete = (await readAll(logs, search)) && (await seekAll(logs, search));
  forget(state, logs);
  if (search.found.length > 0 || JSON.stringify(state) !== before || !known.success) {
    keepLook(place.home, state, search.found);
  }
  return { complete, uses: state.uses };
}

/** The calls that were found, but for those in which none of these words stands. */
export function* pastCalls(
  home: string,
  words: readonly string[] | undefined,
): Generator<PastCall> {
  for (const line of foundLines(home)) {
    const json = line.slice(line.indexOf("\t") + 1);
    if (words !== undefined && !mayHold(json, words)) continue;
    const read = PastCallRecord.safeParse(jsonOf(json));
    if (!read.success) {
      forgetLook(home);
      throw new Error("cache/learn-past-calls.txt was damaged: the log is looked through again.");
    }
    yield read.data;
  }
}

interface Search {
  readonly state: LookState;
  readonly keys: Set<string>;
  readonly found: string[];
  readonly words: readonly string[];
  isOver(): boolean;
}

/** Of a command that was cut, or says its words in another way, anything may be true. */
function mayHold(json: string, words: readonly string[]): boolean {
  const begin = json.indexOf('"input":') + '"input":{'.length;
  const input = json.slice(begin, json.lastIndexOf('},"permissionMode"')).replaceAll('\\"', "");
  if (/[$`*?~{\\]/.test(input) || json.includes('"complete":false')) return true;
  const plain = input.replace(/["']/g, "");
  return words.some((word) => plain.includes(word));
}

async function readAll(logs: readonly LogFile[], search: Search): Promise<boolean> {
  const { files } = search.state;
  for (const log of logs) {
    let at = files[log.key] ?? 0;
    // Cut, or another file in the same place.
    if (!log.compressed && at > log.size) at = 0;
    if (log.compressed ? at < 0 : at === log.size) continue;
    for await (const piece of logPieces(log, at)) {
      linesWith(piece, search.words, (line, start) => takeLine(line, { piece, start }, search));
      files[log.key] = piece.last && log.compressed ? -1 : piece.end;
      if (!piece.last && search.isOver()) return false;
    }
  }
  return true;
}

/** Looks for the calls whose refusal was told elsewhere than near their own line. */
async function seekAll(logs: readonly LogFile[], search: Search): Promise<boolean> {
  const { state } = search;
  if (state.refused.length === 0) return true;
  const wanted = new Set(state.refused);
  for (const log of logs) {
    const at = state.sought[log.key] ?? 0;
    if (at < 0) continue;
    for await (const piece of logPieces(log, at)) {
      for (const id of wanted) {
        const line = callLine(piece.text, id);
        if (line === undefined) continue;
        keep(line, "refused", search);
        wanted.delete(id);
      }
      state.sought[log.key] = piece.last ? -1 : piece.end;
      state.refused = [...wanted];
      if (wanted.size === 0) return true;
      if (!piece.last && search.isOver()) return false;
    }
  }
  // No log holds them: nothing is known of these calls.
  state.refused = [];
  state.sought = {};
  return true;
}

interface Spot {
  readonly piece: LogPiece;
  /** Where the line begins in the piece. */
  readonly start: number;
}

function takeLine(line: string, spot: Spot, search: Search): void {
  const entry = entryIn(line);
  if (entry === undefined || entry["source"] === "canary") return;
  const { state } = search;
  const event = String(entry["event"] ?? "");
  const id = String(entry["tool_use_id"] ?? "");
  if (event === "PreToolUse" && entry["decision"] === "allow") noteUse(entry, id, state);
  if (entry["outcome"] === "failed") noteOutcome(id, "failed", state);
  if (entry["decision"] === "deny" || entry["llm_score"] === "RED") {
    keep(entry, entry["llm_score"] === "RED" ? "red" : "denied", search);
  } else if (event === "PostToolBatch") {
    for (const refused of refusedIn(entry)) noteRefused(refused, spot, search);
  } else if (entry["outcome"] === "refused" || entry["outcome"] === "classifier_denied") {
    if (id !== "") noteOutcome(id, "refused", state);
    if (event !== "Reconciled") keep(entry, "refused", search);
    else if (id !== "") noteRefused(id, spot, search);
  }
}

function noteRefused(id: string, { piece, start }: Spot, search: Search): void {
  const { state } = search;
  noteOutcome(id, "refused", state);
  const near = callLine(piece.text.slice(0, start), id);
  if (near !== undefined) keep(near, "refused", search);
  else if (!state.refused.includes(id)) {
    state.refused.push(id);
    state.sought = {};
  }
}

function noteUse(entry: RawEntry, id: string, { uses }: LookState): void {
  const at = String(entry["timestamp"] ?? "");
  const rules = entry["rules_used"];
  for (const rule of Array.isArray(rules) ? new Set<unknown>(rules) : []) {
    if (typeof rule !== "string") continue;
    const known = uses[rule] ?? { last: at, recent: [] };
    const isNew = id === "" || !known.recent.some((use) => use.id === id);
    const recent = isNew
      ? [...known.recent, { id, at, outcome: "unknown" as const }]
      : known.recent;
    const last = at > known.last ? at : known.last;
    // A log that was compressed is read again: what is old stays old.
    const ordered = [...recent].sort((a, b) => (a.at < b.at ? -1 : 1));
    uses[rule] = { last, recent: ordered.slice(-RECENT_USES) };
  }
}

/** The calls of a learned rule by which it is judged. */
const RECENT_USES = 10;

function noteOutcome(id: string, outcome: "failed" | "refused", { uses }: LookState): void {
  for (const { recent } of Object.values(uses)) {
    const use = recent.find((each) => each.id === id && id !== "");
    if (use !== undefined) use.outcome = outcome;
  }
}

function keep(entry: RawEntry, why: PastCall["why"], { keys, found }: Search): void {
  const call = pastCallOf(entry, why);
  if (call === undefined) return;
  const key = pastCallKey(call);
  if (keys.has(key)) return;
  keys.add(key);
  found.push(`${key}\t${JSON.stringify(call)}`);
}

/** The PreToolUse entry of a call in a text of whole lines; the last one where there are several. */
function callLine(text: string, id: string): RawEntry | undefined {
  const sign = `"tool_use_id":${JSON.stringify(id)}`;
  for (let at = text.lastIndexOf(sign); at >= 0; at = text.lastIndexOf(sign, at - 1)) {
    const begin = text.lastIndexOf("\n", at) + 1;
    const end = text.indexOf("\n", at);
    const entry = entryIn(text.slice(begin, end < 0 ? text.length : end));
    if (entry?.["event"] === "PreToolUse" && entry["tool_use_id"] === id) return entry;
    if (at === 0) break;
  }
  return undefined;
}

function refusedIn(entry: RawEntry): string[] {
  const { batch } = entry;
  if (!Array.isArray(batch)) return [];
  return batch.flatMap((call: unknown) => {
    const { tool_use_id: id, refused } = Object(call);
    return refused === true && typeof id === "string" ? [id] : [];
  });
}

/** Calls `take` for each line in which one of the words stands, once, in their order. */
function linesWith(
  { text }: LogPiece,
  words: readonly string[],
  take: (line: string, start: number) => void,
): void {
  const starts = new Set<number>();
  for (const word of words) {
    for (let at = text.indexOf(word); at >= 0; ) {
      starts.add(text.lastIndexOf("\n", at) + 1);
      const feed = text.indexOf("\n", at);
      at = feed < 0 ? -1 : text.indexOf(word, feed);
    }
  }
  for (const start of [...starts].sort((a, b) => a - b)) {
    const feed = text.indexOf("\n", start);
    take(text.slice(start, feed < 0 ? text.length : feed), start);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A line whose characters are its bytes; undefined where it is no JSON object. */
function entryIn(line: string): RawEntry | undefined {
  const value = jsonOf(Buffer.from(line, "latin1").toString("utf8"));
  return value instanceof Object ? { ...value } : undefined;
}

/** Of logs that are gone nothing is to be remembered but what was found. */
function forget(state: LookState, logs: readonly LogFile[]): void {
  const there = new Set(logs.map(({ key }) => key));
  for (const key of Object.keys(state.files)) if (!there.has(key)) delete state.files[key];
}

function emptyState(): LookState {
  return { v: 1, files: {}, refused: [], sought: {}, uses: {} };
}
