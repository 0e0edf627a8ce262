import { spanWord } from "../../findings/command-line.ts";
import type { Facts } from "../../findings/facts.ts";
import { text, time } from "../../findings/values.ts";
import type { Block } from "../../model/report.ts";
import { note } from "../blocks.ts";
import { countTrack, figure, ratioTrack, SCORECARD_NEEDS } from "../scorecard.ts";
import type { SectionKind } from "../section.ts";
import { remarks } from "./the-week.ts";

/** The four rows of a quiet window. */
export const theWeekInBrief = {
  needs: SCORECARD_NEEDS,
  make: (material) => {
    const { facts } = material;
    const tracks = [
      countTrack(facts, "calls"),
      countTrack(facts, "prompts"),
      countTrack(facts, "denied"),
      ratioTrack(facts),
    ];
    return {
      id: "the-week-in-brief",
      title: `The ${spanWord(facts.window)}`,
      summary: [],
      fold: false,
      blocks: [
        { kind: "figures", figures: tracks.map(figure) },
        ...remarks(material),
        ...next(facts),
      ],
    };
  },
} as const satisfies SectionKind;

/** So that silence is noticed: who knows when the next one comes can miss it. */
function next({ nextAt }: Facts): Block[] {
  if (nextAt === null) return [];
  return [note("", [text("Next digest "), time(Date.parse(nextAt), "day_clock"), text(".")])];
}
