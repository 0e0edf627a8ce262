import type { AlertGrid, AlertLine, AlertStateLine } from "../model/history.ts";

/** What names one alert: its kind, its project (null: all together) and its label. */
export interface AlertKey {
  readonly alert: string;
  readonly project: string | null;
  readonly label: string;
}

/** What the history says: the last state of each alert, and when each one fired. */
export interface AlertMemory {
  /** The last slot of a grid that was evaluated as a whole; null before the first. */
  slotOf(grid: AlertGrid): string | null;
  /** In the order in which they were first met. */
  readonly states: readonly AlertStateLine[];
  /** Those of a kind, or of all, that are not inactive. */
  openOf(alert?: string): readonly AlertStateLine[];
  stateOf(key: AlertKey): AlertStateLine | undefined;
  /** Whether the alert fired or was recovering at any time in `[since, until)`. */
  firedIn(key: AlertKey, window: { readonly since: string; readonly until: string }): boolean;
  /** How often it fired or ended in the last evaluations of its grid. */
  turnsIn(key: AlertKey, grid: AlertGrid, evaluations: number): number;
  /** Takes in more lines, newer than those before. */
  add(lines: readonly AlertLine[]): void;
}

interface Episode {
  readonly since: number;
  until: number;
}

interface Known {
  state: AlertStateLine;
  readonly episodes: Episode[];
  /** Slots in which it fired or ended. */
  readonly turns: string[];
}

/** So many slots of each grid are remembered: more than anybody looks back. */
const SLOTS_KEPT = 64;

/** Folds the lines, oldest first: the last line of an alert, project and label is its state. */
export function recall(lines: readonly AlertLine[]): AlertMemory {
  const known = new Map<string, Known>();
  const open = new Map<string, AlertStateLine>();
  const slots: Record<AlertGrid, string[]> = { slow: [], quick: [] };
  const memory: AlertMemory = {
    slotOf: (grid) => slots[grid].at(-1) ?? null,
    get states() {
      return [...known.values()].map(({ state }) => state);
    },
    openOf: (alert) =>
      [...open.values()].filter((state) => alert === undefined || state.alert === alert),
    stateOf: (key) => known.get(keyOf(key))?.state,
    firedIn: (key, { since, until }) =>
      (known.get(keyOf(key))?.episodes ?? []).some(
        (one) => one.since < Date.parse(until) && one.until > Date.parse(since),
      ),
    turnsIn: (key, grid, evaluations) => {
      const from = slots[grid].slice(-evaluations)[0] ?? "";
      return (known.get(keyOf(key))?.turns ?? []).filter((slot) => slot >= from).length;
    },
    add: (more) => {
      for (const line of more) {
        if (line.kind === "state") {
          note(known, line);
          if (line.to === "inactive") open.delete(keyOf(line));
          else open.set(keyOf(line), line);
        } else noteSlot(slots[line.grid], line.slot);
      }
    },
  };
  memory.add(lines);
  return memory;
}

export function keyOf({ alert, project, label }: AlertKey): string {
  return JSON.stringify([alert, project, label]);
}

/** Whether it fires: also while it recovers. */
export function holds({ to }: Pick<AlertStateLine, "to">): boolean {
  return to === "firing" || to === "recovering";
}

/** A clock set back adds no slot twice. */
function noteSlot(slots: string[], slot: string): void {
  if (slot <= (slots.at(-1) ?? "")) return;
  slots.push(slot);
  if (slots.length > SLOTS_KEPT) slots.shift();
}

function note(known: Map<string, Known>, line: AlertStateLine): void {
  const key = keyOf(line);
  const before = known.get(key);
  const one: Known = before ?? { state: line, episodes: [], turns: [] };
  one.state = line;
  if (before === undefined) known.set(key, one);
  const last = one.episodes.at(-1);
  const isOpen = last !== undefined && last.until === Number.POSITIVE_INFINITY;
  if (holds(line) === isOpen) return;
  one.turns.push(line.slot);
  if (isOpen) last.until = Date.parse(line.slot);
  else {
    const since = Date.parse(line.firing_since ?? line.slot);
    one.episodes.push({ since, until: Number.POSITIVE_INFINITY });
  }
}
