import { command, count, counted, plural, quote, text } from "../findings/values.ts";
import type { Block, Report, Section, Value } from "../model/report.ts";
import { windowLabel } from "../model/window.ts";
import { notes, section } from "./blocks.ts";
import type { ListedSuggestion, SuggestionListing } from "./suggestion-listing.ts";
import { total } from "./table.ts";

/** Suggestions of a group that are shown before the rest is counted. */
const SHOWN = 10;
/** Of an example. */
const EXAMPLE_CHARS = 160;

/** What one might write: what spares calls, and what tightens. `accept` is how one is accepted. */
export function suggestionsReport(listing: SuggestionListing, accept: string): Report {
  const { window, as_of, suggestions } = listing;
  const sparing = suggestions.filter(({ spares }) => spares > 0);
  const tightening = suggestions.filter(({ spares }) => spares === 0);
  return {
    version: 1,
    id: `suggestions:${window.since}:${window.time_zone}`,
    name: "suggestions",
    title: "rules suggested",
    label: windowLabel({ since: window.since, until: window.until, timeZone: window.time_zone }),
    window,
    as_of,
    verdict: { level: "none", sentence: inShort(listing), counts: "" },
    sections: [
      ...group("spare", "Would spare calls", sparing),
      ...group("tighten", "Would tighten", tightening),
      section("how", "How", how(listing, accept)),
    ],
  };
}

function inShort({ calls, uncovered, suggestions }: SuggestionListing): Value[] {
  if (calls === 0) return [text("No call in this window to learn from.")];
  return [
    text("No rule covered "),
    count(uncovered),
    text(" of "),
    ...counted(calls, "call"),
    text("; "),
    ...(suggestions.length === 0
      ? [text("there is nothing to suggest.")]
      : [...counted(suggestions.length, "suggestion"), text(".")]),
  ];
}

function group(id: string, title: string, all: readonly ListedSuggestion[]): Section[] {
  if (all.length === 0) return [];
  const more = all.length - SHOWN;
  const left = more <= 0 ? [] : notes([["", [count(more), text(" more: --json has all of them")]]]);
  const calls = total(all.slice(0, SHOWN).map(({ spares, tightens }) => spares || tightens));
  const summary = [count(calls), text(` ${plural(calls, "call")}`)];
  const blocks = [...all.slice(0, SHOWN).flatMap(blocksOf), ...left];
  return [{ id, title, summary, fold: false, blocks }];
}

function blocksOf(one: ListedSuggestion): Block[] {
  const place = one.line === null ? one.file : `${one.file}:${one.line}`;
  const what =
    one.kind === "rule"
      ? [text("new rule "), quote(one.rule)]
      : [text(`${EDITS[one.kind]} `), quote(one.rule), text(" in "), quote(place)];
  return [
    ...notes([
      [one.id, what],
      ["", [text(one.back_test)]],
      ["such as", exampleOf(one)],
    ]),
    { kind: "code", text: one.diff ?? one.toml, copied: true },
  ];
}

function exampleOf({ example }: ListedSuggestion): Value[] {
  const subject = example?.subject ?? "";
  return subject === "" ? [] : [quote(subject.slice(0, EXAMPLE_CHARS))];
}

const EDITS = {
  widen: "one more item for",
  exclude: "an exclusion for",
  narrow: "less room for",
} as const satisfies Record<Exclude<ListedSuggestion["kind"], "rule">, string>;

function how({ suggestions, not_judged: unknown }: SuggestionListing, accept: string): Block[] {
  const [first] = suggestions;
  return notes([
    ["to look first", first === undefined ? [] : [command(`${accept} ${first.id} --dry-run`)]],
    ["to write it", first === undefined ? [] : [command(`${accept} ${first.id}`)]],
    ...unknown.map(({ why, calls }): readonly [string, Value[]] => [
      "cannot be judged",
      [...counted(calls, "call"), text(": "), quote(why)],
    ]),
    [
      "how",
      [
        text(
          "Nothing is suggested that would match a call that was ever denied, scored RED or refused, one that is risky, or one that a deny_promote rule names. A rule allows what nobody has seen yet: read it before you accept it.",
        ),
      ],
    ],
  ]);
}
