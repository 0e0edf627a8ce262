import * as z from "zod";

/** The part of a policy's snapshot that says in words what its rules are for. */
export const PolicyWords = z.object({
  rules: z.array(
    z.object({
      id: z.string(),
      description: z.string().optional(),
      message: z.string().optional(),
    }),
  ),
});
