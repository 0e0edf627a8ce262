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
import { fingerprintsOf, suggestionId } from "./suggest-rules.ts";
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
  /** Whether nothing else in its line can have failed. */
  readonly isAlone: boolean;
  readonly calls: readonly Recorded[];
}

/** Longer commands are no pattern to anybody. */
const MAX_TEXT = 200;
/** Fewer are an accident. */
const MIN_RISKY = 2;
const MIN_FAILED = 5;
/** Options that one exclusion names at most. */
const MAX_OPTIONS = 6;

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
  const isBadCase = ({ calls }: RecordedCase): boolean =>
    calls.some((call) => isBy(rule)(call) && isBad(call));
  const bad: Allowed[] = [];
  for (const one of own.filter(isBadCase)) bad.push(...(await allowedBy(rule, one, tightening)));
  // What else the rule let these programs do is what they are held against.
  const programs = new Set(bad.filter(isTelling).map(({ step }) => step.command.program));
  const others = own.filter(
    (one) =>
      !isBadCase(one) && one.calls.some((call) => call.programs.some((name) => programs.has(name))),
  );
  const allowed = bad.filter(({ step }) => programs.has(step.command.program));
  for (const one of others) {
    const found = await allowedBy(rule, one, tightening);
    allowed.push(...found.filter(({ step }) => programs.has(step.command.program)));
  }
  return heads(allowed).flatMap((ofHead) =>
    [riskyOf(ofHead), failingOf(ofHead)].flatMap((found) => {
      if (found === undefined) return [];
      const { source, calls, why, program } = found;
      const programs = [table.program ?? []].flat();
      // Nothing of what it did with that program was harmless: it goes as a whole.
      if (program !== undefined && programs.length > 1 && programs.includes(program)) {
        const edit: SuggestedEdit = { kind: "drop", key: "program", item: program };
        return [suggested("narrow", rule, edit, { calls, why: `all of it ${why}` })];
      }
      const edited = withItems(table, "exclude.command", [source]);
      if (tightening.compile(edited) === undefined) return [];
      const edit: SuggestedEdit = { kind: "add", key: "exclude.command", items: [source] };
      return [suggested("exclude", rule, edit, { calls, why })];
    }),
  );
}

function isBad({ risks, outcome }: Recorded): boolean {
  return risks.length > 0 || outcome === "failed";
}

/** Whether a command is risky itself, or can have failed by itself alone. */
function isTelling({ risky, isAlone, step }: Allowed): boolean {
  return risky || (isAlone && !step.usage.runsProject);
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
  const telling = shell.steps.filter((step) => !step.clear && !shell.steers(step));
  return telling.flatMap((step) => {
    const text = shell.grantText(step);
    const isPlain = text.length <= MAX_TEXT && /^[\x20-\x7e]+$/.test(text) && redact(text) === text;
    if (!isPlain || calls.length === 0 || !shell.coversStep(rule, step, finder)) return [];
    const risky = stepRisks(step).length > 0;
    return [{ text, step, risky, isAlone: telling.length === 1, calls }];
  });
}

/** Commands by program and sub-command. */
function heads(allowed: readonly Allowed[]): readonly (readonly Allowed[])[] {
  const found = new Map<string, Allowed[]>();
  for (const each of allowed) {
    const head = headOf(each);
    found.set(head, [...(found.get(head) ?? []), each]);
  }
  return [...found.values()];
}

function headOf({ text, step: { usage } }: Allowed): string {
  const [program = ""] = text.split(" ");
  return usage.subcommand === "" ? program : `${program} ${usage.subcommand}`;
}

interface Excluded {
  readonly source: string;
  readonly calls: readonly Recorded[];
  readonly why: string;
  /** Where it is all that the rule let a program do. */
  readonly program?: string;
}

/** The options that every risky call of a program had, and no other one that the rule let through. */
function riskyOf(ofHead: readonly Allowed[]): Excluded | undefined {
  const risky = ofHead.filter((each) => each.risky);
  const calls = risky.flatMap((each) => each.calls);
  const [first] = risky;
  if (first === undefined || calls.length < MIN_RISKY) return undefined;
  const others = ofHead.filter((each) => !each.risky);
  const [name = ""] = first.text.split(" ");
  const program = escaped(name);
  const why = "is risky";
  if (others.length === 0 && first.step.usage.subcommand === "") {
    return { source: `^${program}( |$)`, calls, why, program: name };
  }
  const words = new Set(risky.flatMap(optionsOf));
  const telling = [...words].filter(
    (word) => !others.some((each) => optionsOf(each).includes(word)),
  );
  const isTold = risky.every((each) => optionsOf(each).some((word) => telling.includes(word)));
  if (!isTold || telling.length > MAX_OPTIONS) return undefined;
  const named = telling.map(escaped).join("|");
  return {
    source: `^${program} (.* )?(${named})( |=|$)`,
    calls,
    why,
  };
}

function optionsOf({ step }: Allowed): readonly string[] {
  return step.command.args
    .map(({ text }) => text.split("=")[0] ?? "")
    .filter((text) => /^-[\w-]+$/.test(text));
}

/** A command that stands alone, runs no code of the project, and failed whenever it came. */
function failingOf(ofHead: readonly Allowed[]): Excluded | undefined {
  const calls = ofHead.flatMap((each) => each.calls);
  const [first] = ofHead;
  if (first === undefined || calls.length < MIN_FAILED) return undefined;
  const isFailing = ofHead.every(
    ({ isAlone, step, calls: own }) =>
      isAlone && !step.usage.runsProject && own.every(({ outcome }) => outcome === "failed"),
  );
  const sessions = new Set(calls.map(({ sessionId }) => sessionId));
  if (!isFailing || sessions.size < 2) return undefined;
  return { source: `^${escaped(headOf(first))}( |$)`, calls, why: "never worked" };
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
