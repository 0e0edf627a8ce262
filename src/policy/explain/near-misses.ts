import type { NearMiss } from "../../model/entry.ts";
import type { Rule } from "../../model/rule.ts";
import type { Clause } from "../matching/clauses.ts";
import { type Finder, withoutEngine } from "../patterns/pattern.ts";
import type { ShellCase } from "../steps/shell-case.ts";
import type { Step } from "../steps/steps.ts";
import { isFarFromCommand } from "./far-rules.ts";
import { kinOf } from "./kin-programs.ts";
import { compareNearness, type Nearness, nearness } from "./nearness.ts";

/** What an entry keeps. */
const MAX_MISSES = 3;
/** Of a long line only so much is looked at: each command is held against every rule. */
const MAX_STEPS = 32;
const MAX_UNCOVERED = 3;

/**
 * Rules that would grant the call, or one uncovered command of its line, but for one clause; the
 * most useful three, nearest first, each rule once. `found` is unredacted. What is not looked at
 * when time is up is left out. The engine is loaded only if a rule is near but for what it tells.
 */
export async function nearMissesOf(asked: Asked): Promise<readonly NearMiss[]> {
  const misses =
    asked.shell === undefined ? await ofInput(asked) : await ofLine(asked, asked.shell);
  const nearestFirst = [...misses].sort((a, b) => compareNearness(a.near, b.near));
  const each = new Map<string, NearMiss>();
  for (const { rule, clause } of nearestFirst) {
    if (each.size === MAX_MISSES) break;
    if (each.has(rule.id)) continue;
    each.set(rule.id, {
      rule: rule.label,
      rule_id: rule.id,
      clause: clause.name,
      found: clause.found,
    });
  }
  return [...each.values()];
}

/**
 * A call, and how rules are asked about it. Functions are handed in, because this is a bundle of
 * its own that most calls do without, and would hold copies of them.
 */
export interface Asked {
  readonly shell: ShellCase | undefined;
  readonly rules: readonly Rule[];
  readonly overdue: () => boolean;
  /** What a grant asks before it looks at the input. */
  readonly place: ClausesOf;
  /** What it asks of the input of a tool that is no shell. */
  readonly input: ClausesOf;
  readonly engine: () => Promise<Finder>;
}

interface Miss {
  readonly rule: Rule;
  readonly clause: Clause;
  readonly near: Nearness;
}

type ClausesOf = (rule: Rule, finder: Finder) => Iterable<Clause>;

async function ofInput(asked: Asked): Promise<readonly Miss[]> {
  const { misses } = await missesOf(asked, undefined, function* (rule, finder) {
    yield* asked.place(rule, finder);
    yield* asked.input(rule, finder);
  });
  return misses;
}

async function ofLine(asked: Asked, shell: ShellCase): Promise<readonly Miss[]> {
  const { overdue, place } = asked;
  const rules = asked.rules.filter(
    (rule) => lackingByText((finder) => place(rule, finder)).lacks.length < 2,
  );
  const misses: Miss[] = [];
  let uncovered = 0;
  for (const step of shell.steps.slice(0, MAX_STEPS)) {
    if (uncovered === MAX_UNCOVERED || overdue()) break;
    const found = await ofStep({ ...asked, rules }, shell, step);
    if (!found.isGranted) uncovered += 1;
    misses.push(...found.misses);
  }
  return misses;
}

async function ofStep(
  asked: Asked,
  shell: ShellCase,
  step: Step,
): Promise<{ readonly isGranted: boolean; readonly misses: readonly Miss[] }> {
  let by: Rule | undefined;
  if (!step.clear) {
    const text = shell.grantText(step);
    const told = { kin: kinOf(text.split(" ")[0] ?? ""), text };
    const granting = asked.rules.filter(
      (rule) => !shell.isOfWrites(rule) && !isFarFromCommand(rule, told),
    );
    const found = await missesOf({ ...asked, rules: granting }, step, function* (rule, finder) {
      yield* asked.place(rule, finder);
      yield* shell.coveringClauses(rule, step, finder);
    });
    by = found.covering;
    // What nobody understands is a second clause that does not hold.
    const isUnderstood = shell.line.doubts.length === 0;
    if (by === undefined) return { isGranted: false, misses: isUnderstood ? found.misses : [] };
    if (!isUnderstood) return { isGranted: false, misses: [notUnderstood(by, shell)] };
  }
  const misses = await ofWrites(asked, shell, { step, by });
  return { isGranted: misses.length === 0, misses };
}

function notUnderstood(rule: Rule, { line }: ShellCase): Miss {
  const clause = { name: "understood", holds: false, found: line.doubts.join("; ") };
  return { rule, clause, near: BESIDE };
}

/** Rules of writes alone whose paths a redirection leaves, and the rule that grants the command. */
async function ofWrites(
  { rules, place, engine }: Asked,
  shell: ShellCase,
  { step, by }: { readonly step: Step; readonly by: Rule | undefined },
): Promise<readonly Miss[]> {
  if (step.writes.length === 0) return [];
  const finder = await engine();
  const placed = rules.filter(
    (rule) => shell.isOfWrites(rule) && lacking(place(rule, finder)).length === 0,
  );
  const outside = shell.writesOutside(placed, by, step, finder);
  if (outside.length === 0) return [];
  const clause = { name: "writes", holds: false, found: outside.join(" ") };
  return [...(by === undefined ? [] : [by]), ...placed].map((rule) => ({
    rule,
    clause,
    near: BESIDE,
  }));
}

/** All that the rule is about fits. */
const BESIDE: Nearness = { rank: 1, shared: 0 };

/** The first rule of which every clause holds, else those that lack one. */
async function missesOf(
  { rules, overdue, engine }: Asked,
  step: Step | undefined,
  clausesOf: ClausesOf,
): Promise<{ readonly covering?: Rule; readonly misses: readonly Miss[] }> {
  const misses: Miss[] = [];
  const open: Rule[] = [];
  for (const rule of rules) {
    if (overdue()) return { misses };
    const { lacks, isOpen } = lackingByText((finder) => clausesOf(rule, finder));
    if (isOpen && lacks.every((lack) => nearness(rule, lack, step) !== undefined)) open.push(rule);
    if (isOpen) continue;
    if (lacks.length === 0) return { covering: rule, misses: [] };
    misses.push(...missOf(rule, lacks, step));
  }
  if (open.length === 0) return { misses };
  const finder = await engine();
  for (const rule of open) {
    if (overdue()) return { misses };
    const lacks = lacking(clausesOf(rule, finder));
    if (lacks.length === 0) return { covering: rule, misses: [] };
    misses.push(...missOf(rule, lacks, step));
  }
  return { misses };
}

function missOf(rule: Rule, lacks: readonly Clause[], step: Step | undefined): readonly Miss[] {
  const [clause, more] = lacks;
  if (clause === undefined || more !== undefined) return [];
  const near = nearness(rule, clause, step);
  return near === undefined ? [] : [{ rule, clause, near }];
}

/** What string tests find lacking; `isOpen` where the engine might find more, and it matters. */
function lackingByText(clauses: (finder: Finder) => Iterable<Clause>): {
  readonly lacks: readonly Clause[];
  readonly isOpen: boolean;
} {
  let lacks: readonly Clause[] = [];
  const told = withoutEngine((finder) => {
    lacks = lacking(clauses(finder));
    return lacks.length < 2;
  });
  return { lacks, isOpen: told === undefined };
}

/** The clauses that do not hold; stops at the second. */
function lacking(clauses: Iterable<Clause>): readonly Clause[] {
  const lacks: Clause[] = [];
  for (const clause of clauses) {
    if (!clause.holds) lacks.push(clause);
    if (lacks.length === 2) break;
  }
  return lacks;
}
