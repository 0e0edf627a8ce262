import type { StuckCalls } from "../findings/rule-facts.ts";
import { decideCase, judgedCase } from "../learn/recorded-case.ts";
import type { Rule } from "../model/rule.ts";
import { sha256 } from "../model/sha256.ts";
import type { Reader } from "../warehouse/reader.ts";
import { type CasePlace, recordedCases } from "./recorded-cases.ts";
import type { RulesThen } from "./rules-in-force.ts";
import type { Scope } from "./scope.ts";

const DAYS_MS = 30 * 86_400_000;
const EVER = { since: "0001-01-01T00:00:00Z", until: "9999-12-31T00:00:00Z", timeZone: "UTC" };

/**
 * Calls of the 30 days before the window's end at which the user was asked although a rule that
 * was in force then covers them: judged again by the rules of `then`, each from the moment on that
 * it is on record or the log says that it was learned. That is a fault, of ours or of what keeps
 * the rule from being loaded.
 */
export async function stuckCalls(
  reader: Pick<Reader, "past" | "measure">,
  { scope, then, world }: { scope: Scope; then: RulesThen; world: CasePlace },
): Promise<StuckCalls[]> {
  const until = scope.asOf < scope.window.until ? scope.asOf : scope.window.until;
  const since = new Date(Date.parse(until) - DAYS_MS).toISOString();
  const rows = await reader.past({ ...scope, window: { since, until } }, "asked");
  if (rows.length === 0) return [];
  const times = new Map(rows.map((row) => [row.id, row.at_ms]));
  const policy = policyOf(then.rules);
  const inForce = await startsOf(reader, { scope, then });
  const found = new Map<string, StuckCalls>();
  for (const one of recordedCases(rows, then.rules, world).cases) {
    const decision = await decideCase(await judgedCase(one), policy);
    if (decision.kind !== "allow") continue;
    const start = Math.max(...[decision.rule.id, ...decision.rulesUsed].map(inForce));
    const { id, label } = decision.rule;
    for (const { entryId, fingerprint } of one.calls) {
      const at = times.get(entryId) ?? 0;
      // The very moment at which a rule is learned is that of the call which confirmed it.
      if (at <= start) continue;
      const key = `${fingerprint}\n${id}`;
      const known = found.get(key) ?? {
        ...{ fingerprint, rule: label, ruleId: id, calls: 0, first_ms: at, last_ms: at },
      };
      found.set(key, {
        ...known,
        calls: known.calls + 1,
        first_ms: Math.min(known.first_ms, at),
        last_ms: Math.max(known.last_ms, at),
      });
    }
  }
  return [...found.values()].sort((a, b) => b.calls - a.calls || (a.ruleId < b.ruleId ? -1 : 1));
}

function policyOf(rules: readonly Rule[]) {
  return { sha256: sha256(JSON.stringify(rules)), state: "current", rules } as const;
}

/** When each rule began to hold, epoch milliseconds: on record, or learned by what the log says. */
async function startsOf(
  reader: Pick<Reader, "measure">,
  { scope, then }: { scope: Scope; then: RulesThen },
): Promise<(id: string) => number> {
  const everywhere = { ...scope, project: null, tool: null, windows: [EVER] };
  const promotions = await reader.measure("promotions", everywhere);
  const learned = promotions.filter(({ decision }) => decision === "promoted");
  const starts = new Map(
    then.inForce.rules.map(({ id, name, since, isLearned }): [string, number] => {
      const told = learned.filter(
        (row) =>
          isLearned && [row.rule_id, row.promoted_rule].some((each) => isOne(each, id, name)),
      );
      return [id, Math.min(Date.parse(since), ...told.map(({ at_ms }) => at_ms))];
    }),
  );
  return (id) => starts.get(id) ?? Number.POSITIVE_INFINITY;
}

function isOne(told: string, id: string, name: string): boolean {
  return told !== "" && (told === id || told === name);
}
