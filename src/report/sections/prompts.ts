import { count, text } from "../../findings/values.ts";
import { countTrack } from "../scorecard.ts";
import type { SectionKind } from "../section.ts";
import { shareOf } from "../share.ts";
import { labelsOf, stepWord } from "../trend.ts";

/** Calls and prompts in each week or day; an empty one is zero. */
export const prompts = {
  needs: ["scorecard"],
  make: ({ facts }) => {
    const calls = countTrack(facts, "calls").values.map((value) => value ?? 0);
    const seen = countTrack(facts, "prompts").values.map((value) => value ?? 0);
    const [callShare, seenShare] = [shareOf(calls), shareOf(seen)];
    const rows = labelsOf(facts).map((label, index) => {
      const [callCount, seenCount] = [calls[index] ?? 0, seen[index] ?? 0];
      return {
        label: text(label),
        bars: [
          { value: count(callCount), share: callShare(callCount) },
          { value: count(seenCount), share: seenShare(seenCount) },
        ],
      };
    });
    return {
      id: "prompts",
      title: `Prompts by ${stepWord(facts)}`,
      summary: [],
      fold: false,
      blocks: [{ kind: "bars", series: ["calls", "prompts you saw"], rows }],
    };
  },
} as const satisfies SectionKind;
