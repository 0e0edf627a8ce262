import type { AnswerColumn, AnswerFormat, AnswerRow } from "../../model/answer.ts";
import type { CatalogueTable } from "../../model/catalogue.ts";
import { escapeMarkdown } from "../markdown/escape-markdown.ts";
import { displayWidth } from "../width.ts";
import { csvHeader, csvRows } from "./answer-csv.ts";

/** What every table, view and column means, in the format that was asked for. */
export function cataloguePage(
  tables: readonly CatalogueTable[],
  format: AnswerFormat,
  columns: number,
): string {
  if (format === "json") return `${JSON.stringify({ tables }, null, 2)}\n`;
  if (format === "csv") return csvHeader(FIELDS) + csvRows(FIELDS, tables.flatMap(rowsOf));
  if (format === "markdown") return tables.map(markdownTable).join("\n");
  return tables.map((table) => textTable(table, columns)).join("\n");
}

const FIELDS = ["table", "kind", "column", "type", "unit", "meaning"].map(
  (name): AnswerColumn => ({ name, type: "VARCHAR", kind: "other" }),
);

function rowsOf(table: CatalogueTable): AnswerRow[] {
  return table.columns.map(({ name, type, unit, meaning }) => {
    return [table.name, table.kind, name, type, unit, meaning];
  });
}

function markdownTable({ name, kind, meaning, columns }: CatalogueTable): string {
  const rows = columns.map((column) => {
    const unit = column.unit === null ? "" : escapeMarkdown(column.unit);
    return `| \`${column.name}\` | ${column.type.toLowerCase()} | ${unit} | ${escapeMarkdown(column.meaning)} |`;
  });
  const head = ["| column | type | unit | meaning |", "| --- | --- | --- | --- |"];
  return `## ${escapeMarkdown(name)}\n\n${kind}: ${escapeMarkdown(meaning)}\n\n${[...head, ...rows].join("\n")}\n`;
}

function textTable(table: CatalogueTable, lineColumns: number): string {
  const names = widest(table.columns.map((column) => column.name));
  const types = widest(table.columns.map((column) => shortType(column.type)));
  const lead = names + types + 5;
  const lines = table.columns.flatMap(({ name, type, unit, meaning }) => {
    const words = unit === null ? meaning : `${meaning} [${unit}]`;
    const start = ` ${name.padEnd(names)}  ${shortType(type).padEnd(types)}  `;
    return wrapped(words, Math.max(20, lineColumns - lead)).map((line, index) =>
      index === 0 ? `${start}${line}` : `${" ".repeat(lead)}${line}`,
    );
  });
  const title = wrapped(`${table.kind}: ${table.meaning}`, lineColumns);
  return `${[table.name, ...title, ...lines].join("\n")}\n`;
}

/** The same types under the names that people write in a cast. */
function shortType(type: string): string {
  return type === "TIMESTAMP WITH TIME ZONE" ? "timestamptz" : type.toLowerCase();
}

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, displayWidth(text)), 0);
}

function wrapped(text: string, room: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
