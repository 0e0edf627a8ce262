import { EXIT } from "../model/errors.ts";
import type { CommandLines } from "../pipeline/schedule.ts";
import { COMMANDS } from "./index.ts";
import { createProgram } from "./program.ts";

/** The command line as jobs may use it: no job changes the guard, and none runs jobs. */
export const JOB_LINES: CommandLines = {
  refusal: (words) => {
    const row = rowOf(words);
    if (row === undefined) {
      return `"${words[0] ?? ""}" is not a command of claude-permit. Write e.g. report digest --to file`;
    }
    if (row.changesGuard !== false)
      return `${row.words} changes the guard: a person runs it, never a job`;
    if (row.words.startsWith("schedule ")) return "a job cannot run jobs";
    if (row.group === "plumbing") return `${row.words} answers to Claude Code, not to a clock`;
    return undefined;
  },
  prepare: async (home, io) => {
    const failed: string[] = [];
    // What they print is of no interest; what they complain of is.
    const quiet = { ...io, stdout: { ...io.stdout, write: () => {} } };
    for (const words of ["data reconcile", "ingest"]) {
      if (io.signal.aborted) break;
      const code = await createProgram(quiet).run([...words.split(" "), "--home", home]);
      if (code !== EXIT.ok) failed.push(words);
    }
    return failed;
  },
  run: (words, io, due) =>
    createProgram(io, async (row, request) => {
      const { run } = await row.load();
      return run(due === null ? request : { ...request, shared: { ...request.shared, due } });
    }).run(words),
};

/** The row whose words, or one of whose other names, the line begins with; the longest. */
function rowOf(words: readonly string[]): (typeof COMMANDS)[number] | undefined {
  const found = COMMANDS.flatMap((row) =>
    [row.words, ...row.aliases].map((name) => ({ row, name: name.split(" ") })),
  ).filter(({ name }) => name.every((word, index) => words[index] === word));
  return found.sort((a, b) => b.name.length - a.name.length)[0]?.row;
}
