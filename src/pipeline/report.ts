import { homePaths } from "../files/home.ts";
import { readRuleSeverities } from "../files/rule-severities.ts";
import type { Facts } from "../findings/facts.ts";
import { FINDING_NEEDS } from "../findings/judge.ts";
import type { Io } from "../io.ts";
import type { CommandConfig } from "../model/config.ts";
import { UserError } from "../model/errors.ts";
import type { Report } from "../model/report.ts";
import { buildReport } from "../report/build.ts";
import { type Definition, metricsOf } from "../report/definition.ts";
import { seriesOf } from "../report/series.ts";
import { type FactsPlan, type Measured, measureBefore, measureFacts } from "./facts.ts";
import { homeFlag } from "./home-flag.ts";
import { withReader } from "./ingest.ts";
import { readLearning } from "./learning-facts.ts";
import { loadDefinition } from "./report-definition.ts";
import { resolveScope, type ScopeWords } from "./scope.ts";
import { readUndelivered } from "./undelivered.ts";

export interface ReportContext {
  readonly io: Io;
  readonly home: string;
  readonly config: CommandConfig;
}

export interface ReportRequest {
  /** `digest`, `trends`, or a table in `<home>/reports/`. */
  readonly name: string;
  /** What the shared flags said. */
  readonly words: ScopeWords;
  /** The step of a trend. */
  readonly by?: "day" | "week";
}

/**
 * One report, measured now. The same words with the same `asOf` give the same report.
 * Throws UserError for words that mean nothing, ConfigError for a report table with mistakes.
 */
export async function makeReport(context: ReportContext, request: ReportRequest): Promise<Report> {
  // Mistakes in the words are told before anything is loaded.
  planReport(context, request);
  return withReader(context, (reader) => {
    // Without --as-of it is as of now, after loading: so the anchor vouches for what was loaded.
    const { definition, plan } = planReport(context, request);
    return composeReport(reader, definition, plan);
  });
}

/** The report that a reader's answers give. */
export async function composeReport(
  reader: Measured,
  definition: Definition,
  plan: FactsPlan,
): Promise<Report> {
  const facts = await measureFacts(reader, plan);
  const before = definition.verdict ? await factsBefore(reader, facts, plan) : null;
  return buildReport(definition, facts, before);
}

/** What the words ask for, before anything is read but the report's own table. */
export function planReport(
  context: ReportContext,
  request: ReportRequest,
): { definition: Definition; plan: FactsPlan } {
  const { io, home, config } = context;
  const definition = withStep(loadDefinition(home, request.name), request.by);
  const { words } = request;
  const scope = resolveScope(words, { io, config, fallback: definition.fallback });
  return {
    definition,
    plan: {
      series: seriesOf(definition.comparison, scope.window, words.since !== undefined),
      needs: metricsOf(definition),
      scope,
      severities: readRuleSeverities(homePaths(home).policies),
      homeFlag: homeFlag(io, home),
      learning: readLearning(home),
      undelivered: readUndelivered(home),
      ratioAbove: config.alert.passthrough_ratio.fire_above,
    },
  };
}

function factsBefore(reader: Measured, facts: Facts, plan: FactsPlan): Promise<Facts | null> {
  return measureBefore(reader, facts, { ...plan, needs: FINDING_NEEDS });
}

function withStep(definition: Definition, by: ReportRequest["by"]): Definition {
  if (by === undefined) return definition;
  if (definition.comparison === "before") {
    throw new UserError(
      `--by cuts a trend into days or weeks; ${definition.name} is about one window. ` +
        `Write: claude-permit report trends --by ${by}.`,
    );
  }
  return { ...definition, comparison: by === "day" ? "days" : "weeks" };
}
