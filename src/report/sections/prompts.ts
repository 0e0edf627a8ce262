import { type Facts, promptsSeen, scorecardSeries } from "../../findings/facts.ts";
import { count, text, time } from "../../findings/values.ts";
import type { Backdrop, Block } from "../../model/report.ts";
import { backdropOf, ruleMoments, serverMoments } from "../backdrop.ts";
import { note } from "../blocks.ts";
import { countTrack } from "../scorecard.ts";
import type { SectionKind } from "../section.ts";
import { shareOf } from "../share.ts";
import { labelsOf, stepWord } from "../trend.ts";
import { firedIn } from "./alerts.ts";

/**
 * Calls and prompts in each week or day, beside the rules that came in it, so that it is seen
 * whether prompts fall as rules come; an empty one is zero.
 */
export const prompts = {
  needs: ["scorecard", "first-seen"],
  make: ({ facts }) => {
    const calls = countTrack(facts, "calls").values.map((value) => value ?? 0);
    const none = promptsSeen(facts, 0);
    const seen = countTrack(facts, "prompts").values.map((value) => value ?? none);
    const added = addedIn(facts);
    const [callShare, seenShare, addedShare] = [calls, seen, added ?? []].map(shareOf);
    const rows = labelsOf(facts).map((label, index) => {
      const [callCount, seenCount] = [calls[index] ?? 0, seen[index] ?? null];
      return {
        label: text(label),
        bars: [
          { value: count(callCount), share: callShare?.(callCount) ?? 0 },
          { value: count(seenCount), share: seenShare?.(seenCount) ?? 0 },
          ...(added === null
            ? []
            : [
                {
                  value: count(added[index] ?? null),
                  share: addedShare?.(added[index] ?? null) ?? 0,
                },
              ]),
        ],
      };
    });
    return {
      id: "prompts",
      title: `Prompts by ${stepWord(facts)}`,
      summary: [],
      fold: false,
      blocks: [
        {
          kind: "bars",
          series: ["calls", "prompts you saw", ...(added === null ? [] : ["rules added"])],
          rows,
          ...backdropOf(
            facts.windows,
            {
              usual: null,
              episodes: firedIn(facts),
              moments: momentsOf(facts),
            },
            facts.asOf,
          ),
        },
        ...toNote(facts),
      ],
    };
  },
} as const satisfies SectionKind;

/** When a server or a rule appeared. The log may begin within the trend. */
function momentsOf(facts: Facts): Backdrop["moments"] {
  const { windows } = facts;
  const first = scorecardSeries(facts).findIndex((row) => row !== undefined);
  return [...serverMoments(facts, windows, windows[first]?.since), ...ruleMoments(facts, windows)];
}

/** Rules that came in each week or day; no data before the record begins, null where it has none. */
function addedIn({ inForce, windows, asOf }: Facts): (number | null)[] | null {
  const { onRecordSince } = inForce;
  if (onRecordSince === null || onRecordSince > asOf) return null;
  if (windows.every(({ until }) => until <= onRecordSince)) return null;
  const added = inForce.changes.filter(({ kind }) => kind === "added");
  return windows.map(({ since, until }) =>
    until <= onRecordSince ? null : added.filter(({ at }) => since <= at && at < until).length,
  );
}

/** The rules that were met first did not come in that week: that is when the record begins. */
function toNote({ inForce, windows }: Facts): Block[] {
  const { onRecordSince } = inForce;
  const since = windows[0]?.since ?? "";
  const until = windows.at(-1)?.until ?? "";
  if (onRecordSince === null || onRecordSince < since || onRecordSince >= until) return [];
  const words = "rules are on record since then; those that were there before count as added";
  return [note("", [time(Date.parse(onRecordSince), "day"), text(`: ${words}.`)])];
}
