import { type ExitCode, UserError } from "../model/errors.ts";
import type { Request, Run } from "./command.ts";

/** Says what decides one call: of the log, or one that is only asked about. */
export const run: Run = async (request) => {
  const { home, args, shared, own } = request;
  const [word] = args;
  if (own["input"] !== undefined || shared.tool !== undefined) return explainInput(request);
  if (word === undefined || word.trim() === "") throw new UserError(USAGE);
  const { entryNamed } = await import("../pipeline/find-entry.ts");
  const entry = await entryNamed(home, word);
  if (entry !== undefined) {
    const { explainEntry } = await import("./explain-entry.ts");
    return explainEntry(request, entry);
  }
  const { explainCall } = await import("./explain-call.ts");
  return explainCall(request, { tool: "Bash", input: { command: word } });
};

const USAGE =
  "explain takes a command line in quotes, or the end of an entry's id, at least 4 characters of it, as claude-permit printed it. " +
  `Of another tool: explain --tool Edit --input '{"file_path":"src/a.ts"}'`;

async function explainInput(request: Request): Promise<ExitCode> {
  const { args, shared, own } = request;
  const [word] = args;
  const tool = shared.tool ?? "Bash";
  if (word !== undefined && own["input"] !== undefined) {
    throw new UserError("A command line and --input are two calls. Leave one of them out.");
  }
  const { explainCall } = await import("./explain-call.ts");
  if (own["input"] === undefined) {
    if (word === undefined) throw new UserError(`What does ${tool} get? Add --input '{…}'.`);
    const { namingField } = await import("../policy/rules/examples.ts");
    return explainCall(request, { tool, input: { [namingField(tool)]: word } });
  }
  return explainCall(request, { tool, input: inputOf(String(own["input"])) });
}

function inputOf(text: string): Record<string, unknown> {
  const wrong = new UserError(`--input is no JSON object. Write it as '{"file_path":"src/a.ts"}'.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw wrong;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong;
  return Object.fromEntries(Object.entries(value));
}
