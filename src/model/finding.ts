import * as z from "zod";
import { Value } from "./report.ts";
import { SEVERITIES } from "./words.ts";

/**
 * Something a reader should look at: evidence, how bad it is, what to do, what that would change.
 * Shared by digest, status and alerts. `id` is stable: the same cause has the same id next week.
 */
export const Finding = z.strictObject({
  id: z.string(),
  severity: z.enum(SEVERITIES).describe("shown as FIX, LOOK, WAIT"),
  state: z.enum(["new", "worse", "same", "improving"]).describe("against the window before"),
  title: z.array(Value).describe("one sentence without a full stop"),
  evidence: z.array(z.array(Value)).describe("lines"),
  command: z.string().describe("one command of ours that can be pasted as it stands"),
  effect: z.string().describe("what the command shows or changes"),
});
export type Finding = z.infer<typeof Finding>;
