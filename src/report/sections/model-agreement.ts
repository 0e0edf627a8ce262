import { rowsOf } from "../../findings/facts.ts";
import { count, text } from "../../findings/values.ts";
import type { MetricRow } from "../../metrics/index.ts";
import { note } from "../blocks.ts";
import type { SectionKind } from "../section.ts";
import { columns } from "../table.ts";

type Row = MetricRow<"model-agreement">;

const ORDER = ["GREEN", "YELLOW", "RED", "none"] as const satisfies readonly Row["verdict"][];
const WORDS = { GREEN: "GREEN", YELLOW: "YELLOW", RED: "RED", none: "no verdict" } as const;

/** What became of the calls by what the model said of them. */
export const modelAgreement = {
  needs: ["model-agreement"],
  make: ({ facts }) => {
    const found = rowsOf(facts, "model-agreement");
    if (found.length === 0) return null;
    const rows = ORDER.flatMap((verdict) => found.find((row) => row.verdict === verdict) ?? []);
    return {
      id: "model-agreement",
      title: "What you then did",
      summary: [],
      fold: false,
      blocks: [
        {
          kind: "table",
          columns: columns("it said", ">calls", ">ran", ">asked you", ">yes", ">no"),
          rows: rows.map((row) => [
            text(WORDS[row.verdict]),
            count(row.calls),
            count(row.ran),
            count(row.prompted),
            count(row.yes),
            count(row.no),
          ]),
          total: null,
          more: null,
          empty: "Not asked.",
        },
        note("yes", [
          text(
            "the call was put before you and then ran, and no transcript tells of somebody else. What is missing of those that asked you was not answered, or others decided.",
          ),
        ]),
      ],
    };
  },
} as const satisfies SectionKind;
