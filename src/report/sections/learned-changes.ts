import type { Facts } from "../../findings/facts.ts";
import { counted, named, quote, text } from "../../findings/values.ts";
import type { Block, Value } from "../../model/report.ts";
import { note, stepNote } from "../blocks.ts";
import {
  type Episode,
  episodesOf,
  headline,
  reasoningOf,
  sessionOf,
  shapeOf,
  stepOf,
  termOf,
} from "../learned-words.ts";
import type { SectionKind } from "../section.ts";
import { LEARNED_NEEDS, summaryOf, waitingOf } from "./what-it-learned.ts";

/** Every change of a learned rule in the window: what it grants, why, by whose word. */
export const learnedChanges = {
  needs: LEARNED_NEEDS,
  make: ({ facts }) => {
    const episodes = episodesOf(facts);
    return {
      id: "learned-changes",
      title: "What it learned",
      summary: [],
      headline:
        episodes.length === 0
          ? [text("nothing learned or taken back")]
          : [...counted(episodes.length, "change"), text(" of learned rules")],
      fold: false,
      blocks: [
        note("", summaryOf(facts)),
        ...episodes.flatMap((episode) => fully(episode, facts)),
        ...(episodes.length === 0
          ? [note("", [text("No learned rule changed in this window.")])]
          : []),
        ...answersOf(facts),
        ...waitingOf(facts),
      ],
    };
  },
} as const satisfies SectionKind;

function fully(episode: Episode, facts: Facts): Block[] {
  const lines = [grantsOf(episode), why(episode), whence(episode)];
  return [
    stepNote(termOf(episode), headline(episode, facts), stepOf(episode, facts)),
    ...lines.filter((words) => words.length > 0).map((words) => note("", words)),
  ];
}

/** What it asks for, in words. */
function grantsOf(episode: Episode): Value[] {
  if (episode.kind === "blocked") {
    return episode.row.subject === "" ? [] : [text("of the call "), quote(episode.row.subject)];
  }
  const words = shapeOf(episode.change)?.words ?? [];
  return words.length === 0 ? [] : [named(words.join(", "))];
}

function why(episode: Episode): Value[] {
  const reasoning = reasoningOf(episode);
  return reasoning === "" ? [] : [text("“"), quote(reasoning), text("”")];
}

function whence(episode: Episode): Value[] {
  const session = sessionOf(episode).slice(0, 8);
  const by = episode.kind === "change" ? (episode.change.cause?.by ?? "") : "";
  if (session === "" && by === "") return [];
  return [
    ...(session === "" ? [] : [text("session "), named(session)]),
    ...(by === "" ? [] : [text(session === "" ? "done by " : ", done by "), named(by)]),
  ];
}

/** What was answered about calls that a rule may be learned from. */
function answersOf({ learning, window }: Facts): Block[] {
  const inside = learning.answers.filter(({ at }) => window.since <= at && at < window.until);
  if (inside.length === 0) return [];
  const of = (kind: string): number => inside.filter((one) => one.kind === kind).length;
  const refuted = of("refuted");
  return [
    note("answers", [
      text(`to calls that a rule may be learned from: ${of("yes")} yes, ${of("no")} no`),
      ...(refuted === 0 ? [] : [text(`, ${refuted} taken back by a transcript`)]),
      text("."),
    ]),
  ];
}
