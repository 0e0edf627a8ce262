import { describe, expect, it } from "vitest";
import { type Life, type LifeSpan, live, zonedIn } from "../support/life.ts";

/**
 * In Casablanca the clock is set back before Ramadan and forward after it, here within one life.
 * `npm run soak` lives more of them, in other zones.
 */
const CASABLANCA = { first: "2027-01-21", days: 60, zone: "Africa/Casablanca", seed: 1 };
const LIVES: readonly LifeSpan[] =
  process.env["LIVES"] === undefined ? [CASABLANCA] : JSON.parse(process.env["LIVES"]);
const HOUR = 3_600_000;
/** Half a minute where nothing else runs; among the soak's other work much longer. */
const LIVING_MS = process.env["LIVES"] === undefined ? 120_000 : 900_000;

function digests(life: Life) {
  return life.mails.filter(({ subject }) => subject.startsWith("[claude-permit]"));
}

describe.each(LIVES)("$days days from $first in $zone, seed $seed", (given) => {
  let lived: Promise<Life> | undefined;
  // In the first test of a life, whose servers then are closed: what came of it is a value.
  it(
    "bring every weekly digest once, of the right week, never before six",
    async () => {
      lived = live(given);
      const life = await lived;
      const weeks = digests(life).map(({ subject }) => /W\d\d/.exec(subject)?.[0]);
      // The last one may still wait for the mail server when the days are over.
      expect(weeks.length).toBeGreaterThanOrEqual(life.due.length - 1);
      expect(weeks).toEqual(life.due.slice(0, weeks.length));
      for (const { at } of digests(life)) {
        const local = zonedIn(at, given.zone);
        expect(local.dayOfWeek > 1 || local.hour >= 6).toBe(true);
      }
    },
    LIVING_MS,
  );

  it("bring no message twice", async () => {
    const ids = (await lived)?.mails.map(({ id }) => id) ?? [];
    expect(ids.length).toBeGreaterThan(10);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("let every alert be heard that could be, and say so of every other", async () => {
    const life = await lived;
    const heard = new Set(life?.mails.map(({ subject }) => subject.replace("alert ", "")));
    const alerts = life?.alerts ?? [];
    expect(alerts.length).toBeGreaterThan(4);
    // Of the last day nothing is settled yet.
    const settled = alerts.filter(
      ({ made }) => made < Math.max(...alerts.map((a) => a.made)) - 24 * HOUR,
    );
    for (const { key, made } of settled) {
      const told = { key, heard: heard.has(key), givenUp: life?.givenUp.get(key) };
      if (life?.couldSend(made, 6 * HOUR)) expect(told).toEqual({ ...told, heard: true });
      expect(told).toEqual({
        key,
        heard: !told.givenUp,
        givenUp: told.heard ? undefined : "expired",
      });
    }
    // In a short outage or a lucky life none expires; in this one some do.
    if (given === CASABLANCA) expect(settled.some(({ key }) => life?.givenUp.has(key))).toBe(true);
  });
});
