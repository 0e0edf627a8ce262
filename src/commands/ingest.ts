import { EXIT, type ExitCode } from "../model/errors.ts";
import type { IngestProgress } from "../warehouse/ingest.ts";
import type { Request } from "./command.ts";

/** Back to the start of the line, and nothing left on it. */
const CLEAR = "\r\u001b[K";

/** Loads what the logs have gained since the last time. Progress on a terminal only. */
export async function run(request: Request): Promise<ExitCode> {
  const { io, home, shared } = request;
  const { ingestLogs } = await import("../pipeline/ingest.ts");
  const started = io.now().getTime();
  const result = await ingestLogs({
    io,
    home,
    ...(io.stderr.isTerminal
      ? { onProgress: (at: IngestProgress) => io.stderr.write(progressLine(at)) }
      : {}),
  });
  if (io.stderr.isTerminal) io.stderr.write(CLEAR);
  const files = result.logs.length;
  const seconds = (io.now().getTime() - started) / 1000;
  if (shared.json) {
    io.stdout.write(
      `${JSON.stringify({ lines: result.lines, bad_lines: result.badLines, files })}\n`,
    );
    return EXIT.ok;
  }
  const logs = files === 1 ? "1 log" : `${files} logs`;
  io.stdout.write(
    result.lines === 0
      ? `Up to date: nothing new in ${logs}.\n`
      : `Loaded ${number(result.lines)} lines of ${logs} in ${seconds.toFixed(1)} s; ${number(result.badLines)} could not be read.\n`,
  );
  return EXIT.ok;
}

function progressLine(at: IngestProgress): string {
  return `${CLEAR}${at.file}: ${number(at.lines)} lines, ${(at.bytes / 1e6).toFixed(1)} MB `;
}

function number(value: number): string {
  return value.toLocaleString("en-US");
}
