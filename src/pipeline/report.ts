import { homePaths } from "../files/home.ts";
import { readRuleSeverities } from "../files/policy-rules.ts";
import type { Facts } from "../findings/facts.ts";
import type { Covering, StuckCalls } from "../findings/rule-facts.ts";
import type { Io } from "../io.ts";
import type { CommandConfig } from "../model/config.ts";
import { UserError } from "../model/errors.ts";
import type { Report, Section } from "../model/report.ts";
import { windowLabel } from "../model/window.ts";
import { buildReport } from "../report/build.ts";
import { type Definition, metricsOf } from "../report/definition.ts";
import { askedOf, explainFigures, sectionMetrics } from "../report/explain-figures.ts";
import { PAGE_NEEDS, withPage } from "../report/page.ts";
import { isSectionName, SECTIONS } from "../report/sections/index.ts";
import { type Asked, hasSteps, seriesOf } from "../report/series.ts";
import { metricParameters, type Reader } from "../warehouse/reader.ts";
import { readAlerts } from "./alert-facts.ts";
import { evasionPlace } from "./evasions.ts";
import { askedWindows, type FactsPlan, type Measured, measureFacts } from "./facts.ts";
import { homeFlag } from "./home-flag.ts";
import { withReader } from "./ingest.ts";
import { readLearning } from "./learning-facts.ts";
import { nextReport } from "./next-report.ts";
import { ownParameters, ownSections } from "./own-queries.ts";
import type { CasePlace } from "./recorded-cases.ts";
import { loadDefinition } from "./report-definition.ts";
import { readRulesInForce } from "./rules-in-force.ts";
import { resolveScope, type Scope, type ScopeWords } from "./scope.ts";
import { checkSession, sessionPlan } from "./session-plan.ts";
import { readTranscriptSessions } from "./transcript-sessions.ts";
import { readUndelivered } from "./undelivered.ts";

export interface ReportContext {
  readonly io: Io;
  readonly home: string;
  readonly config: CommandConfig;
  /** What recorded calls are judged again in; without it no report judges any. */
  readonly world?: (scope: Scope) => CasePlace;
}

export interface ReportRequest {
  /** `digest`, `trends`, or a table in `<home>/reports/`. */
  readonly name: string;
  /** What the shared flags said. */
  readonly words: ScopeWords;
  /** Which session: the beginning of its id, or `last`. */
  readonly session?: string;
  /** The step of a trend. */
  readonly by?: "day" | "week";
  /** Whether it may be shown as a page, which carries more than other formats show. */
  readonly page?: boolean;
  /** Whether people read what is said beside it. */
  readonly tell?: boolean;
  /** In place of the report, where each of its figures comes from. */
  readonly explain?: boolean;
}

/**
 * One report, measured now. The same words with the same `asOf` give the same report.
 * Throws UserError for words that mean nothing, ConfigError for a report table with mistakes.
 */
export async function makeReport(context: ReportContext, request: ReportRequest): Promise<Report> {
  // Mistakes in the words are told before anything is loaded.
  const planned = planReport(context, request);
  sayWidened(context, request, planned);
  const made = await withReader(context, async (reader) => {
    // Without --as-of it is as of now, after loading: so the anchor vouches for what was loaded.
    const { definition, plan: general } = planReport(context, request);
    const { session } = request;
    const plan = session === undefined ? general : await sessionPlan(reader, general, session);
    const stuck = await stuckOf(context, reader, { definition, plan });
    const covering = await coveringOf(context, reader, { definition, plan, words: request.words });
    const whole = { ...plan, stuck, ...(covering === undefined ? {} : { covering }) };
    return { definition, plan, ...(await measureFacts(reader, whole, definition.verdict)) };
  });
  // Other processes answer them: the warehouse is closed by then.
  const own =
    planned.definition.queries.length === 0
      ? new Map<string, Section>()
      : await ownSections(context, made.definition, made.plan.scope);
  const report = withItsPage(
    buildReport(made.definition, made.facts, made.before, own),
    made.facts,
  );
  return request.explain === true ? explained(report, made) : report;
}

/** What a page shows beside it, where that was measured. */
function withItsPage(report: Report, facts: Facts): Report {
  return facts.rows.cube === undefined ? report : withPage(report, facts);
}

/** Where each figure comes from, from the rows that the report was made of. */
function explained(
  report: Report,
  { definition, plan, facts }: { definition: Definition; plan: FactsPlan; facts: Facts },
): Report {
  const shown = new Set(report.sections.map(({ id }) => id));
  const { scope, series } = plan;
  return explainFigures(report, {
    metricsOf: sectionMetrics,
    asked: askedOf(definition, facts, (name) => {
      return metricParameters(name, { ...scope, windows: askedWindows(name, series) });
    }),
    queries: definition.queries.filter(({ name }) => shown.has(name)),
    parameters: ownParameters(scope),
  });
}

/** Judging calls again takes time, so only a report that shows it pays for it. */
async function stuckOf(
  { world }: ReportContext,
  reader: Reader,
  { definition, plan }: Planned,
): Promise<readonly StuckCalls[]> {
  if (world === undefined || !asksFor("judges", definition)) return [];
  const { scope } = plan;
  const then = await plan.rulesThen(scope.asOf);
  const { stuckCalls } = await import("./stuck-calls.ts");
  return stuckCalls(reader, { scope, then, world: world(scope) });
}

/** Rules that would cover what none does, from the month that `rules suggest` looks at. */
async function coveringOf(
  { world, io, config }: ReportContext,
  reader: Reader,
  { definition, plan, words }: Planned & { readonly words: ScopeWords },
): Promise<Covering | undefined> {
  if (world === undefined || !asksFor("suggests", definition)) return undefined;
  const { window } = plan.series;
  const moment = plan.scope.asOf < window.until ? plan.scope.asOf : window.until;
  const { project, tool } = words;
  const month = {
    ...{ since: "30d", asOf: moment, tz: window.timeZone },
    ...(project === undefined ? {} : { project }),
    ...(tool === undefined ? {} : { tool }),
  };
  const scope = resolveScope(month, { io, config, fallback: "today" });
  const then = await plan.rulesThen(moment);
  // Where no rule was ever written down, nobody knows what is covered already.
  if (then.inForce.onRecordSince === null) return undefined;
  const { coveringRules } = await import("./covering-rules.ts");
  return coveringRules(reader, { scope, counted: window, then, world: world(scope) });
}

interface Planned {
  readonly definition: Definition;
  readonly plan: FactsPlan;
}

function asksFor(what: "judges" | "suggests", { sections }: Definition): boolean {
  return sections.some((name) => isSectionName(name) && what in SECTIONS[name]);
}

/** The report that a reader's answers give. */
export async function composeReport(
  reader: Measured,
  definition: Definition,
  plan: FactsPlan,
): Promise<Report> {
  const { facts, before } = await measureFacts(reader, plan, definition.verdict);
  return withItsPage(buildReport(definition, facts, before), facts);
}

/** What the words ask for, before anything is read but the report's own table. */
export function planReport(
  context: ReportContext,
  request: ReportRequest,
): { definition: Definition; plan: FactsPlan } {
  const { io, home, config } = context;
  const definition = withStep(loadDefinition(home, request.name), request.by);
  checkSession(definition, request);
  const { words } = request;
  const scope = resolveScope(words, { io, config, fallback: definition.fallback });
  // A trend is about many windows: there is nothing of one to count anew.
  const isPage = request.page === true && definition.comparison === "before";
  return {
    definition,
    plan: {
      series: seriesOf(definition.comparison, scope.window, askedFor(words)),
      needs: [...metricsOf(definition), ...(isPage ? PAGE_NEEDS : [])],
      scope,
      severities: readRuleSeverities(homePaths(home).policies),
      homeFlag: homeFlag(io, home),
      learning: readLearning(home),
      undelivered: readUndelivered(home),
      transcripts: readTranscriptSessions(home),
      rulesThen: readRulesInForce(home),
      ratioAbove: config.alert.passthrough_ratio.fire_above,
      alerts: readAlerts(home),
      nextAt: nextReport(definition.name, context, scope.asOf),
      evasionPlace: evasionPlace(io.accountHome, home),
    },
  };
}

function askedFor({ since, during }: ScopeWords): Asked {
  if (since !== undefined) return "start";
  return during === undefined ? "nothing" : "span";
}

/** A trend of one week is none: it shows those before as well, and says so beside the report. */
function sayWidened(
  { io }: ReportContext,
  { words, tell }: ReportRequest,
  { definition, plan: { series, scope } }: { definition: Definition; plan: FactsPlan },
): void {
  const { comparison, name } = definition;
  if (
    tell === false ||
    words.during === undefined ||
    (comparison !== "weeks" && comparison !== "days")
  )
    return;
  if (hasSteps(comparison, scope.window)) return;
  const shown = `${series.windows.length} ${comparison}`;
  const hint = comparison === "weeks" ? "Its days: --by day." : "Ask for a longer --during.";
  io.stderr.write(
    `${name} shows ${shown} that end with ${windowLabel(scope.window)}: one alone is no trend.\n` +
      `${hint}\n`,
  );
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
