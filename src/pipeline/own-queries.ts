import { ASSETS } from "../assets.ts";
import { reportFiles } from "../files/report-tables.ts";
import { located } from "../files/toml-places.ts";
import type { Io } from "../io.ts";
import { AnswerRows } from "../model/answer.ts";
import { ConfigError, type ConfigProblem, EXIT } from "../model/errors.ts";
import type { Section } from "../model/report.ts";
import type { OwnQuery } from "../model/report-table.ts";
import type { Definition } from "../report/definition.ts";
import { missingColumns, type OwnAnswer, ownSection } from "../report/own-section.ts";
import { putQuestion } from "./question.ts";
import type { Scope } from "./scope.ts";

interface OwnContext {
  readonly io: Io;
  readonly home: string;
}

/** What `$name` stands for in a statement of one's own. */
export function ownParameters(scope: Scope): Record<string, string | null> {
  return {
    since: scope.window.since,
    // So that an answer as of then holds nothing that came later, whatever the statement says.
    until: scope.asOf < scope.window.until ? scope.asOf : scope.window.until,
    as_of: scope.asOf,
    tz: scope.window.timeZone,
    project: scope.project,
    tool: scope.tool,
  };
}

/**
 * The sections of a report's own queries that it shows, by name. Each statement is answered by a
 * process of its own, as `query` does: it only reads, reaches nothing else, and is stopped at its
 * time limit. Throws ConfigError with every mistake, each at its line.
 */
export async function ownSections(
  context: OwnContext,
  definition: Definition,
  scope: Scope,
): Promise<ReadonlyMap<string, Section>> {
  const shown = new Set([...definition.sections, ...(definition.quiet ?? [])]);
  const sections = new Map<string, Section>();
  const problems: ConfigProblem[] = [];
  for (const [index, query] of definition.queries.entries()) {
    if (!shown.has(query.name)) continue;
    const place = { file: definition.file, path: `query[${index}]` };
    const made = await answered(context, query, scope);
    if ("problem" in made) {
      problems.push(statementProblem(query, place, made.problem));
      continue;
    }
    const [first] = made.rows;
    if (first !== undefined) problems.push(...missingColumns(query, Object.keys(first), place));
    sections.set(query.name, ownSection(query, made));
  }
  if (problems.length > 0) throw new ConfigError(locatedIn(context, definition, problems));
  return sections;
}

/** What the engine says of a statement: at the line of the file that it stands in, if it names one. */
export function statementProblem(
  query: OwnQuery,
  place: { readonly file: string; readonly path: string },
  words: string,
): ConfigProblem {
  const message = words.split("\n")[0] ?? "";
  if (query.file === undefined) return { ...place, path: `${place.path}.sql`, message };
  const [, line] = /^LINE (\d+):/m.exec(words) ?? [];
  const at = line === undefined ? {} : { line: Number(line) };
  return { file: `reports/${query.file}`, path: "", message, ...at };
}

async function answered(
  { io, home }: OwnContext,
  query: OwnQuery,
  scope: Scope,
): Promise<OwnAnswer | { problem: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const quiet: Io = {
    ...io,
    stdout: { ...io.stdout, write: (text) => void out.push(text) },
    stderr: { ...io.stderr, write: (text) => void err.push(text) },
  };
  const code = await putQuestion(quiet, {
    ...{ home, sql: query.sql ?? "", format: "json", columns: 80, dry_run: false },
    // One more than is shown tells that there are more.
    ...{ limit: query.limit + 1, timeout_ms: query.timeout * 1000 },
    ...{ time_zone: scope.window.timeZone, parameters: ownParameters(scope) },
  });
  io.signal.throwIfAborted();
  if (code === EXIT.bug) throw new Error(err.join(""));
  if (code !== EXIT.ok) return { problem: err.join("").trim() || "the statement was ended." };
  const rows = AnswerRows.parse(JSON.parse(out.join("")));
  return { rows: rows.slice(0, query.limit), more: rows.length > query.limit };
}

/** With the line of the report's file. */
function locatedIn(
  { home }: OwnContext,
  { name }: Definition,
  problems: readonly ConfigProblem[],
): ConfigProblem[] {
  const text = reportFiles(ASSETS.reports, home).get(name)?.read() ?? "";
  // What stands in a file of its own has its line, or none.
  return problems.flatMap((one) => (one.path === "" ? [one] : located([one], text)));
}
