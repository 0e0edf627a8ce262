import * as z from "zod";

/** A value of an answer as JSON holds it. */
export type AnswerValue =
  | null
  | boolean
  | number
  | string
  | readonly AnswerValue[]
  | { readonly [name: string]: AnswerValue };

/**
 * A column of an answer. `number` columns hold numbers, and as text those that no double holds;
 * `instant` columns hold ISO 8601 UTC; everything else is `other`.
 */
export interface AnswerColumn {
  /** Unique in its answer. */
  readonly name: string;
  /** The database's own name of it: `TIMESTAMP WITH TIME ZONE`. */
  readonly type: string;
  readonly kind: "number" | "instant" | "other";
}

export type AnswerRow = readonly AnswerValue[];

/** Rows as they come together; they are read only where somebody asks for them. */
export interface AnswerBatch {
  readonly size: number;
  readonly rows: () => readonly AnswerRow[];
}

/** An answer as `--format json` writes it. */
export const AnswerRows = z.array(z.record(z.string(), z.json()));
export type AnswerRows = z.infer<typeof AnswerRows>;

/** What a statement answers. */
export interface Answer {
  readonly columns: readonly AnswerColumn[];
  readonly batches: AsyncIterable<AnswerBatch>;
}

export const ANSWER_FORMATS = ["table", "csv", "json", "markdown"] as const;
export type AnswerFormat = (typeof ANSWER_FORMATS)[number];

/** A question of one's own, as it is handed to the process that answers it. */
export const Question = z.strictObject({
  home: z.string(),
  sql: z.string(),
  format: z.enum(ANSWER_FORMATS),
  limit: z.int().nullable().describe("rows at most; null for all"),
  timeout_ms: z.int(),
  time_zone: z.string(),
  columns: z.int().describe("width of what is printed on, in characters"),
  dry_run: z.boolean(),
  parameters: z
    .record(z.string(), z.string().nullable())
    .optional()
    .describe("by name, what $name stands for; absent: the statement takes none"),
});
export type Question = z.infer<typeof Question>;
