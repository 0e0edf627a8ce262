import * as z from "zod";
import { SEVERITIES } from "./words.ts";

/** What reports need of a policy's copy in `policies/`: how bad, and what for, its rules are. */
export const PolicyRules = z.object({
  rules: z.array(
    z.object({
      id: z.string(),
      severity: z.enum(SEVERITIES).optional(),
      description: z.string().optional(),
      message: z.string().optional(),
    }),
  ),
});
export type PolicyRules = z.infer<typeof PolicyRules>;
