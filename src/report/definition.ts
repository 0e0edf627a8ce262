import { FINDING_NEEDS } from "../findings/judge.ts";
import type { MetricName } from "../metrics/index.ts";
import { closest } from "../model/closest.ts";
import type { ConfigProblem } from "../model/errors.ts";
import type { OwnQuery, ReportTable } from "../model/report-table.ts";
import { isSectionName, SECTIONS } from "./sections/index.ts";
import { VERDICT_NEEDS } from "./verdict.ts";

/** A report as its table says, with every name known. */
export interface Definition {
  readonly name: string;
  readonly title: string;
  readonly fallback: string;
  readonly comparison: ReportTable["comparison"];
  readonly verdict: boolean;
  /** Names of our sections, and of its own queries. */
  readonly sections: readonly string[];
  readonly quiet: readonly string[] | null;
  readonly queries: readonly OwnQuery[];
  /** The file that it stands in, as a message names it. */
  readonly file: string;
}

/** The definition, or every section name that does not exist. */
export function defineReport(
  name: string,
  table: ReportTable,
  file: string,
): { definition: Definition } | { problems: ConfigProblem[] } {
  const own = table.query.map((query) => query.name);
  const problems = [
    ...unknownSections(table.sections, { path: "sections", file, own }),
    ...unknownSections(table.quiet ?? [], { path: "quiet", file, own }),
    ...table.query.flatMap((query, index) =>
      queryProblems(query, own.slice(0, index), {
        path: `query[${index}]`,
        file,
      }),
    ),
  ];
  if (problems.length > 0) return { problems };
  const definition: Definition = {
    name,
    title: table.title,
    fallback: table.window,
    comparison: table.comparison,
    verdict: table.verdict,
    sections: table.sections,
    quiet: table.quiet ?? null,
    queries: table.query,
    file,
  };
  return { definition };
}

/** Every metric that the report may show, each once. */
export function metricsOf(definition: Definition): MetricName[] {
  const names = [...definition.sections, ...(definition.quiet ?? [])].filter(isSectionName);
  const needs = names.flatMap((name) => [...SECTIONS[name].needs]);
  const head: readonly MetricName[] = [...FINDING_NEEDS, ...VERDICT_NEEDS];
  return [...new Set([...(definition.verdict ? head : []), ...needs])];
}

function unknownSections(
  names: readonly string[],
  { path, file, own }: { path: string; file: string; own: readonly string[] },
): ConfigProblem[] {
  return names.flatMap((name, index) => {
    if (isSectionName(name) || own.includes(name)) return [];
    const known = [...own, ...Object.keys(SECTIONS)];
    const near = closest(name, known);
    const hint =
      near === undefined ? `Write one of ${known.join(", ")}.` : `Did you mean "${near}"?`;
    return [{ file, path: `${path}[${index}]`, message: `there is no section "${name}". ${hint}` }];
  });
}

function queryProblems(
  { name, sql, file: named }: OwnQuery,
  before: readonly string[],
  { path, file }: { path: string; file: string },
): ConfigProblem[] {
  const problem = (key: string, message: string) => ({ file, path: `${path}${key}`, message });
  const both = sql !== undefined && named !== undefined;
  const neither = sql === undefined && named === undefined;
  return [
    ...(isSectionName(name)
      ? [problem(".name", `"${name}" is a section of ours. Choose another.`)]
      : []),
    ...(before.includes(name)
      ? [problem(".name", `"${name}" is there twice. Give each its own.`)]
      : []),
    ...(both ? [problem(".file", "sql and file are two statements. Leave one of them out.")] : []),
    ...(neither ? [problem("", "it has no statement. Give it sql, or file.")] : []),
  ];
}
