import type {
  BlockedLine,
  PendingLine,
  PromotingLine,
  RemovingLine,
  StashedLine,
} from "../model/pending.ts";
import type { RuleTable } from "../model/rule.ts";
import type { PromotionSettings } from "../model/words.ts";

/** Lines by kind. */
type Of<Kind extends PendingLine["kind"]> = Extract<PendingLine, { kind: Kind }>;

/** What became of a stashed call. */
type StashState = "open" | "prompted" | "confirmed" | "refused" | "refuted" | "expired";

export interface Stash {
  readonly line: StashedLine;
  readonly state: StashState;
  /** The line that says so: absent where none does. */
  readonly last?: Of<"prompted" | "confirmed" | "refused" | "refuted">;
}

/**
 * `waiting`: for more yeses, or for the log to be looked through. `held`: a person dropped or
 * revoked it, and only a person brings it back.
 */
type PendingState = "waiting" | "blocked" | "promoted" | "held";

/** A rule that may be learned: all that the lines say of one `rule_id`. */
export interface PendingRule {
  readonly ruleId: string;
  readonly rule: RuleTable;
  readonly state: PendingState;
  /** Oldest first; those before a drop or a removal are gone. */
  readonly stashes: readonly Stash[];
  /** Of these the calls that count for it. */
  readonly confirmed: readonly Stash[];
  /** Different sessions of them. */
  readonly sessions: number;
  /** The last block, where nothing came after it. */
  readonly blocked?: Of<"blocked">;
  /** The last drop or removal, where nothing came after it but more calls. */
  readonly held?: Of<"dropped" | "removed">;
  /** The last promotion, finished. */
  readonly promoted?: Of<"promoted">;
  /** What it rests on, where it was promoted. */
  readonly promoting?: PromotingLine;
}

export type Unfinished = PromotingLine | BlockedLine | RemovingLine;

export interface PendingRules {
  /** In the order in which they were first stashed. */
  readonly rules: readonly PendingRule[];
  /** Promotions, blocks and removals that began and did not end. */
  readonly unfinished: readonly Unfinished[];
  /** Every call by the id of its entry, those among them that count no more. */
  readonly calls: ReadonlyMap<string, StashedLine>;
  /** Promotions and removals that the user was told of. */
  readonly told: ReadonlySet<string>;
}

/** A call that nobody answered for so long never counts. */
export const STASH_LASTS_MS = 30 * 86_400_000;

/** What all lines say together, at a time (ISO 8601 UTC). */
export function foldPending(lines: readonly PendingLine[], now: string): PendingRules {
  const order: string[] = [];
  const byRule = new Map<string, Draft>();
  const ruleOf = new Map<string, string>();
  const calls = new Map<string, StashedLine>();
  const names = new Map<string, string>();
  const open = new Map<string, Unfinished>();
  const told = new Set<string>();
  const draftOf = (ruleId: string, rule: RuleTable): Draft => {
    const known = byRule.get(ruleId);
    if (known !== undefined) return known;
    const made: Draft = { rule, stashes: new Map(), state: "waiting" };
    byRule.set(ruleId, made);
    order.push(ruleId);
    return made;
  };
  // A call that is written again behind this is meant: lines may be read twice after a kill.
  const forget = (stashes: readonly StashedLine[]): void => {
    for (const line of stashes) {
      ruleOf.delete(line.stash);
      names.delete(callName(line));
    }
  };
  for (const line of lines) {
    switch (line.kind) {
      case "stashed": {
        const draft = draftOf(line.rule_id, line.rule);
        const name = callName(line);
        // Of two hooks that saw the same call, and of a line that was carried over, one counts.
        if (ruleOf.has(line.stash) || names.has(name)) break;
        names.set(name, line.stash);
        ruleOf.set(line.stash, line.rule_id);
        calls.set(line.stash, line);
        draft.stashes.set(line.stash, { line, state: "open" });
        break;
      }
      case "prompted":
      case "confirmed":
      case "refused":
      case "refuted": {
        const draft = byRule.get(ruleOf.get(line.stash) ?? "");
        const stash = draft?.stashes.get(line.stash);
        if (draft !== undefined && stash !== undefined && follows(stash.state, line.kind)) {
          draft.stashes.set(line.stash, { line: stash.line, state: line.kind, last: line });
        }
        break;
      }
      case "dropped": {
        const draft = byRule.get(line.rule_id);
        if (draft !== undefined) forget(setAside(draft, line));
        break;
      }
      case "promoting":
        open.set(line.entry, line);
        draftOf(line.rule_id, line.table).promoting = line;
        break;
      case "promoted": {
        open.delete(line.entry);
        const draft = byRule.get(line.rule_id);
        if (draft !== undefined) {
          draft.state = "promoted";
          draft.promoted = line;
          delete draft.held;
          delete draft.blocked;
        }
        break;
      }
      case "noted":
        open.delete(line.entry);
        break;
      case "blocked": {
        open.set(line.entry, line);
        const draft = byRule.get(line.rule_id);
        if (draft !== undefined && draft.state !== "promoted") {
          draft.state = "blocked";
          draft.blocked = line;
        }
        break;
      }
      case "removing":
        open.set(line.removal, line);
        draftOf(line.rule_id, line.rule);
        break;
      case "removed": {
        open.delete(line.removal);
        const draft = byRule.get(line.rule_id);
        if (draft !== undefined) forget(setAside(draft, line));
        break;
      }
      case "told":
        told.add(line.notice);
    }
  }
  const before = Date.parse(now) - STASH_LASTS_MS;
  const rules = order.flatMap((ruleId) => {
    const draft = byRule.get(ruleId);
    return draft === undefined ? [] : [pendingRule(ruleId, draft, before)];
  });
  return { rules, unfinished: [...open.values()], calls, told };
}

/** Whether it was confirmed often enough, in enough sessions, by whom the settings believe. */
export function isReady(rule: PendingRule, settings: PromotionSettings): boolean {
  if (settings.mode === "off" || (rule.state !== "waiting" && rule.state !== "blocked")) {
    return false;
  }
  const counted = rule.confirmed.filter(
    ({ last }) => settings.mode === "green" || (last?.kind === "confirmed" && last.by === "user"),
  );
  const sessions = new Set(counted.map(({ line }) => line.session_id)).size;
  return counted.length >= settings.min_confirmations && sessions >= settings.min_sessions;
}

/** What is still of use of these lines, in their order. */
export function keptLines(lines: readonly PendingLine[], now: string): readonly PendingLine[] {
  const { rules, unfinished } = foldPending(lines, now);
  const stashes = new Set(
    rules.flatMap((rule) =>
      rule.stashes
        .filter(({ state }) => state !== "refused" && state !== "expired")
        .slice(-KEPT_CALLS)
        .map(({ line }) => line.stash),
    ),
  );
  const ids = new Set(unfinished.map((line) => ("removal" in line ? line.removal : line.entry)));
  for (const { promoting, blocked } of rules) {
    for (const line of [promoting, blocked]) if (line !== undefined) ids.add(line.entry);
    if (blocked !== undefined) stashes.add(blocked.stash);
    if (promoting?.stash !== undefined && promoting.stash !== null) stashes.add(promoting.stash);
  }
  const held = new Set(rules.flatMap((rule) => (rule.held === undefined ? [] : [rule.ruleId])));
  const shown = new Set<string>();
  return lines.filter((line) => {
    switch (line.kind) {
      case "stashed": {
        // The first of a rule that is held says which rule that is.
        const isFirst = held.has(line.rule_id) && !shown.has(line.rule_id);
        shown.add(line.rule_id);
        return isFirst || stashes.has(line.stash);
      }
      case "prompted":
      case "confirmed":
      case "refused":
      case "refuted":
        return stashes.has(line.stash);
      case "promoting":
      case "promoted":
      case "blocked":
      case "noted":
        return ids.has(line.entry);
      case "removing":
        return ids.has(line.removal) || held.has(line.rule_id);
      case "dropped":
      case "removed":
        return held.has(line.rule_id);
    }
    return ids.has(line.notice);
  });
}

/** More calls of one rule say nothing new. */
const KEPT_CALLS = 50;

/** The same for the same call. */
export function callName(call: {
  readonly session_id: string;
  readonly agent_id?: string | undefined;
  readonly tool_use_id: string;
}): string {
  return JSON.stringify([call.session_id, call.agent_id ?? "", call.tool_use_id]);
}

interface Draft {
  readonly rule: RuleTable;
  readonly stashes: Map<string, Stash>;
  state: PendingState;
  promoting?: PromotingLine;
  promoted?: Of<"promoted">;
  blocked?: Of<"blocked">;
  held?: Of<"dropped" | "removed">;
}

/**
 * What was said before counts no more; returns of which calls. A person's no holds until a person
 * says otherwise.
 */
function setAside(draft: Draft, line: Of<"dropped" | "removed">): readonly StashedLine[] {
  const stashes = [...draft.stashes.values()].map((stash) => stash.line);
  draft.stashes.clear();
  const byPerson = line.kind === "dropped" || line.why === "revoked";
  draft.state = byPerson ? "held" : "waiting";
  if (byPerson) draft.held = line;
  else delete draft.held;
  delete draft.promoting;
  delete draft.promoted;
  delete draft.blocked;
  return stashes;
}

/** A yes is taken back only by a transcript; a no is for good. */
function follows(
  state: StashState,
  kind: "prompted" | "confirmed" | "refused" | "refuted",
): boolean {
  if (kind === "refuted") return state !== "refused";
  if (state === "open") return true;
  return state === "prompted" && kind !== "prompted";
}

function pendingRule(ruleId: string, draft: Draft, before: number): PendingRule {
  const { rule, state, promoting, promoted, blocked, held } = draft;
  const stashes = [...draft.stashes.values()].map((stash): Stash => {
    const isOpen = stash.state === "open" || stash.state === "prompted";
    return isOpen && Date.parse(stash.line.at) < before ? { ...stash, state: "expired" } : stash;
  });
  const confirmed = stashes.filter((stash) => stash.state === "confirmed");
  return {
    ruleId,
    rule,
    state,
    stashes,
    confirmed,
    sessions: new Set(confirmed.map(({ line }) => line.session_id)).size,
    ...(promoting === undefined ? {} : { promoting }),
    ...(promoted === undefined ? {} : { promoted }),
    ...(blocked === undefined ? {} : { blocked }),
    ...(held === undefined ? {} : { held }),
  };
}
