import { basename, dirname } from "node:path";
import { readCandidate } from "../files/read-candidate.ts";
import { type Answer, type Change, simulate } from "../learn/simulate.ts";
import type { Policy } from "../model/rule.ts";
import { loadEngine } from "../policy/patterns/pattern.ts";
import type { SimulatedChange, SimulationListing } from "../report/simulation-listing.ts";
import { casePolicies, type Instead } from "./case-policies.ts";
import { type IngestContext, withReader } from "./ingest.ts";
import { type CasePlace, recordedCases } from "./recorded-cases.ts";
import { type RuleFile, type RulePlace, readRuleFiles, ruleFile } from "./rule-files.ts";
import type { Scope } from "./scope.ts";

export interface SimulateContext extends IngestContext {
  readonly place: RulePlace;
  readonly world: CasePlace;
  readonly onJudged: (done: number, of: number) => void;
}

/**
 * What of the window's calls would be decided otherwise if a file were in force, in the place of
 * config.toml, or of auto-rules.toml or the project's claude-permit.toml where it bears such a
 * name. Throws ConfigError where it has mistakes, UserError where it cannot be read.
 */
export async function simulateFile(
  path: string,
  context: SimulateContext,
  scope: Scope,
): Promise<SimulationListing> {
  const { place, world, onJudged } = context;
  const engine = await loadEngine();
  const source = SOURCES[basename(path)] ?? "config";
  const file = ruleFile(path, source, () => readCandidate(path), engine);
  const files = await readRuleFiles(place);
  const own = files
    .filter((each) => each.source !== "project")
    .map((each) => (each.source === source ? file : each));
  const policyOf =
    source === "project"
      ? casePolicies(own, engine, insteadOf(file, place))
      : casePolicies(own, engine);
  const rows = await withReader(context, (reader) => reader.past(scope, "all"));
  const cases = recordedCases(rows, rulesAsked(own, file), world);
  const { changes, unjudged, ...found } = await simulate(cases, policyOf, onJudged);
  const { since, until, timeZone } = scope.window;
  return {
    window: { since, until, time_zone: timeZone },
    as_of: scope.asOf,
    file: path,
    in_place_of: source,
    calls: rows.length,
    changes: changes.map(toldChange),
    unchanged: found.unchanged,
    for_model: found.forModel,
    not_judged: unjudged.map(({ why, calls }) => ({ why, calls: calls.length })),
  };
}

/** What `rules simulate --json` prints: a contract that never changes its meaning. */
export function simulationJson(found: SimulationListing): unknown {
  return { version: 1, ...found };
}

function toldChange({ fingerprint, from, to, opens, calls }: Change): SimulatedChange {
  const [first] = calls;
  const answer = ({ decision, by, rule }: Answer) => ({ decision, by, rule: rule || null });
  return {
    fingerprint,
    from: answer(from),
    to: answer(to),
    opens,
    calls: calls.length,
    sessions: new Set(calls.map(({ sessionId }) => sessionId)).size,
    example: { entry_id: first?.entryId ?? "", subject: first?.subject ?? "" },
  };
}

const SOURCES: Readonly<Record<string, "auto" | "project">> = {
  "auto-rules.toml": "auto",
  "claude-permit.toml": "project",
};

/** It holds where such a file would lie: in the project that the command is run in. */
function insteadOf(file: RuleFile, { projectRoot }: RulePlace): Instead {
  const inPlace = basename(dirname(file.path)) === ".claude";
  const root = inPlace ? dirname(dirname(file.path)) : projectRoot;
  return { root, path: `${root}/.claude/claude-permit.toml`, file };
}

function rulesAsked(own: readonly RuleFile[], file: RuleFile): Policy["rules"] {
  return [...own, file].flatMap(({ rules }) => rules.map(({ rule }) => rule));
}
