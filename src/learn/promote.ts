import { setWaiting } from "../files/look-state.ts";
import { appendPending } from "../files/pending-rules.ts";
import { ruleToml } from "../files/rule-toml.ts";
import type { BlockedLine, DoubtRecord, PromotingLine } from "../model/pending.ts";
import type { Policy, Rule, RuleTable } from "../model/rule.ts";
import { judgedOf } from "./judged.ts";
import { learnedRules, ruleOf } from "./learned-rules.ts";
import { alone, pendingNow, withLock } from "./locked.ts";
import { look, pastCalls } from "./look.ts";
import { isReady, type PendingRule, type Stash } from "./pending.ts";
import type { LearnPlace } from "./place.ts";
import { type Doubt, promotionDoubt } from "./promotion-doubts.ts";
import { finish } from "./steps.ts";

/** What came of a promotion. */
export type Promotion =
  | { readonly kind: "promoted"; readonly name: string; readonly entry: string }
  | { readonly kind: "blocked"; readonly doubt: DoubtRecord; readonly entry: string }
  /** The log was not looked through to its end: to be tried again. */
  | { readonly kind: "unread" }
  /** The policy is not `current`: nothing is learned under it. */
  | { readonly kind: "suspended" }
  | { readonly kind: "busy"; readonly heldBy: number }
  /** No such pending rule, or one that is promoted already. */
  | { readonly kind: "unknown" };

/** Why it is promoted, and who says so. */
export interface Promoter {
  readonly why: "promoted" | "approved";
  readonly by: string;
}

/**
 * Promotes a pending rule: the gate, then every write, under one lock. `approved`: a person says
 * so, and nothing has to be confirmed before; the gate holds all the same.
 */
export function promote(ruleId: string, promoter: Promoter, place: LearnPlace): Promise<Promotion> {
  return alone(place, async () => {
    const found = pendingNow(place).rules.find((rule) => rule.ruleId === ruleId);
    return found === undefined ? { kind: "unknown" } : promoteOne(found, promoter, place);
  });
}

/**
 * Promotes every pending rule that was confirmed often enough. One that was blocked is tried again
 * where `confirmed` names it: it was confirmed just now.
 */
export async function promoteReady(place: LearnPlace, confirmed?: string): Promise<void> {
  const ready = (): PendingRule[] =>
    pendingNow(place).rules.filter(
      (rule) =>
        isReady(rule, place.settings) && (rule.state !== "blocked" || rule.ruleId === confirmed),
    );
  const results: Promotion[] = [];
  const promoter = { why: "promoted", by: place.foundBy } as const;
  if (ready().length > 0) {
    const busy = await alone(place, async () => {
      for (const rule of ready()) results.push(await promoteOne(rule, promoter, place));
    });
    if (busy !== undefined) results.push(busy);
  }
  // Whoever comes next goes on with it.
  setWaiting(
    place.home,
    results.some(({ kind }) => kind === "unread" || kind === "busy"),
  );
}

/** What a promotion would do: the rule as it would be written, or what keeps it from being so. */
export type Preview =
  | { readonly kind: "clear"; readonly toml: string }
  | { readonly kind: "blocked"; readonly doubt: DoubtRecord }
  | Exclude<Promotion, { kind: "promoted" | "blocked" }>;

/** Goes through the gate and writes nothing of it. */
export async function preview(
  ruleId: string,
  promoter: Promoter,
  place: LearnPlace,
): Promise<Preview> {
  return withLock(place, async (): Promise<Preview> => {
    const pending = pendingNow(place).rules.find((rule) => rule.ruleId === ruleId);
    if (pending === undefined) return UNKNOWN;
    const found = await gate(pending, promoter, place);
    if (found.kind === "doubt") return { kind: "blocked", doubt: recordOf(found.doubt) };
    if (found.kind !== "clear") return found;
    const { table } = intent({ ...found, pending, promoter }, place);
    return { kind: "clear", toml: ruleToml("allow", table) };
  });
}

const UNKNOWN = { kind: "unknown" } as const;

async function promoteOne(
  pending: PendingRule,
  promoter: Promoter,
  place: LearnPlace,
): Promise<Promotion> {
  const found = await gate(pending, promoter, place);
  if (found.kind === "doubt") return block(pending, found.last, found.doubt, place);
  if (found.kind !== "clear") return found;
  const begun = intent({ ...found, pending, promoter }, place);
  appendPending(place.home, [begun]);
  await finish(begun, pendingNow(place), place);
  return { kind: "promoted", name: begun.table.name ?? begun.rule_id, entry: begun.entry };
}

type Gated =
  | ({ readonly kind: "clear" } & Pick<Promoting, "calls" | "last" | "taken">)
  | { readonly kind: "doubt"; readonly doubt: Doubt; readonly last: Stash }
  | { readonly kind: "unread" | "suspended" | "unknown" };

async function gate(pending: PendingRule, promoter: Promoter, place: LearnPlace): Promise<Gated> {
  const calls = callsFor(pending, promoter);
  const last = calls.at(-1);
  if (last === undefined || pending.state === "promoted") return UNKNOWN;
  const policy = await place.loadPolicy();
  if (policy.state !== "current") return { kind: "suspended" };
  const learned = await learnedRules(place.home);
  const seen = await look(
    place,
    learned.rules.map(({ rule }) => rule.id),
  );
  if (!seen.complete) return { kind: "unread" };
  const rule = await ruleOf(pending.rule);
  const doubt =
    rule === undefined
      ? ({ kind: "own_call", detail: "the rule holds a mistake" } as const)
      : await doubtAbout(rule, calls, { policy, place });
  if (doubt !== undefined) return { kind: "doubt", doubt, last };
  return { kind: "clear", calls, last, taken: policy.rules.map(({ label }) => label) };
}

/** What it is to rest on: what was confirmed; on a person's word any call that was not refused. */
function callsFor(pending: PendingRule, promoter: Promoter): readonly Stash[] {
  if (promoter.why === "promoted" || pending.confirmed.length > 0) return pending.confirmed;
  return pending.stashes.filter(({ state }) => state !== "refused" && state !== "refuted");
}

/** Every call that it rests on is tried, each way of writing it once; the log only once. */
async function doubtAbout(
  rule: Rule,
  calls: readonly Stash[],
  { policy, place }: { readonly policy: Policy; readonly place: LearnPlace },
): Promise<Doubt | undefined> {
  const distinct = new Map(calls.map((stash) => [stash.line.input_mac, stash.line]));
  let past = pastCalls(place.home, rule.program);
  for (const line of distinct.values()) {
    const judged = await judgedOf(line, place);
    const doubt = await promotionDoubt({ rule, judged, policy, past });
    if (doubt !== undefined) return doubt;
    past = nothing();
  }
  return undefined;
}

function* nothing(): Generator<never> {}

async function block(
  pending: PendingRule,
  last: Stash,
  found: Doubt,
  place: LearnPlace,
): Promise<Promotion> {
  const doubt = recordOf(found);
  const known = pending.blocked;
  if (known !== undefined && isSameDoubt(known.doubt, doubt)) {
    return { kind: "blocked", doubt: known.doubt, entry: known.entry };
  }
  const line: BlockedLine = {
    v: 1,
    at: place.now,
    kind: "blocked",
    rule_id: pending.ruleId,
    entry: place.newId(),
    stash: last.line.stash,
    doubt,
  };
  appendPending(place.home, [line]);
  await finish(line, pendingNow(place), place);
  return { kind: "blocked", doubt, entry: line.entry };
}

function recordOf({ kind, detail, rule, entryId }: Doubt): DoubtRecord {
  return {
    kind,
    detail,
    rule: rule?.label ?? null,
    entry: entryId ?? null,
    ...(rule === undefined
      ? {}
      : { rule_id: rule.id, rule_kind: rule.kind, rule_source: rule.source }),
  };
}

function isSameDoubt(a: DoubtRecord, b: DoubtRecord): boolean {
  return a.kind === b.kind && a.rule === b.rule && a.entry === b.entry;
}

interface Promoting {
  readonly pending: PendingRule;
  readonly calls: readonly Stash[];
  readonly last: Stash;
  readonly promoter: Promoter;
  /** Names that other rules have. */
  readonly taken: readonly string[];
}

function intent(
  { pending, calls, last, promoter, taken }: Promoting,
  place: LearnPlace,
): PromotingLine {
  const { line } = last;
  const { settings, now } = place;
  const byModel = calls.every(
    (stash) => stash.last?.kind === "confirmed" && stash.last.by === "model",
  );
  const confirmedBy = promoter.why === "approved" ? promoter.by : byModel ? "model" : "user";
  const table: RuleTable = {
    ...pending.rule,
    name: freeName(line.fingerprint, pending.ruleId, taken),
    promoted_at: now,
    promoted_tier: "llm",
    promoted_score: line.score,
    promoted_reasoning: line.reasoning,
    promoted_session: line.session_id,
    promoted_entry: line.stash,
    confirmed_by: confirmedBy,
    expires: new Date(Date.parse(now) + lastsMs(settings.expires)).toISOString(),
  };
  return {
    v: 1,
    at: now,
    kind: "promoting",
    rule_id: pending.ruleId,
    entry: place.newId(),
    stash: line.stash,
    table,
    stashes: calls.map((stash) => stash.line.stash),
    session_id: line.session_id,
    cwd: line.cwd,
    fingerprint: line.fingerprint,
    cause: {
      why: promoter.why,
      by: promoter.by,
      entry: line.stash,
      session: line.session_id,
      tier: "llm",
      score: line.score,
      reasoning: line.reasoning,
      confirmations: pending.confirmed.length,
      detail: line.proposal_used ? "the rule is the model's own proposal" : null,
    },
  };
}

const DAY_MS = 86_400_000;

/** `90d` in milliseconds. */
export function lastsMs(expires: string): number {
  return Number.parseInt(expires, 10) * DAY_MS;
}

const WORD_CHARS = 48;

/** `learned-git-push-1a2b`; with more digits where another rule is called so. */
function freeName(fingerprint: string, ruleId: string, taken: readonly string[]): string {
  const words = fingerprint
    .toLowerCase()
    .replace(/^bash:/, "")
    .replace(/[^a-z0-9]+/g, "-");
  const word = words.slice(0, WORD_CHARS).replace(/^-+|-+$/g, "");
  const names = [4, 8, 12].map((digits) =>
    ["learned", word, ruleId.slice(0, digits)].filter((part) => part !== "").join("-"),
  );
  return names.find((name) => !taken.includes(name)) ?? names.at(-1) ?? ruleId;
}
