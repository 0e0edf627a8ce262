import type { KnownCall } from "../warehouse/calls.ts";
import { callName } from "./compare-calls.ts";

interface CallKey {
  readonly sessionId: string;
  readonly toolUseId: string;
}

/** Session ids of our own trial calls begin so: they are no calls. */
export function isCanary(sessionId: string): boolean {
  return sessionId.startsWith("claude-permit-canary");
}

/** The calls of the log by session and id. */
export interface CallIndex {
  /** The call; one that the hook or a replay recorded rather than an imported one. */
  get(key: CallKey): KnownCall | undefined;
  /** Whether the log has the call in another session: a resumed session may repeat its beginning. */
  isCopy(key: CallKey): boolean;
}

export function callIndex(calls: readonly KnownCall[]): CallIndex {
  const byKey = new Map<string, KnownCall>();
  const sessions = new Map<string, Set<string>>();
  for (const call of calls) {
    const key = callName(call);
    if (byKey.get(key)?.source !== "live") {
      if (call.source !== "import" || !byKey.has(key)) byKey.set(key, call);
    }
    sessions.set(call.toolUseId, (sessions.get(call.toolUseId) ?? new Set()).add(call.sessionId));
  }
  return {
    get: (key) => byKey.get(callName(key)),
    isCopy: ({ sessionId, toolUseId }) =>
      isWorldUnique(toolUseId) &&
      [...(sessions.get(toolUseId) ?? [])].some((other) => other !== sessionId),
  };
}

/** The service gives such ids to one call only; others (`call_0`) come again in each session. */
export function isWorldUnique(toolUseId: string): boolean {
  return /^toolu_\w{16,}$/.test(toolUseId);
}
