import * as z from "zod";
import type { LlmSettings } from "./llm.ts";
import {
  MAX_EXPRESSIONS,
  type PromotionSettings,
  type RuleKind,
  type RuleSource,
  SEVERITIES,
} from "./words.ts";

const oneOrMore = z.union([z.string(), z.array(z.string())]);
const expression = z.string().describe("RE2 syntax, search semantics");

/** An empty one in a list would be found in whatever there is. */
const expressions = z.union([
  expression,
  z.array(expression.min(1)).min(1).max(MAX_EXPRESSIONS).describe("one of these is found"),
]);

/**
 * A rule table as people write it in config.toml, auto-rules.toml or a project's file.
 * A rule with only `tool` and `fields` is complete. Patterns are linear-time expressions.
 */
export const RuleTable = z.strictObject({
  name: z.string().min(1).max(80).optional().describe("what reports call it; one of its kind"),
  description: z.string().optional().describe("why it is there: told to you, never to the agent"),
  message: z.string().optional().describe("told to the agent: what to do instead"),
  severity: z
    .enum(SEVERITIES)
    .optional()
    .describe("how bad a call is that it stops; default warn for deny, else info"),
  tool: expression.describe("which tools; RE2 syntax, search semantics"),
  fields: z
    .record(z.string(), expressions)
    .optional()
    .describe("input field → expression, or a list of which one fits"),
  exclude: z
    .record(z.string(), expressions)
    .optional()
    .describe("no match where one of these fits"),
  program: oneOrMore.optional().describe("base name of the program: rm, or one of several"),
  subcommand: oneOrMore.optional().describe('its sub-command: status, or "stash list"'),
  flags: z
    .array(z.string())
    .optional()
    .describe("options without dashes, however spelled. deny, ask: any of them; allow: no others"),
  reads: oneOrMore.optional().describe("globs of paths whose content is read"),
  writes: oneOrMore.optional().describe("globs of paths that are written, moved or deleted"),
  host: oneOrMore.optional().describe("hosts named in the call; those below one fit too"),
  cwd: z.string().optional().describe("folder in which the rule holds; starts with / or ~"),
  alone: z
    .boolean()
    .optional()
    .describe("allow: only a line that is this one command, or an input without other fields"),
  expires: z
    .union([z.string(), z.date()])
    .optional()
    .describe("it holds before this moment: 2026-12-01T00:00:00Z"),
  match: z
    .array(z.string())
    .optional()
    .describe(
      "examples that must match: command lines, paths, URLs, or a JSON object of the input",
    ),
  no_match: z.array(z.string()).optional().describe("examples that must not match"),
  promoted_at: z.unknown().optional().describe("of a learned rule: when it was learned"),
  promoted_tier: z.string().optional().describe("of a learned rule: what the model called it"),
  promoted_score: z.string().optional().describe("of a learned rule: the model's score"),
  promoted_reasoning: z.string().optional().describe("of a learned rule: why, in a sentence"),
  promoted_session: z.string().optional().describe("of a learned rule: the session it came from"),
  promoted_entry: z.string().optional().describe("of a learned rule: the entry that caused it"),
  confirmed_by: z.string().optional().describe("of a learned rule: who said yes"),
});
export type RuleTable = z.infer<typeof RuleTable>;

/** An expression with the literals that any text it finds must contain ([] = none known). */
export interface Expression {
  readonly source: string;
  /** The list that `source` was joined from, as written; absent where it was one expression. */
  readonly alternatives?: readonly string[];
  readonly literals: readonly string[];
  /** True where the expression is nothing but its one literal: containing it is matching it. */
  readonly exact: boolean;
  /** All that the expression can find, where that is a short list; absent otherwise. */
  readonly choices?: Choices;
  /** One of these begins any text that it finds; absent where that is not known. */
  readonly beginnings?: readonly string[];
  /** One of these occurs in the small letters of any such text; absent where it adds nothing. */
  readonly oneOf?: readonly string[];
}

/** `^git (log|diff)\b`: found where one of the texts stands at such a place. */
export interface Choices {
  readonly texts: readonly string[];
  /** `^`: the text begins with it. */
  readonly first: boolean;
  /** `$`: the text ends with it. `\b`: a word does. */
  readonly end: "any" | "text" | "word";
}

/** A path pattern of `reads` or `writes`, and the expression that judges it. */
export interface PathGlob {
  readonly glob: string;
  readonly expression: Expression;
}

/** A validated rule as the policy judges it; what a snapshot holds. */
export interface Rule {
  readonly kind: RuleKind;
  /** `name`, or the position in its file where it has none: `3`. */
  readonly label: string;
  readonly id: string;
  readonly source: RuleSource;
  readonly tool: Expression;
  readonly fields: Readonly<Record<string, Expression>>;
  readonly exclude: Readonly<Record<string, Expression>>;
  /** `program` names; absent where the rule does not ask. */
  readonly program?: readonly string[];
  readonly subcommand?: readonly string[];
  readonly flags?: readonly string[];
  readonly reads?: readonly PathGlob[];
  readonly writes?: readonly PathGlob[];
  readonly host?: readonly string[];
  readonly cwd?: string;
  /** Grants a line only where it is nothing but the one command, an input without other fields. */
  readonly alone?: true;
  /** ISO 8601 UTC; the rule holds strictly before it. */
  readonly expires?: string;
  readonly severity: "critical" | "warn" | "info";
  readonly description?: string;
  readonly message?: string;
  /** Set in a snapshot, where its text was found to hold no secret when it was made. */
  readonly plain?: true;
}

/** Every rule in force, and where it comes from. */
export interface Policy {
  readonly sha256: string;
  readonly state: "current" | "last_good";
  readonly rules: readonly Rule[];
  /** Whom to ask about what no rule covers; absent where nobody is. */
  readonly llm?: LlmSettings;
  /** What config.toml says of it; absent where it says nothing. */
  readonly promotion?: PromotionSettings;
}
