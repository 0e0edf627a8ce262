import { unifiedDiff } from "../claude/line-diff.ts";
import { redact } from "../files/redact.ts";
import { tableText } from "../files/toml-places.ts";
import { isAsked, isEstimate, suggest } from "../learn/suggest.ts";
import type { EditableRule } from "../learn/suggest-edits.ts";
import type { BackTest, Suggestion } from "../learn/suggestion.ts";
import { localMinute } from "../model/local-time.ts";
import type { Rule, RuleTable } from "../model/rule.ts";
import { loadEngine } from "../policy/patterns/pattern.ts";
import type { Engine } from "../policy/patterns/re2.ts";
import { compileRules } from "../policy/rules/compile-rules.ts";
import type { ListedSuggestion, SuggestionListing } from "../report/suggestion-listing.ts";
import { casePolicies } from "./case-policies.ts";
import { type IngestContext, withReader } from "./ingest.ts";
import { type CasePlace, recordedCases } from "./recorded-cases.ts";
import { type RuleFile, type RuleInFile, type RulePlace, readRuleFiles } from "./rule-files.ts";
import type { Scope } from "./scope.ts";
import { writtenProblems } from "./written-problems.ts";
import { type WrittenSuggestion, writtenSuggestion } from "./written-suggestion.ts";

export interface SuggestContext extends IngestContext {
  readonly place: RulePlace;
  readonly world: CasePlace;
  readonly onJudged: (done: number, of: number) => void;
}

/** Suggestions, and what each would make of the file that it goes to. */
export interface Suggested {
  readonly files: readonly RuleFile[];
  readonly written: readonly WrittenSuggestion[];
  readonly listing: SuggestionListing;
}

/**
 * What of the window's calls suggests rules and edits, tried on all that is recorded. Writes
 * nothing. Throws ConfigError where a file of rules has a mistake.
 */
export async function suggestions(context: SuggestContext, scope: Scope): Promise<Suggested> {
  const { place, world, onJudged } = context;
  const engine = await loadEngine();
  const files = (await readRuleFiles(place)).filter(({ source }) => source !== "project");
  const policyOf = casePolicies(files, engine);
  const { rows, stopped } = await withReader(context, async (reader) => ({
    rows: await reader.past(scope, "all"),
    stopped: await reader.past({ ...scope, window: EVER }, "stopped"),
  }));
  const rules = files.flatMap((file) => file.rules);
  const asked = rules.map(({ rule }) => rule);
  const recorded = recordedCases(rows, asked, world);
  const found = await suggest({
    recorded,
    stopped: recordedCases(stopped, asked, world),
    rules: rules.map(editable),
    policyOf,
    compile: (table) => compiled(table, engine),
    onProgress: onJudged,
  });
  const day = localMinute(scope.asOf, scope.window.timeZone).slice(0, 10);
  const written: WrittenSuggestion[] = [];
  for (const one of found) {
    const made = writtenSuggestion(one, files, { day, words: backTestWords(one) });
    if (made === undefined || redact(made.toml) !== made.toml) continue;
    // A new rule stands by itself, and was compiled: it is checked where it is written.
    const problems = one.kind === "rule" ? [] : await writtenProblems(made, files, context);
    if (problems.length === 0) written.push(made);
  }
  const { since, until, timeZone } = scope.window;
  const uncovered = rows.filter(
    ({ decision, tier }) => /passthrough$/.test(decision) || tier === "llm",
  );
  const listing = {
    window: { since, until, time_zone: timeZone },
    as_of: scope.asOf,
    calls: rows.length,
    uncovered: uncovered.length,
    suggestions: written.map(listed),
    not_judged: recorded.unjudged.map(({ why, calls }) => ({ why, calls: calls.length })),
  };
  return { files, written, listing };
}

/** No call is older or younger. */
const EVER = { since: "0001-01-01T00:00:00Z", until: "9999-12-31T00:00:00Z" };

/** What `rules suggest --json` prints: a contract that never changes its meaning. */
export function suggestionsJson(listing: SuggestionListing): unknown {
  return { version: 1, ...listing };
}

function editable({ rule, table }: RuleInFile): EditableRule {
  return { rule, table };
}

function compiled(table: RuleTable, engine: Engine): Rule | undefined {
  const origin = { file: "config.toml", kind: "allow", source: "config" } as const;
  const { rules, problems } = compileRules([table], origin, engine);
  return problems.length > 0 ? undefined : rules[0];
}

/** `matches 41 of 60 passthroughs, 0 denied or RED, cannot judge 3`. */
function backTestWords({ backTest, kind, ...one }: Suggestion): string {
  const { spared, of, unjudged, tightened } = backTest;
  if (kind === "rule" || kind === "widen") {
    const estimated = spared.some(isEstimate) ? ", by an estimate" : "";
    const asked = `${spared.filter(isAsked).length} were asked about${estimated}`;
    return `matches ${spared.length} of ${of} passthroughs (${asked}), 0 denied or RED, cannot judge ${unjudged}`;
  }
  const why = "why" in one ? one.why : "";
  if (tightened.length === 0) return why;
  const calls = tightened.length;
  return `${calls} ${calls === 1 ? "call" : "calls"} that it allowed would be left to Claude Code: what it let through ${why}`;
}

function listed({ suggestion, words, rule, toml, ...made }: WrittenSuggestion): ListedSuggestion {
  const { backTest } = suggestion;
  const calls = callsOf(backTest);
  const [first] = calls;
  return {
    id: suggestion.id,
    kind: suggestion.kind,
    rule,
    file: made.file.file,
    line: made.line,
    toml: suggestion.kind === "rule" ? toml : tableText(made.after, made.place),
    diff:
      suggestion.kind === "rule"
        ? null
        : unifiedDiff(made.file.file, made.before, made.after).split("\n").slice(2).join("\n"),
    spares: backTest.spared.length,
    asked: backTest.spared.filter(isAsked).length,
    asked_estimated: backTest.spared.some(isEstimate),
    sessions: new Set(calls.map(({ sessionId }) => sessionId)).size,
    of: backTest.of,
    stopped: 0,
    not_judged: backTest.unjudged,
    tightens: backTest.tightened.length,
    back_test: words,
    fingerprints: suggestion.fingerprints,
    example: first === undefined ? null : { entry_id: first.entryId, subject: first.subject },
  };
}

function callsOf({ spared, tightened }: BackTest): BackTest["spared"] {
  return spared.length > 0 ? spared : tightened;
}
