import { EXIT, UserError } from "../model/errors.ts";
import type { Run } from "./command.ts";

const DEFAULT_LIMIT = 50;
/** What one answer may hold; more is a file that is no log. */
const MOST = 100_000;

/** Lists the lines of the log that could not be read, after loading what is new. */
export const run: Run = async ({ io, home, shared, own }) => {
  const { badLines, badLinesText } = await import("../pipeline/bad-lines.ts");
  const found = await badLines({ io, home }, limitOf(own["limit"]));
  io.stdout.write(
    shared.json
      ? `${JSON.stringify({ total: found.total, bad_lines: found.lines })}\n`
      : badLinesText(found, io.stdout.columns),
  );
  return EXIT.ok;
};

function limitOf(given: unknown): number {
  if (given === undefined) return DEFAULT_LIMIT;
  const limit = Number(given);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST) return limit;
  throw new UserError(
    `--limit ${String(given)} is not a number from 1 to ${MOST}. Write e.g. --limit 500`,
  );
}
