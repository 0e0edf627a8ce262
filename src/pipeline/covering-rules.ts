import { redact } from "../files/redact.ts";
import { ruleToml } from "../files/rule-toml.ts";
import type { Covering, CoveringRule } from "../findings/rule-facts.ts";
import type { Recorded } from "../learn/recorded-case.ts";
import { suggest } from "../learn/suggest.ts";
import type { Suggestion } from "../learn/suggestion.ts";
import type { PastCallRow } from "../model/past-call-row.ts";
import type { Rule, RuleTable } from "../model/rule.ts";
import { sha256 } from "../model/sha256.ts";
import type { Window } from "../model/window.ts";
import { loadEngine } from "../policy/patterns/pattern.ts";
import type { Engine } from "../policy/patterns/re2.ts";
import { compileRules } from "../policy/rules/compile-rules.ts";
import type { Reader } from "../warehouse/reader.ts";
import { type CasePlace, recordedCases } from "./recorded-cases.ts";
import type { RulesThen } from "./rules-in-force.ts";
import type { Scope } from "./scope.ts";
import { suggestedName } from "./written-suggestion.ts";

/**
 * Calls that are judged again for a report: that takes about a millisecond each, and a report is
 * waited for. Where there are more, none is tried: what part of them suggests is not what all do.
 */
const MOST_CALLS = 3000;
/** Characters of an id, as `rules suggest --accept` takes it by its beginning. */
const SHORT_ID = 4;

const EVER = { since: "0001-01-01T00:00:00Z", until: "9999-12-31T00:00:00Z" };
/** The ratio counts these alone: see `passthrough-ratio.sql`. */
const REASONS: readonly string[] = ["", "no_rule", "llm_off", "not_understood"];
const MODES: readonly string[] = ["", "unknown", "default", "acceptEdits", "plan"];
const INTERACTIVE: readonly string[] = ["AskUserQuestion", "ExitPlanMode"];

export interface CoveringInput {
  /** What `rules suggest` would look at, at the same moment: thirty days up to it. */
  readonly scope: Scope;
  /** The window of the report: what a rule covers is counted in it. */
  readonly counted: Window;
  readonly then: RulesThen;
  readonly world: CasePlace;
}

/**
 * The rules and edits that `rules suggest` names as of the same moment, with how many of the calls that
 * no rule covered in the window each of them covers, by fingerprint. Judged by the rules that were
 * in force then, so that it is the same whenever it is asked.
 */
export async function coveringRules(
  reader: Pick<Reader, "past">,
  { scope, counted, then, world }: CoveringInput,
): Promise<Covering> {
  const rows = await reader.past(scope, "uncovered", MOST_CALLS + 1);
  const base = { asOf: scope.asOf, rules: [] };
  if (rows.length > MOST_CALLS) return { ...base, moreThan: MOST_CALLS };
  const stopped = await reader.past({ ...scope, window: EVER }, "stopped");
  const engine = await loadEngine();
  const policy = { sha256: sha256(JSON.stringify(then.rules)), state: "current" } as const;
  const found = await suggest({
    recorded: recordedCases(rows, then.rules, world),
    stopped: recordedCases(stopped, then.rules, world),
    rules: then.written,
    policyOf: () => ({ ...policy, rules: then.rules }),
    compile: (table) => compiled(table, engine),
    onProgress: () => {},
  });
  const inRatio = new Set(rows.filter(counts({ scope, counted })).map(({ id }) => id));
  const rules = found.flatMap((one): CoveringRule[] => {
    const { backTest } = one;
    const id = shortId(one, found);
    const calls = callsByKind(backTest.spared.filter(({ entryId }) => inRatio.has(entryId)));
    const named = calls.size === 0 ? undefined : nameOf(one, then);
    return named === undefined ? [] : [{ id, calls, ...named }];
  });
  return { ...base, rules, moreThan: null };
}

/** The shortest beginning that no other has. */
function shortId({ id }: Suggestion, all: readonly Suggestion[]): string {
  const others = all.filter((one) => one.id !== id);
  const lengths = Array.from({ length: id.length - SHORT_ID }, (_, more) => SHORT_ID + more);
  const isOwn = (length: number) => others.every((one) => !one.id.startsWith(id.slice(0, length)));
  return id.slice(0, lengths.find(isOwn) ?? id.length);
}

/** What it is called; undefined for what `rules suggest` leaves out: a secret may stand in it. */
function nameOf(
  one: Suggestion,
  then: RulesThen,
): Pick<CoveringRule, "name" | "isEdit"> | undefined {
  if (one.kind !== "rule") {
    const edited = then.inForce.rules.find(({ id }) => id === one.ruleId);
    return { name: edited?.name ?? "", isEdit: true };
  }
  const taken = new Set(then.inForce.rules.map(({ name }) => name));
  const name = suggestedName(one, taken);
  const toml = ruleToml("allow", { name, ...one.table });
  return redact(toml) === toml ? { name, isEdit: false } : undefined;
}

/** Whether a call is one of those that the passthrough ratio of the window counts as uncovered. */
function counts({ scope, counted }: Pick<CoveringInput, "scope" | "counted">) {
  const [since, until] = [Date.parse(counted.since), Date.parse(counted.until)];
  return (row: PastCallRow): boolean =>
    row.at_ms >= since &&
    row.at_ms < until &&
    row.decision === "passthrough" &&
    REASONS.includes(row.passthrough_reason) &&
    MODES.includes(row.mode) &&
    !INTERACTIVE.includes(row.tool_name) &&
    !scope.excludeTools.includes(row.tool_name);
}

function callsByKind(calls: readonly Recorded[]): ReadonlyMap<string, number> {
  const kinds = new Map<string, number>();
  for (const { fingerprint } of calls) kinds.set(fingerprint, (kinds.get(fingerprint) ?? 0) + 1);
  return kinds;
}

function compiled(table: RuleTable, engine: Engine): Rule | undefined {
  const origin = { file: "config.toml", kind: "allow", source: "config" } as const;
  const { rules, problems } = compileRules([table], origin, engine);
  return problems.length > 0 ? undefined : rules[0];
}
