import { EXIT } from "../model/errors.ts";
import type { Run } from "./command.ts";

/** The built-in denials, and what the agent is told instead. */
export const run: Run = async ({ io, shared }) => {
  const { FLOOR } = await import("../policy/floor/floor.ts");
  const floor = Object.entries(FLOOR).map(([name, words]) => ({ name, ...words }));
  if (shared.json) {
    io.stdout.write(`${JSON.stringify({ floor })}\n`);
    return EXIT.ok;
  }
  const { hangingText } = await import("../pipeline/plain-table.ts");
  const width = Math.max(...floor.map(({ name }) => name.length));
  const lines = floor.flatMap(({ name, description, message }) => [
    ...hangingText(` ${name.padEnd(width)}  `, description, io.stdout.columns),
    ...hangingText(` ${" ".repeat(width)}  `, `"${message}"`, io.stdout.columns),
  ]);
  const intro =
    " Denied whatever the rules say; no rule lifts these. In quotes: what the agent is told.";
  io.stdout.write(
    `${[...hangingText(" ", intro.trim(), io.stdout.columns), "", ...lines].join("\n")}\n`,
  );
  return EXIT.ok;
};
