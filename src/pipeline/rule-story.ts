import { tableText } from "../files/toml-places.ts";
import type { Io } from "../io.ts";
import { closest } from "../model/closest.ts";
import { UserError } from "../model/errors.ts";
import type { RuleChangeLine, RuleRecord } from "../model/history.ts";
import { exampleMatches } from "../policy/examples.ts";
import { ruleRecord } from "../policy/rule-record.ts";
import type { ListedRule } from "../report/rule-listing.ts";
import type { RuleStory, StoryExample } from "../report/rule-story-report.ts";
import { type RuleFile, type RuleInFile, type RulePlace, readRuleFiles } from "./rule-files.ts";
import { readRuleHistory } from "./rule-history.ts";
import { type ListingContext, listRules } from "./rules-listing.ts";
import type { Scope } from "./scope.ts";
import { exampleWorld } from "./validate-examples.ts";

/**
 * Everything about the rules of a name, or an id or its beginning: those in force, else what the
 * history has of one that is gone. Throws UserError where there is none.
 */
export async function ruleStories(
  wanted: string,
  context: ListingContext,
  scope: Scope,
): Promise<readonly RuleStory[]> {
  const listing = await listRules(context, scope);
  const lines = readRuleHistory(context.place.home);
  const files = await readRuleFiles(context.place);
  const found = files.flatMap((file) =>
    file.rules
      .filter(({ rule, table }) => isMeant(wanted, { id: rule.id, name: table.name }))
      .map((one) => ({ file, one })),
  );
  if (found.length === 0) return gone(wanted, lines, listing.rules);
  return Promise.all(found.map(({ file, one }) => storyOf(file, one)));

  async function storyOf(file: RuleFile, one: RuleInFile): Promise<RuleStory> {
    const record = ruleRecord(one.rule);
    const listed = listing.rules.find(
      ({ file: path, line }) => path === one.path && line === (one.line ?? null),
    );
    return {
      record,
      source: file.source,
      place: { file: one.path, line: one.line ?? null },
      toml: tableText(file.text, one.place),
      provenance: provenanceOf(one),
      examples: await examplesOf(one, context.io, context.place),
      history: historyOf(record, lines),
      hits: listed?.hits ?? null,
    };
  }
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

/** What the history has of rules that are not in force any more. */
function gone(
  wanted: string,
  lines: readonly RuleChangeLine[],
  known: readonly ListedRule[],
): RuleStory[] {
  const last = lines.findLast(({ before, after }) =>
    [before, after].some(
      (record) => record !== null && isMeant(wanted, { id: record.id, name: record.name }),
    ),
  );
  const record = last?.after ?? last?.before;
  if (record === undefined || record === null) throw unknownRule(wanted, known);
  return [
    {
      record,
      source: null,
      place: null,
      toml: "",
      provenance: [],
      examples: [],
      history: historyOf(record, lines),
      hits: null,
    },
  ];
}

function unknownRule(wanted: string, known: readonly ListedRule[]): UserError {
  const names = known.flatMap(({ record }) => record.name ?? []);
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
