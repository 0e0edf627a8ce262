import { command, counted, quote, text } from "../findings/values.ts";
import type { RuleChangeLine, RuleRecord } from "../model/history.ts";
import type { Block, Report, Section, Value } from "../model/report.ts";
import { windowLabel } from "../model/window.ts";
import type { RuleSource } from "../model/words.ts";
import { notes, section } from "./blocks.ts";
import { type LearnedStory, learnedSection } from "./learned-story.ts";
import type { RuleHits, RuleListing } from "./rule-listing.ts";
import { columns } from "./table.ts";

export interface StoryExample {
  readonly text: string;
  /** Whether it should match. */
  readonly wanted: boolean;
  /** Whether the rule does as it should. */
  readonly holds: boolean;
}

/** Everything about one rule. */
export interface RuleStory {
  readonly record: RuleRecord;
  /** Null where it is not in force any more, and so is its place. */
  readonly source: RuleSource | null;
  readonly place: { readonly file: string; readonly line: number | null } | null;
  readonly toml: string;
  /** `promoted_at` and its kin, with what they say. */
  readonly provenance: readonly (readonly [string, string])[];
  readonly examples: readonly StoryExample[];
  /** Oldest first. */
  readonly history: readonly RuleChangeLine[];
  /** Null where there is no log. */
  readonly hits: RuleHits | null;
  /** Calls that it decided under the ids that it had before its edits. */
  readonly hits_before: number;
  /** Null where it was written by hand. */
  readonly learned: LearnedStory | null;
}

/** What the page is about in time, and what makes a printed command mean the same home. */
export interface StoryFrame extends Pick<RuleListing, "window" | "as_of"> {
  readonly flags: string;
}

/** One rule as a page: what it is for, what it did, how it is written, how it came to be. */
export function ruleStoryReport(story: RuleStory, { window, as_of, flags }: StoryFrame): Report {
  const { record } = story;
  return {
    version: 1,
    id: `rule:${record.id}`,
    name: "rule",
    title: `rule ${record.id}`,
    label: windowLabel({ since: window.since, until: window.until, timeZone: window.time_zone }),
    window,
    as_of,
    verdict: { level: "none", sentence: sentence(story), counts: "" },
    sections: [
      about(story, flags),
      ...(story.learned === null ? [] : [learnedSection(story.learned, flags)]),
      ...written(story),
      ...examples(story),
      ...history(story),
    ],
  };
}

/** `deny no-rm-rf: Recursive deletion`. */
function sentence({ record, source }: RuleStory): Value[] {
  const name = record.name ?? "(unnamed)";
  return [
    text(`${record.kind} `),
    quote(name),
    ...(source === null ? [text(", not in force any more")] : []),
    ...said(record, "description", ": "),
  ];
}

function about(story: RuleStory, flags: string): Section {
  const { record, source, place, hits } = story;
  const line = place?.line ?? null;
  const rows: [string, Value[]][] = [
    ["decided", hitsWords(hits)],
    ["before", story.hits_before === 0 ? [] : beforeWords(story.hits_before)],
    ["from", place === null ? [] : [quote(line === null ? place.file : `${place.file}:${line}`)]],
    ["source", source === null ? [] : [text(SOURCES[source])]],
    ["others", record.kind === "floor" ? [command(`claude-permit rules floor${flags}`)] : []],
    ["severity", said(record, "severity")],
    ["instead", said(record, "message")],
    ["expires", story.learned === null ? said(record, "expires") : []],
  ];
  return section("about", "", notes(rows));
}

const SOURCES = {
  config: "written by you",
  auto: "learned",
  project: "the project's own",
  builtin: "built in",
} as const satisfies Record<RuleSource, string>;

function hitsWords(hits: RuleHits | null): Value[] {
  if (hits === null) return [text("not known: there is no log yet")];
  if (hits.last_hit === null) return [text("nothing in this window")];
  return [
    ...counted(hits.hits, "call"),
    text(" in "),
    ...counted(hits.sessions, "session"),
    text(", last "),
    { kind: "time", at: hits.last_hit, style: "day_clock" },
  ];
}

function beforeWords(calls: number): Value[] {
  return [...counted(calls, "call"), text(" more, as it was before it was edited")];
}

function written({ toml, source }: RuleStory): Section[] {
  const title = source === null ? "As it was written" : "As written";
  return toml === "" ? [] : [section("toml", title, [{ kind: "code", text: toml, copied: true }])];
}

function examples({ examples: rows }: RuleStory): Section[] {
  if (rows.length === 0) return [];
  const table: Block = {
    kind: "table",
    columns: columns("example", "should", "does"),
    rows: rows.map(({ text: example, wanted, holds }) => [
      quote(example),
      text(wanted ? "match" : "not match"),
      text(holds === wanted ? "match" : "not match"),
    ]),
    total: null,
    more: null,
    empty: "",
  };
  return [section("examples", "Examples", [table])];
}

function history({ history: lines }: RuleStory): Section[] {
  if (lines.length === 0) return [];
  const rows = lines.flatMap((line, index): [string, Value[]][] => [
    [
      index === 0 && line.kind === "added" ? "first seen" : line.kind,
      [
        { kind: "time", at: line.at, style: "day_clock" },
        ...(line.cause === undefined ? [] : [text(`, ${line.cause.why}`)]),
        text(" by "),
        quote(line.cause?.by ?? line.found_by),
        text(", policy "),
        quote(line.policy_sha256_after.slice(0, 12)),
      ],
    ],
    ...differences(line).map((words): [string, Value[]] => ["", [quote(words)]]),
  ]);
  return [section("history", "History", notes(rows))];
}

/** `fields.command: ^rm → ^rm -r`, for each key that changed. */
function differences({ before, after }: RuleChangeLine): string[] {
  if (before === null || after === null) return [];
  const [was, is] = [flat(before), flat(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [old, now] = [was.get(key), is.get(key)];
    const [then, today] = [old, now].map(wordsOf);
    if (then === today) return [];
    const isLong = key.includes(".") && (Array.isArray(old) || Array.isArray(now));
    return isLong ? listDifferences(key, old, now) : [`${key}: ${then} → ${today}`];
  });
}

/** `fields.command: without ^rm`, `fields.command: with ^dd`: of a list of expressions. */
function listDifferences(key: string, old: unknown, now: unknown): string[] {
  const [was, is] = [old, now].map((value) => [value ?? []].flat().map(String));
  const gone = was?.filter((each) => !is?.includes(each)) ?? [];
  const fresh = is?.filter((each) => !was?.includes(each)) ?? [];
  const words = [...gone.map((each) => `without ${each}`), ...fresh.map((each) => `with ${each}`)];
  return (words.length === 0 ? ["in another order"] : words).map((each) => `${key}: ${each}`);
}

function wordsOf(value: unknown): string {
  if (value === undefined) return "none";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A rule's keys with those of its tables: `fields.command`. */
function flat(record: RuleRecord): Map<string, unknown> {
  return new Map(
    Object.entries(record).flatMap(([key, value]): [string, unknown][] =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.entries(value).map(([name, each]) => [`${key}.${name}`, each])
        : [[key, value]],
    ),
  );
}

function said(record: RuleRecord, key: string, before = ""): Value[] {
  const value = record[key];
  if (typeof value !== "string" || value === "") return [];
  return before === "" ? [quote(value)] : [text(before), quote(value)];
}
