import { ours } from "../../findings/command-line.ts";
import type { Facts } from "../../findings/facts.ts";
import { learnedAt } from "../../findings/learning-facts.ts";
import { command, count, counted, plural, quote, text } from "../../findings/values.ts";
import type { MetricName } from "../../metrics/index.ts";
import type { Block, Value } from "../../model/report.ts";
import { note, stepNote } from "../blocks.ts";
import {
  ageWords,
  changesIn,
  type Episode,
  episodesOf,
  headline,
  reasoningOf,
  stepOf,
  termOf,
  usesOf,
} from "../learned-words.ts";
import type { SectionKind } from "../section.ts";
import { total } from "../table.ts";

/** Of a digest; all of them are in a report of their own. */
const SHOWN = 6;

export const LEARNED_NEEDS = [
  "learned-rules",
  "promotions",
] as const satisfies readonly MetricName[];

/** What was learned, given up or kept from being learned in the window, and why. */
export const whatItLearned = {
  needs: LEARNED_NEEDS,
  make: ({ facts }) => {
    const episodes = episodesOf(facts).filter(isNews);
    // The latest matter most; they stand in the order in which they happened.
    const shown = episodes.slice(-SHOWN);
    return {
      id: "what-it-learned",
      title: "What it learned",
      summary: [],
      fold: true,
      blocks: [
        note("", summaryOf(facts)),
        ...shown.flatMap((episode) => shortly(episode, facts)),
        ...moreOf(episodes.length - shown.length, facts),
        ...waitingOf(facts),
      ],
    };
  },
} as const satisfies SectionKind;

/** That a rule which is used goes on holding is no news. */
function isNews(episode: Episode): boolean {
  return episode.kind === "blocked" || episode.change.cause?.why !== "renewed";
}

/** `24 learned rules (+2 -1), 262 calls allowed.` */
export function summaryOf(facts: Facts): Value[] {
  const { learning, window, asOf } = facts;
  const until = asOf < window.until ? asOf : window.until;
  const rules = learnedAt(learning.changes, until).length;
  const changes = changesIn(facts);
  const calls = total([...usesOf(facts).values()].map((row) => row.uses_in_window));
  if (rules === 0 && changes.length === 0 && calls === 0) return nothingYet(facts);
  return [
    ...counted(rules, "learned rule"),
    ...stepWords(changes),
    text(", "),
    ...counted(calls, "call"),
    text(" allowed by them."),
  ];
}

/** ` (+2 -1)`; empty where none came or went. */
function stepWords(changes: ReturnType<typeof changesIn>): Value[] {
  const came = changes.filter(({ kind }) => kind === "added").length;
  const went = changes.filter(({ kind }) => kind === "removed").length;
  if (came === 0 && went === 0) return [];
  const parts = [
    ...(came === 0 ? [] : [text("+"), count(came)]),
    ...(went === 0 ? [] : [text(came === 0 ? "-" : " -"), count(went)]),
  ];
  return [text(" ("), ...parts, text(")")];
}

function nothingYet({ learning }: Facts): Value[] {
  const { promotion, model } = learning;
  if (promotion.mode === "off") {
    return [text('Nothing: learning is off, [promotion] mode = "off" in config.toml.')];
  }
  if (model === null) {
    return [
      text("Nothing: rules are learned from calls that a model was asked about, and none is."),
    ];
  }
  const times = promotion.min_confirmations;
  return [
    text("Nothing yet: a rule is learned when you said yes to "),
    ...counted(times, "call"),
    text(" of one shape that the model doubted."),
  ];
}

function shortly(episode: Episode, facts: Facts): Block[] {
  const reasoning = reasoningOf(episode);
  return [
    stepNote(termOf(episode), headline(episode, facts), stepOf(episode, facts)),
    ...(reasoning === "" ? [] : [note("", [text("“"), quote(reasoning), text("”")])]),
  ];
}

function moreOf(left: number, facts: Facts): Block[] {
  if (left === 0) return [];
  return [
    note("", [count(left), text(" more before these: "), command(ours("report learned", facts))]),
  ];
}

/** How many rules wait for a word, and for how long. */
export function waitingOf(facts: Facts): Block[] {
  const { waiting } = facts.learning;
  const [oldest] = [...waiting].sort((a, b) => (a.since < b.since ? -1 : 1));
  if (oldest === undefined) return [];
  const who = plural(waiting.length, "rule");
  return [
    note("waiting", [
      count(waiting.length),
      text(` ${who} for your word, ${waiting.length === 1 ? "" : "the oldest "}for `),
      text(`${ageWords(oldest.since, facts.asOf)}: `),
      command(ours("rules pending", facts)),
    ]),
  ];
}
