import * as z from "zod";
import { Entry, NearMiss } from "./entry.ts";
import { DECISIONS, NATIVES, RULE_KINDS, RULE_SOURCES, TIERS } from "./words.ts";

const texts = z.array(z.string());

/** A rule that was asked about the call, and what came of it. */
export const TriedRule = z.strictObject({
  rule: z.string().describe("name of the rule, or its position where it has none"),
  rule_id: z.string(),
  kind: z.enum(RULE_KINDS),
  source: z.enum(RULE_SOURCES),
  result: z
    .enum(["holds", "one_clause", "other"])
    .describe("every clause holds, on some command of a line; all but one; more fail"),
  near: z.boolean().describe("one_clause, and it is about something like this call"),
  clause: z.string().nullable().describe("the first clause that does not hold"),
  found: z.string().describe("what stood there instead, redacted"),
  on: z.string().describe("the command of the line that it is nearest to, redacted"),
});
export type TriedRule = z.infer<typeof TriedRule>;

/** One simple command of a shell line, as it was read. */
export const ExplainedCommand = z.strictObject({
  text: z.string().describe("program and arguments, quotes removed, redacted"),
  program: z.string(),
  known: z.boolean().describe("whether the table of programs knows it"),
  subcommand: z.string(),
  options: texts,
  reads: texts.describe("paths whose content is read"),
  writes: texts.describe("paths that are written, moved or deleted"),
  lists: texts.describe("paths of which only names, sizes and times are seen"),
  hosts: texts,
  runs: texts.describe("scripts, modules and tasks that it runs"),
  folders: z.array(z.string().nullable()).describe("where it may run; null: nobody knows"),
  through: texts.describe("the wrappers and shells that run it, outermost first"),
  not_understood: texts.describe("why no rule can allow it as it stands"),
});
export type ExplainedCommand = z.infer<typeof ExplainedCommand>;

/** What one would write to change a decision. */
export const Change = z.strictObject({
  kind: z
    .enum(["allow", "ask", "narrow", "none"])
    .describe("rules to add; or the rule that decided, with an exclusion"),
  toml: z.string().describe("tables as they would stand in the file; empty where there is none"),
  file: z.string().describe("the file they belong into; empty where there is none"),
  decision: z.string().describe("what would be decided then; empty where there is none"),
  words: z.string().describe("what it does, or why nothing would"),
});
export type Change = z.infer<typeof Change>;

const Decided = z.strictObject({
  decision: z.enum(DECISIONS),
  tier: z.enum(TIERS),
  rule: z.string().nullable(),
  rule_id: z.string().nullable(),
  reason: z.string().describe("why there is no opinion; empty where there is one"),
});
export type Decided = z.infer<typeof Decided>;

/**
 * What `explain --json` prints of a call: a contract that never changes its meaning. Every text
 * of the call is redacted.
 */
export const Explanation = z.strictObject({
  version: z.literal(1),
  as_of: z.string().describe("ISO 8601 UTC: the moment for which rules expire"),
  call: z.strictObject({
    tool: z.string(),
    subject: z.string(),
    cwd: z.string(),
    project: z.string().describe("its root"),
    permission_mode: z.string(),
  }),
  policy: z.strictObject({ sha256: z.string(), state: z.enum(["current", "last_good"]) }),
  decided: Decided,
  description: z.string().describe("what the rule is for; empty where it does not say"),
  rules_used: texts.describe("names of the rules that an allow rests on"),
  model: z
    .string()
    .describe(
      "who is asked in a session where no rule decides; empty: nobody, or not in this mode",
    ),
  native: z.enum(NATIVES).describe("what Claude Code would do without us"),
  told_agent: z.string().describe("empty: nothing"),
  told_user: z.string().describe("empty: nothing"),
  commands: z.array(ExplainedCommand).describe("of a shell line"),
  not_understood: texts,
  rules: z.array(TriedRule).describe("every rule of the policy, the nearest first"),
  near_misses: z.array(NearMiss),
  change: Change,
  runs_scripts: texts.describe("scripts of the line: what they do is not seen"),
});
export type Explanation = z.infer<typeof Explanation>;

/** What `explain ID --json` prints of an entry: the same contract. */
export const ExplainedEntry = z.strictObject({
  version: z.literal(1),
  entry: Entry,
  description: z.string().nullable().describe("what the rule was for"),
  message: z.string().nullable().describe("what it told the agent"),
  not_repeated: z.string().describe("why the decision can not be made again; empty where it can"),
  again: Explanation.nullable().describe("the call judged anew by the policy that decided it"),
  today: Decided.nullable().describe("what the policy in force now decides"),
});
export type ExplainedEntry = z.infer<typeof ExplainedEntry>;
