import * as z from "zod";
import { SEVERITIES } from "./words.ts";

/** The part of a policy's snapshot that says how bad a call is that its rules stop. */
export const PolicySeverities = z.object({
  rules: z.array(z.object({ id: z.string(), severity: z.enum(SEVERITIES) })),
});
