import { projectPolicyPaths } from "../files/project-rules.ts";
import type { MetricRow } from "../metrics/index.ts";
import type { RuleRecord } from "../model/history.ts";
import type { RuleSource } from "../model/words.ts";
import { rulesAfter } from "../policy/rules/rule-changes.ts";
import { ruleRecord } from "../policy/rules/rule-record.ts";
import type { ListedRule, RuleHits, RuleListing } from "../report/rule-listing.ts";
import { listLogs } from "../warehouse/logs.ts";
import { type IngestContext, withReader } from "./ingest.ts";
import { type RulePlace, readRuleFiles } from "./rule-files.ts";
import { catchUpRuleHistory, readRuleHistory } from "./rule-history.ts";
import type { Scope, ScopeWords } from "./scope.ts";

export interface ListingContext extends IngestContext {
  readonly place: RulePlace;
  /** Which command looks; nothing is written down where it only looks. */
  readonly by: string;
  readonly dryRun: boolean;
}

/** Without a word about the window: long enough that a rule without a hit is one to think about. */
export function listingWords(words: ScopeWords): ScopeWords {
  const said = words.since !== undefined || words.during !== undefined;
  return said ? words : { ...words, since: "90d" };
}

/** The rules in force now, each with its hits in the window. */
export async function listRules(context: ListingContext, scope: Scope): Promise<RuleListing> {
  const { io, place, by, dryRun } = context;
  const files = await readRuleFiles(place);
  if (!dryRun) catchUpRuleHistory(io, place, { files, by });
  const hits = await countHits(context, scope);
  const rules = files.flatMap((file) =>
    file.rules.map(({ rule, line }): ListedRule => {
      const record = ruleRecord(rule);
      const where = { source: file.source, file: file.path, line: line ?? null };
      return { record, ...where, hits: hits(record) };
    }),
  );
  const mistakes = files.reduce((sum, file) => sum + file.problems.length, 0);
  return { ...frameOf(scope), on_record_since: null, rules, mistakes };
}

/** The rules that were in force at `scope.asOf`, as history/rules.jsonl tells. */
export async function listRulesThen(context: ListingContext, scope: Scope): Promise<RuleListing> {
  const { place } = context;
  const lines = readRuleHistory(place.home);
  const hits = await countHits(context, scope);
  const files = ["config.toml", "auto-rules.toml", ...projectPolicyPaths(place)];
  const rules = files.flatMap((file) =>
    rulesAfter(lines, file, scope.asOf).rules.map(
      (record): ListedRule => ({
        record,
        source: sourceOf(file),
        file,
        line: null,
        hits: hits(record),
      }),
    ),
  );
  const first = lines.reduce<string | null>(
    (least, { at }) => (least === null || at < least ? at : least),
    null,
  );
  return { ...frameOf(scope), on_record_since: first ?? "", rules, mistakes: 0 };
}

/** What `rules list --json` prints: a contract that never changes its meaning. */
export function listingJson(listing: RuleListing): unknown {
  const { rules, ...frame } = listing;
  return {
    version: 1,
    ...frame,
    rules: rules.map(({ record, hits, ...where }) => {
      const { kind, id, name, ...keys } = record;
      const counted = hits ?? { hits: null, sessions: null, last_hit: null };
      return { kind, rule_id: id, name: name ?? null, ...where, ...counted, rule: keys };
    }),
  };
}

function frameOf({ window, asOf }: Scope): Pick<RuleListing, "window" | "as_of"> {
  const { since, until, timeZone } = window;
  return { window: { since, until, time_zone: timeZone }, as_of: asOf };
}

function sourceOf(file: string): RuleSource {
  if (file === "config.toml") return "config";
  return file === "auto-rules.toml" ? "auto" : "project";
}

/** Null for every rule where there is no log: nothing counted is not the same as never. */
export async function countHits(
  context: IngestContext,
  scope: Scope,
): Promise<(record: RuleRecord) => RuleHits | null> {
  if (listLogs(context.home).length === 0) return () => null;
  const asked = { ...scope, windows: [scope.window] };
  const rows = await withReader(context, (reader) => reader.measure("rules", asked));
  return ({ kind, id }) => hitsOf(rows.find((row) => row.rule_id === id && row.rule_kind === kind));
}

function hitsOf(row: MetricRow<"rules"> | undefined): RuleHits {
  if (row === undefined) return { hits: 0, sessions: 0, last_hit: null };
  return {
    hits: row.hits,
    sessions: row.sessions,
    last_hit: new Date(row.last_ms).toISOString(),
  };
}
