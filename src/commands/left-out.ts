import type { Io } from "../io.ts";
import { type ConfigProblem, EXIT, type ExitCode, problemLine } from "../model/errors.ts";
import { errorColumns, errorText } from "./error-text.ts";

/**
 * Says beside the output which tables of config.toml have mistakes and are left out. The answer is
 * then 3 where all else went well: who asked for everything did not get it.
 */
export function tellLeftOut(io: Io, problems: readonly ConfigProblem[] | undefined): ExitCode {
  if (problems === undefined || problems.length === 0) return EXIT.ok;
  const lines = ["Left out of config.toml until it is mended:", ...problems.map(problemLine)];
  const frame = { flags: "", columns: errorColumns(io) };
  io.stderr.write(`${errorText(lines.join("\n"), frame)}\n`);
  return EXIT.usage;
}
