import { type Line, type Log, number, text } from "./log.ts";

const DAY = 24 * 3_600_000;
const HOUR = 3_600_000;
const TIERS = "floor deny ask allow auto llm passthrough deny_promote".split(" ");
const DECISIONS = "allow deny ask passthrough error_passthrough".split(" ");
const OUTCOMES = "ok failed refused denied classifier_denied interrupted".split(" ");

/** Something that was heard of a call: the lowest rank holds, then the earliest. */
interface Heard {
  readonly at: number;
  readonly rank: number;
  readonly outcome: string;
}

/** A call, told by its first PreToolUse line. */
export interface Call extends Line {
  readonly tier: string;
  readonly decision: string;
  readonly fingerprint: string;
  readonly mode: string;
  readonly attended: boolean;
  readonly native: string | null;
  /** When Claude Code was about to prompt; null where it never was. */
  readonly requestedAt: number | null;
  readonly heard: readonly Heard[];
  /** The first moment at which its session went on without it. */
  readonly endedAt: number | null;
  readonly score: string | null;
  readonly latencyMs: number | null;
  readonly asked: boolean;
}

/** Fingerprints of older lines, which carry none: by tool and input. */
export type OlderFingerprints = (line: Line) => string;

/**
 * Every call once, whoever logged it how often; those from before the install are among them. What came of it, and whether Claude Code was about
 * to prompt, is told by other lines.
 */
export function callsOf(log: Log, olderFingerprint: OlderFingerprints = noOlder): Call[] {
  const firsts = firstOfEach(log.lines);
  const pre = firsts.filter((line) => line.event === "PreToolUse");
  const requests = requestsByCall(log.lines);
  const heard = heardByCall(log.lines, firsts);
  const endings = bySession(log.lines.filter((line) => isOurs(line) && closes(line)));
  const ours = new Set(pre.filter(isOurs).map(keyOf));
  const isRecorded = (line: Line): boolean =>
    isOurs(line) || (line.source === "import" && (keyOf(line) === null || !ours.has(keyOf(line))));
  return pre.filter(isRecorded).map((line): Call => {
    const key = keyOf(line);
    const decision = word(text(line.raw, "decision"), DECISIONS);
    const tier = word(text(line.raw, "tier"), TIERS);
    const ends = (endings.get(line.session) ?? []).filter(
      (one) => one.at >= line.at && one.at < line.at + DAY && closesCall(one, line),
    );
    const denied = decision === "deny" ? [{ at: line.at, rank: 3, outcome: "denied" }] : [];
    return {
      ...line,
      tier,
      decision,
      fingerprint:
        text(line.raw, "fingerprint") ?? (line.tool === null ? "" : olderFingerprint(line)),
      mode: text(line.raw, "permission_mode") || "unknown",
      attended: isAttended(line),
      native: text(line.raw, "native"),
      requestedAt: (key === null ? undefined : requests.get(key)) ?? null,
      heard: [...((key === null ? undefined : heard.get(key)) ?? []), ...denied],
      endedAt: earliest(ends.map((one) => one.at)),
      score: text(line.raw, "llm_score"),
      latencyMs: number(line.raw, "llm_latency_ms"),
      asked: ["llm_score", "llm_error", "llm_latency_ms"].some(
        (field) => line.raw[field] !== undefined && line.raw[field] !== null,
      ),
    };
  });
}

/** What was known of a call at that time: an outcome, or `open`. */
export function outcomeAt(call: Call, asOf: number): string {
  const [best] = call.heard
    .filter((one) => one.at <= asOf)
    .sort((a, b) => a.rank - b.rank || a.at - b.at);
  if (best !== undefined) return best.outcome;
  if (call.endedAt !== null && call.endedAt <= asOf) return "interrupted";
  return call.at + DAY <= asOf ? "unknown" : "open";
}

export function wasPrompted(call: Call, asOf: number): boolean {
  const requested = call.requestedAt !== null && call.requestedAt <= asOf;
  return requested || (call.decision === "ask" && call.attended);
}

/** Neither a canary nor from before the install. */
export function isOurs(line: Line): boolean {
  return line.source === "live" || line.source === "replay";
}

function noOlder(line: Line): string {
  throw new Error(`no fingerprint is known for ${JSON.stringify(line.raw)}`);
}

/** Two registered hooks log one event of one call twice. */
function firstOfEach(lines: readonly Line[]): Line[] {
  const groups = new Map<string, Line>();
  for (const line of lines) {
    const event = `${line.session}\n${line.toolUseId}\n${line.event}\n${line.source === "import"}`;
    const key = line.toolUseId === null ? `id ${line.id}` : `event ${event}`;
    const first = groups.get(key);
    const isEarlier = first === undefined || line.at < first.at;
    if (isEarlier || (line.at === first.at && line.id < first.id)) groups.set(key, line);
  }
  return [...groups.values()];
}

function keyOf({ session, toolUseId }: { session: string; toolUseId: string | null }) {
  return toolUseId === null ? null : `${session}\n${toolUseId}`;
}

/** A request carries no id: it is about the latest equal call of the hour before it. */
function requestsByCall(lines: readonly Line[]): Map<string, number> {
  const calls = bySession(lines.filter((line) => line.event === "PreToolUse"));
  const found = new Map<string, number>();
  for (const request of lines.filter((line) => line.event === "PermissionRequest")) {
    const equal = (calls.get(request.session) ?? []).filter(
      (call) =>
        call.toolUseId !== null &&
        call.agent === request.agent &&
        call.tool === request.tool &&
        call.input !== null &&
        call.input === request.input &&
        call.at <= request.at &&
        call.at >= request.at - HOUR,
    );
    const latest = equal.sort((a, b) => a.at - b.at).at(-1);
    const key = latest === undefined ? null : keyOf(latest);
    if (key === null) continue;
    found.set(key, Math.min(request.at, found.get(key) ?? Number.POSITIVE_INFINITY));
  }
  return found;
}

function heardByCall(lines: readonly Line[], firsts: readonly Line[]): Map<string, Heard[]> {
  const found = new Map<string, Heard[]>();
  const add = (key: string | null, heard: Heard): void => {
    if (key !== null) found.set(key, [...(found.get(key) ?? []), heard]);
  };
  for (const line of firsts) {
    const heard = heardIn(line);
    if (heard !== undefined) add(keyOf(line), heard);
  }
  for (const line of lines) {
    for (const { id, refused } of batchOf(line)) {
      const key = keyOf({ session: line.session, toolUseId: id });
      add(key, {
        at: line.at,
        rank: refused ? 5 : 6,
        outcome: refused ? "refused" : "unknown",
      });
    }
  }
  return found;
}

function heardIn(line: Line): Heard | undefined {
  const told = text(line.raw, "outcome");
  const outcome = told === null ? null : word(told, OUTCOMES, "unknown");
  const succeeded = line.raw["tool_success"] !== false;
  switch (line.event) {
    case "PostToolUse":
      return { at: line.at, rank: 1, outcome: outcome ?? (succeeded ? "ok" : "failed") };
    case "PostToolUseFailure":
      return { at: line.at, rank: 1, outcome: outcome ?? "failed" };
    case "PermissionDenied":
      return { at: line.at, rank: 2, outcome: outcome ?? "classifier_denied" };
    case "Reconciled":
      return outcome === null ? undefined : { at: line.at, rank: 4, outcome };
    default:
      return undefined;
  }
}

function batchOf(line: Line): { id: string; refused: boolean }[] {
  const batch: unknown = line.raw["batch"];
  if (!Array.isArray(batch)) return [];
  return batch.map((one: { tool_use_id: string; refused: boolean }) => ({
    id: one.tool_use_id,
    refused: one.refused,
  }));
}

function closes(line: Line): boolean {
  return ["UserPromptSubmit", "Stop", "SessionEnd", "SubagentStop"].includes(line.event);
}

/** A subagent outlives its session's prompts and stops. */
function closesCall(ending: Line, call: Line): boolean {
  if (ending.session === "") return false;
  if (ending.event === "SessionEnd") return true;
  if (ending.event === "SubagentStop") return ending.agent !== null && ending.agent === call.agent;
  return ending.agent === null && call.agent === null;
}

function isAttended(line: Line): boolean {
  const said = line.raw["attended"];
  if (typeof said === "boolean") return said;
  return !(text(line.raw, "entrypoint") ?? "").startsWith("sdk-");
}

function bySession(lines: readonly Line[]): Map<string, Line[]> {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const group = groups.get(line.session);
    if (group === undefined) groups.set(line.session, [line]);
    else group.push(line);
  }
  return groups;
}

function earliest(times: readonly number[]): number | null {
  return times.reduce<number | null>((least, at) => Math.min(least ?? at, at), null);
}

function word(said: string | null, known: readonly string[], other = "none"): string {
  return said !== null && known.includes(said) ? said : other;
}
