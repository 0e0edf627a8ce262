import { homePaths } from "../files/home.ts";
import type { Io } from "../io.ts";
import { Question } from "../model/answer.ts";
import { UserError } from "../model/errors.ts";
import { cleanLines, cleanText } from "../render/escape-text.ts";
import { type Asked, ask } from "../warehouse/ask.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { printAnswer } from "./answer-print.ts";
import { createWatch } from "./answer-watch.ts";
import { withWarehouse } from "./ingest.ts";

/** What only the process itself can tell and do. */
interface OwnProcess {
  /** Bytes that it holds. */
  readonly memory: () => number;
  /** Ends it at once, whatever its threads do. */
  readonly kill: () => void;
}

/**
 * Answers one question, in a process of its own: a statement that hears no interrupt can only be
 * ended together with its process. `line` is a Question as JSON. Loads the log first where it has
 * grown. Throws UserError for what the engine refuses, with its position.
 */
export async function answerQuestion(line: string, io: Io, own: OwnProcess): Promise<void> {
  const question = Question.parse(JSON.parse(line));
  try {
    await withWarehouse({ io, home: question.home }, ({ warehouse }) =>
      answerFrom(warehouse, question, { io, own }),
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // What the engine says may hold text of the log.
    throw new UserError(cleanLines(error.message).join("\n"), { cause: error });
  }
}

async function answerFrom(
  { connection }: Warehouse,
  question: Question,
  { io, own }: { io: Io; own: OwnProcess },
): Promise<void> {
  const step = createWatch({
    timeoutMs: question.timeout_ms,
    signal: io.signal,
    memory: own.memory,
    interrupt: () => connection.interrupt(),
    quit: (reason) => {
      if (reason !== "") io.stderr.write(`${reason}\n`);
      own.kill();
    },
  });
  const { cache } = homePaths(question.home);
  const { sql, time_zone: timeZone, parameters } = question;
  const asked = await ask(connection, sql, { cache, timeZone, step, parameters });
  if (question.dry_run) {
    io.stdout.write(dryRunWords(asked));
    return;
  }
  await printAnswer(await asked.answer(), question, {
    write: (text) => io.stdout.write(text),
    remark: (text) => io.stderr.write(text),
  });
}

function dryRunWords({ columns }: Asked): string {
  const named = columns.map(({ name, type }) => `  ${cleanText(name)}  ${cleanText(type)}\n`);
  return `The statement is in order and would answer:\n${named.join("")}`;
}
