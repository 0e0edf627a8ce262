import type { AlertStateLine } from "../model/history.ts";
import { SEVERITIES } from "../model/words.ts";
import type { Judged } from "./round.ts";

/** What one message is about: alerts of one kind and project that have something to say. */
export interface Group {
  readonly alert: string;
  readonly project: string | null;
  readonly judged: readonly Judged[];
}

/** What a channel gets in this round. */
export interface Share {
  readonly channel: string;
  /** A message each. */
  readonly single: readonly Group[];
  /** One message for all of them; empty: none. */
  readonly together: readonly Group[];
  /** No message is left in this hour: these have to wait. */
  readonly held: readonly Group[];
}

/** What speaks, by kind and project, the most severe first. */
export function groupsOf(all: readonly Judged[]): Group[] {
  const groups = new Map<string, Group & { readonly judged: Judged[] }>();
  for (const one of all) {
    if ("silence" in one.speech) continue;
    const { alert, project } = one.line;
    const key = JSON.stringify([alert, project]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { alert, project, judged: [one] });
    else known.judged.push(one);
  }
  return [...groups.values()].sort((a, b) => rankOf(a) - rankOf(b));
}

/**
 * What of its groups a channel gets, where `left` messages are left of its budget: each its own as
 * long as there are enough, else the last message tells how many more there are, and which.
 */
export function shareOf(channel: string, groups: readonly Group[], left: number): Share {
  if (groups.length <= left) return { channel, single: groups, together: [], held: [] };
  if (left <= 0) return { channel, single: [], together: [], held: groups };
  const single = groups.slice(0, left - 1);
  return { channel, single, together: groups.slice(left - 1), held: [] };
}

/** The states after the shares: what some channel could not take was not told yet. */
export function afterShares(all: readonly Judged[], shares: readonly Share[]): Judged[] {
  const held = new Set(shares.flatMap((share) => share.held.flatMap(({ judged }) => judged)));
  return all.map((one) => (held.has(one) ? { ...one, speech: { silence: "over_budget" } } : one));
}

/**
 * How many alerts were held back by a budget and ended before they were told: since the last
 * message, so that the next one states them.
 */
export function heldBack(lines: readonly AlertStateLine[]): number {
  const last = lines.findLast(({ spoke }) => spoke)?.slot ?? "";
  const kept = lines.filter((line) => line.slot > last);
  const over = kept.filter(({ speech }) => speech === "over_budget");
  const waiting = new Set(over.map(nameOf));
  return kept.filter((line) => line.speech === "never_told" && waiting.has(nameOf(line))).length;
}

function nameOf({ alert, project, label, pending_since }: AlertStateLine): string {
  return JSON.stringify([alert, project, label, pending_since]);
}

function rankOf({ judged }: Group): number {
  return Math.min(...judged.map(({ line }) => SEVERITIES.indexOf(line.severity)));
}
