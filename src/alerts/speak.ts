import type { AlertStateLine } from "../model/history.ts";
import { SEVERITIES } from "../model/words.ts";

/** Whether a state is told to the channels: a named reason, or a named silence. */
export type Speech =
  | {
      readonly speak: "fired" | "worse" | "grew" | "repeat" | "flapping" | "resolved" | "stale";
    }
  | {
      readonly silence:
        | "unchanged"
        | "not_yet"
        | "never_fired"
        | "on_its_way"
        | "never_told"
        | "passed"
        | "flapping"
        | "silenced"
        | "inhibited"
        | "quiet_hours"
        | "over_budget"
        | "no_channel";
    };

/** What else decides whether a state is told. */
export interface Hearing {
  /** An event only passes: its end is no news, and it is not repeated. */
  readonly isEvent: boolean;
  readonly hasChannel: boolean;
  readonly silenced: boolean;
  /** An alert fires that mutes this one. */
  readonly inhibited: boolean;
  readonly quietHours: boolean;
  /** How often it fired or ended in the last 20 evaluations, this one included. */
  readonly turns: number;
}

const DAY_MS = 24 * 60 * 60_000;
/** Days between one message and the next of the same episode. */
const REPEAT_DAYS = [1, 2, 4, 7];
/** So many turns in `FLAP_EVALUATIONS` are no news any more. */
const FLAP_TURNS = 4;
export const FLAP_EVALUATIONS = 20;

/**
 * The one place that decides whether to speak. A breach while recovering goes back to firing in
 * silence, what nobody heard of needs no end, and what was kept back (silenced, inhibited, over
 * the budget) is told once nothing keeps it back any more, if it still fires.
 */
export function speechOf(line: AlertStateLine, hearing: Hearing): Speech {
  const wanted = wantedSpeech(line, hearing);
  if ("silence" in wanted) return wanted;
  if (!hearing.hasChannel) return { silence: "no_channel" };
  if (hearing.silenced) return { silence: "silenced" };
  if (hearing.inhibited) return { silence: "inhibited" };
  if (hearing.quietHours && line.severity !== "critical") return { silence: "quiet_hours" };
  const isCalm = hearing.turns < FLAP_TURNS || hearing.isEvent;
  if (isCalm || wanted.speak === "worse") return wanted;
  return line.flapping ? { silence: "flapping" } : { speak: "flapping" };
}

function wantedSpeech(line: AlertStateLine, { isEvent }: Hearing): Speech {
  const { from, to, told } = line;
  if (to === "pending") return { silence: "not_yet" };
  if (to === "inactive") return endSpeech(line, isEvent);
  if (told === 0) return to === "firing" ? { speak: "fired" } : { silence: "on_its_way" };
  if (to === "recovering" || from === "recovering") return { silence: "on_its_way" };
  if (isWorse(line)) return { speak: "worse" };
  if (line.causes.some((cause) => !line.told_causes.includes(cause))) return { speak: "grew" };
  if (!isEvent && isRepeatDue(line)) return { speak: "repeat" };
  return { silence: "unchanged" };
}

function endSpeech(line: AlertStateLine, isEvent: boolean): Speech {
  if (line.from === "inactive") return { silence: "unchanged" };
  if (line.firing_since === null) return { silence: "never_fired" };
  if (line.told === 0) return { silence: "never_told" };
  if (isEvent) return { silence: "passed" };
  return { speak: line.reason === "stale" ? "stale" : "resolved" };
}

function isWorse({ severity, told_severity: told }: AlertStateLine): boolean {
  return told !== null && SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(told);
}

/** Without data there is nothing to say again. */
function isRepeatDue({ slot, told_slot, held_since, repeats }: AlertStateLine): boolean {
  if (held_since !== null) return false;
  return told_slot !== null && Date.parse(slot) - Date.parse(told_slot) >= repeatMs(repeats);
}

function repeatMs(repeats: number): number {
  return (REPEAT_DAYS[Math.min(repeats, REPEAT_DAYS.length - 1)] ?? 1) * DAY_MS;
}

/** The state with what was said of it. */
export function spokenOf(line: AlertStateLine, speech: Speech, turns: number): AlertStateLine {
  const calm = turns < FLAP_TURNS ? { flapping: false } : {};
  if ("silence" in speech) return { ...line, ...calm, speech: speech.silence, spoke: false };
  return {
    ...line,
    ...calm,
    speech: speech.speak,
    spoke: true,
    ...(speech.speak === "flapping" ? { flapping: true } : {}),
    told: line.told + 1,
    told_slot: line.slot,
    told_severity: line.severity,
    told_causes: line.causes,
    repeats: repeatsAfter(line, speech.speak),
  };
}

/** Grows with each repeat; a pause of twice the time between two of them begins anew. */
function repeatsAfter(line: AlertStateLine, said: string): number {
  if (said === "repeat") return Math.min(line.repeats + 1, REPEAT_DAYS.length - 1);
  if (said !== "fired" || line.told_slot === null) return line.repeats;
  const pause = Date.parse(line.slot) - Date.parse(line.told_slot);
  return pause >= 2 * repeatMs(line.repeats) ? 0 : line.repeats;
}
