import { count, counted, text } from "../../findings/values.ts";
import type { Value } from "../../model/report.ts";
import { countTrack, ratioTrack, SCORECARD_NEEDS, type Track } from "../scorecard.ts";
import type { SectionKind } from "../section.ts";
import { labelsOf, stepWord } from "../trend.ts";

/** The sentence that leads: the last week or day against the one before. */
export const inShort = {
  needs: SCORECARD_NEEDS,
  make: ({ facts }) => {
    const prompts = countTrack(facts, "prompts");
    const labels = labelsOf(facts);
    const label = labels.at(-1) ?? "";
    const first = countTrack(facts, "calls").values.findIndex((value) => value !== null);
    const words =
      first === -1
        ? [text(`No data: the log holds no entry up to ${label}.`)]
        : [
            ...sentence(prompts, ratioTrack(facts), { label, step: stepWord(facts) }),
            ...(first === 0
              ? []
              : // The log may be older than these weeks: only of them it is known.
                [
                  text(
                    ` Of these ${stepWord(facts)}s ${labels[first]} is the first with an entry.`,
                  ),
                ]),
          ];
    return {
      id: "in-short",
      title: "In short",
      summary: [],
      headline: words,
      fold: false,
      blocks: [{ kind: "note", term: "", text: words }],
    };
  },
} as const satisfies SectionKind;

/** `in 2026-W47`, `on 2026-11-22`. */
function when(step: string): string {
  return step === "day" ? "on" : "in";
}

function sentence(
  prompts: Track,
  ratio: Track,
  { label, step }: { label: string; step: string },
): Value[] {
  const now = prompts.values.at(-1) ?? null;
  const last = prompts.values.at(-2) ?? null;
  if (now === null) return [text(`No prompt was ever recorded up to ${label}.`)];
  const opening = [text("You saw "), ...counted(now, "prompt"), text(` ${when(step)} ${label}`)];
  if (last === null) return [...opening, text(`, the first ${step} on record.`)];
  return [
    ...opening,
    text(", "),
    count(last),
    text(` the ${step} before: `),
    prompts.change,
    ...(ratio.change.sign === "none" ? [] : [text(". Passthrough ratio: "), ratio.change]),
    text("."),
  ];
}
