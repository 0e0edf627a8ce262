// When people worked: the sessions of each day, with how many calls each has.

import { PROJECTS } from "./projects.mjs";
import { uuid } from "./random.mjs";

/**
 * Nine weeks in Europe/Amsterdam, each by its Monday: calls and sessions for each day from
 * Monday on. The last is the week of the digest, 2026-W47; those before it are there to compare
 * with: a trial of four weeks, then everybody.
 */
export const WEEKS = [
  { monday: "2026-09-21", calls: [46, 61, 58, 66, 39], sessions: [1, 2, 1, 2, 1] },
  { monday: "2026-09-28", calls: [52, 64, 70, 55, 44], sessions: [1, 2, 2, 1, 1] },
  { monday: "2026-10-05", calls: [60, 58, 66, 71, 47], sessions: [1, 2, 2, 2, 1] },
  { monday: "2026-10-12", calls: [58, 72, 65, 61, 50], sessions: [2, 1, 2, 2, 1] },
  { monday: "2026-10-19", calls: [301, 344, 352, 371, 287], sessions: [7, 8, 8, 8, 6] },
  { monday: "2026-10-26", calls: [318, 339, 366, 350, 309], sessions: [7, 8, 8, 8, 7] },
  { monday: "2026-11-02", calls: [296, 352, 361, 377, 302], sessions: [7, 8, 8, 9, 7] },
  { monday: "2026-11-09", calls: [321, 348, 359, 366, 308], sessions: [8, 8, 8, 9, 7] },
  { monday: "2026-11-16", calls: [312, 341, 402, 438, 331, 26], sessions: [7, 8, 8, 9, 8, 1] },
];

export const STORY_WEEK = "2026-11-16";

const DAY_MS = 86_400_000;
const MODES = [
  { weight: 45, mode: "default" },
  { weight: 20, mode: "acceptEdits" },
  { weight: 30, mode: "auto" },
  { weight: 9, mode: "plan" },
];
// Whose turn it is: shop-api and web-client twice as often as infra, all three every full day.
const TURNS = [
  "shop-api",
  "web-client",
  "infra",
  "web-client",
  "shop-api",
  "shop-api",
  "web-client",
  "infra",
  "shop-api",
  "web-client",
];

/** The sessions of a week in order of their start, without their calls. */
export function sessionsOf(week, chance) {
  return week.calls
    .flatMap((calls, day) =>
      split(calls, week.sessions[day], chance).map((count) => ({ day, count })),
    )
    .map(({ day, count }, turn) => {
      const project = TURNS[turn % TURNS.length];
      return {
        id: uuid(chance),
        day,
        count,
        project,
        root: PROJECTS[project].root,
        mode: chance.weighted(MODES).mode,
        startMs: localMs(week.monday, day, chance.between(8 * 60 + 30, 15 * 60 + 45)),
      };
    })
    .sort((a, b) => a.startMs - b.startMs);
}

/** The instant of a wall time in Amsterdam, minutes after midnight. */
export function localMs(monday, day, minutes) {
  const utc = Date.parse(`${monday}T00:00:00Z`) + day * DAY_MS + minutes * 60_000;
  // Summer time ended on 25 October 2026 at 01:00 UTC.
  const offsetHours = utc < Date.parse("2026-10-25T03:00:00Z") ? 2 : 1;
  return utc - offsetHours * 3_600_000;
}

/** `total` in `parts` parts, none smaller than half of an even share. */
function split(total, parts, chance) {
  const weights = Array.from({ length: parts }, () => 0.5 + chance.next());
  const sum = weights.reduce((a, b) => a + b, 0);
  const counts = weights.map((weight) => Math.floor((total * weight) / sum));
  counts[0] += total - counts.reduce((a, b) => a + b, 0);
  return counts;
}
