import { counted, quote, text } from "../findings/values.ts";
import type { Section, Value } from "../model/report.ts";
import { notes, section } from "./blocks.ts";
import { explainCommand } from "./explain-command.ts";
import type { RuleHits } from "./rule-listing.ts";

/** How a rule was learned, and what became of it. Null: not on record. */
export interface LearnedStory {
  /** When, ISO 8601 UTC. */
  readonly at: string;
  /** `promoted`, `approved`, `suggested`. */
  readonly how: string | null;
  readonly tier: string | null;
  readonly score: string | null;
  readonly reasoning: string | null;
  readonly session: string | null;
  /** The entry that caused it. */
  readonly entry: string | null;
  readonly confirmed_by: string | null;
  /** Calls that were approved before. */
  readonly confirmations: number | null;
  /** ISO 8601 UTC. */
  readonly expires: string | null;
  /** What it allowed since; null where there is no log. */
  readonly used: RuleHits | null;
  /** Why it is not in force any more; `by_hand`: somebody took it out of the file. */
  readonly gone: {
    readonly how: string;
    readonly by: string;
    readonly at: string;
    readonly detail: string | null;
    readonly entry: string | null;
  } | null;
}

/** The section of a learned rule. `flags` make a printed command mean the same home. */
export function learnedSection(story: LearnedStory, flags: string): Section {
  const { reasoning, session, entry, expires, gone } = story;
  const rows: [string, Value[]][] = [
    ["learned", [{ kind: "time", at: story.at, style: "day_clock" }, ...howWords(story)]],
    ["score", scoreWords(story)],
    ["reasoning", reasoning === null ? [] : [quote(reasoning)]],
    ["session", session === null ? [] : [quote(session)]],
    ["caused by", entry === null ? [] : [explainCommand(entry, flags)]],
    ["used since", usedWords(story.used)],
    ["expires", gone === null ? expiryWords(expires) : []],
    ...(gone === null ? [] : goneRows(gone, flags)),
  ];
  return section("learned", "How it was learned", notes(rows));
}

/** `YELLOW, tier llm` */
function scoreWords({ score, tier }: LearnedStory): Value[] {
  return [
    ...(score === null ? [] : [quote(score)]),
    ...(score === null || tier === null ? [] : [text(", ")]),
    ...(tier === null ? [] : [text("tier "), quote(tier)]),
  ];
}

/** `, approved by ana, 2 calls` */
function howWords({ how, confirmed_by, confirmations }: LearnedStory): Value[] {
  return [
    ...(how === null ? [] : [text(`, ${how}`)]),
    ...(confirmed_by === null
      ? []
      : [text(how === null ? ", confirmed by " : " by "), quote(confirmed_by)]),
    ...(confirmations === null ? [] : [text(", "), ...counted(confirmations, "approved call")]),
  ];
}

function usedWords(used: RuleHits | null): Value[] {
  if (used === null) return [text("not known: there is no log yet")];
  if (used.last_hit === null) return [text("never")];
  return [
    ...counted(used.hits, "call"),
    text(" in "),
    ...counted(used.sessions, "session"),
    text(", last "),
    { kind: "time", at: used.last_hit, style: "day_clock" },
  ];
}

function expiryWords(expires: string | null): Value[] {
  if (expires === null) return [];
  return [{ kind: "time", at: expires, style: "day" }, text(" unless a call uses it before")];
}

const GONE: Readonly<Record<string, string>> = {
  revoked: "revoked",
  expired: "expired unused",
  demoted: "demoted: its calls failed or were refused",
  refuted: "taken back: a yes that it rested on was not yours",
  by_hand: "taken out of auto-rules.toml by hand",
};

function goneRows(gone: NonNullable<LearnedStory["gone"]>, flags: string): [string, Value[]][] {
  const by = gone.how === "revoked" ? " by " : gone.how === "by_hand" ? ", found by " : ", by ";
  return [
    [
      "gone",
      [
        { kind: "time", at: gone.at, style: "day_clock" },
        text(", "),
        text(GONE[gone.how] ?? gone.how),
        text(by),
        quote(gone.by),
      ],
    ],
    ["because", gone.detail === null ? [] : [quote(gone.detail)]],
    ["see", gone.entry === null ? [] : [explainCommand(gone.entry, flags)]],
  ];
}
