import { logTail } from "../files/log-tail.ts";
import { appendPending } from "../files/pending-rules.ts";
import type { PendingLine, StashedLine } from "../model/pending.ts";
import { learnedRules } from "./learned-rules.ts";
import { alone, finishBegun, pendingNow } from "./locked.ts";
import { look } from "./look.ts";
import { callName, type PendingRules, type Stash } from "./pending.ts";
import type { LearnPlace } from "./place.ts";
import { promoteReady } from "./promote.ts";
import { demoteFailing, tendDaily } from "./tend.ts";

/** An event that may say something about a pending or a learned rule. Its line is in the log. */
export interface Observed {
  readonly event: string;
  readonly entryId: string;
  readonly sessionId: string;
  /** Undefined for the session's own calls. */
  readonly agentId: string | undefined;
  readonly tool: string;
  /** Of the input that this event shows. */
  readonly inputMac: string | undefined;
  readonly toolUseId: string;
  /** Of a batch: the calls that were refused. */
  readonly refused: readonly string[];
  /** Whether Claude Code itself started us: asked only where a yes depends on it. */
  fromClaude(): boolean | Promise<boolean>;
}

/**
 * What an event says about stashed calls, and what follows from it. A yes needs that very call:
 * a prompt for it and its run, both told by Claude Code itself, with the input that was asked about.
 */
export async function observe(observed: Observed, place: LearnPlace): Promise<void> {
  const { home } = place;
  const pending = pendingNow(place);
  const lines = await linesOf(observed, pending, place);
  appendPending(home, lines);
  const confirmed = lines.find((line) => line.kind === "confirmed");
  const ruleId = confirmed === undefined ? undefined : pending.calls.get(confirmed.stash)?.rule_id;
  await finishBegun(place);
  // While the user reads the prompt: nobody waits for this hook.
  if (lines.some((line) => line.kind === "prompted")) await lookAhead(place);
  await promoteReady(place, ruleId);
  const isBad = observed.event === "PostToolUseFailure" || observed.event === "PermissionDenied";
  const bad = isBad ? [observed.toolUseId] : observed.refused;
  if (bad.some((id) => wasLearned(logTail(home), id))) await demoteFailing(place);
  if (observed.event === "SessionStart") await tendDaily(place);
}

const AHEAD_MS = 800;

/** Looks through some of the log, so that the yes that may come need not wait for it. */
async function lookAhead(place: LearnPlace): Promise<void> {
  const act = async (): Promise<void> => {
    const { rules } = await learnedRules(place.home);
    const ids = rules.map(({ rule }) => rule.id);
    await look({ ...place, lookMs: AHEAD_MS }, ids);
  };
  // Whoever has the lock looks, or will.
  await alone(place, act, 0);
}

/** Whether a learned rule had a part in letting a call run, as far as the end of the log tells. */
function wasLearned(tail: string, toolUseId: string): boolean {
  const sign = `"tool_use_id":${JSON.stringify(toolUseId)}`;
  return (
    toolUseId !== "" &&
    tail.split("\n").some((line) => line.includes(sign) && line.includes('"tier":"auto"'))
  );
}

async function linesOf(
  observed: Observed,
  pending: PendingRules,
  place: LearnPlace,
): Promise<PendingLine[]> {
  switch (observed.event) {
    case "PermissionRequest":
      return promptedLines(observed, pending, place);
    case "PostToolUse":
    case "PostToolUseFailure":
      return ranLines(observed, pending, place);
    case "PermissionDenied":
      return refusedLines([observed.toolUseId], "classifier", { observed, pending, place });
    case "PostToolBatch":
      return refusedLines(observed.refused, "batch", { observed, pending, place });
    default:
      return [];
  }
}

/** The event names no call: it is the latest of that input nobody was asked about yet. */
async function promptedLines(
  { sessionId, agentId, tool, inputMac, entryId, fromClaude }: Observed,
  pending: PendingRules,
  place: LearnPlace,
): Promise<PendingLine[]> {
  const [found] = stashesOf(pending)
    .filter(
      ({ state, line }) =>
        state === "open" &&
        line.score === "YELLOW" &&
        line.session_id === sessionId &&
        line.agent_id === agentId &&
        line.tool_name === tool &&
        line.input_mac === inputMac,
    )
    .sort((a, b) => (a.line.at < b.line.at ? 1 : -1));
  if (found === undefined || !(await fromClaude())) return [];
  return [{ v: 1, at: place.now, kind: "prompted", stash: found.line.stash, entry: entryId }];
}

async function ranLines(
  observed: Observed,
  pending: PendingRules,
  place: LearnPlace,
): Promise<PendingLine[]> {
  const found = stashFor(observed.toolUseId, observed, pending);
  if (found === undefined || (found.state !== "open" && found.state !== "prompted")) return [];
  if (!(await observed.fromClaude())) return [];
  const { stash, score } = found.line;
  const line = { v: 1, at: place.now, stash } as const;
  if (found.line.input_mac !== observed.inputMac || found.line.tool_name !== observed.tool) {
    return [{ ...line, kind: "refused", how: "rewritten" }];
  }
  const by = score === "GREEN" ? "model" : "user";
  if (by === "user" && found.state !== "prompted") {
    return [{ ...line, kind: "refused", how: "not_asked" }];
  }
  // What the model alone let run has to do well.
  if (by === "model" && observed.event === "PostToolUseFailure") return [];
  return [{ ...line, kind: "confirmed", by, entry: observed.entryId }];
}

interface Refusal {
  readonly observed: Observed;
  readonly pending: PendingRules;
  readonly place: LearnPlace;
}

function refusedLines(
  ids: readonly string[],
  how: "batch" | "classifier",
  { observed, pending, place }: Refusal,
): PendingLine[] {
  return ids.flatMap((id): PendingLine[] => {
    const found = stashFor(id, observed, pending);
    if (found === undefined || (found.state !== "open" && found.state !== "prompted")) return [];
    return [{ v: 1, at: place.now, kind: "refused", stash: found.line.stash, how }];
  });
}

function stashFor(
  toolUseId: string,
  { sessionId, agentId }: Observed,
  pending: PendingRules,
): Stash | undefined {
  const name = callName({ session_id: sessionId, agent_id: agentId, tool_use_id: toolUseId });
  return stashesOf(pending).find(({ line }) => callName(line) === name);
}

function stashesOf({ rules }: PendingRules): readonly (Stash & { readonly line: StashedLine })[] {
  return rules.flatMap(({ stashes }) => stashes);
}
