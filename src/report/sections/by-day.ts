import { type Facts, promptsSeen, rowsOf } from "../../findings/facts.ts";
import { count, time } from "../../findings/values.ts";
import { windowDays, windowLabel } from "../../model/window.ts";
import type { SectionKind } from "../section.ts";
import { shareOf } from "../share.ts";

interface Day {
  readonly since: string;
  readonly calls: number | null;
  readonly prompts: number | null;
}

/** Every local day of the window, also those without calls; a day yet to come has no data. */
export const byDay = {
  needs: ["activity-by-day"],
  make: ({ facts }) => {
    const days = daysOf(facts);
    // One day has nothing to stand beside.
    if (days.length < 2) return null;
    const calls = shareOf(days.map((day) => day.calls));
    const prompts = shareOf(days.map((day) => day.prompts));
    const rows = days.map((day) => ({
      label: time(Date.parse(day.since), "day"),
      bars: [
        { value: count(day.calls), share: calls(day.calls) },
        { value: count(day.prompts), share: prompts(day.prompts) },
      ],
    }));
    return {
      id: "by-day",
      title: "By day",
      summary: [],
      fold: true,
      blocks: [{ kind: "bars", series: ["calls", "prompts you saw"], rows }],
    };
  },
} as const satisfies SectionKind;

function daysOf(facts: Facts): Day[] {
  const rows = new Map(rowsOf(facts, "activity-by-day").map((row) => [row.day, row]));
  return windowDays(facts.window).map((day) => {
    if (day.since >= facts.asOf) return { since: day.since, calls: null, prompts: null };
    const row = rows.get(windowLabel(day));
    const prompts = promptsSeen(facts, row?.prompts_seen ?? 0);
    return { since: day.since, calls: row?.calls ?? 0, prompts };
  });
}
