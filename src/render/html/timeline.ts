import type { Block } from "../../model/report.ts";
import { type Markup, sentenceOf } from "../markup.ts";

type Note = Extract<Block, { kind: "note" }>;

/** Notes that tell one step after the other, and what goes on from each. */
export interface Timeline {
  readonly kind: "timeline";
  readonly steps: readonly { readonly note: Note; readonly goesOn: readonly Note[] }[];
}

/** The blocks of a section, steps in a row made one timeline. */
export function withTimelines(blocks: readonly Block[]): (Block | Timeline)[] {
  const made: (Block | Timeline)[] = [];
  for (const block of blocks) {
    const last = made.at(-1);
    if (block.kind !== "note") {
      made.push(block);
    } else if (block.step !== undefined) {
      const before = last?.kind === "timeline" ? last.steps : [];
      if (last?.kind === "timeline") made.pop();
      made.push({ kind: "timeline", steps: [...before, { note: block, goesOn: [] }] });
    } else if (block.term === "" && last?.kind === "timeline") {
      made.pop();
      const [step] = last.steps.slice(-1);
      const grown = step === undefined ? [] : [{ ...step, goesOn: [...step.goesOn, block] }];
      made.push({ kind: "timeline", steps: [...last.steps.slice(0, -1), ...grown] });
    } else {
      made.push(block);
    }
  }
  return made;
}

/** Each step: when, its sign and word, the name, how it came, and why. */
export function timelineView({ kind, steps }: Timeline, name: string, markup: Markup) {
  return {
    kind,
    name,
    steps: steps.flatMap(({ note: { step }, goesOn }) =>
      step === undefined
        ? []
        : [
            {
              at: markup.cell(step.at),
              sign: step.sign,
              look: LOOKS[step.sign],
              word: markup.text(step.word),
              name: markup.cell(step.name),
              words: sentenceOf(step.words, markup),
              lines: goesOn.map(({ text }) => sentenceOf(text, markup)),
            },
          ],
    ),
  };
}

const LOOKS = { "+": "came", "-": "went", "~": "changed", x: "kept" } as const satisfies Record<
  NonNullable<Note["step"]>["sign"],
  string
>;
