import { ModelAnswer, type Verdict } from "../model/verdict.ts";

const MAX_REASONING = 199;

/** What a provider that can hold a model to a shape is told. Lengths are checked by us. */
export const ANSWER_SCHEMA = {
  type: "object",
  properties: {
    score: { type: "string", enum: ["GREEN", "YELLOW", "RED"] },
    reasoning: { type: "string" },
    rule: {
      type: "object",
      properties: {
        tool: { type: "string" },
        fields: {
          type: "object",
          // Open names are not supported everywhere: these are the ones that say what a call does.
          properties: {
            command: { type: "string" },
            file_path: { type: "string" },
            notebook_path: { type: "string" },
            path: { type: "string" },
            pattern: { type: "string" },
            url: { type: "string" },
            query: { type: "string" },
          },
          additionalProperties: false,
        },
      },
      required: ["tool", "fields"],
      additionalProperties: false,
    },
  },
  required: ["score", "reasoning"],
  additionalProperties: false,
} as const;

/** The verdict in an answer; undefined where it is none, or says nothing in words. */
export function verdictOf(answer: unknown): Verdict | undefined {
  const read = ModelAnswer.safeParse(answer);
  if (!read.success) return undefined;
  const { score, rule } = read.data;
  const reasoning = oneLine(read.data.reasoning);
  if (reasoning === "") return undefined;
  return { score, reasoning, ...(rule === undefined || rule === null ? {} : { rule }) };
}

/** Without control and invisible characters, cut to what a prompt shows. */
function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  if (line.length <= MAX_REASONING) return line;
  return `${line.slice(0, MAX_REASONING - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
