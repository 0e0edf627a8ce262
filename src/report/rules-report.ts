import { command, count, counted, plural, quote, text } from "../findings/values.ts";
import { localMinute } from "../model/local-time.ts";
import type { Report, Section, Value } from "../model/report.ts";
import { windowLabel } from "../model/window.ts";
import type { ListedRule, RuleListing } from "./rule-listing.ts";
import { columns } from "./table.ts";

const GROUPS = [
  { id: "deny", title: "Deny", holds: (rule) => rule.record.kind === "deny" },
  { id: "ask", title: "Ask", holds: (rule) => rule.record.kind === "ask" },
  { id: "allow", title: "Allow", holds: (rule) => isAllow(rule) && rule.source !== "auto" },
  { id: "learned", title: "Learned", holds: (rule) => isAllow(rule) && rule.source === "auto" },
  {
    id: "deny-promote",
    title: "Never learn",
    holds: (rule) => rule.record.kind === "deny_promote",
  },
] as const satisfies { id: string; title: string; holds: (rule: ListedRule) => boolean }[];

/** Every rule in force by kind, the most used first. `flags`: what a command needs for this home. */
export function rulesReport(listing: RuleListing, flags: string): Report {
  const { window, as_of } = listing;
  return {
    version: 1,
    id: `rules:${window.since}:${window.time_zone}`,
    name: "rules",
    title: listing.on_record_since === null ? "rules in force" : "rules then in force",
    label: windowLabel({ since: window.since, until: window.until, timeZone: window.time_zone }),
    window,
    as_of,
    verdict: { level: "none", sentence: inShort(listing, flags), counts: "" },
    sections: GROUPS.flatMap((group) => sectionOf(group, listing.rules.filter(group.holds))),
  };
}

function isAllow({ record }: ListedRule): boolean {
  return record.kind === "allow";
}

/** `60 rules; 14 of them decided nothing in this window.` */
function inShort(listing: RuleListing, flags: string): Value[] {
  const { rules, mistakes, on_record_since: recorded } = listing;
  const unused = rules.filter(({ hits }) => hits?.hits === 0).length;
  const logged = rules.some(({ hits }) => hits !== null);
  const none = rules.length === 0;
  if (none && recorded !== null) return notOnRecord(recorded, listing);
  return [
    ...(none ? [text("No rules: every call goes its usual way.")] : counted(rules.length, "rule")),
    ...(none ? [] : [text(logged ? "; " : ". No log yet, so nothing to count.")]),
    ...(none || !logged ? [] : unusedWords(unused)),
    ...(mistakes === 0
      ? []
      : [
          text(" "),
          ...counted(mistakes, "mistake"),
          text(" in the files, and only the last good policy holds. To see: "),
          command(`claude-permit validate${flags}`),
        ]),
  ];
}

function unusedWords(unused: number): Value[] {
  if (unused === 0) return [text("each of them decided something in this window.")];
  return [count(unused), text(" of them decided nothing in this window.")];
}

function notOnRecord(since: string, { as_of: asOf, window }: RuleListing): Value[] {
  if (since === "") return [text("No rule is on record yet: the first call writes them down.")];
  if (since <= asOf) return [text("There were no rules.")];
  return [
    text("Nothing is on record of then. The first rules were written down on "),
    text(`${localMinute(since, window.time_zone)}, ${window.time_zone}.`),
  ];
}

function sectionOf(
  { id, title }: { readonly id: string; readonly title: string },
  rules: readonly ListedRule[],
): Section[] {
  if (rules.length === 0) return [];
  const summary = [count(rules.length), text(` ${plural(rules.length, "rule")}`)];
  const table = {
    kind: "table",
    columns: columns("rule", ">hits", ">sessions", "last", "id", "from"),
    rows: [...rules].sort(byUse).map(rowOf),
    total: null,
    more: null,
    empty: "",
  } as const;
  return [{ id, title, summary, fold: false, blocks: [table] }];
}

function rowOf({ record, hits, source, file, line }: ListedRule): Value[] {
  const place = line === null ? source : `${source}:${line}`;
  return [
    quote(record.name ?? `(unnamed) ${file === "" ? "" : place}`.trim()),
    count(hits?.hits ?? null),
    count(hits?.sessions ?? null),
    lastHit(hits),
    quote(record.id),
    quote(place),
  ];
}

function lastHit(hits: ListedRule["hits"]): Value {
  if (hits === null) return text("no log");
  if (hits.last_hit === null) return text("never");
  return { kind: "time", at: hits.last_hit, style: "day_clock" };
}

function byUse(a: ListedRule, b: ListedRule): number {
  return (b.hits?.hits ?? 0) - (a.hits?.hits ?? 0);
}
