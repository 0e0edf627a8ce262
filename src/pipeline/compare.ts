import { UserError } from "../model/errors.ts";
import { isSpanWord } from "../model/moments.ts";
import type { Report } from "../model/report.ts";
import { spanWindow, type Window } from "../model/window.ts";
import { cleanText } from "../render/escape-text.ts";
import { COMPARE_NEEDS, type CompareRows, type Side } from "../report/compare/sides.ts";
import { compareReport } from "../report/compare-report.ts";
import { explainFigures } from "../report/explain-figures.ts";
import { metricParameters, type Reader } from "../warehouse/reader.ts";
import { homeFlag } from "./home-flag.ts";
import { withReader } from "./ingest.ts";
import type { ReportContext } from "./report.ts";
import { resolveScope, type Scope, type ScopeWords } from "./scope.ts";
import { NAMED, sessionWindow } from "./session-plan.ts";

const USAGE =
  "compare takes two spans or two sessions: report compare 2026-W46 2026-W47, or report compare 8c1e 41fa.";

/**
 * Two spans or two sessions side by side. A word of the form of a span is one, anything else the
 * beginning of a session's id. Throws UserError for words that mean nothing or not one session.
 */
export async function makeComparison(
  context: ReportContext,
  args: readonly string[],
  { words, explain }: { readonly words: ScopeWords; readonly explain: boolean },
): Promise<Report> {
  const [first, second, ...more] = args;
  if (first === undefined || second === undefined || more.length > 0) throw new UserError(USAGE);
  if (isSpanWord(first) !== isSpanWord(second)) {
    throw new UserError(`One of these is a span and the other is not. ${USAGE}`);
  }
  const given = [words.since, words.until, words.during].some((word) => word !== undefined);
  if (given) throw new UserError(`compare takes its spans without a flag. ${USAGE}`);
  const scopeNow = (): Scope => {
    const { io, config } = context;
    return resolveScope(words, { io, config, fallback: "today" });
  };
  // Mistakes in the words are told before anything is loaded.
  const scope = scopeNow();
  if (isSpanWord(first)) for (const word of [first, second]) spanOf(word, scope);
  return withReader(context, async (reader) => {
    const asked = scopeNow();
    const [before, after] = [
      await sideOf(reader, first, asked),
      await sideOf(reader, second, asked),
    ];
    const report = compareReport(before, after, {
      asOf: asked.asOf,
      timeZone: asked.window.timeZone,
      project: asked.project,
      tool: asked.tool,
      homeFlag: homeFlag(context.io, context.home),
      promptsRecorded: (await reader.coverage(asked.asOf)).prompts_recorded,
    });
    return explain ? explained(report, [before, after], asked) : report;
  });
}

/** Which section rests on which metric. */
const METRICS_OF: Readonly<Record<string, readonly (keyof CompareRows)[]>> = {
  figures: ["scorecard", "passthrough-ratio", "model-latency"],
  decisions: ["decision-mix"],
  new: ["fingerprints", "fingerprint-sessions"],
  gone: ["fingerprints", "fingerprint-sessions"],
  rules: ["rules"],
};

function explained(report: Report, sides: readonly Side[], scope: Scope): Report {
  return explainFigures(report, {
    metricsOf: ({ id }) => (METRICS_OF[id] ?? []).filter((name) => sides[0]?.rows[name]),
    asked: sides.flatMap(({ window, session, rows }, index) =>
      needsOf(session).map((name) => ({
        ...{ name, of: index === 0 ? "A" : "B", rows: rows[name] ?? [] },
        parameters: metricParameters(name, { ...scope, windows: [window], session }),
      })),
    ),
    ...{ queries: [], parameters: {} },
  });
}

function spanOf(word: string, { asOf, window }: Scope): Window {
  return spanWindow(word, { now: new Date(asOf), timeZone: window.timeZone });
}

async function sideOf(reader: Reader, word: string, scope: Scope): Promise<Side> {
  const found = isSpanWord(word)
    ? { window: spanOf(word, scope), session: null }
    : await sessionOf(reader, word, scope);
  const { window, session } = found;
  const rows: Partial<CompareRows> = {};
  const asked = { ...scope, windows: [window], session };
  for (const name of needsOf(session))
    Object.assign(rows, { [name]: await reader.measure(name, asked) });
  return { word, window, session, rows };
}

/** One session has no ratio to speak of. */
function needsOf(session: string | null): (keyof CompareRows)[] {
  return COMPARE_NEEDS.filter((name) => session === null || name !== "passthrough-ratio");
}

async function sessionOf(
  reader: Reader,
  word: string,
  { asOf, window }: Scope,
): Promise<{ window: Window; session: string }> {
  const found = await reader.calls.sessionsNamed(word, asOf);
  const [session, ...others] = found;
  if (session === undefined) {
    throw new UserError(
      `No session with a call begins with "${word}". The digest lists sessions, and so does: ` +
        `claude-permit query "select distinct session_id from calls"`,
    );
  }
  if (others.length > 0) {
    const named = found.slice(0, NAMED).map(({ id }) => cleanText(id));
    const ids = [...named, ...(found.length > NAMED ? ["…"] : [])].join(", ");
    throw new UserError(`"${word}" begins more than one session: ${ids}. Write more of it.`);
  }
  return { window: sessionWindow(session, window), session: session.id };
}
