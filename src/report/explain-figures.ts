import type { Facts } from "../findings/facts.ts";
import { FINDING_NEEDS } from "../findings/judge.ts";
import { command, count, counted, quote, text } from "../findings/values.ts";
import { METRICS, type MetricName } from "../metrics/index.ts";
import type { Block, Report, Section, Value } from "../model/report.ts";
import type { OwnQuery } from "../model/report-table.ts";
import { note, section } from "./blocks.ts";
import type { Definition } from "./definition.ts";
import { figureSources } from "./scorecard.ts";
import { isSectionName, SECTIONS } from "./sections/index.ts";
import { columns } from "./table.ts";
import { VERDICT_NEEDS } from "./verdict.ts";

/** Rows of one metric that are printed; what is left out is counted. */
const MOST_ROWS = 100;

/** A metric as it was asked: its parameters by name, and what it answered. */
export interface AskedMetric {
  readonly name: MetricName;
  /** Which of several askings, e.g. a side of a comparison; empty where there is one. */
  readonly of: string;
  readonly parameters: Readonly<Record<string, string | null | readonly string[]>>;
  readonly rows: readonly object[];
}

/** What a report's figures were made of. */
export interface Sources {
  /** Names of metrics that a section rests on; none for one that rests on none. */
  metricsOf(section: Section): readonly MetricName[];
  readonly asked: readonly AskedMetric[];
  readonly queries: readonly OwnQuery[];
  readonly parameters: Readonly<Record<string, string | null>>;
}

/**
 * Where each figure of a report comes from: by section and label the metric's file; then each
 * metric with its question, its parameters and its rows.
 */
export function explainFigures(report: Report, sources: Sources): Report {
  const shown = report.sections.flatMap((one) => figuresOf(one, sources));
  return {
    ...report,
    title: `${report.title}, explained`,
    sections: [
      ...(report.verdict === null
        ? []
        : [figuresSection("verdict", "The verdict", ["verdict"], VERDICT)]),
      ...shown,
      ...sources.asked.map(metricSection),
      ...sources.queries.map((query) => querySection(query, sources.parameters)),
      again(report),
    ],
  };
}

const VERDICT: readonly MetricName[] = [...new Set([...FINDING_NEEDS, ...VERDICT_NEEDS])];

/** The metrics of a section that a table of ours names. */
export function sectionMetrics({ id }: Pick<Section, "id">): readonly MetricName[] {
  if (id === "do-this-first") return FINDING_NEEDS;
  return isSectionName(id) ? SECTIONS[id].needs : [];
}

/** Every metric that a report asked, with its rows as they were measured. */
export function askedOf(
  definition: Definition,
  facts: Facts,
  parameters: (name: MetricName) => AskedMetric["parameters"],
): AskedMetric[] {
  const names = Object.keys(METRICS).filter((name): name is MetricName => name in METRICS);
  return names.flatMap((name): AskedMetric[] => {
    const rows = facts.rows[name];
    const isShown =
      definition.verdict ||
      definition.sections.some((one) => sectionMetrics({ id: one }).includes(name));
    if (rows === undefined || !isShown) return [];
    return [{ name, of: "", parameters: parameters(name), rows }];
  });
}

function figuresOf(one: Section, sources: Sources): Section[] {
  const query = sources.queries.find(({ name }) => name === one.id);
  const labels = [...new Set(one.blocks.flatMap(labelsOf))];
  if (query !== undefined) {
    const rows = labels.map((label): Value[] => [text(label), quote(placeOf(query))]);
    return [section(one.id, one.title, [figureTable(rows)])];
  }
  return [figuresSection(one.id, one.title, labels, sources.metricsOf(one))];
}

/** So many files fit beside a label; more are told in a sentence. */
const BESIDE = 2;

function figuresSection(
  id: string,
  title: string,
  labels: readonly string[],
  metrics: readonly MetricName[],
): Section {
  const exact = figureSources();
  const told = labels.map((label) => {
    const own = metrics.length > 1 ? exact.get(label) : undefined;
    return { label, files: own === undefined ? metrics.map(fileOf) : [own] };
  });
  const short = told.filter(({ files }) => files.length <= BESIDE);
  const long = told.filter(({ files }) => files.length > BESIDE);
  const words = (files: readonly string[]) =>
    text(files.length === 0 ? "no metric: the home's own files" : files.join(", "));
  return section(id, title, [
    ...(short.length > 0 || long.length === 0
      ? [figureTable(short.map(({ label, files }): Value[] => [text(label), words(files)]))]
      : []),
    ...alike(long).map(({ labels: [first = "", ...others], files }) =>
      others.length === 0
        ? note(first, [words(files)])
        : note("", [text(`${[first, ...others].join(", ")}: `), words(files)]),
    ),
  ]);
}

interface Told {
  readonly label: string;
  readonly files: readonly string[];
}

/** Labels that rest on the same files are told together. */
function alike(told: readonly Told[]): { labels: string[]; files: readonly string[] }[] {
  const groups = new Map<string, { labels: string[]; files: readonly string[] }>();
  for (const { label, files } of told) {
    const key = files.join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { labels: [label], files });
    else group.labels.push(label);
  }
  return [...groups.values()];
}

function figureTable(rows: readonly Value[][]): Block {
  return {
    kind: "table",
    columns: columns("figure", "from"),
    rows: [...rows],
    total: null,
    more: null,
    empty: "No figure.",
  };
}

function fileOf(name: MetricName): string {
  return `src/metrics/${name}.sql`;
}

function placeOf(query: OwnQuery): string {
  return query.file === undefined ? `its own query ${query.name}` : `reports/${query.file}`;
}

/** What a reader calls the figures of a block: labels, titles of columns, terms. */
function labelsOf(block: Block): string[] {
  switch (block.kind) {
    case "figures":
      return block.figures.map(({ label }) => label);
    case "table":
      return block.columns.map(({ title }) => title).filter((title) => title !== "");
    case "bars":
      return [...block.series, ...(block.parts ?? [])];
    case "line":
      return [block.title];
    case "list":
      return block.items.length === 0 ? [] : ["findings"];
    case "note":
      return block.term === "" ? [] : [block.term];
    case "code":
      return [];
  }
}

function metricSection({ name, of, parameters, rows }: AskedMetric): Section {
  const left = rows.length - MOST_ROWS;
  const lines = rows.slice(0, MOST_ROWS).map((row) => JSON.stringify(row));
  const title = of === "" ? `Metric ${name}` : `Metric ${name} of ${of}`;
  return {
    ...section(`metric-${name}${of === "" ? "" : `-${of}`}`, title, [
      note("question", [text(METRICS[name].question)]),
      note("file", [text(fileOf(name))]),
      ...parameterNotes(parameters),
      note("rows", [
        count(rows.length),
        ...(left > 0 ? [text(`, the first ${MOST_ROWS} of them`)] : []),
      ]),
      ...(lines.length === 0 ? [] : [{ kind: "code", text: lines.join("\n") } as const]),
    ]),
    summary: counted(rows.length, "row"),
    fold: true,
  };
}

function querySection(query: OwnQuery, parameters: Sources["parameters"]): Section {
  const used = Object.entries(parameters).filter(([name]) =>
    new RegExp(`\\$${name}\\b`).test(query.sql ?? ""),
  );
  return section(`query-${query.name}`, `Query ${query.name}`, [
    note("from", [quote(placeOf(query))]),
    ...parameterNotes(Object.fromEntries(used)),
    { kind: "code", text: (query.sql ?? "").trim() },
  ]);
}

function parameterNotes(parameters: AskedMetric["parameters"]): Block[] {
  return Object.entries(parameters).map(([name, value]) => note(`$${name}`, wordsOf(value)));
}

/** Of a list each by itself, so that a long one is not cut. */
function wordsOf(value: AskedMetric["parameters"][string]): Value[] {
  const list = typeof value === "string" ? [value] : (value ?? ["all"]);
  return list.flatMap((one, index) => [...(index === 0 ? [] : [text(", ")]), quote(one)]);
}

/** The section that says how the report is made again says it here, too. */
function again(report: Report): Section {
  const lines = report.sections
    .filter(({ id }) => id === "coverage")
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === "note" ? block.text : []))
    .flatMap((value) => (value.kind === "command" ? [value.text] : []));
  const found = lines.find((line) => line.startsWith("claude-permit report "));
  const words =
    found === undefined
      ? [text("the report itself, without --explain.")]
      : [command(`${found} --explain`)];
  return section("coverage", "Coverage", [note("Again", words)]);
}
