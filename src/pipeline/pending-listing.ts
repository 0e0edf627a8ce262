import { readPending } from "../files/pending-rules.ts";
import { ruleToml } from "../files/rule-toml.ts";
import {
  foldPending,
  isReady,
  type PendingRule,
  STASH_LASTS_MS,
  type Stash,
} from "../learn/pending.ts";
import type { PromotionSettings } from "../model/words.ts";
import type {
  PendingCall,
  PendingListing,
  PendingStanding,
  PendingView,
} from "../report/pending-listing.ts";
import { fingerprintOf, nameOf } from "./named-rules.ts";

/** Where and when somebody looks at what may be learned. */
export interface PendingPlace {
  readonly home: string;
  /** ISO 8601 UTC: nothing later is looked at. */
  readonly asOf: string;
  readonly timeZone: string;
  readonly promotion: PromotionSettings;
  /** Whether the files hold mistakes. */
  readonly suspended: boolean;
}

/** Every rule that is pending or was set aside, the oldest first. Throws UnsafeFile. */
export function pendingListing(place: PendingPlace): PendingListing {
  const { asOf, promotion } = place;
  const { lines, bad } = readPending(place.home);
  const known = lines.filter(({ at }) => at <= asOf);
  const { rules } = foldPending(known, asOf);
  return {
    as_of: asOf,
    time_zone: place.timeZone,
    promotion,
    rules: rules
      .filter(({ state }) => state !== "promoted")
      .map((rule) => ({
        ...viewOf(rule, promotion),
        name: nameOf(known, rule.ruleId) ?? null,
        fingerprint: fingerprintOf(known, rule.ruleId),
      }))
      // What was demoted begins anew: until it is called again nothing is known of it.
      .filter(({ state, calls }) => state !== "over" || calls.length > 0)
      .sort((a, b) => (firstAt(a) < firstAt(b) ? -1 : firstAt(a) > firstAt(b) ? 1 : 0)),
    bad_lines: bad,
    suspended: place.suspended,
  };
}

/** What `rules pending --json` prints: a contract that never changes its meaning. */
export function pendingJson({ rules, ...frame }: PendingListing): unknown {
  return { version: 1, ...frame, rules };
}

/** What is over or set aside has no call that counts, and stands last. */
function firstAt({ first_at }: PendingView): string {
  return first_at ?? "~";
}

function viewOf(
  rule: PendingRule,
  promotion: PromotionSettings,
): Omit<PendingView, "name" | "fingerprint"> {
  const { stashes, confirmed, blocked, held } = rule;
  const calls = stashes.map(callOf);
  const agreed = confirmed.filter(({ last }) => counts(last, promotion));
  const counting = calls.filter(({ state }) => COUNTS.has(state));
  const open = calls.filter(({ state }) => state === "open" || state === "prompted");
  const newest = stashes.at(-1)?.line;
  return {
    rule_id: rule.ruleId,
    state: standingOf(rule, counting.length, promotion),
    rule: rule.rule,
    toml: ruleToml("allow", rule.rule),
    proposal_used: newest?.proposal_used ?? false,
    calls,
    confirmations: agreed.length,
    sessions: new Set(agreed.map(({ line }) => line.session_id)).size,
    first_at: counting[0]?.at ?? null,
    expires_at: lastEnd(open),
    blocked: blocked === undefined ? null : { ...blocked.doubt, at: blocked.at },
    set_aside:
      held === undefined
        ? null
        : held.kind === "dropped"
          ? { how: "dropped", by: held.by, at: held.at }
          : { how: held.why, by: "", at: held.at },
  };
}

/** A model's yes counts only where it was said to. */
function counts(last: Stash["last"], { mode }: PromotionSettings): boolean {
  return last?.kind === "confirmed" && (last.by === "user" || mode === "green");
}

const COUNTS: ReadonlySet<PendingCall["state"]> = new Set(["open", "prompted", "confirmed"]);

function standingOf(
  rule: PendingRule,
  counting: number,
  promotion: PromotionSettings,
): PendingStanding {
  if (rule.state === "held") return "set_aside";
  if (rule.state === "blocked") return "blocked";
  if (isReady(rule, promotion)) return "ready";
  return counting > 0 ? "waiting" : "over";
}

function callOf({ line, state, last }: Stash): PendingCall {
  return {
    entry: line.stash,
    at: line.at,
    session: line.session_id,
    subject: line.subject,
    score: line.score,
    reasoning: line.reasoning,
    state,
    confirmed_by: state === "confirmed" && last?.kind === "confirmed" ? last.by : null,
  };
}

function lastEnd(open: readonly PendingCall[]): string | null {
  const last = open.reduce<string | null>(
    (late, { at }) => (late === null || at > late ? at : late),
    null,
  );
  return last === null ? null : new Date(Date.parse(last) + STASH_LASTS_MS).toISOString();
}
