import type { Io } from "../io.ts";
import { EXIT, UserError } from "../model/errors.ts";
import { putQuestion } from "../pipeline/question.ts";
import type { Request, Run } from "./command.ts";
import { formatOf, questionOf, refuseWindow } from "./query-words.ts";

/** A statement is typed or written by hand; this is no way to load data. */
const LONGEST_STATEMENT = 1_000_000;

/** Answers a question of the user's own to the warehouse, or says what can be asked about. */
export const run: Run = async (request) => {
  const { io, args, own } = request;
  const [text] = args;
  if (own["schema"] === true) {
    await printSchema(request, text);
    return EXIT.ok;
  }
  if (text === undefined) {
    throw new UserError("Give a statement: query 'select …', or query - for standard input.");
  }
  const sql = text === "-" ? await standardInput(io) : text;
  return putQuestion(io, questionOf(request, sql));
};

async function printSchema(request: Request, table: string | undefined): Promise<void> {
  refuseWindow(request);
  const format = formatOf(request);
  const [{ describeWarehouse }, { cataloguePage }] = await Promise.all([
    import("../pipeline/catalogue.ts"),
    import("../render/answer/catalogue-page.ts"),
  ]);
  const tables = await describeWarehouse(request.home, table);
  request.io.stdout.write(cataloguePage(tables, format, request.io.stdout.columns));
}

async function standardInput(io: Io): Promise<string> {
  if (io.stdinIsTerminal) {
    throw new UserError("- is standard input, and that is a terminal. Pipe a statement into it.");
  }
  let text = "";
  for await (const chunk of io.stdin()) {
    text += chunk;
    if (text.length > LONGEST_STATEMENT) {
      throw new UserError("A statement has at most a million characters.");
    }
  }
  return text;
}
