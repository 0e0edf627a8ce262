import { readHistory } from "../files/history.ts";
import { homePaths } from "../files/home.ts";
import { setTended, tendedDay } from "../files/look-state.ts";
import { replacePrivate } from "../files/private.ts";
import { renewedRule } from "../files/renewed-rule.ts";
import { AUTO_RULES, recordRules } from "../files/rule-history.ts";
import { keepRuleText } from "../files/rule-texts.ts";
import { HISTORY, type RuleChangeLine } from "../model/history.ts";
import type { LookState } from "../model/look.ts";
import { ruleChangeLines } from "../policy/rules/rule-changes.ts";
import { type LearnedRule, learnedRules } from "./learned-rules.ts";
import { alone } from "./locked.ts";
import { look } from "./look.ts";
import type { LearnPlace } from "./place.ts";
import { lastsMs } from "./promote.ts";
import { removeRefuted } from "./refute.ts";
import { type Remover, removeOne } from "./remove.ts";

/** What became of learned rules when somebody looked after them. */
export interface Tended {
  readonly kind: "tended";
  /** False where the log was not looked through to its end: then nothing was done. */
  readonly complete: boolean;
  /** By name, or by id where it has none. */
  readonly expired: readonly string[];
  readonly demoted: readonly string[];
  readonly renewed: readonly string[];
}

const NOTHING: Tended = { kind: "tended", complete: true, expired: [], demoted: [], renewed: [] };

/**
 * Takes away what no call used for the set time, and what fails or is refused too often; what was
 * used holds for as long again. `dryRun`: only says what it would do. Rules that people wrote
 * into auto-rules.toml are left alone.
 */
export async function expire(
  place: LearnPlace,
  dryRun: boolean,
): Promise<Tended | { readonly kind: "busy"; readonly heldBy: number }> {
  return alone(place, () => tend(place, { dryRun, only: undefined }));
}

/** Once a day: what `expire` does. */
export async function tendDaily(place: LearnPlace): Promise<void> {
  const day = place.now.slice(0, 10);
  if (tendedDay(place.home) === day) return;
  const done = await expire(place, false);
  if (done.kind === "tended" && done.complete) setTended(place.home, day);
}

/** As soon as a call of a learned rule failed or was refused. */
export async function demoteFailing(place: LearnPlace): Promise<void> {
  await alone(place, () => tend(place, { dryRun: false, only: "demoted" }));
}

type Fate = { readonly kind: "expired" | "demoted"; readonly detail: string } | Renewal;
interface Renewal {
  readonly kind: "renewed";
  readonly expires: string;
}

async function tend(
  place: LearnPlace,
  { dryRun, only }: { readonly dryRun: boolean; readonly only: "demoted" | undefined },
): Promise<Tended> {
  if (!dryRun) await removeRefuted(place);
  const { rules } = await learnedRules(place.home);
  const learned = rules.filter(({ table }) => table.promoted_at !== undefined);
  if (learned.length === 0) return NOTHING;
  const seen = await look(
    place,
    rules.map(({ rule }) => rule.id),
  );
  if (!seen.complete) return { ...NOTHING, complete: false };
  const { lines } = readHistory(place.home, HISTORY.rules);
  const done = { expired: [] as string[], demoted: [] as string[], renewed: [] as string[] };
  for (const each of learned) {
    const fate = fateOf(each, seen.uses[each.rule.id], { place, isOurs: isOurEnd(each, lines) });
    if (fate === undefined || (only !== undefined && fate.kind !== only)) continue;
    done[fate.kind].push(each.table.name ?? each.rule.id);
    if (dryRun) continue;
    if (fate.kind === "renewed") await renew(each, fate, place);
    else await removeOne(each.rule.id, removerOf(fate, place), place);
  }
  return { ...NOTHING, ...done };
}

function removerOf(fate: Exclude<Fate, Renewal>, { foundBy }: LearnPlace): Remover {
  return { why: fate.kind, by: foundBy, detail: fate.detail };
}

function fateOf(
  { table, rule }: LearnedRule,
  uses: LookState["uses"][string] | undefined,
  { place, isOurs }: { readonly place: LearnPlace; readonly isOurs: boolean },
): Fate | undefined {
  const { settings, now } = place;
  const since = instant(table.promoted_at);
  const recent = (uses?.recent ?? []).filter(({ at }) => Date.parse(at) >= since);
  const failed = recent.filter(({ outcome }) => outcome === "failed").length;
  const refused = recent.filter(({ outcome }) => outcome === "refused").length;
  if (failed + refused >= settings.demote_after) {
    const detail = `of its last ${recent.length} calls ${failed} failed and ${refused} were refused`;
    return { kind: "demoted", detail };
  }
  const lasts = lastsMs(settings.expires);
  const used = Math.max(since, instant(uses?.last));
  const ends = used + lasts;
  if (ends <= Date.parse(now)) {
    return { kind: "expired", detail: `no call used it for ${settings.expires}` };
  }
  const known = rule.expires === undefined ? Number.POSITIVE_INFINITY : Date.parse(rule.expires);
  // Somebody set another end: that is what holds.
  if (!isOurs) return undefined;
  // Not for each use: a file that changes daily is hard to read.
  if (ends - known < lasts / RENEWALS) return undefined;
  return { kind: "renewed", expires: new Date(ends).toISOString() };
}

const RENEWALS = 10;

/** Whether the rule ends when we said: the last change of it on record has a cause of ours. */
function isOurEnd({ rule }: LearnedRule, lines: readonly RuleChangeLine[]): boolean {
  const last = lines.findLast(({ file, rule_id }) => file === AUTO_RULES && rule_id === rule.id);
  return last?.cause !== undefined && last.after?.["expires"] === rule.expires;
}

function instant(value: unknown): number {
  const text = value instanceof Date ? value.toISOString() : String(value ?? "");
  const found = Date.parse(text);
  return Number.isNaN(found) ? 0 : found;
}

/** Two writes; whoever looks at the files finds the second where it is missing. */
async function renew({ index }: LearnedRule, fate: Renewal, place: LearnPlace): Promise<void> {
  const { home, owner, now, foundBy } = place;
  const { text } = await learnedRules(home);
  const changed = renewedRule(text, index, fate.expires);
  if (changed === undefined) return;
  keepRuleText(home, text);
  keepRuleText(home, changed);
  replacePrivate(homePaths(home).autoRules, changed);
  const { rules } = await learnedRules(home);
  const policy = await place.loadPolicy();
  const files = [{ file: AUTO_RULES, rules: rules.map(({ rule }) => rule) }];
  const found = { files, policySha256: policy.sha256, at: now, foundBy };
  recordRules(home, owner, {
    at: now,
    foundBy,
    autoRules: changed,
    changes: (lines) => ruleChangeLines(lines, found).map((line) => withCause(line, foundBy)),
  });
}

function withCause(line: RuleChangeLine, by: string): RuleChangeLine {
  if (line.file !== AUTO_RULES || line.kind !== "edited") return line;
  const nothing = { entry: null, session: null, tier: null, score: null, reasoning: null };
  const detail = "calls used it: it holds for as long again";
  return { ...line, cause: { why: "renewed", by, ...nothing, confirmations: null, detail } };
}
