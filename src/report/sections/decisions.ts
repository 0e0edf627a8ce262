import { count, text } from "../../findings/values.ts";
import type { DecisionWord } from "../../model/words.ts";
import type { SectionKind } from "../section.ts";
import { columns, total } from "../table.ts";
import { callsWhere, labelsOf, stepWord } from "../trend.ts";

const COLUMNS: readonly { title: string; decisions: readonly DecisionWord[] }[] = [
  { title: ">allowed", decisions: ["allow"] },
  { title: ">asked", decisions: ["ask"] },
  { title: ">denied", decisions: ["deny"] },
  // What no other column holds, so that the columns add up in any log.
  {
    title: ">no opinion",
    decisions: ["passthrough", "error_passthrough", "none", "promoted", "promotion_blocked"],
  },
];

/** What was decided in each week or day; an empty one is zero. */
export const decisions = {
  needs: ["classes"],
  make: ({ facts }) => {
    const parts = COLUMNS.map(({ decisions: wanted }) =>
      callsWhere(facts, (row) => wanted.includes(row.decision)),
    );
    const rows = labelsOf(facts).map((label, index) => ({
      label,
      cells: parts.map((part) => part[index] ?? 0),
    }));
    const sums = parts.map(total);
    return {
      id: "decisions",
      title: `Decisions by ${stepWord(facts)}`,
      summary: [],
      fold: false,
      blocks: [
        {
          kind: "table",
          columns: columns(stepWord(facts), ...COLUMNS.map((one) => one.title), ">calls"),
          rows: rows.map(({ label, cells }) => [
            text(label),
            ...cells.map(count),
            count(total(cells)),
          ]),
          total: [text("all"), ...sums.map(count), count(total(sums))],
          more: null,
          empty: "No call.",
        },
      ],
    };
  },
} as const satisfies SectionKind;
