import { redact } from "../files/redact.ts";
import type { Policy, Rule } from "../model/rule.ts";
import { escaped } from "../policy/explain/proposed-rules.ts";
import { commandPattern } from "../policy/matching/clauses.ts";
import { alternativesOf } from "../policy/patterns/alternatives.ts";
import type { Finder } from "../policy/patterns/pattern.ts";
import { unanchored } from "../policy/rules/lints.ts";
import { stepRisks } from "../policy/steps/step-risks.ts";
import type { Step } from "../policy/steps/steps.ts";
import { decideCase, judgedCase, type Recorded, type RecordedCase } from "./recorded-case.ts";
import { type EditableRule, withItems } from "./suggest-edits.ts";
import { fingerprintsOf, MIN_CALLS, suggestionId } from "./suggest-rules.ts";
import type { SuggestedEdit, Suggestion } from "./suggestion.ts";

/** What making them takes. */
export interface Tightening {
  readonly cases: readonly RecordedCase[];
  readonly finder: Finder;
  policyOf(one: RecordedCase): Policy;
  compile(table: EditableRule["table"]): Rule | undefined;
}

/** One command that a rule let through, as it was written. */
interface Allowed {
  readonly text: string;
  readonly step: Step;
  readonly risky: boolean;
  readonly calls: readonly Recorded[];
}

/** Longer commands are no pattern to anybody. */
const MAX_TEXT = 200;
/** Expressions that one edit adds at most. */
const MAX_ADDED = 6;

/**
 * Allow rules that let through what is risky, or what never worked: with it left out. And those that
 * are found anywhere in a command: with a beginning, where that changes nothing that was recorded.
 */
export async function suggestTightening(
  rules: readonly EditableRule[],
  tightening: Tightening,
): Promise<readonly Suggestion[]> {
  const found: Suggestion[] = [];
  for (const editable of rules.filter(({ rule }) => rule.kind === "allow")) {
    const own = tightening.cases.filter((one) => one.calls.some(isBy(editable.rule)));
    if (own.length === 0) continue;
    const anchored = await anchoring(editable, own, tightening);
    if (anchored !== undefined) found.push(anchored);
    found.push(...(await excluding(editable, own, tightening)));
  }
  return found;
}

function isBy({ id }: Rule): (call: Recorded) => boolean {
  return ({ decision, ruleId }) => decision === "allow" && ruleId === id;
}

async function excluding(
  { rule, table }: EditableRule,
  own: readonly RecordedCase[],
  tightening: Tightening,
): Promise<readonly Suggestion[]> {
  const bad = new Set(
    own.flatMap(({ calls }) =>
      calls
        .filter(isBy(rule))
        .filter(isBad)
        .map(({ fingerprint }) => fingerprint),
    ),
  );
  const allowed: Allowed[] = [];
  for (const one of own) {
    if (one.calls.some(({ fingerprint }) => bad.has(fingerprint))) {
      allowed.push(...(await allowedBy(rule, one, tightening)));
    }
  }
  const found: Suggestion[] = [];
  for (const why of ["is risky", "never worked"] as const) {
    for (const texts of byHead(allowed, why).values()) {
      const items = texts.map(({ text }) => `^${escaped(text)}$`);
      const calls = texts.flatMap((each) => each.calls);
      if (items.length === 0 || items.length > MAX_ADDED) continue;
      if (tightening.compile(withItems(table, "exclude.command", items)) === undefined) continue;
      const edit: SuggestedEdit = { kind: "add", key: "exclude.command", items };
      found.push(suggested("exclude", rule, edit, { calls, why }));
    }
  }
  return found;
}

function isBad({ risks, outcome }: Recorded): boolean {
  return risks.length > 0 || outcome === "failed";
}

/** The commands of a case that the rule, as it is now, lets through. */
async function allowedBy(
  rule: Rule,
  one: RecordedCase,
  { policyOf, finder }: Tightening,
): Promise<readonly Allowed[]> {
  const judged = await judgedCase(one);
  const { shell } = judged;
  const decision = await decideCase(judged, policyOf(one));
  if (shell === undefined || decision.kind !== "allow") return [];
  const calls = one.calls.filter(isBy(rule));
  return shell.steps.flatMap((step) => {
    const text = shell.grantText(step);
    const isPlain = text.length <= MAX_TEXT && /^[\x20-\x7e]+$/.test(text) && redact(text) === text;
    if (!isPlain || shell.steers(step) || !shell.coversStep(rule, step, finder)) return [];
    return [{ text, step, risky: stepRisks(step).length > 0, calls }];
  });
}

/** Commands of which every call was bad, by program and sub-command. */
function byHead(
  allowed: readonly Allowed[],
  why: "is risky" | "never worked",
): ReadonlyMap<string, readonly Allowed[]> {
  const texts = new Map<string, Allowed>();
  for (const each of allowed) {
    const known = texts.get(each.text);
    const calls = [...(known?.calls ?? []), ...each.calls];
    texts.set(each.text, { ...each, risky: each.risky || known?.risky === true, calls });
  }
  const heads = new Map<string, Allowed[]>();
  for (const each of texts.values()) {
    const failed = each.calls.length >= MIN_CALLS && each.calls.every(isFailed);
    if (why === "is risky" ? !each.risky : each.risky || !failed) continue;
    const head = `${each.step.command.program} ${each.step.usage.subcommand}`;
    heads.set(head, [...(heads.get(head) ?? []), each]);
  }
  return heads;
}

function isFailed({ outcome }: Recorded): boolean {
  return outcome === "failed";
}

/** An expression that is found anywhere, with a beginning. */
async function anchoring(
  { rule, table }: EditableRule,
  own: readonly RecordedCase[],
  { policyOf, compile }: Tightening,
): Promise<Suggestion | undefined> {
  const pattern = commandPattern(rule);
  const loose = pattern === undefined ? undefined : alternativesOf(pattern).find(isLoose);
  if (loose === undefined) return undefined;
  const by = `^(?:${loose})`;
  const written = [table.fields?.["command"] ?? []].flat();
  const list = written.map((each) => (each === loose ? by : each));
  const fields = { ...table.fields, command: list.length === 1 ? (list[0] ?? by) : list };
  const edited = compile({ ...table, fields });
  if (edited === undefined) return undefined;
  for (const one of own) {
    const policy = policyOf(one);
    const rules = policy.rules.map((each) => (each.id === rule.id ? edited : each));
    const judged = await judgedCase(one);
    const before = await decideCase(judged, policy);
    const after = await decideCase(judged, { ...policy, rules });
    if (before.kind !== after.kind) return undefined;
  }
  const calls = own.flatMap((one) => one.calls.filter(isBy(rule)));
  const why = `is found anywhere in a command, and each of ${calls.length} calls begins with it`;
  return suggested(
    "narrow",
    rule,
    { kind: "replace", key: "fields.command", item: loose, by },
    {
      calls: [],
      why,
    },
  );
}

function isLoose(source: string): boolean {
  return unanchored(source) !== undefined && !/^(?:\(\?|\^|\.)/.test(source);
}

function suggested(
  kind: "exclude" | "narrow",
  rule: Rule,
  edit: SuggestedEdit,
  { calls, why }: { readonly calls: readonly Recorded[]; readonly why: string },
): Suggestion {
  return {
    kind,
    id: suggestionId(["edit", rule.id, edit]),
    ruleId: rule.id,
    edit,
    why,
    fingerprints: fingerprintsOf(calls),
    backTest: { spared: [], of: 0, unjudged: 0, tightened: calls },
  };
}
