import * as z from "zod";
import { PROMOTION_DEFAULTS, PROMOTION_MODES } from "./words.ts";

/** `[promotion]` of config.toml: when a call that was approved becomes a learned rule. */
export const PromotionTable = z.strictObject({
  mode: z
    .enum(PROMOTION_MODES)
    .default(PROMOTION_DEFAULTS.mode)
    .describe("off; confirmed: calls that you approved; green: also those the model calls GREEN"),
  min_confirmations: z
    .int()
    .min(1)
    .max(1000)
    .default(PROMOTION_DEFAULTS.min_confirmations)
    .describe("approved calls of the same shape that make a rule"),
  min_sessions: z
    .int()
    .min(1)
    .max(100)
    .default(PROMOTION_DEFAULTS.min_sessions)
    .describe("sessions that they must come from"),
  expires: z
    .string()
    .regex(/^[1-9]\d{0,3}d$/, "is no number of days. Write it like 90d")
    .default(PROMOTION_DEFAULTS.expires)
    .describe("a learned rule that no call used for so long is taken away"),
  demote_after: z
    .int()
    .min(1)
    .max(10)
    .default(PROMOTION_DEFAULTS.demote_after)
    .describe("failed or refused calls among its last ten that take it away"),
});
