import type { Call } from "../model/call.ts";
import type { Policy, Rule } from "../model/rule.ts";
import type { World } from "../model/world.ts";
import { shellCaseOf } from "../policy/decide.ts";
import { floorRule } from "../policy/floor/floor.ts";
import { grantOf } from "../policy/matching/grant.ts";
import { covers, fires, type Judged } from "../policy/matching/matching.ts";
import { engineFinder, type Finder } from "../policy/patterns/pattern.ts";
import { mayFindTool, toolNames } from "../policy/rules/candidates.ts";
import { grantedVariants } from "./call-variants.ts";
import { mayBeAlone, mayGrantCut } from "./cut-calls.ts";

/** A call of the log that no learned rule may let run. */
export interface PastCall {
  readonly entryId: string;
  readonly call: Call;
  readonly cwd: string;
  readonly projectRoot: string;
  readonly why: "denied" | "red" | "refused";
  /** False where the log holds only the beginning of its input. */
  readonly complete: boolean;
}

/** Why a rule is not to be learned. */
export interface Doubt {
  readonly kind: "own_call" | "past_call" | "collides" | "deny_promote";
  /** A sentence without text of the call. */
  readonly detail: string;
  /** The rule that it collides with, or that forbids learning it. */
  readonly rule?: Rule;
  /** The call that it would have let run. */
  readonly entryId?: string;
}

/** A rule that is about to be learned. */
export interface Promotion {
  readonly rule: Rule;
  /** The call that it comes from. */
  readonly judged: Judged;
  /** The policy in force. */
  readonly policy: Policy;
  readonly past: Iterable<PastCall>;
}

const WHY = { denied: "denied", red: "scored RED", refused: "refused" } as const;

/** The first reason why the rule may not be learned from the call; undefined where there is none. */
export async function promotionDoubt(promotion: Promotion): Promise<Doubt | undefined> {
  const { rule, judged, policy } = promotion;
  const finder = await engineFinder();
  if (!(await grantsOwn(rule, judged))) {
    return { kind: "own_call", detail: "it does not grant the call that it comes from" };
  }
  const past = await pastDoubt(promotion, finder);
  if (past !== undefined) return past;
  const names = toolNames(judged.call.tool);
  const others = policy.rules.filter(({ tool }) => mayFindTool(tool, names));
  const stopping = others.filter(({ kind }) => kind === "deny" || kind === "ask");
  const collides = await firstFiring(stopping, promotion, finder);
  if (collides !== undefined) {
    const detail = `${collides.kind}[${collides.label}] stops calls that it would grant`;
    return { kind: "collides", detail, rule: collides };
  }
  const forbidding = others.filter(({ kind }) => kind === "deny_promote");
  const forbids = await firstFiring(forbidding, promotion, finder);
  if (forbids === undefined) return undefined;
  const detail = `deny_promote[${forbids.label}] forbids learning it`;
  return { kind: "deny_promote", detail, rule: forbids };
}

async function grantsOwn(rule: Rule, judged: Judged): Promise<boolean> {
  if (rule.kind !== "allow" || (await floorRule(judged)) !== undefined) return false;
  const grant = await grantOf(judged, [rule], () => false);
  return grant?.rule === rule;
}

async function pastDoubt(
  { rule, judged, policy, past }: Promotion,
  finder: Finder,
): Promise<Doubt | undefined> {
  const beside = policy.rules.filter(({ kind }) => kind === "allow");
  for (const each of past) {
    if (!mayConcern(rule, each)) continue;
    const { call, entryId, why } = each;
    const world = worldOf(each, judged.world);
    const then = { call, world, shell: await shellCaseOf(call, world) };
    const grants =
      covers(rule, then, finder, beside) || (!each.complete && mayGrantCut(rule, then, finder));
    if (!grants) continue;
    return { kind: "past_call", detail: `it would grant a call that was ${WHY[why]}`, entryId };
  }
  return undefined;
}

/** Most lines need not be read to be told apart. */
function mayConcern(rule: Rule, { call }: PastCall): boolean {
  if (!mayFindTool(rule.tool, toolNames(call.tool))) return false;
  const line = call.input["command"];
  return typeof line !== "string" || mayBeAlone(rule, line);
}

/** The world as it is now, in the folders of then. */
function worldOf({ cwd, projectRoot }: PastCall, world: World): World {
  const { now, home, accountHome, caseInsensitive } = world;
  const realpath = (path: string): string => world.realpath(path);
  return { now, home, accountHome, caseInsensitive, cwd, projectRoot, realpath };
}

/** The first of the rules that fires on the call, or on another one that would be granted. */
async function firstFiring(
  rules: readonly Rule[],
  { rule, judged }: Promotion,
  finder: Finder,
): Promise<Rule | undefined> {
  const own = rules.find((each) => fires(each, judged, finder));
  if (own !== undefined) return own;
  for (const each of rules) {
    for await (const variant of grantedVariants(rule, judged, each, finder)) {
      if (fires(each, variant, finder)) return each;
    }
  }
  return undefined;
}
