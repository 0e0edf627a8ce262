import type { AlertName } from "../model/alert-settings.ts";
import type { KindRow } from "./kind.ts";

/** How kinds of alerts fire and end: rows of the table of kinds take one of these and change it. */
const HOUR_MS = 60 * 60_000;

type Machine = Pick<
  KindRow<AlertName>,
  | "about"
  | "grid"
  | "fireAfter"
  | "clearAfter"
  | "keepMs"
  | "absent"
  | "rehearsable"
  | "endsSilenced"
  | "inhibits"
>;

/** A share or a count over hours or days: twice above its mark, three times below the lower one. */
export const CONDITION = {
  about: "condition",
  grid: "slow",
  fireAfter: 2,
  clearAfter: 3,
  keepMs: 0,
  absent: "unknown",
  rehearsable: true,
  endsSilenced: false,
  inhibits: [],
} as const satisfies Machine;

/** It happened: told at once, and over when a quiet hour has gone by. */
export const EVENT = {
  about: "event",
  grid: "quick",
  fireAfter: 1,
  clearAfter: 1,
  keepMs: HOUR_MS,
  absent: "clear",
  rehearsable: true,
  endsSilenced: false,
  inhibits: [],
} as const satisfies Machine;

/** What the machine says now; of its past nothing is known. */
export const PROBE = {
  ...CONDITION,
  grid: "quick",
  rehearsable: false,
} as const satisfies Machine;

/** Alerts that rest on the log: what is not recorded makes them say what is not so. */
export const DATA = [
  "deny_spike",
  "llm_failing",
  "llm_latency",
  "error_passthrough_ratio",
  "passthrough_ratio",
] as const satisfies readonly AlertName[];
