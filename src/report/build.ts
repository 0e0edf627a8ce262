import { spanWord } from "../findings/command-line.ts";
import { type Facts, scorecardSeries } from "../findings/facts.ts";
import { judge } from "../findings/judge.ts";
import { Report } from "../model/report.ts";
import { dayOf, type Window, windowLabel } from "../model/window.ts";
import type { Definition } from "./definition.ts";
import type { Material, Section } from "./section.ts";
import { isSectionName, SECTIONS } from "./sections/index.ts";
import { isEmpty, isQuiet, verdictOf } from "./verdict.ts";

/**
 * The report that the facts give. `before` is what was known of the window before; null where the
 * report has no verdict, and treated so where the log does not reach back that far. `own`: what its
 * own queries answered, by their names.
 */
export function buildReport(
  definition: Definition,
  facts: Facts,
  before: Facts | null,
  own: ReadonlyMap<string, Section> = new Map(),
): Report {
  const material = gather(definition, facts, before);
  const { window } = facts;
  return Report.parse({
    version: 1,
    id: `digest:${definition.name}:${periodStart(window)}:${window.timeZone}`,
    name: definition.name,
    title: titleOf(definition, window),
    label: windowLabel(window),
    window: { since: window.since, until: window.until, time_zone: window.timeZone },
    as_of: facts.asOf,
    verdict: definition.verdict ? verdictOf(material) : null,
    sections: editionOf(definition, material).flatMap((name): Section[] => {
      const section = isSectionName(name) ? SECTIONS[name].make(material) : own.get(name);
      return section === null || section === undefined ? [] : [section];
    }),
  });
}

function gather(definition: Definition, facts: Facts, before: Facts | null): Material {
  const reached = before !== null && scorecardSeries(before).some((row) => row !== undefined);
  const known = reached ? before : null;
  const material = {
    report: wordsOf(definition),
    facts,
    judgement: definition.verdict ? judge(facts, known) : { findings: [], resolved: [] },
    before: known,
    last: known?.window ?? (definition.verdict ? null : windowBefore(definition, facts)),
  };
  return { ...material, quiet: definition.quiet !== null && isQuiet(material) };
}

/** The window before, of a report without a verdict: null where nothing before is known. */
function windowBefore(definition: Definition, facts: Facts): Window | null {
  if (definition.comparison !== "before" || facts.rows.scorecard === undefined) return null;
  const reached = scorecardSeries(facts)
    .slice(0, -1)
    .some((row) => row !== undefined);
  return reached ? (facts.windows.at(-2) ?? null) : null;
}

const STEPS = {
  before: "",
  session: "",
  weeks: " --by week",
  days: " --by day",
} as const satisfies Record<Definition["comparison"], string>;

function wordsOf({ name, comparison }: Definition): string {
  return `${name}${STEPS[comparison]}`;
}

/** All sections, the short edition of a quiet window, or what is left to say of an empty one. */
function editionOf(definition: Definition, material: Material): readonly string[] {
  if (!definition.verdict) return definition.sections;
  if (isEmpty(material)) return definition.sections.filter((name) => name === "coverage");
  return material.quiet ? (definition.quiet ?? definition.sections) : definition.sections;
}

const PERIODS: Readonly<Record<string, string>> = {
  week: "weekly",
  day: "daily",
  month: "monthly",
};

/** `weekly security digest`; a trend is not about one period. */
function titleOf(definition: Definition, window: Window): string {
  const period = definition.comparison === "before" ? PERIODS[spanWord(window)] : undefined;
  return period === undefined ? definition.title : `${period} ${definition.title}`;
}

/** The first local day where the window starts with one, else the exact instant. */
function periodStart(window: Window): string {
  const first = dayOf(window, Date.parse(window.since));
  return first?.since === window.since ? windowLabel(first) : window.since;
}
