import type { Facts } from "../../src/findings/facts.ts";
import { judge } from "../../src/findings/judge.ts";
import type { Report, Value } from "../../src/model/report.ts";
import type { Material, Section } from "../../src/report/section.ts";
import { facts } from "./facts.ts";

type Block = Section["blocks"][number];

/** What a section is made from: a week with a week before it. */
export function material(given: Facts = facts(), other: Partial<Material> = {}): Material {
  const last = given.windows.at(-2) ?? null;
  return {
    report: "digest",
    facts: given,
    judgement: judge(given, null),
    before: null,
    last,
    quiet: false,
    ...other,
  };
}

/** The values of a sentence as a test reads them: `14 calls in ‹shop-api›`. */
export function said(values: readonly Value[]): string {
  return values.map(shown).join("");
}

/** A table as lines of cells, the total last. */
export function cells(section: Section | null | undefined): string[][] {
  const table = section?.blocks.find((block) => block.kind === "table");
  if (table === undefined) return [];
  const rows = table.total === null ? table.rows : [...table.rows, table.total];
  return rows.map((row) => row.map(shown));
}

export function sectionOf(report: Report, id: string): Section | undefined {
  return report.sections.find((section) => section.id === id);
}

export function blocksOf<Kind extends Block["kind"]>(
  section: Section | null | undefined,
  kind: Kind,
): Extract<Block, { kind: Kind }>[] {
  const is = (block: Block): block is Extract<Block, { kind: Kind }> => block.kind === kind;
  return (section?.blocks ?? []).filter(is);
}

function shown(value: Value): string {
  switch (value.kind) {
    case "text":
    case "command":
      return value.text;
    case "quote":
      return `‹${value.text}›`;
    case "count":
      return value.value === null ? "–" : String(value.value);
    case "ratio":
    case "share":
      return value.value === null ? "–" : `${(value.value * 100).toFixed(1)}%`;
    case "duration":
      return value.ms === null ? "–" : `${value.ms}ms`;
    case "time":
      return value.at ?? "–";
    case "spark":
      return value.values.map((one) => one ?? "·").join(" ");
    case "change":
      return `${value.sign} ${value.amount ?? "–"}`;
  }
}
