import type { Rule } from "../../model/rule.ts";
import { builtinRule } from "../floor/floor.ts";
import { inputPaths } from "../paths/input-paths.ts";
import { isWithin } from "../paths/paths.ts";
import { engineFinder, type Finder, withoutEngine } from "../patterns/pattern.ts";
import type { ShellCase } from "../steps/shell-case.ts";
import type { Step } from "../steps/steps.ts";
import { allHold } from "./clauses.ts";
import { coveringInput } from "./input-clauses.ts";
import { grantPlace, type Judged } from "./matching.ts";
import { firstRule, selectRules } from "./select.ts";

/** What lets a call run, or asks about it where a link leads out of the project. */
export interface Grant {
  /** The rule that a reader should know of: a learned one, if the call rests on one. */
  readonly rule: Rule;
  /** Ids of every rule that it rests on. */
  readonly rulesUsed: readonly string[];
}

/** The rules that let a call run between them; undefined where they do not. */
export async function grantOf(
  judged: Judged,
  rules: readonly Rule[],
  overdue: () => boolean,
): Promise<Grant | undefined> {
  // What the user wrote is asked before what was learned.
  const ordered = [...rules].sort(
    (a, b) => Number(a.source === "auto") - Number(b.source === "auto"),
  );
  const placed = await selectRules(
    ordered,
    (rule, finder) => allHold(grantPlace(rule, judged, finder)),
    overdue,
  );
  const { shell } = judged;
  if (shell !== undefined) return shellGrant(shell, placed, overdue);
  const by = await firstRule(
    placed,
    (rule, finder) => allHold(coveringInput(rule, judged, finder)),
    overdue,
  );
  if (by === undefined) return undefined;
  return {
    rule: leavesProject(judged) ? builtinRule("linked-out", "ask") : by,
    rulesUsed: [by.id],
  };
}

async function shellGrant(
  shell: ShellCase,
  rules: readonly Rule[],
  overdue: () => boolean,
): Promise<Grant | undefined> {
  if (!shell.line.parsed) {
    const by = await firstRule(rules, (rule, finder) => shell.covers([rule], finder), overdue);
    return by === undefined ? undefined : { rule: by, rulesUsed: [by.id] };
  }
  if (shell.line.doubts.length > 0) return undefined;
  const used: Used[] = [];
  for (const step of shell.steps) {
    const by = await stepGrant(shell, step, rules, overdue);
    if (by === undefined && !step.clear) return undefined;
    if (by !== undefined) used.push({ rule: by, steers: shell.steers(step) });
    const writes = (finder: Finder): boolean => shell.coversWrites(rules, by, step, finder);
    if (!(withoutEngine(writes) ?? writes(await engineFinder()))) return undefined;
    used.push(...(await writeGrants(shell, step, rules, overdue)));
  }
  return telling(used);
}

/** A rule that a grant rests on, and whether it granted no more than `cd` or `echo`. */
interface Used {
  readonly rule: Rule;
  readonly steers: boolean;
}

/** Named is a learned rule, else the first that granted more than steering the shell. */
function telling(used: readonly Used[]): Grant | undefined {
  const [first] = used;
  const learned = used.find(({ rule }) => rule.source === "auto");
  const { rule } = learned ?? used.find(({ steers }) => !steers) ?? first ?? {};
  if (rule === undefined) return undefined;
  return { rule, rulesUsed: [...new Set(used.map((each) => each.rule.id))] };
}

/** The rules of writes alone that grant what a step writes beside its purpose. */
async function writeGrants(
  shell: ShellCase,
  step: Step,
  rules: readonly Rule[],
  overdue: () => boolean,
): Promise<readonly Used[]> {
  if (!step.writes.some(({ by }) => by !== "operand")) return [];
  const granting = await selectRules(
    rules,
    (rule, finder) => shell.grantsWrites(rule, step, finder),
    overdue,
  );
  return granting.map((rule) => ({ rule, steers: true }));
}

function stepGrant(
  shell: ShellCase,
  step: Step,
  rules: readonly Rule[],
  overdue: () => boolean,
): Promise<Rule | undefined> {
  if (step.clear) return Promise.resolve(undefined);
  return firstRule(rules, (rule, finder) => shell.coversStep(rule, step, finder), overdue);
}

/** A path in the project that a link leads out of it. */
function leavesProject({ call, world }: Judged): boolean {
  const { reads, writes } = inputPaths(call, world);
  const project = world.projectRoot === "" ? world.cwd : world.projectRoot;
  if (project === "") return false;
  const inside = (path: string, folder: string): boolean =>
    isWithin(path, folder, world.caseInsensitive);
  const root = world.realpath(project);
  return [...reads, ...writes].some(
    ({ path }) => inside(path, project) && !inside(world.realpath(path), root),
  );
}
