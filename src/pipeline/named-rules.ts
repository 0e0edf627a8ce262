import { readPending } from "../files/pending-rules.ts";
import { tableText } from "../files/toml-places.ts";
import { foldPending, type PendingRule } from "../learn/pending.ts";
import { closest } from "../model/closest.ts";
import { UserError } from "../model/errors.ts";
import type { RuleFile, RuleInFile } from "./rule-files.ts";

/** Fewer would find any. */
const MIN_ID_CHARS = 4;

/**
 * The one pending rule of a name, of a rule's id, its beginning or ending, or of the ending of the
 * id of a call that it comes from, as prompts and `rules pending` show it. One that was set aside
 * counts. Throws UserError where there is none, where it is learned already, and where several fit.
 */
export function pendingNamed(home: string, wanted: string, now: string): PendingRule {
  const { rules } = foldPending(readPending(home).lines, now);
  const found = rules.filter((rule) => isMeant(wanted, namesOf(rule)));
  const open = found.filter(({ state }) => state !== "promoted");
  const [first] = open;
  if (first !== undefined && open.length === 1) return first;
  const [learned] = found;
  if (learned !== undefined && open.length === 0) {
    const name = learned.promoting?.table.name ?? learned.ruleId;
    throw new UserError(`${name} is learned already. To see it: claude-permit rules show ${name}`);
  }
  if (open.length > 1)
    throw ambiguous(
      wanted,
      "pending rules",
      open.map(({ ruleId }) => ruleId),
    );
  const names = rules.flatMap((rule) => namesOf(rule).name ?? []);
  throw unknown(wanted, names, "pending", "claude-permit rules pending");
}

/**
 * The one learned rule of a name, or of an id, its beginning or ending. Throws UserError where
 * there is none, and where several fit.
 */
export function learnedNamed(files: readonly RuleFile[], wanted: string): RuleInFile {
  const learned = files.filter(({ source }) => source === "auto").flatMap(({ rules }) => rules);
  const found = learned.filter(({ rule, table }) =>
    isMeant(wanted, { name: table.name, ids: [rule.id], calls: [] }),
  );
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  if (found.length > 1) {
    throw ambiguous(
      wanted,
      "learned rules",
      found.map(({ rule }) => rule.id),
    );
  }
  const written = files.some(
    ({ source, rules }) =>
      source !== "auto" &&
      rules.some(({ rule, table }) =>
        isMeant(wanted, { name: table.name, ids: [rule.id], calls: [] }),
      ),
  );
  if (written) {
    throw new UserError(
      `"${wanted}" was written by hand, and only learned rules are revoked. Take it out of its file.`,
    );
  }
  const names = learned.flatMap(({ table }) => table.name ?? []);
  throw unknown(wanted, names, "learned", "claude-permit rules list");
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
  /** Ids of entries. */
  readonly calls: readonly string[];
}

function namesOf({ ruleId, promoting, stashes }: PendingRule): Names {
  return {
    name: promoting?.table.name,
    ids: [ruleId],
    calls: stashes.map(({ line }) => line.stash),
  };
}

function isMeant(wanted: string, { name, ids, calls }: Names): boolean {
  if (name === wanted) return true;
  if (wanted.length < MIN_ID_CHARS) return false;
  const [low, high] = [wanted.toLowerCase(), wanted.toUpperCase()];
  return (
    ids.some((id) => id.startsWith(low) || id.endsWith(low)) ||
    calls.some((id) => id.endsWith(high))
  );
}

function ambiguous(wanted: string, what: string, ids: readonly string[]): UserError {
  return new UserError(
    `${ids.length} ${what} fit "${wanted}". Give more of the id: ${ids.slice(0, 5).join(", ")}.`,
  );
}

function unknown(wanted: string, names: readonly string[], what: string, list: string): UserError {
  const near = closest(wanted, names);
  const hint = near === undefined ? "" : ` Did you mean ${near}?`;
  return new UserError(
    `No ${what} rule is called "${wanted}", and no id begins or ends so.${hint} All of them: ${list}`,
  );
}
