import type { Rule, RuleTable } from "../model/rule.ts";
import { sha256 } from "../model/sha256.ts";
import { type Bench, barOf, casesSpared } from "./back-test.ts";
import { mergedTables, type Weighed } from "./merge-tables.ts";
import { narrowestRule } from "./narrowest-rule.ts";
import type { OpenPart } from "./open-part.ts";
import type { Recorded } from "./recorded-case.ts";
import type { Suggestion } from "./suggestion.ts";

/** Fewer calls are no habit. */
export const MIN_CALLS = 3;

/** What making suggestions takes. */
export interface Suggesting {
  readonly bench: Bench;
  /** Of the open cases of the bench. */
  readonly parts: readonly OpenPart[];
  /** Every call that no rule covered, by kind, judged or not. */
  readonly uncovered: ReadonlyMap<string, { readonly calls: number; readonly unjudged: number }>;
  /** A table of an allow rule as it would be judged; undefined where it has a mistake. */
  compile(table: RuleTable): Rule | undefined;
}

/** New rules for calls that came again and again, each with its back-test. */
export async function suggestRules(suggesting: Suggesting): Promise<readonly Suggestion[]> {
  const { bench, compile, uncovered } = suggesting;
  const found: Suggestion[] = [];
  for (const { tables } of groups(suggesting.parts)) {
    for (const { table } of mergedTables(await withoutBarred(tables, suggesting))) {
      const rule = compile(table);
      if (rule === undefined || barOf(bench, rule) !== undefined) continue;
      const spared = (await casesSpared(bench, rule)).flatMap((one) => one.calls);
      if (spared.length < MIN_CALLS) continue;
      const kinds = fingerprintsOf(spared);
      const [first = ""] = kinds;
      found.push({
        kind: "rule",
        id: suggestionId(["rule", table]),
        fingerprints: kinds,
        table,
        backTest: {
          spared,
          of: Math.max(spared.length, uncovered.get(first)?.calls ?? 0),
          unjudged: uncovered.get(first)?.unjudged ?? 0,
          tightened: [],
        },
      });
    }
  }
  return found;
}

/** Eight hex digits of what it would write. */
export function suggestionId(what: unknown): string {
  return sha256(JSON.stringify(what)).slice(0, 8);
}

/** Fingerprints of calls, most calls first. */
export function fingerprintsOf(calls: readonly Recorded[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { fingerprint } of calls) counts.set(fingerprint, (counts.get(fingerprint) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
}

/** Parts of one kind, with the narrowest rule of each that has one. */
function groups(
  parts: readonly OpenPart[],
): readonly { readonly kind: string; readonly tables: readonly Weighed[] }[] {
  const found = new Map<string, Map<string, Weighed>>();
  for (const part of parts) {
    const table = tableOf(part);
    if (table === undefined) continue;
    const ofKind = found.get(part.kind) ?? new Map<string, Weighed>();
    found.set(part.kind, ofKind);
    const key = JSON.stringify(table);
    const calls = (ofKind.get(key)?.calls ?? 0) + part.of.calls.length;
    ofKind.set(key, { table, calls });
  }
  return [...found].map(([kind, tables]) => ({ kind, tables: [...tables.values()] }));
}

/** The narrowest rule; one that came in lines of several commands holds in such lines too. */
function tableOf({ judged, of, isWhole }: OpenPart): RuleTable | undefined {
  const narrowest = narrowestRule(judged);
  if (narrowest.kind === "none") return undefined;
  const { alone: _alone, ...table } = narrowest.table;
  const { cwd } = of.judged.world;
  return isWhole ? narrowest.table : { ...table, ...(table.cwd === undefined ? {} : { cwd }) };
}

/** One that would match something barred spoils no other by being merged with it. */
async function withoutBarred(
  tables: readonly Weighed[],
  { bench, compile }: Suggesting,
): Promise<readonly Weighed[]> {
  return tables.filter(({ table }) => {
    const rule = compile(table);
    return rule !== undefined && barOf(bench, rule) === undefined;
  });
}
