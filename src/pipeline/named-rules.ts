import { readPending } from "../files/pending-rules.ts";
import { tableText } from "../files/toml-places.ts";
import { foldPending, type PendingRule } from "../learn/pending.ts";
import { closest } from "../model/closest.ts";
import { UserError } from "../model/errors.ts";
import type { PendingLine } from "../model/pending.ts";
import type { RuleFile, RuleInFile } from "./rule-files.ts";

/** Fewer would find any. */
const MIN_ID_CHARS = 4;

/** A pending rule with what its newest call was. */
export interface NamedRule {
  readonly pending: PendingRule;
  readonly fingerprint: string;
}

/**
 * The one pending rule of a name, of a rule's id, its beginning or ending, or of the ending of the
 * id of a call that it comes from, as prompts and `rules pending` show it. One that was set aside
 * counts. Throws UserError where there is none, where it is learned already, and where several fit.
 */
export function pendingNamed(home: string, wanted: string, now: string): NamedRule {
  const { lines } = readPending(home);
  const { rules } = foldPending(lines, now);
  const found = meant(rules, wanted, (rule) => namesOf(rule, lines));
  const open = found.filter(({ state }) => state !== "promoted");
  const [first] = open;
  if (first !== undefined && open.length === 1) {
    return { pending: first, fingerprint: fingerprintOf(lines, first.ruleId) };
  }
  const ids = open.map(({ ruleId }) => ruleId);
  if (ids.length > 1) throw ambiguous(wanted, "pending rules", ids);
  const [learned] = found;
  if (learned !== undefined) {
    const name = nameOf(lines, learned.ruleId) ?? learned.ruleId;
    throw new UserError(`${name} is learned already. To see it: claude-permit rules show ${name}`);
  }
  const names = rules.flatMap((rule) => nameOf(lines, rule.ruleId) ?? []);
  throw unknown(wanted, names, { what: "pending", list: "claude-permit rules pending" });
}

/** Of the newest call, also where it counts no more; empty where none is on record. */
export function fingerprintOf(lines: readonly PendingLine[], ruleId: string): string {
  const last = lines.findLast(
    (line) => (line.kind === "stashed" || line.kind === "promoting") && line.rule_id === ruleId,
  );
  return last !== undefined && "fingerprint" in last ? last.fingerprint : "";
}

/** What it was called when it was learned, also where that is over; undefined before. */
export function nameOf(lines: readonly PendingLine[], ruleId: string): string | undefined {
  const last = lines.findLast((line) => line.kind === "promoting" && line.rule_id === ruleId);
  return last?.kind === "promoting" ? last.table.name : undefined;
}

/**
 * The one learned rule of a name, or of an id, its beginning or ending. Throws UserError where
 * there is none, and where several fit.
 */
export function learnedNamed(files: readonly RuleFile[], wanted: string): RuleInFile {
  const all = files.flatMap(({ source, rules }) => rules.map((one) => ({ source, one })));
  const found = meant(all, wanted, ({ one: { rule, table } }) => {
    return { name: table.name, ids: [rule.id], calls: [] };
  });
  const learned = found.filter(({ source }) => source === "auto");
  const [first] = learned;
  if (first !== undefined && learned.length === 1) return first.one;
  const ids = learned.map(({ one }) => one.rule.id);
  if (ids.length > 1) throw ambiguous(wanted, "learned rules", ids);
  const [written] = found;
  if (written !== undefined) {
    const { path, line } = written.one;
    throw new UserError(
      `"${wanted}" was not learned: take it out of ${path}${line === undefined ? "" : `:${line}`} yourself.`,
    );
  }
  const names = all.flatMap(({ source, one }) => (source === "auto" ? (one.table.name ?? []) : []));
  throw unknown(wanted, names, { what: "learned", list: "claude-permit rules list" });
}

/** The rule of that name as it stands in auto-rules.toml; empty where it does not. */
export function learnedToml(files: readonly RuleFile[], name: string): string {
  const file = files.find(({ source }) => source === "auto");
  const found = file?.rules.find(({ table }) => table.name === name);
  return file === undefined || found === undefined ? "" : tableText(file.text, found.place);
}

interface Names {
  readonly name: string | undefined;
  readonly ids: readonly string[];
  /** Ids of entries: of its calls, and of the one that says that it was blocked. */
  readonly calls: readonly string[];
}

function namesOf({ ruleId, stashes, blocked }: PendingRule, lines: readonly PendingLine[]): Names {
  return {
    name: nameOf(lines, ruleId),
    ids: [ruleId],
    calls: [
      ...stashes.map(({ line }) => line.stash),
      ...(blocked === undefined ? [] : [blocked.entry]),
    ],
  };
}

/** Those of that very name; where there are none, those of that id. */
function meant<T>(all: readonly T[], wanted: string, names: (one: T) => Names): readonly T[] {
  const named = all.filter((one) => names(one).name === wanted);
  if (named.length > 0 || wanted.length < MIN_ID_CHARS) return named;
  const [low, high] = [wanted.toLowerCase(), wanted.toUpperCase()];
  return all.filter((one) => {
    const { ids, calls } = names(one);
    return (
      ids.some((id) => id.startsWith(low) || id.endsWith(low)) ||
      calls.some((id) => id.endsWith(high))
    );
  });
}

function ambiguous(wanted: string, what: string, ids: readonly string[]): UserError {
  return new UserError(
    `${ids.length} ${what} fit "${wanted}". Give more of the id: ${ids.slice(0, 5).join(", ")}.`,
  );
}

function unknown(
  wanted: string,
  names: readonly string[],
  { what, list }: { readonly what: string; readonly list: string },
): UserError {
  const near = closest(wanted, names);
  const hint = near === undefined ? "" : ` Did you mean ${near}?`;
  return new UserError(
    `No ${what} rule is called "${wanted}", and no id begins or ends so.${hint} All of them: ${list}`,
  );
}
