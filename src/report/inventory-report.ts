import { ours } from "../findings/command-line.ts";
import { command, count, counted, quote, text, time } from "../findings/values.ts";
import type { Block, Report, Section, Value } from "../model/report.ts";
import { note, section } from "./blocks.ts";
import type { LearnedStory } from "./learned-story.ts";
import type { ListedRule } from "./rule-listing.ts";
import { columns, total } from "./table.ts";

/** Something that is stored. */
export interface InventoryPath {
  readonly what: string;
  /** Below home, or a whole one elsewhere. */
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
  /** ISO 8601 UTC. */
  readonly changedAt: string;
}

export interface InventoryRule extends ListedRule {
  /** `tool ^Bash$`, `program git`: what it asks for. */
  readonly clauses: readonly string[];
  /** Since when it is on record with this id, ISO 8601 UTC; null where it is not. */
  readonly since: string | null;
  /** Null where it was written by hand. */
  readonly learned: Omit<LearnedStory, "used"> | null;
}

export interface Inventory {
  readonly label: string;
  readonly window: Report["window"];
  readonly asOf: string;
  readonly home: string;
  /** Null where it is about another time than now. */
  readonly paths: readonly InventoryPath[] | null;
  readonly rules: readonly InventoryRule[];
  /** Mistakes in the files: what they hold is not listed. */
  readonly mistakes: number;
  /** The words that make it again. */
  readonly again: string;
  readonly homeFlag: string;
}

const KINDS = [
  ["deny", "Deny"],
  ["ask", "Ask"],
  ["allow", "Allow"],
  ["deny_promote", "Never learn"],
] as const;

/** Everything that is stored, and every rule, for people who want all of it on one page. */
export function inventoryReport(inventory: Inventory): Report {
  const { window, asOf, paths, rules } = inventory;
  return {
    version: 1,
    id: `inventory:${window.since}:${window.time_zone}`,
    name: "inventory",
    title: "inventory",
    label: inventory.label,
    window,
    as_of: asOf,
    verdict: { level: "none", sentence: inShort(inventory), counts: "" },
    sections: [
      ...(paths === null ? [] : [pathsSection(paths, inventory)]),
      ...KINDS.flatMap(([kind, title]) => kindSections(kind, title, rules)),
      coverage(inventory),
    ],
  };
}

function inShort({ rules, mistakes, paths, homeFlag }: Inventory): Value[] {
  const learned = rules.filter(({ source }) => source === "auto").length;
  const bytes = total((paths ?? []).map((path) => path.bytes));
  return [
    ...counted(rules.length, "rule"),
    ...(learned === 0 ? [] : [text(", "), count(learned), text(" of them learned")]),
    ...(paths === null ? [] : [text("; "), count(bytes), text(" bytes stored")]),
    text("."),
    ...(mistakes === 0
      ? []
      : [
          text(" "),
          ...counted(mistakes, "mistake"),
          text(" in the files, and what they hold is not listed: "),
          command(ours("validate", { homeFlag })),
        ]),
  ];
}

function pathsSection(paths: readonly InventoryPath[], { asOf, home }: Inventory): Section {
  const table: Block = {
    kind: "table",
    columns: columns("what", "path", ">files", ">bytes", "changed", ">days"),
    rows: paths.map(({ what, path, files, bytes, changedAt }) => [
      text(what),
      quote(path),
      count(files),
      count(bytes),
      time(Date.parse(changedAt), "day_clock"),
      count(daysAgo(changedAt, asOf)),
    ]),
    total: [
      ...[text("all"), text(""), count(total(paths.map(({ files }) => files)))],
      ...[count(total(paths.map(({ bytes }) => bytes))), text(""), text("")],
    ],
    more: null,
    empty: "Nothing is stored yet.",
  };
  const folder = note("in", [quote(home), text("; days: since something changed there.")]);
  return section("paths", "Stored", [table, folder]);
}

function kindSections(
  kind: InventoryRule["record"]["kind"],
  title: string,
  all: readonly InventoryRule[],
): Section[] {
  const rules = all.filter(({ record }) => record.kind === kind);
  if (rules.length === 0) return [];
  const table: Block = {
    kind: "table",
    columns: columns("rule", "asks for", "from", "since", ">hits", "last"),
    rows: [...rules].sort(byUse).map(ruleRow),
    total: null,
    more: null,
    empty: "",
  };
  const learned = rules.filter((rule) => rule.learned !== null);
  const summary = counted(rules.length, "rule");
  return [
    { ...section(kind, title, [table]), summary },
    ...(learned.length === 0 ? [] : [learnedSection(learned)]),
  ];
}

function ruleRow({ record, clauses, source, line, since, hits }: InventoryRule): Value[] {
  const place = line === null ? source : `${source}:${line}`;
  return [
    quote(record.name ?? record.id),
    quote(clauses.join(", ")),
    quote(place),
    since === null ? text("not met") : time(Date.parse(since), "day"),
    count(hits?.hits ?? null),
    lastHit(hits),
  ];
}

function lastHit(hits: ListedRule["hits"]): Value {
  if (hits === null) return text("no log");
  return hits.last_hit === null ? text("never") : time(Date.parse(hits.last_hit), "day");
}

/** Where the learned rules come from: when, by which score, out of which session, by whose yes. */
function learnedSection(rules: readonly InventoryRule[]): Section {
  const table: Block = {
    kind: "table",
    columns: columns("rule", "learned", "score", "session", "by", "why"),
    rows: rules.flatMap(({ record, learned }): Value[][] =>
      learned === null
        ? []
        : [
            [
              quote(record.name ?? record.id),
              time(Date.parse(learned.at), "day"),
              quote(learned.score ?? ""),
              quote(learned.session ?? ""),
              quote(learned.confirmed_by ?? learned.how ?? ""),
              quote(learned.reasoning ?? ""),
            ],
          ],
    ),
    total: null,
    more: null,
    empty: "",
  };
  return section("learned", "Where learned rules come from", [table]);
}

function coverage({ paths, again, homeFlag }: Inventory): Section {
  return section("coverage", "Coverage", [
    note("Hits", [text("of the window above; since: on record with what it grants now.")]),
    ...(paths === null
      ? [note("Stored", [text("files are known as they are now: leave out --as-of to see them.")])]
      : []),
    note("One rule", [
      command(ours("rules show NAME", { homeFlag })),
      text(" shows it as it is written, its examples and its story."),
    ]),
    note("Again", [command(`claude-permit ${again}`)]),
  ]);
}

function daysAgo(at: string, asOf: string): number {
  return Math.max(0, Math.floor((Date.parse(asOf) - Date.parse(at)) / 86_400_000));
}

function byUse(a: InventoryRule, b: InventoryRule): number {
  return (b.hits?.hits ?? 0) - (a.hits?.hits ?? 0);
}
