import type { Rule, RuleTable } from "../model/rule.ts";
import { sha256 } from "../model/sha256.ts";
import type { Judged } from "../policy/matching/matching.ts";
import { type Bench, barOf, casesSpared } from "./back-test.ts";
import { mergedTables, type Weighed } from "./merge-tables.ts";
import { narrowestRule } from "./narrowest-rule.ts";
import type { OpenPart } from "./open-part.ts";
import type { Recorded } from "./recorded-case.ts";
import type { Suggestion } from "./suggestion.ts";

/** Fewer calls are no habit. */
const MIN_CALLS = 3;
const MIN_SESSIONS = 2;
/** What came once will hardly come again as it was: no rule has to name it. */
export const MIN_EACH = 2;
/** Names of tools of servers that do something there, or run what they are given. */
const ACTING =
  /(?:^|_)(?:upload|delete|remove|send|post|publish|deploy|merge|push|exec|execute|run|eval|evaluate|write|create|update|set|save|pay|transfer|drop|apply|insert|sql|install|invite|grant|reset|type|fill|press|drag|click|close)(?:_|$)/i;

/** What making suggestions takes. */
export interface Suggesting {
  readonly bench: Bench;
  /** Of the open cases of the bench. */
  readonly parts: readonly OpenPart[];
  /** Every call that no rule covered, by kind, judged or not. */
  readonly uncovered: ReadonlyMap<string, { readonly calls: number; readonly unjudged: number }>;
  /** A table of an allow rule as it would be judged; undefined where it has a mistake. */
  compile(table: RuleTable): Rule | undefined;
}

/** New rules for calls that came again and again, each with its back-test. */
export async function suggestRules(suggesting: Suggesting): Promise<readonly Suggestion[]> {
  const { bench, compile, uncovered } = suggesting;
  const found: Suggestion[] = [];
  for (const tables of groups(suggesting.parts)) {
    for (const { table } of mergedTables(await withoutBarred(tables, suggesting))) {
      const rule = compile(table);
      if (rule === undefined || barOf(bench, rule) !== undefined) continue;
      const spared = (await casesSpared(bench, rule)).flatMap((one) => one.calls);
      if (!isHabit(spared)) continue;
      const kinds = fingerprintsOf(spared);
      const [first = ""] = kinds;
      found.push({
        kind: "rule",
        id: suggestionId(["rule", table]),
        fingerprints: kinds,
        table,
        backTest: {
          spared,
          of: Math.max(spared.length, uncovered.get(first)?.calls ?? 0),
          unjudged: uncovered.get(first)?.unjudged ?? 0,
          tightened: [],
        },
      });
    }
  }
  return found;
}

/** Whether calls come again: often enough, and not in the work of one session alone. */
export function isHabit(calls: readonly Recorded[]): boolean {
  const sessions = new Set(calls.map(({ sessionId }) => sessionId));
  return calls.length >= MIN_CALLS && sessions.size >= MIN_SESSIONS;
}

/** Eight hex digits of what it would write. */
export function suggestionId(what: unknown): string {
  return sha256(JSON.stringify(what)).slice(0, 8);
}

/** Fingerprints of calls, most calls first. */
export function fingerprintsOf(calls: readonly Recorded[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { fingerprint } of calls) counts.set(fingerprint, (counts.get(fingerprint) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
}

/** Parts of one kind, with the narrowest rule of each that has one. */
function groups(parts: readonly OpenPart[]): readonly (readonly Weighed[])[] {
  const found = new Map<string, Map<string, Weighed>>();
  for (const part of parts) {
    const table = tableOf(part);
    if (table === undefined) continue;
    // Rules name folders: those of one project make one that can be read.
    const { call, world } = part.of.judged;
    const isPlaced = call.tool !== "WebFetch" && !call.tool.startsWith("mcp__");
    const group = JSON.stringify([part.kind, call.tool, isPlaced ? world.projectRoot : ""]);
    const ofKind = found.get(group) ?? new Map<string, Weighed>();
    found.set(group, ofKind);
    const key = JSON.stringify(table);
    const calls = (ofKind.get(key)?.calls ?? 0) + part.of.calls.length;
    ofKind.set(key, { table, calls });
  }
  return [...found.values()].map((tables) => [...tables.values()]);
}

/** The narrowest rule; one that came in lines of several commands holds in such lines too. */
function tableOf({ judged, of, isWhole }: OpenPart): RuleTable | undefined {
  const narrowest = narrowestRule(judged);
  if (narrowest.kind === "none" || isActing(judged)) return undefined;
  const { alone: _alone, ...table } = narrowest.table;
  const { cwd } = of.judged.world;
  return isWhole ? narrowest.table : { ...table, ...(table.cwd === undefined ? {} : { cwd }) };
}

/** Whether what it does is more than reading, or lays down what others will run. */
function isActing({ call, world }: Judged): boolean {
  const [, , ...name] = call.tool.split("__");
  if (call.tool.startsWith("mcp__"))
    return ACTING.test(name.join("_").replace(/([a-z])([A-Z])/g, "$1_$2"));
  if (!WRITERS.has(call.tool)) return false;
  const path = String(call.input["file_path"] ?? call.input["notebook_path"]);
  const root = world.projectRoot === "" ? world.cwd : world.projectRoot;
  return RUNNING.test(path.slice(path.startsWith(`${root}/`) ? root.length : 0));
}

const WRITERS = new Set(["Edit", "MultiEdit", "Write", "NotebookEdit"]);
/**
 * Files that say what is run, or tell agents what to do: `/.cursor-plugin/x`, `/scripts/a.ts`,
 * `/package.json`; not `/src/index.ts`. A rule for files of one ending would hold for each of them.
 */
const RUNNING =
  /\/\.|\/(?:scripts?|skills|agents|commands|prompts|plugins)\/|\/(?:SKILL|AGENTS?|CLAUDE|GEMINI|COPILOT)[^/]*\.md$|\.(?:sh|bash|zsh|fish|ps1|bat|cmd|mk|json|jsonc|json5|toml|ya?ml|ini|cfg|gradle|kts|exs|lock)$|\/(?:[^/.]+|Dockerfile[^/]*|[^/]*\.config\.\w+|setup\.py|noxfile\.py|build\.rs)$/i;

/** One that would match something barred spoils no other by being merged with it. */
async function withoutBarred(
  tables: readonly Weighed[],
  { bench, compile }: Suggesting,
): Promise<readonly Weighed[]> {
  return tables.filter(({ table, calls }) => {
    if (calls < MIN_EACH) return false;
    const rule = compile(table);
    return rule !== undefined && barOf(bench, rule) === undefined;
  });
}
