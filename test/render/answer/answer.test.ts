import { describe, expect, it } from "vitest";
import type { AnswerColumn, AnswerRow } from "../../../src/model/answer.ts";
import { csvHeader, csvRows } from "../../../src/render/answer/answer-csv.ts";
import { jsonEnd, jsonRows, jsonStart } from "../../../src/render/answer/answer-json.ts";
import { answerMarkdown } from "../../../src/render/answer/answer-markdown.ts";
import { answerText } from "../../../src/render/answer/answer-text.ts";
import { displayWidth } from "../../../src/render/width.ts";
import { HOSTILE } from "../../support/hostile-report.ts";

/** What a terminal would act on, or show as nothing. */
const ACTIVE = /[\p{Cc}\p{Cf}\p{Cs}]/u;
const VIEW = { columns: 80, timeZone: "Europe/Amsterdam" };

function other(name: string): AnswerColumn {
  return { name, type: "VARCHAR", kind: "other" };
}

function number(name: string): AnswerColumn {
  return { name, type: "BIGINT", kind: "number" };
}

/** The cells of CSV by its own rules. */
function csvCells(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

describe.each(Object.entries(HOSTILE))("hostile text: %s", (_, text) => {
  const columns = [other("name"), other(text), number("n")];
  const rows: AnswerRow[] = [
    [text, "x", 1],
    ["y", { [text]: [text] }, null],
  ];

  it("is harmless in a table, and no wider than the window", () => {
    const lines = answerText(columns, rows, VIEW).split("\n");
    expect(lines).toHaveLength(5);
    for (const line of lines) {
      expect(line).not.toMatch(ACTIVE);
      expect(displayWidth(line)).toBeLessThanOrEqual(80);
    }
  });

  it("is one cell of CSV, and no formula", () => {
    const cells = csvCells(csvHeader(columns) + csvRows(columns, rows));
    expect(cells.map((row) => row.length)).toEqual([3, 3, 3]);
    for (const cell of cells.flat()) {
      expect(cell.replace(/[\n\t]/g, "")).not.toMatch(ACTIVE);
      expect(cell).not.toMatch(/^[=+\-@]/);
    }
  });

  it("is the same text in JSON, in characters that do nothing", () => {
    const json = jsonStart() + jsonRows(columns, rows, 0) + jsonEnd(2);
    expect(json.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(json.split("\n")).toHaveLength(5);
    expect(JSON.parse(json)).toEqual([
      { name: text, [text]: "x", n: 1 },
      { name: "y", [text]: { [text]: [text] }, n: null },
    ]);
  });

  it("is one cell of Markdown", () => {
    const lines = answerMarkdown(columns, rows, VIEW).trimEnd().split("\n");
    expect(lines).toHaveLength(4);
    for (const line of lines) {
      expect(line).not.toMatch(ACTIVE);
      expect(line.replace(/\\\\/g, "").match(/(?<!\\)\|/g)).toHaveLength(4);
    }
  });
});

describe("a table", () => {
  it("sets numbers on the right, and rounds what is long", () => {
    const columns = [other("what"), { ...number("share"), type: "DOUBLE" }, number("n")];
    const rows = [
      ["a", 0.123456789, 5],
      ["b", 12.5, 12345],
      ["c", null, "9007199254740993"],
    ];
    expect(answerText(columns, rows, VIEW)).toBe(
      [
        " what   share                 n",
        " ────  ──────  ────────────────",
        " a     0.1235                 5",
        " b       12.5             12345",
        " c          –  9007199254740993",
        "",
      ].join("\n"),
    );
  });

  it("cuts words before numbers and times", () => {
    const columns = [
      { name: "ts", type: "TIMESTAMP WITH TIME ZONE", kind: "instant" } as const,
      other("words"),
      number("n"),
    ];
    const rows = [["2026-10-25T00:30:00.000Z", "word ".repeat(40), 1234567]];
    const line = answerText(columns, rows, VIEW).split("\n")[2] ?? "";
    expect(line).toMatch(/^ 2026-10-25 02:30:00 {2}word .+… {2}1234567$/);
    expect(displayWidth(line)).toBeLessThanOrEqual(80);
  });

  it("of no rows has its titles", () => {
    expect(answerText([other("a"), number("b")], [], VIEW)).toBe(" a  b\n ─  ─\n");
  });
});

describe("CSV", () => {
  it("tells nothing from an empty text, and leaves numbers alone", () => {
    const rows = [
      [null, -1],
      ["", "-9007199254740993"],
      [" a", 1e21],
      ["-1", null],
    ];
    expect(csvRows([other("a"), number("n")], rows)).toBe(
      `,-1\n"",-9007199254740993\n" a",1e+21\n'-1,\n`,
    );
  });
});
