import type { AlertLine, AlertStateLine } from "../model/history.ts";

/** What the history says: the last state of each alert and project, and when each one fired. */
export interface AlertMemory {
  /** The last slot that was evaluated as a whole; null before the first. */
  readonly slot: string | null;
  readonly states: readonly AlertStateLine[];
  /** Whether the alert fired or was recovering at any time in `[since, until)`. */
  firedIn(
    key: { readonly alert: string; readonly project: string | null },
    window: { readonly since: string; readonly until: string },
  ): boolean;
}

interface Episode {
  readonly key: string;
  readonly since: number;
  until: number;
}

/** Folds the lines, oldest first: the last line of an alert and project is its state. */
export function recall(lines: readonly AlertLine[]): AlertMemory {
  const states = new Map<string, AlertStateLine>();
  const episodes: Episode[] = [];
  for (const line of lines) {
    if (line.kind === "slot") continue;
    states.set(keyOf(line), line);
    note(episodes, keyOf(line), line);
  }
  return {
    slot: lastSlot(lines),
    states: [...states.values()],
    firedIn: (of, { since, until }) =>
      episodes.some(
        (one) =>
          one.key === keyOf(of) && one.since < Date.parse(until) && one.until > Date.parse(since),
      ),
  };
}

function lastSlot(lines: readonly AlertLine[]): string | null {
  const slots = lines.flatMap((line) => (line.kind === "slot" ? [line.slot] : []));
  return slots.reduce<string | null>(
    (last, slot) => (last !== null && last > slot ? last : slot),
    null,
  );
}

function note(episodes: Episode[], key: string, line: AlertStateLine): void {
  const open = episodes.findLast(
    (one) => one.key === key && one.until === Number.POSITIVE_INFINITY,
  );
  const fires = line.to === "firing" || line.to === "recovering";
  if (fires && open === undefined) {
    const since = Date.parse(line.firing_since ?? line.slot);
    episodes.push({ key, since, until: Number.POSITIVE_INFINITY });
  }
  if (!fires && open !== undefined) open.until = Date.parse(line.slot);
}

function keyOf({ alert, project }: { alert: string; project: string | null }): string {
  return JSON.stringify([alert, project]);
}
