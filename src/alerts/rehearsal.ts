import type { AlertName } from "../model/alert-settings.ts";
import type { AlertConfig } from "../model/alert-tables.ts";
import { quickSlots, slowSlots } from "../model/grid.ts";
import type { AlertGrid, AlertLine } from "../model/history.ts";
import type { Window } from "../model/window.ts";
import { recall } from "./history.ts";
import type { AlertFigures, Need } from "./kind.ts";
import { ALERT_NAMES, kindOf } from "./kinds.ts";
import { type Moment, momentAt } from "./moment.ts";
import { isWorthALine, judgeRound, roundNeeds } from "./round.ts";
import { spokenOf } from "./speak.ts";

/** One evaluation that would have been made. */
export interface RehearsedSlot {
  readonly grid: AlertGrid;
  readonly moment: Moment;
}

/** Every slot of both grids in the window, as if each had been evaluated, oldest first. */
export function rehearsedSlots({ since, until, timeZone }: Window): RehearsedSlot[] {
  const slots = { slow: slowSlots(since, until, timeZone), quick: quickSlots(since, until) };
  const all = (["slow", "quick"] as const).flatMap((grid) =>
    slots[grid].map((slot, index) => ({
      grid,
      moment: momentAt({ slot, timeZone, since: slots[grid][index - 1] ?? since }),
    })),
  );
  return all.sort((a, b) => (a.moment.slot < b.moment.slot ? -1 : 1));
}

/** Kinds whose past the log does not tell. */
export const UNREHEARSED: readonly AlertName[] = ALERT_NAMES.filter(
  (name) => !kindOf(name).rehearsable,
);

export function rehearsalNeeds(slots: readonly RehearsedSlot[], config: AlertConfig): Need[] {
  return slots.flatMap((slot) => roundNeeds({ ...slot, config, without: isUntold }));
}

/**
 * The lines that the history would hold, had every slot been evaluated: nobody silenced anything,
 * and there was a channel without a budget. Starts without a memory.
 */
export function rehearse(
  slots: readonly RehearsedSlot[],
  given: { readonly config: AlertConfig; readonly figures: AlertFigures },
): AlertLine[] {
  const memory = recall([]);
  const all: AlertLine[] = [];
  for (const { grid, moment } of slots) {
    const { slot } = moment;
    const judged = judgeRound({
      ...{ grid, moment, at: slot, memory, without: isUntold },
      ...given,
      hearing: { isSilenced: () => false, hasChannel: () => true, quietHours: false },
    });
    const lines = judged
      .map(({ line, speech, turns }) => spokenOf(line, speech, turns))
      .filter((line) => isWorthALine(line, memory.stateOf(line)));
    memory.add([...lines, { v: 1, at: slot, kind: "slot", slot, grid }]);
    all.push(...lines);
  }
  return all;
}

function isUntold(name: AlertName): boolean {
  return UNREHEARSED.includes(name);
}
