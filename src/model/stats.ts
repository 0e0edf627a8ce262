import * as z from "zod";
import { DECISIONS, OUTCOMES, TIERS } from "./words.ts";

const count = z.int().min(0);

function perWord<Word extends string>(
  words: readonly Word[],
): z.ZodRecord<z.ZodEnum<{ [K in Word]: K }>, typeof count> {
  return z.record(z.enum(words), count);
}

/**
 * What `stats --json` prints: a contract that never changes its meaning. Lists are complete,
 * sorted by count, then by name. Ratios are 0 to 1; times ISO 8601 UTC.
 */
export const Stats = z.strictObject({
  version: z.literal(1),
  window: z.strictObject({ since: z.string(), until: z.string(), time_zone: z.string() }),
  calls: count,
  sessions: count.describe("with any entry in the window"),
  decisions: perWord(DECISIONS).describe("calls by what was answered"),
  tiers: perWord(TIERS).describe("calls by who decided"),
  outcomes: perWord([...OUTCOMES, "open"]).describe("open: nothing heard yet"),
  prompts_seen: count,
  prompts_saved: z.strictObject({
    estimate: count.describe("our allows at which Claude Code would have prompted"),
    error: z
      .number()
      .nullable()
      .describe(
        "share of the calls called so that did not prompt, in 30 days, where the log tells; " +
          "null with fewer than 30 of them",
      ),
  }),
  passthrough_ratio: z.strictObject({
    k: count,
    n: count,
    ratio: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
  }),
  tools: z.array(
    z.strictObject({ tool_name: z.string(), calls: count, failed: count, refused: count }),
  ),
  mcp_servers: z.array(
    z.strictObject({ mcp_server: z.string(), calls: count, failed: count, refused: count }),
  ),
  subagent_calls: count,
  fingerprints: z.array(
    z.strictObject({
      fingerprint: z.string(),
      calls: count,
      outcomes: perWord([...OUTCOMES, "open"]),
    }),
  ),
  uncovered: z
    .array(
      z.strictObject({
        fingerprint: z.string(),
        calls: count,
        sessions: count,
        ok: count,
        failed: count,
        refused: count.describe("by whomever"),
      }),
    )
    .describe("what no rule covered, where that can mean a prompt: k of the passthrough ratio"),
  rules: z.array(
    z.strictObject({
      rule: z.string(),
      rule_id: z.string(),
      kind: z.string(),
      hits: count,
      sessions: count,
      last_hit: z.string(),
    }),
  ),
  llm: z.strictObject({
    asked: count,
    green: count,
    yellow: count,
    red: count,
    errors: count,
    p50_ms: z.number().nullable(),
    p95_ms: z.number().nullable(),
    max_ms: z.number().nullable(),
  }),
  coverage: z.strictObject({
    entries: count.describe("log lines in the window"),
    bad_lines: count.describe("lines that could not be read, whenever they were written"),
    files: count,
    prompts_recorded: z
      .boolean()
      .describe("whether any prompt was ever recorded; where none was, prompts_seen is not known"),
    anchor: z.strictObject({ line: count, sha256: z.string() }).nullable(),
  }),
});
export type Stats = z.infer<typeof Stats>;
