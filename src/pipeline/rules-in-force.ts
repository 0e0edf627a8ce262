import { ASSETS } from "../assets.ts";
import { parseHookConfig } from "../files/read-config.ts";
import { readStarter } from "../files/starter-config.ts";
import type { RulesInForce, StandingChange, StandingRule } from "../findings/rule-facts.ts";
import type { RuleChangeLine, RuleRecord } from "../model/history.ts";
import { type Rule, RuleTable } from "../model/rule.ts";
import type { RuleKind } from "../model/words.ts";
import { loadEngine } from "../policy/patterns/pattern.ts";
import type { Engine } from "../policy/patterns/re2.ts";
import { compileRules, ruleId } from "../policy/rules/compile-rules.ts";
import { isExpired, isWider } from "../policy/rules/lints.ts";
import { rulesAfter } from "../policy/rules/rule-changes.ts";
import { readRuleHistory } from "./rule-history.ts";

const LEARNED = "auto-rules.toml";
/** Rules of projects come and go with the folder that one is in, and only tighten. */
const FILES = ["config.toml", LEARNED];

/** The rules of a home as they were judged at a moment, and what there is to say of them. */
export interface RulesThen {
  readonly inForce: RulesInForce;
  /** Compiled, in their order. */
  readonly rules: readonly Rule[];
  /** The same with the table that each is written as. */
  readonly written: readonly WrittenRule[];
}

interface WrittenRule {
  readonly rule: Rule;
  readonly table: RuleTable;
}

/**
 * The rules of a home as a function of the moment (ISO 8601 UTC), from history/rules.jsonl alone:
 * lines that were written after it are left out. Of a moment before the first line, the rules are
 * those of that line, because they were written down when they were first met.
 */
export function readRulesInForce(home: string): (asOf: string) => Promise<RulesThen> {
  const lines = readRuleHistory(home).filter(({ file }) => FILES.includes(file));
  const first = lines.reduce<string | null>(
    (least, { at }) => (least === null || at < least ? at : least),
    null,
  );
  const starter = first === null ? new Set<string>() : starterIds();
  const known = new Map<string, WrittenRule | undefined>();
  return async (asOf) => {
    const engine = await loadEngine();
    // Most rules are the same at the next moment that is asked about.
    const compiledOnce = (record: RuleRecord, file: string): WrittenRule | undefined => {
      const key = `${file}\n${JSON.stringify(record)}`;
      if (!known.has(key)) known.set(key, compiled(record, file, engine));
      return known.get(key);
    };
    const moment = first !== null && first > asOf ? first : asOf;
    const standing = FILES.flatMap((file) =>
      rulesAfter(lines, file, moment).rules.flatMap((record) => {
        const written = compiledOnce(record, file);
        return written === undefined ? [] : [{ record, ...written, file }];
      }),
    );
    const rules = standing.map(({ record, rule, file }, index): StandingRule => {
      const before = standing.slice(0, index);
      const shadow = before.find((other) => shadows(other.rule, rule, asOf));
      return {
        id: record.id,
        name: record.name ?? "",
        kind: record.kind,
        isLearned: file === LEARNED,
        isStarter: starter.has(record.id),
        since: sinceOf(record, file, lines, moment),
        shadowedBy: shadow === undefined ? null : (shadow.record.name ?? shadow.record.id),
      };
    });
    const changes = lines.filter(({ at }) => at <= asOf).flatMap(changeOf);
    return {
      inForce: { rules, changes, onRecordSince: first },
      rules: standing.map(({ rule }) => rule),
      written: standing.map(({ rule, table }) => ({ rule, table })),
    };
  };
}

/** A starter rule keeps its id wherever it was copied to. */
function starterIds(): Set<string> {
  const config = parseHookConfig(readStarter(ASSETS.starter), "starter.toml");
  const kinds = ["deny", "ask", "allow", "deny_promote"] as const;
  return new Set(kinds.flatMap((kind) => config[kind].map((table) => ruleId(kind, table))));
}

/** Undefined where a newer version wrote keys that this one does not know. */
function compiled(record: RuleRecord, file: string, engine: Engine): WrittenRule | undefined {
  const { kind, id: _, ...keys } = record;
  const table = RuleTable.safeParse(keys);
  if (!table.success || kind === "floor") return undefined;
  const source = file === LEARNED ? "auto" : "config";
  const { rules, problems } = compileRules([table.data], { file, kind, source }, engine);
  const [rule] = rules;
  return problems.length > 0 || rule === undefined ? undefined : { rule, table: table.data };
}

/** When the rule got the id that it has: a new name leaves it as old as it was. */
function sinceOf(
  { id, kind }: RuleRecord,
  file: string,
  lines: readonly RuleChangeLine[],
  until: string,
): string {
  const last = lines.findLast(
    (line) =>
      line.file === file &&
      line.at <= until &&
      line.after?.id === id &&
      line.after.kind === kind &&
      line.before?.id !== id,
  );
  return last?.at ?? until;
}

function shadows(other: Rule, rule: Rule, now: string): boolean {
  const stronger = SEVERITY_RANK[other.severity] <= SEVERITY_RANK[rule.severity];
  return other.id !== rule.id && !isExpired(other, now) && stronger && isWider(other, rule);
}

/** The more severe of two denials is the one that is named, so only as severe a one hides it. */
const SEVERITY_RANK = { critical: 0, warn: 1, info: 2 } as const satisfies Record<
  Rule["severity"],
  number
>;

/** Edits that change what a rule grants bring one and take one away. */
function changeOf({ at, kind, file, rule_kind }: RuleChangeLine): StandingChange[] {
  if (kind !== "added" && kind !== "removed") return [];
  const ruleKind: RuleKind = rule_kind;
  return [{ at, kind, ruleKind, isLearned: file === LEARNED }];
}
