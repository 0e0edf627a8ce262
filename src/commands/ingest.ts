import type { Io } from "../io.ts";
import { EXIT, type ExitCode } from "../model/errors.ts";
import type { Ingested } from "../pipeline/ingest.ts";
import type { IngestProgress } from "../warehouse/progress.ts";
import type { Request } from "./command.ts";

/** Back to the start of the line, and nothing left on it. */
const CLEAR = "\r\u001b[K";
/** A line that changes more often cannot be read. */
const BETWEEN_MS = 100;

/** Loads what the logs have gained since the last time, or all of it anew. */
export async function run(request: Request): Promise<ExitCode> {
  const { io, home, shared, own } = request;
  const { ingestLogs } = await import("../pipeline/ingest.ts");
  const words = await import("../pipeline/ingest-words.ts");
  const started = io.now().getTime();
  const result = await ingestLogs(
    { io, home, ...progressOn(io, words.progressWords) },
    { anew: own["rebuild"] === true, rotate: own["rotate"] === true },
  );
  if (io.stderr.isTerminal) io.stderr.write(CLEAR);
  const ms = io.now().getTime() - started;
  io.stdout.write(
    shared.json ? `${JSON.stringify(asJson(result))}\n` : words.ingestedWords(result, ms),
  );
  return EXIT.ok;
}

function asJson({ lines, badLines, logs, anew, rotation }: Ingested): object {
  return {
    lines,
    bad_lines: badLines,
    files: logs.length,
    anew,
    rotated: rotation?.file ?? null,
  };
}

/** Progress on a terminal only: a pipe gets nothing but what came of it. */
function progressOn(
  io: Io,
  words: (at: IngestProgress, elapsedMs: number) => string,
): { onProgress?: (at: IngestProgress) => void } {
  if (!io.stderr.isTerminal) return {};
  const started = io.now().getTime();
  let last = 0;
  return {
    onProgress: (at) => {
      const elapsed = io.now().getTime() - started;
      if (last !== 0 && elapsed - last < BETWEEN_MS) return;
      last = elapsed;
      io.stderr.write(`${CLEAR}${words(at, elapsed).slice(0, io.stderr.columns - 1)}`);
    },
  };
}
