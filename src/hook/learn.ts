import { isWaiting } from "../files/look-state.ts";
import { pendingText } from "../files/pending-text.ts";
import type { Entry } from "../model/entry.ts";
import type { Payload } from "../model/payload.ts";
import { PROMOTION_DEFAULTS } from "../model/words.ts";
import { VERSION } from "../version.ts";
import type { Reply, Setting } from "./setting.ts";
import { entryLine } from "./shorten.ts";

/** The hook's process as learning needs it. */
export interface LearnMachine {
  readonly pid: number;
  /** Whoever started us. */
  readonly parent: number;
  /**
   * Whether standard input is a socket, as Claude Code gives it to its hooks (2.1.330 on Linux). A
   * shell that an agent replaces by us has Claude Code as its parent too, but a file or a pipe there.
   */
  inputIsSocket(): boolean;
  /** Milliseconds by a clock that only counts. */
  elapsedMs(): number;
}

/** What a look through the log may take of an event's time; what is left is for the next. */
const LOOK_MS = 250;

/**
 * What an event means for learning, after its line is in the log: a call that the model scored is
 * stashed, and whatever came of a stashed one is written down. Where nothing of it concerns a
 * pending or a learned rule, hardly anything is loaded.
 */
export async function learn(
  { entry, scored }: Reply,
  payload: Payload,
  { setting, machine }: { readonly setting: Setting; readonly machine: LearnMachine },
): Promise<void> {
  if (setting.source !== "live") return;
  if (scored !== undefined) {
    const { stash } = await import("../learn/stash.ts");
    const { call, cwd, score, reasoning, rule: proposal } = scored;
    const { projectRoot } = setting;
    const about = { entry, call, cwd, projectRoot, score, reasoning, proposal };
    await stash(about, placeOf(payload, setting, machine));
    return;
  }
  if (!isConcerned(entry, setting.home)) return;
  const { observe } = await import("../learn/observe.ts");
  const observed = {
    event: entry.event,
    entryId: entry.id,
    sessionId: entry.session_id,
    agentId: entry.agent_id,
    tool: payload.tool_name ?? "",
    inputMac: entry.input_mac,
    toolUseId: entry.tool_use_id ?? "",
    refused: refusedIn(entry),
    fromClaude: async () => {
      if (!machine.inputIsSocket()) return false;
      const { isStartedByClaude } = await import("../claude/ancestors.ts");
      return isStartedByClaude(machine.parent);
    },
  };
  await observe(observed, placeOf(payload, setting, machine));
}

/** Whether a pending rule names this call, a bad end needs a look, or something waits. */
function isConcerned(entry: Entry, home: string): boolean {
  if (entry.event === "SessionStart" || isWaiting(home)) return true;
  const bad = entry.event === "PostToolUseFailure" || entry.event === "PermissionDenied";
  const refused = refusedIn(entry);
  if (bad || refused.length > 0) return true;
  const sign = entry.event === "PermissionRequest" ? entry.input_mac : entry.tool_use_id;
  return sign !== undefined && pendingText(home).includes(JSON.stringify(sign));
}

function refusedIn({ batch = [] }: Entry): string[] {
  return batch.filter(({ refused }) => refused).map(({ tool_use_id }) => tool_use_id);
}

function placeOf(payload: Payload, setting: Setting, machine: LearnMachine) {
  const { home, accountHome, projectRoot, now, host, user, caseInsensitive } = setting;
  const where = { home, projectRoot, cwd: payload.cwd ?? "" };
  return {
    home,
    accountHome,
    owner: { pid: machine.pid },
    now,
    newId: () => setting.newId(),
    elapsedMs: () => machine.elapsedMs(),
    host,
    user,
    hookVersion: VERSION,
    caseInsensitive,
    realpath: (path: string) => setting.realpath(path),
    foundBy: "hook",
    settings: setting.policy.promotion ?? PROMOTION_DEFAULTS,
    entryLine,
    loadPolicy: async () => {
      const { loadPolicy } = await import("./policy-miss.ts");
      return (await loadPolicy(where)).policy;
    },
    lookMs: LOOK_MS,
  };
}
