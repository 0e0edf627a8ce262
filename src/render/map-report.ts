import type { Backdrop, Behind, Block, Cube, Report, Value } from "../model/report.ts";

/** What becomes of each text of a report. Numbers, times and shares stay as they are. */
export interface Mapping {
  /** A text from the log. */
  readonly quote: (value: Extract<Value, { kind: "quote" }>) => Value;
  /** Our own words, titles and labels among them. */
  readonly words: (text: string) => string;
  /** A command of ours to paste. */
  readonly command: (text: string) => string;
  /** A block of code, of several lines. */
  readonly code: (text: string) => string;
}

type Of<Kind extends Block["kind"]> = Extract<Block, { kind: Kind }>;

/** The report with each of its texts mapped, once, wherever it stands. */
export function mapReport(report: Report, mapping: Mapping): Report {
  const { words } = mapping;
  const { verdict } = report;
  return {
    ...report,
    title: words(report.title),
    label: words(report.label),
    verdict:
      verdict === null
        ? null
        : {
            ...verdict,
            sentence: sentence(verdict.sentence, mapping),
            counts: words(verdict.counts),
          },
    sections: report.sections.map((section) => ({
      ...section,
      title: words(section.title),
      summary: sentence(section.summary, mapping),
      ...(section.headline === undefined ? {} : { headline: sentence(section.headline, mapping) }),
      blocks: section.blocks.map((block) => mapBlock(block, mapping)),
    })),
    ...(report.cube === undefined ? {} : { cube: mapCube(report.cube, mapping) }),
  };
}

function mapCube(cube: Cube, mapping: Mapping): Cube {
  return {
    ...cube,
    projects: sentence(cube.projects, mapping),
    tools: sentence(cube.tools, mapping),
  };
}

function mapBlock(block: Block, mapping: Mapping): Block {
  switch (block.kind) {
    case "figures":
      return figures(block, mapping);
    case "table":
      return table(block, mapping);
    case "bars":
      return bars(block, mapping);
    case "line":
      return line(block, mapping);
    case "list":
      return list(block, mapping);
    case "code":
      return { ...block, text: mapping.code(block.text) };
    case "note":
      return note(block, mapping);
  }
}

function note(block: Of<"note">, mapping: Mapping): Block {
  const { step } = block;
  return {
    ...block,
    term: mapping.words(block.term),
    text: sentence(block.text, mapping),
    ...(step === undefined
      ? {}
      : {
          step: {
            ...step,
            word: mapping.words(step.word),
            name: mapValue(step.name, mapping),
            words: sentence(step.words, mapping),
          },
        }),
  };
}

function mapBackdrop({ backdrop }: { backdrop?: Backdrop | undefined }, mapping: Mapping) {
  if (backdrop === undefined) return {};
  const { usual, spans, moments } = backdrop;
  return {
    backdrop: {
      ...backdrop,
      usual: usual === null ? null : { ...usual, title: mapping.words(usual.title) },
      spans: spans.map((one) => ({ ...one, title: sentence(one.title, mapping) })),
      moments: moments.map((one) => ({
        ...one,
        label: mapValue(one.label, mapping),
        title: sentence(one.title, mapping),
      })),
    },
  };
}

function figures(block: Of<"figures">, mapping: Mapping): Block {
  return {
    ...block,
    figures: block.figures.map((figure) => ({
      ...figure,
      label: mapping.words(figure.label),
      value: mapValue(figure.value, mapping),
      last: mapValue(figure.last, mapping),
      median: mapValue(figure.median, mapping),
    })),
  };
}

function table(block: Of<"table">, mapping: Mapping): Block {
  const { total, behind } = block;
  return {
    ...block,
    columns: columns(block.columns, mapping),
    rows: block.rows.map((row) => sentence(row, mapping)),
    total: total === null ? null : sentence(total, mapping),
    more: mapMore(block.more, mapping),
    empty: mapping.words(block.empty),
    ...(behind === undefined ? {} : { behind: mapBehind(behind, mapping) }),
  };
}

function mapBehind(behind: Behind, mapping: Mapping): Behind {
  return {
    ...behind,
    columns: columns(behind.columns, mapping),
    rows: behind.rows.map((row) =>
      row === null
        ? null
        : {
            entries: row.entries.map((one) => ({ ...one, cells: sentence(one.cells, mapping) })),
            more: mapMore(row.more, mapping),
          },
    ),
  };
}

function columns(named: Of<"table">["columns"], mapping: Mapping): Of<"table">["columns"] {
  return named.map((column) => ({ ...column, title: mapping.words(column.title) }));
}

function mapMore(more: Of<"table">["more"], mapping: Mapping): Of<"table">["more"] {
  if (more === null || more.command === null) return more;
  return { ...more, command: mapping.command(more.command) };
}

function bars(block: Of<"bars">, mapping: Mapping): Block {
  return {
    ...block,
    ...mapBackdrop(block, mapping),
    series: block.series.map(mapping.words),
    ...(block.parts === undefined ? {} : { parts: block.parts.map(mapping.words) }),
    rows: block.rows.map((row) => ({
      ...row,
      label: mapValue(row.label, mapping),
      bars: row.bars.map((one) => ({ ...one, value: mapValue(one.value, mapping) })),
    })),
  };
}

function line(block: Of<"line">, mapping: Mapping): Block {
  return {
    ...block,
    ...mapBackdrop(block, mapping),
    title: mapping.words(block.title),
    points: block.points.map((point) => ({ ...point, label: mapping.words(point.label) })),
  };
}

function list(block: Of<"list">, mapping: Mapping): Block {
  return {
    ...block,
    items: block.items.map((item) => ({
      ...item,
      tag: mapping.words(item.tag),
      title: sentence(item.title, mapping),
      lines: item.lines.map((one) => sentence(one, mapping)),
      command: mapping.command(item.command),
      effect: mapping.words(item.effect),
    })),
  };
}

function sentence(values: readonly Value[], mapping: Mapping): Value[] {
  return values.map((value) => mapValue(value, mapping));
}

function mapValue(value: Value, mapping: Mapping): Value {
  switch (value.kind) {
    case "quote":
      return mapping.quote(value);
    case "text":
      return { ...value, text: mapping.words(value.text) };
    case "command":
      return { ...value, text: mapping.command(value.text) };
    default:
      return value;
  }
}
