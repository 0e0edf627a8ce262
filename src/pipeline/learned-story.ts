import type { RuleChangeLine, RuleRecord } from "../model/history.ts";
import type { RuleTable } from "../model/rule.ts";
import type { LearnedStory } from "../report/learned-story.ts";
import { countHits, type ListingContext } from "./rules-listing.ts";
import type { Scope } from "./scope.ts";

/** How a rule was learned, and what became of it; undefined where it was written by hand. */
export function learnedStory(
  table: RuleTable | undefined,
  history: readonly RuleChangeLine[],
): Omit<LearnedStory, "used"> | undefined {
  const came = history.findLast(({ cause }) => cause !== undefined && CAME.has(cause.why));
  const last = history.at(-1);
  const at = momentOf(table?.promoted_at) ?? came?.at;
  if (at === undefined) return undefined;
  const cause = came?.cause;
  return {
    at,
    how: cause?.why ?? null,
    tier: table?.promoted_tier ?? cause?.tier ?? null,
    score: table?.promoted_score ?? cause?.score ?? null,
    reasoning: table?.promoted_reasoning ?? cause?.reasoning ?? null,
    session: table?.promoted_session ?? cause?.session ?? null,
    entry: table?.promoted_entry ?? cause?.entry ?? null,
    confirmed_by: table?.confirmed_by ?? cause?.by ?? null,
    confirmations: cause?.confirmations ?? null,
    expires: momentOf(table?.expires) ?? null,
    gone: last?.kind === "removed" ? goneOf(last) : null,
  };
}

/** With what the rule allowed since it was learned, as far as the question looks. */
export async function withUses(
  story: Omit<LearnedStory, "used"> | undefined,
  record: RuleRecord,
  { context, scope }: { readonly context: ListingContext; readonly scope: Scope },
): Promise<LearnedStory | null> {
  if (story === undefined) return null;
  if (story.at >= scope.asOf) return { ...story, used: null };
  const window = { ...scope.window, since: story.at, until: scope.asOf };
  const uses = await countHits(context, { ...scope, window });
  return { ...story, used: uses(record) };
}

const CAME: ReadonlySet<string> = new Set(["promoted", "approved", "suggested"]);

/** Without a cause a hand took it out of the file. */
function goneOf({ at, cause, found_by }: RuleChangeLine): LearnedStory["gone"] {
  if (cause === undefined) return { how: "by_hand", by: found_by, at, detail: null, entry: null };
  return { how: cause.why, by: cause.by, at, detail: cause.detail, entry: cause.entry };
}

/** ISO 8601 UTC; a date of TOML's is a Date. */
function momentOf(value: unknown): string | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (typeof value !== "string" || Number.isNaN(Date.parse(value))) return undefined;
  return new Date(value).toISOString();
}
