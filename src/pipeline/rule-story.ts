import { tableText } from "../files/toml-places.ts";
import type { Io } from "../io.ts";
import { closest } from "../model/closest.ts";
import { UserError } from "../model/errors.ts";
import type { RuleChangeLine, RuleRecord } from "../model/history.ts";
import type { Rule, RuleTable } from "../model/rule.ts";
import { builtinRules } from "../policy/floor/floor.ts";
import { exampleMatches } from "../policy/rules/examples.ts";
import { ruleRecord } from "../policy/rules/rule-record.ts";
import type { RuleHits } from "../report/rule-listing.ts";
import type { RuleStory, StoryExample } from "../report/rule-story-report.ts";
import { learnedStory, withUses } from "./learned-story.ts";
import { ruleAsItWas } from "./rule-as-it-was.ts";
import { type RuleInFile, type RulePlace, readRuleFiles } from "./rule-files.ts";
import { catchUpRuleHistory, readRuleHistory } from "./rule-history.ts";
import { countHits, type ListingContext } from "./rules-listing.ts";
import type { Scope } from "./scope.ts";
import { exampleWorld } from "./validate-examples.ts";

/**
 * Everything about the rules of a name, or an id or its beginning: those in force and the built-in
 * ones, else what the history has of one that is gone. Throws UserError where there is none.
 */
export async function ruleStories(
  wanted: string,
  context: ListingContext,
  scope: Scope,
): Promise<readonly RuleStory[]> {
  const { io, place, by, dryRun } = context;
  const files = await readRuleFiles(place);
  if (!dryRun) catchUpRuleHistory(io, place, { files, by });
  const lines = readRuleHistory(place.home);
  const found = files.flatMap((file) =>
    file.rules
      .filter(({ rule, table }) => isMeant(wanted, { id: rule.id, name: table.name }))
      .map((one) => ({ file, one, record: ruleRecord(one.rule) })),
  );
  const names = files.flatMap((file) => file.rules.flatMap(({ table }) => table.name ?? []));
  const builtin = builtinRules()
    .map(builtinRecord)
    .filter(({ id, name }) => isMeant(wanted, { id, name }));
  const known = [...names, ...builtinRules().map(({ label }) => label)];
  const isThere = found.length + builtin.length > 0;
  const past = isThere ? [] : [goneRecord(wanted, lines, known)];
  const hits = await countHits(context, scope);
  const told = async (record: RuleRecord, table?: RuleTable) => {
    const known = toldOf(record, lines, hits);
    const learned = learnedStory(table, known.history);
    return { ...known, learned: await withUses(learned, record, { context, scope }) };
  };
  return [
    ...(await Promise.all(
      past.map(async (record) => {
        const then = await ruleAsItWas(place.home, record, historyOf(record, lines));
        const toml = then?.toml ?? "";
        return { ...(await told(record, then?.table)), ...NOT_IN_FORCE, toml };
      }),
    )),
    ...builtin.map((record) => ({ ...toldOf(record, lines, hits), ...BUILT_IN })),
    ...(await Promise.all(
      found.map(async ({ file, one, record }) => ({
        ...(await told(record, file.source === "auto" ? one.table : undefined)),
        source: file.source,
        place: { file: one.path, line: one.line ?? null },
        toml: tableText(file.text, one.place),
        provenance: provenanceOf(one),
        examples: await examplesOf(one, io, place),
      })),
    )),
  ];
}

const BUILT_IN = {
  source: "builtin",
  place: null,
  toml: "",
  provenance: [],
  examples: [],
  learned: null,
} as const;

/** Only what can be said of it: it is no expression. */
function builtinRecord({ kind, id, label, severity, description, message }: Rule): RuleRecord {
  return { kind, id, name: label, severity, description, message };
}

const NOT_IN_FORCE = { source: null, place: null, provenance: [], examples: [] } as const;

/** What log and history say of a rule: with what it did under the ids that it had before. */
function toldOf(
  record: RuleRecord,
  lines: readonly RuleChangeLine[],
  hits: (record: RuleRecord) => RuleHits | null,
): Pick<RuleStory, "record" | "history" | "hits" | "hits_before"> {
  const history = historyOf(record, lines);
  const earlier = new Map(
    history.flatMap(({ before }) =>
      before === null || before.id === record.id ? [] : [[before.id, before] as const],
    ),
  );
  const counted = [...earlier.values()].map((each) => hits(each)?.hits ?? 0);
  return {
    record,
    history,
    hits: hits(record),
    hits_before: counted.reduce((sum, each) => sum + each, 0),
  };
}

/** What `rules show --json` prints: a contract that never changes its meaning. */
export function storyJson(story: RuleStory): unknown {
  const { record, place, hits, provenance, ...rest } = story;
  const { kind, id, name, ...keys } = record;
  return {
    kind,
    rule_id: id,
    name: name ?? null,
    ...(place ?? { file: null, line: null }),
    ...(hits ?? { hits: null, sessions: null, last_hit: null }),
    provenance: Object.fromEntries(provenance),
    rule: keys,
    ...rest,
  };
}

function isMeant(wanted: string, { id, name }: { id: string; name: string | undefined }): boolean {
  return name === wanted || (wanted.length >= MIN_ID_CHARS && id.startsWith(wanted.toLowerCase()));
}

/** Fewer would find any. */
const MIN_ID_CHARS = 4;

/** As the history last had a rule that is not in force any more. Throws UserError. */
function goneRecord(
  wanted: string,
  lines: readonly RuleChangeLine[],
  names: readonly string[],
): RuleRecord {
  const last = lines.findLast(({ before, after }) =>
    [before, after].some(
      (record) => record !== null && isMeant(wanted, { id: record.id, name: record.name }),
    ),
  );
  const record = last?.after ?? last?.before;
  if (record === undefined || record === null) throw unknownRule(wanted, names);
  return record;
}

function unknownRule(wanted: string, names: readonly string[]): UserError {
  const near = closest(wanted, names);
  const hint = near === undefined ? "" : ` Did you mean ${near}?`;
  return new UserError(
    `No rule is called "${wanted}", and no id begins so.${hint} All of them: claude-permit rules list`,
  );
}

/** What a learned rule says of where it came from, in the order of its keys. */
function provenanceOf({ table }: RuleInFile): [string, string][] {
  return Object.entries(table).flatMap(([key, value]): [string, string][] =>
    /^(?:promoted|confirmed)_/.test(key) && value !== undefined
      ? [[key, value instanceof Date ? value.toISOString() : String(value)]]
      : [],
  );
}

async function examplesOf(one: RuleInFile, io: Io, place: RulePlace): Promise<StoryExample[]> {
  const world = exampleWorld(one.rule, io, place);
  const examples = [
    ...(one.table.match ?? []).map((text) => ({ text, wanted: true })),
    ...(one.table.no_match ?? []).map((text) => ({ text, wanted: false })),
  ];
  return Promise.all(
    examples.map(async ({ text, wanted }) => ({
      text,
      wanted,
      holds: (await exampleMatches(one.rule, text, world)) === wanted,
    })),
  );
}

/** The lines that lead to the rule as it is: back over renames and edits. */
function historyOf(record: RuleRecord, lines: readonly RuleChangeLine[]): RuleChangeLine[] {
  const found: RuleChangeLine[] = [];
  let { id, name } = record;
  for (const line of [...lines].reverse()) {
    const [own] = [line.after, line.before].filter((each) => each !== null);
    if (own === undefined || own.id !== id || own.name !== name) continue;
    found.unshift(line);
    if (line.before !== null) ({ id, name } = line.before);
  }
  return found;
}
