import { join } from "node:path";
import { homePaths } from "../files/home.ts";
import { isLogName } from "../files/log-names.ts";
import { namesIn, storedSize } from "../files/stored-sizes.ts";
import { scopeFlags } from "../findings/command-line.ts";
import type { Report } from "../model/report.ts";
import { windowLabel } from "../model/window.ts";
import { clausesOf } from "../policy/rules/rule-record.ts";
import {
  type InventoryPath,
  type InventoryRule,
  inventoryReport,
} from "../report/inventory-report.ts";
import type { ListedRule } from "../report/rule-listing.ts";
import { homeFlag } from "./home-flag.ts";
import { learnedStory } from "./learned-story.ts";
import type { ReportContext } from "./report.ts";
import { type RuleInFile, type RulePlace, readRuleFiles } from "./rule-files.ts";
import { readRuleHistory } from "./rule-history.ts";
import { type ListingContext, listingWords, listRules, listRulesThen } from "./rules-listing.ts";
import { resolveScope, type ScopeWords } from "./scope.ts";

/**
 * Everything that claude-permit is told by and stores: paths with their sizes and ages, and every
 * rule with what it asks for, where it stands, what it did and where it comes from. With `--as-of`
 * the rules of that time; files are only known as they are now.
 */
export async function makeInventory(
  context: ReportContext,
  place: RulePlace,
  request: { readonly words: ScopeWords; readonly dryRun: boolean },
): Promise<Report> {
  const { io, home, config } = context;
  const { words, dryRun } = request;
  const scope = resolveScope(listingWords(words), { io, config, fallback: "today" });
  const isThen = words.asOf !== undefined;
  const listing: ListingContext = { io, home, place, by: "report inventory", dryRun };
  const found = await (isThen ? listRulesThen : listRules)(listing, scope);
  const tables = isThen ? [] : (await readRuleFiles(place)).flatMap(({ rules }) => rules);
  const history = readRuleHistory(home).filter(({ at }) => at <= scope.asOf);
  const rules = found.rules.map((rule): InventoryRule => {
    const { record } = rule;
    const own = history.filter(({ after }) => after?.id === record.id);
    const learned = rule.source === "auto" ? learnedStory(tableOf(rule, tables), own) : undefined;
    return {
      ...rule,
      clauses: ownFirst(clausesOf(record)),
      since: own[0]?.at ?? null,
      learned: learned ?? null,
    };
  });
  const { window, asOf } = scope;
  return inventoryReport({
    label: windowLabel(window),
    window: { since: window.since, until: window.until, time_zone: window.timeZone },
    asOf,
    home,
    paths: isThen ? null : pathsOf(place),
    rules,
    mistakes: found.mistakes,
    again: `report inventory ${scopeFlags(scope)} --as-of ${asOf}${homeFlag(io, home)}`,
    homeFlag: homeFlag(io, home),
  });
}

/** Most rules are about one tool: what tells them apart comes first. */
function ownFirst(clauses: readonly string[]): string[] {
  const tools = clauses.filter((clause) => clause.startsWith("tool "));
  return [...clauses.filter((clause) => !clause.startsWith("tool ")), ...tools];
}

function tableOf({ record, source }: ListedRule, tables: readonly RuleInFile[]) {
  const found = tables.find(({ rule }) => rule.id === record.id && rule.source === source);
  return found?.table;
}

/** What there is under home and in the project, in the order in which people look for it. */
function pathsOf(place: RulePlace): InventoryPath[] {
  const paths = homePaths(place.home);
  const logs = namesIn(place.home).filter(isLogName);
  const named: [string, string][] = [
    ["rules and settings", paths.config],
    ["learned rules", paths.autoRules],
    ["rules of the project", join(place.projectRoot, ".claude", "claude-permit.toml")],
    ["your reports", join(place.home, "reports")],
    ["your templates", join(place.home, "templates")],
    ...logs.map((name): [string, string] => ["log", join(place.home, name)]),
    ["archived months", join(place.home, "archive")],
    ["pending rules", paths.pendingRules],
    ["notices", paths.notices],
    ["history", paths.history],
    ["policies in force once", paths.policies],
    ["messages", paths.outbox],
    ["written reports", paths.out],
    ["answers of the model", paths.llm],
    ["key", paths.key],
    ["warehouse", paths.warehouse],
    ["cache", paths.cache],
  ];
  return named.flatMap(([what, path]): InventoryPath[] => {
    const size = storedSize(path);
    if (size === undefined) return [];
    const below = `${place.home}/`;
    const own = path.startsWith(below) ? path.slice(below.length) : path;
    return [{ what, ...size, path: own }];
  });
}
