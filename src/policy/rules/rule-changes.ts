import type { RuleChangeLine, RuleRecord } from "../../model/history.ts";
import type { Rule } from "../../model/rule.ts";
import { ruleRecord } from "./rule-record.ts";

/** What is on record of one file's rules at some time. */
export interface RulesOnRecord {
  readonly rules: readonly RuleRecord[];
  /** The policy that the last line told of; null where there is no line. */
  readonly policySha256: string | null;
}

/** How a rule differs from what it was; a line of history without its time and place. */
export type RuleChange = Pick<
  RuleChangeLine,
  "kind" | "rule_kind" | "rule_id" | "name" | "before" | "after"
>;

/** A good policy, file by file: each file that is there, and each that may have gone. */
export interface PolicyFound {
  readonly files: readonly { readonly file: string; readonly rules: readonly Rule[] }[];
  readonly policySha256: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** `hook`, or the command that looked. */
  readonly foundBy: string;
}

/** The lines that bring the history up to a policy; none where it is there already. */
export function ruleChangeLines(
  lines: readonly RuleChangeLine[],
  { files, policySha256, at, foundBy }: PolicyFound,
): RuleChangeLine[] {
  return files.flatMap(({ file, rules }) => {
    const known = rulesAfter(lines, file);
    return ruleChanges(known.rules, rules.map(ruleRecord)).map((change) => ({
      v: 1,
      at,
      ...change,
      file,
      policy_sha256_before: known.policySha256,
      policy_sha256_after: policySha256,
      found_by: foundBy,
    }));
  });
}

/** The rules of a file after these lines, oldest first, up to and with `until` (ISO 8601 UTC). */
export function rulesAfter(
  lines: readonly RuleChangeLine[],
  file: string,
  until?: string,
): RulesOnRecord {
  const rules: RuleRecord[] = [];
  let policySha256: string | null = null;
  for (const line of lines) {
    if (line.file !== file || (until !== undefined && line.at > until)) continue;
    policySha256 = line.policy_sha256_after;
    const { before, after } = line;
    const at = before === null ? -1 : rules.findIndex((rule) => isSame(rule, before));
    if (at >= 0) rules.splice(at, 1, ...(after === null ? [] : [after]));
    else if (after !== null) rules.push(after);
  }
  return { rules, policySha256 };
}

/** What happened to the rules of one file between two times; empty where nothing did. */
export function ruleChanges(
  before: readonly RuleRecord[],
  after: readonly RuleRecord[],
): RuleChange[] {
  const gone = [...before];
  const changes: RuleChange[] = [];
  const pair = (fits: (old: RuleRecord, now: RuleRecord) => boolean, from: RuleRecord[]) =>
    from.filter((now) => {
      const at = gone.findIndex((old) => fits(old, now));
      const [old] = at < 0 ? [] : gone.splice(at, 1);
      if (old !== undefined && !isSame(old, now)) changes.push(change(old, now));
      return old === undefined;
    });
  // The nearest first: of rules that are alike each must find its own.
  const unknown = [isSame, sameNameAndId, sameId, sameName].reduce(
    (left, fits) => pair(fits, left),
    [...after],
  );
  return [
    ...changes,
    ...gone.map((old) => change(old, null)),
    ...unknown.map((now) => change(null, now)),
  ];
}

function change(before: RuleRecord | null, after: RuleRecord | null): RuleChange {
  const rule = after ?? before;
  if (rule === null) throw new Error("a change of no rule");
  return {
    kind: kindOf(before, after),
    rule_kind: rule.kind,
    rule_id: rule.id,
    name: rule.name ?? null,
    before,
    after,
  };
}

function kindOf(before: RuleRecord | null, after: RuleRecord | null): RuleChange["kind"] {
  if (before === null) return "added";
  if (after === null) return "removed";
  return before.id === after.id && before.name !== after.name ? "renamed" : "edited";
}

function sameNameAndId(a: RuleRecord, b: RuleRecord): boolean {
  return sameId(a, b) && a.name === b.name;
}

function sameId(a: RuleRecord, b: RuleRecord): boolean {
  return a.id === b.id;
}

function sameName(a: RuleRecord, b: RuleRecord): boolean {
  return a.name !== undefined && a.name === b.name;
}

/** In all they say, whatever the order in which they say it. */
function isSame(a: RuleRecord, b: RuleRecord): boolean {
  return a.id === b.id && a.name === b.name && wordsOf(a) === wordsOf(b);
}

const known = new WeakMap<RuleRecord, string>();

/** Remembered: each record is compared with many. */
function wordsOf(record: RuleRecord): string {
  const words = known.get(record) ?? JSON.stringify(ordered(record));
  known.set(record, words);
  return words;
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, ordered(each)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}
