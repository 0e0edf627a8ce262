import { count, text } from "../../findings/values.ts";
import type { Tier } from "../../model/words.ts";
import type { SectionKind } from "../section.ts";
import { shareOf } from "../share.ts";
import { columns, total } from "../table.ts";
import { callsWhere, labelsOf, stepWord } from "../trend.ts";

/** From the bottom of a stacked column to its top, as in the digest's days: denials stand on top. */
const COLUMNS: readonly { title: string; tiers: readonly Tier[] }[] = [
  { title: ">your rules", tiers: ["deny", "ask", "allow", "deny_promote"] },
  { title: ">learned", tiers: ["auto"] },
  { title: ">the model", tiers: ["llm"] },
  { title: ">nobody", tiers: ["passthrough", "none"] },
  { title: ">built-in", tiers: ["floor"] },
];

/** Who decided in each week or day; an empty one is zero. */
export const tiers = {
  needs: ["classes"],
  make: ({ facts }) => {
    const parts = COLUMNS.map(({ tiers: wanted }) =>
      callsWhere(facts, (row) => wanted.includes(row.tier)),
    );
    const rows = labelsOf(facts).map((label, index) => [
      text(label),
      ...parts.map((part) => count(part[index] ?? 0)),
    ]);
    const sums = rows.map((_, index) => total(parts.map((part) => part[index] ?? 0)));
    const share = shareOf(sums);
    const longest = Math.max(1, ...sums);
    return {
      id: "tiers",
      title: "Who decided",
      summary: [],
      fold: true,
      blocks: [
        {
          kind: "bars",
          series: ["calls"],
          parts: COLUMNS.map(({ title }) => title.slice(1)),
          rows: labelsOf(facts).map((label, index) => ({
            label: text(label),
            bars: [{ value: count(sums[index] ?? 0), share: share(sums[index] ?? 0) }],
            parts: parts.map((part) => (part[index] ?? 0) / longest),
          })),
        },
        {
          kind: "table",
          columns: columns(stepWord(facts), ...COLUMNS.map((one) => one.title)),
          rows,
          total: [text("all"), ...parts.map((part) => count(total(part)))],
          more: null,
          empty: "No call.",
        },
      ],
    };
  },
} as const satisfies SectionKind;
