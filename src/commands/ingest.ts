import { EXIT, type ExitCode } from "../model/errors.ts";
import type { Ingested } from "../pipeline/ingest.ts";
import type { Request } from "./command.ts";
import { placed } from "./error-text.ts";

/** Loads what the logs have gained since the last time, or all of it anew. */
export async function run(request: Request): Promise<ExitCode> {
  const { io, home, shared, own } = request;
  const wishes = { anew: own["rebuild"] === true, rotate: own["rotate"] === true };
  if (shared.dryRun) return look(request, wishes.anew);
  const { ingestLogs } = await import("../pipeline/ingest.ts");
  const { ingestedWords } = await import("../pipeline/ingest-words.ts");
  const { progressLine } = await import("../pipeline/progress-line.ts");
  const started = io.now().getTime();
  const progress = progressLine(io, 0);
  const result = await ingestLogs({ io, home, ...progress }, wishes).finally(progress.clear);
  const ms = io.now().getTime() - started;
  io.stdout.write(
    shared.json
      ? `${JSON.stringify(asJson(result))}\n`
      : placed(request, ingestedWords(result, ms)),
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

async function look({ io, home, shared }: Request, anew: boolean): Promise<ExitCode> {
  const { dataStatus, linesToLoad } = await import("../pipeline/data-status.ts");
  const { plural } = await import("../pipeline/status-words.ts");
  const { logs, lines } = linesToLoad(await dataStatus({ io, home }), anew);
  io.stdout.write(
    shared.json
      ? `${JSON.stringify({ lines, files: logs })}\n`
      : `Dry run: ${plural(lines, "line")} of ${plural(logs, "log")} would be loaded.\n`,
  );
  return EXIT.ok;
}
