import { spanWord } from "../../findings/command-line.ts";
import { text, time } from "../../findings/values.ts";
import type { Block } from "../../model/report.ts";
import { countTrack, figure, latencyTrack, ratioTrack, SCORECARD_NEEDS } from "../scorecard.ts";
import type { Material, SectionKind } from "../section.ts";

/** The scorecard: eight rows of this window, the one before, and what is usual. */
export const theWeek = {
  needs: SCORECARD_NEEDS,
  make: (material) => {
    const { facts } = material;
    const tracks = [
      countTrack(facts, "calls"),
      countTrack(facts, "sessions"),
      countTrack(facts, "prompts"),
      countTrack(facts, "saved"),
      countTrack(facts, "denied"),
      ratioTrack(facts),
      latencyTrack(facts),
      countTrack(facts, "errors"),
    ];
    return {
      id: "the-week",
      title: `The ${spanWord(facts.window)}`,
      summary: [],
      fold: false,
      blocks: [{ kind: "figures", figures: tracks.map(figure) }, ...remarks(material)],
    };
  },
} as const satisfies SectionKind;

/** What a reader must know before comparing: no window before, or one that is not over. */
export function remarks({ facts, last }: Material): Block[] {
  const blocks: Block[] = [];
  if (last === null) {
    const words = `Baseline only: it is the first ${spanWord(facts.window)} that the log knows. What changed, and what is new, is told from the next one on.`;
    blocks.push({ kind: "note", term: "", text: [text(words)] });
  }
  if (facts.asOf < facts.window.until) {
    const end = time(Date.parse(facts.window.until), "day_clock");
    blocks.push({
      kind: "note",
      term: "",
      text: [text("Not over yet: these are the figures so far. It ends "), end, text(".")],
    });
  }
  return blocks;
}
