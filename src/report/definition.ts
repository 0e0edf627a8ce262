import { FINDING_NEEDS } from "../findings/judge.ts";
import type { MetricName } from "../metrics/index.ts";
import { closest } from "../model/closest.ts";
import type { ConfigProblem } from "../model/errors.ts";
import type { ReportTable } from "../model/report-table.ts";
import { isSectionName, SECTIONS, type SectionName } from "./sections/index.ts";
import { VERDICT_NEEDS } from "./verdict.ts";

/** A report as its table says, with every name known. */
export interface Definition {
  readonly name: string;
  readonly title: string;
  readonly fallback: string;
  readonly comparison: ReportTable["comparison"];
  readonly verdict: boolean;
  readonly sections: readonly SectionName[];
  readonly quiet: readonly SectionName[] | null;
}

/** The definition, or every section name that does not exist. */
export function defineReport(
  name: string,
  table: ReportTable,
  file: string,
): { definition: Definition } | { problems: ConfigProblem[] } {
  const problems = [
    ...unknownSections(table.sections, "sections", file),
    ...unknownSections(table.quiet ?? [], "quiet", file),
  ];
  if (problems.length > 0) return { problems };
  const definition: Definition = {
    name,
    title: table.title,
    fallback: table.window,
    comparison: table.comparison,
    verdict: table.verdict,
    sections: table.sections.filter(isSectionName),
    quiet: table.quiet?.filter(isSectionName) ?? null,
  };
  return { definition };
}

/** Every metric that the report may show, each once. */
export function metricsOf(definition: Definition): MetricName[] {
  const names = [...definition.sections, ...(definition.quiet ?? [])];
  const needs = names.flatMap((name) => [...SECTIONS[name].needs]);
  const head: readonly MetricName[] = [...FINDING_NEEDS, ...VERDICT_NEEDS];
  return [...new Set([...(definition.verdict ? head : []), ...needs])];
}

function unknownSections(names: readonly string[], path: string, file: string): ConfigProblem[] {
  return names.flatMap((name, index) => {
    if (isSectionName(name)) return [];
    const near = closest(name, Object.keys(SECTIONS));
    const hint =
      near === undefined
        ? `Write one of ${Object.keys(SECTIONS).join(", ")}.`
        : `Did you mean "${near}"?`;
    return [{ file, path: `${path}[${index}]`, message: `there is no section "${name}". ${hint}` }];
  });
}
