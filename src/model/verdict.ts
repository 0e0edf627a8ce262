import * as z from "zod";
import { SCORES, type Score } from "./words.ts";

/** More than a model writes that was asked for one line: such an answer is none. */
const MAX_SAID = 2000;

/** A rule that the model proposes: input fields and the expressions that fit them. */
export const ProposedRule = z.object({
  tool: z.string().min(1).max(200),
  fields: z.record(z.string().max(100), z.string().max(MAX_SAID)),
});
export type ProposedRule = z.infer<typeof ProposedRule>;

/** What a model answers. Tolerant of names that it makes up, not of values. */
export const ModelAnswer = z.object({
  score: z.enum(SCORES),
  reasoning: z.string().max(MAX_SAID),
  rule: ProposedRule.nullish(),
});

/** What `claude -p --output-format json` prints: only what we read. */
export const ClaudeResult = z.object({
  is_error: z.boolean().optional().catch(undefined),
  subtype: z.string().optional().catch(undefined),
  structured_output: z.unknown().optional(),
  usage: z
    .object({
      input_tokens: z.number().optional().catch(undefined),
      output_tokens: z.number().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

/** What the model thinks of a call. */
export interface Verdict {
  readonly score: Score;
  /** One line of under 200 characters, without control characters. */
  readonly reasoning: string;
  readonly rule?: ProposedRule;
}

/** What asking came to: a verdict, or in one word or two why there is none. */
export type ModelReply = (
  | { readonly kind: "verdict"; readonly verdict: Verdict }
  | { readonly kind: "none"; readonly error: string }
) & {
  readonly tokensIn?: number;
  readonly tokensOut?: number;
};

/** A call as the model is asked about it. Every text in it may have been written to mislead. */
export interface QuestionCase {
  readonly tool: string;
  /** What may be sent of the input. */
  readonly input: unknown;
  readonly fingerprint: string;
  readonly cwd: string;
  readonly permissionMode: string;
  /** Rules that matched in all clauses but one. */
  readonly nearMisses: readonly {
    readonly rule: string;
    readonly clause: string;
    readonly found: string;
  }[];
  /** Why rules cannot tell what it does. */
  readonly notUnderstood: readonly string[];
}
