import * as z from "zod";
import { COUNTED, MEASURES } from "./cube.ts";
import { REDACTIONS } from "./redaction.ts";
import { TIERS } from "./words.ts";

/**
 * The one model behind every format. A report is sections, a section is blocks, a block holds
 * values; templates decide only how a value looks. Ratios are 0 to 1, durations milliseconds,
 * times ISO 8601 UTC. `null` means "no data", never zero. Where a field is a list of values that
 * make one sentence, they are joined as they stand: our words carry their own spaces.
 */

const number = z.number().nullable();

/** How a figure moved against the window before; `none` where there is too little data. */
export const Change = z.strictObject({
  kind: z.literal("change"),
  sign: z.enum(["up", "down", "same", "unclear", "none"]),
  amount: number.describe("this minus last, in the unit of the figure"),
  unit: z.enum(["count", "ratio", "ms"]),
  n: z.int().optional().describe("how many calls there were, where they are too few to compare"),
});
export type Change = z.infer<typeof Change>;

export const Value = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("text"), text: z.string() }).describe("our own words"),
  z
    .strictObject({
      kind: z.literal("quote"),
      text: z.string(),
      masked: z
        .string()
        .optional()
        .describe("what stands for it where texts are masked; absent: made from its form"),
      own: z.string().optional().describe("how it begins in our own words, which always stay"),
    })
    .describe("from the log: hostile"),
  z.strictObject({ kind: z.literal("count"), value: number }),
  z.strictObject({ kind: z.literal("ratio"), value: number }),
  z.strictObject({ kind: z.literal("duration"), ms: number }),
  z.strictObject({
    kind: z.literal("time"),
    at: z.string().nullable().describe("ISO 8601 UTC; shown in the report's zone"),
    style: z
      .enum(["clock", "clock_seconds", "day", "day_clock"])
      .describe("14:12, 14:12:07, Thu 19 Nov, Thu 14:12"),
  }),
  z
    .strictObject({ kind: z.literal("share"), value: number })
    .describe("0 to 1 of the longest bar in its column"),
  z.strictObject({ kind: z.literal("spark"), values: z.array(number) }),
  z
    .strictObject({ kind: z.literal("command"), text: z.string() })
    .describe("a command of ours to paste"),
  Change,
]);
export type Value = z.infer<typeof Value>;

/** What the page counts anew while its filter is on. */
const Counted = z.enum(COUNTED);

/** One row of the scorecard. */
const Figure = z.strictObject({
  label: z.string(),
  value: Value,
  last: Value,
  change: Change,
  median: Value.describe("of the four windows before"),
  spark: z.array(number).describe("eight windows, this one last"),
  measure: Counted.optional().describe("for the page: what of the cube it is the sum of"),
});
export type Figure = z.infer<typeof Figure>;

const Column = z.strictObject({
  title: z.string(),
  align: z.enum(["left", "right"]),
});

const More = z
  .strictObject({ count: z.int(), command: z.string().nullable() })
  .nullable()
  .describe("rows left out, and the command that shows them; null where none does");

/** The calls that one column of a table counted, row by row. */
const Behind = z.strictObject({
  version: z.literal(1),
  column: z.int().describe("the column whose counts they stand behind"),
  columns: z.array(Column),
  rows: z.array(
    z
      .strictObject({
        entries: z.array(
          z.strictObject({
            cells: z.array(Value),
            at: z
              .array(z.int())
              .length(4)
              .nullable()
              .describe("its day, project, tool and tier in the cube"),
          }),
        ),
        more: More,
      })
      .nullable(),
  ),
});
export type Behind = z.infer<typeof Behind>;

const RecountRow = z.strictObject({
  project: z.int().nullable().describe("its place in the cube; null: all"),
  tool: z.int().nullable(),
  tiers: z.array(z.int()).nullable(),
  cells: z.array(Counted.nullable()),
});
export type RecountRow = z.infer<typeof RecountRow>;

/** How the cells of a table are counted anew from the cube. */
const Recount = z.strictObject({
  version: z.literal(1),
  rows: z.array(RecountRow),
  total: RecountRow.nullable(),
});

const Span = z.strictObject({
  low: z.number(),
  high: z.number(),
});

/**
 * What the values of a chart are seen against. Places count its rows or points from its left edge:
 * 2.5 is the middle of the third.
 */
const Backdrop = z.strictObject({
  version: z.literal(1),
  usual: z
    .strictObject({
      title: z.string(),
      ranges: z.array(Span.nullable()).describe("of the first series, at each row or point"),
    })
    .nullable()
    .describe("what was usual before"),
  spans: z
    .array(z.strictObject({ from: z.number(), to: z.number(), title: z.array(Value) }))
    .describe("times in which an alert fired"),
  moments: z
    .array(z.strictObject({ at: z.number(), label: Value, title: z.array(Value) }))
    .describe("when something appeared: a label beside it, and all that is known of it"),
});
export type Backdrop = z.infer<typeof Backdrop>;

/** What a note tells, as a step of a timeline; the notes without a term after it go on with it. */
const Step = z.strictObject({
  version: z.literal(1),
  at: Value,
  sign: z.enum(["+", "-", "~", "x"]).describe("came, went, changed, was kept from coming"),
  word: z.string().describe("how: learned, expired, edited"),
  name: Value,
  words: z.array(Value),
});
export type Step = z.infer<typeof Step>;

export const Block = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("figures"), figures: z.array(Figure) }),
  z.strictObject({
    kind: z.literal("table"),
    columns: z.array(Column),
    rows: z.array(z.array(Value)),
    total: z.array(Value).nullable(),
    more: More,
    empty: z.string().describe("what to say instead of a table without rows"),
    behind: Behind.optional().describe("for the page: the entries behind a column of counts"),
    recount: Recount.optional().describe("for the page: how the cube gives its counts"),
  }),
  z.strictObject({
    kind: z.literal("bars"),
    series: z.array(z.string()).describe("titles of the bars of a row"),
    rows: z.array(
      z.strictObject({
        label: Value,
        bars: z.array(z.strictObject({ value: Value, share: z.number().min(0).max(1) })),
        parts: z
          .array(z.number().min(0).max(1))
          .optional()
          .describe("of the first bar: shares as that of the bar itself, which they add up to"),
      }),
    ),
    days: z.literal(true).optional().describe("for the page: its rows are the days of the cube"),
    backdrop: Backdrop.optional(),
    parts: z
      .array(z.string())
      .optional()
      .describe("titles of the parts of which the first bars are made, at most five"),
  }),
  z.strictObject({
    kind: z.literal("line"),
    title: z.string().describe("the conclusion: what the line shows"),
    unit: z.enum(["count", "ratio", "ms"]),
    points: z.array(
      z.strictObject({
        label: z.string(),
        value: number,
        low: number.describe("lower end of the interval; null where none"),
        high: number,
      }),
    ),
    backdrop: Backdrop.optional(),
  }),
  z.strictObject({
    kind: z.literal("list"),
    items: z.array(
      z.strictObject({
        id: z.string().describe("stable, for links: the finding's id"),
        severity: z.enum(["critical", "warn", "info"]),
        tag: z.string().describe("new, worse, same, improving"),
        title: z.array(Value),
        lines: z.array(z.array(Value)),
        command: z.string(),
        effect: z.string(),
      }),
    ),
  }),
  z.strictObject({
    kind: z.literal("code"),
    text: z.string(),
    copied: z.boolean().optional().describe("whether it is to be copied: its lines stay whole"),
  }),
  z.strictObject({
    kind: z.literal("note"),
    term: z.string().describe("a word before the text, may be empty"),
    text: z.array(Value),
    step: Step.optional().describe("for the page"),
  }),
]);
export type Block = z.infer<typeof Block>;
export type BlockKind = Block["kind"];

const Section = z.strictObject({
  id: z.string().describe("stable, for links and for --format json"),
  title: z.string(),
  summary: z.array(Value).describe("beside the title, may be empty"),
  headline: z.array(Value).optional().describe("its key figure, for the subject of a mail"),
  fold: z.boolean().describe("whether a folding format may hide it at first"),
  blocks: z.array(Block),
});
export type Section = z.infer<typeof Section>;

/** Calls by day, project, tool and tier, for the page to count anew what its filter leaves. */
const Cube = z.strictObject({
  version: z.literal(1),
  days: z.array(z.string()).describe("local dates, oldest first, also those without calls"),
  projects: z.array(Value).describe("most calls first; the last may be the others"),
  tools: z.array(Value),
  tiers: z.array(z.enum(TIERS)),
  cells: z
    .array(z.array(z.int()).length(4 + MEASURES.length))
    .describe("day, project, tool and tier, each by its place above, then the measures"),
});
export type Cube = z.infer<typeof Cube>;

export const Report = z.strictObject({
  version: z.literal(1),
  id: z.string().describe("digest:<name>:<start>:<zone>"),
  name: z.string().describe("digest, trends, …"),
  title: z.string(),
  label: z.string().describe("2026-W47, or the window in short"),
  window: z.strictObject({ since: z.string(), until: z.string(), time_zone: z.string() }),
  as_of: z.string(),
  redaction: z
    .enum(REDACTIONS)
    .optional()
    .describe("how much of the log's text was taken out; absent: none"),
  verdict: z
    .strictObject({
      level: z.enum(["red", "amber", "green", "none"]),
      sentence: z.array(Value),
      counts: z.string(),
    })
    .nullable(),
  sections: z.array(Section),
  cube: Cube.optional().describe("for the page alone"),
});
export type Report = z.infer<typeof Report>;
