import { EXIT, UserError } from "../model/errors.ts";
import { removeTimer } from "../schedule/timers.ts";
import type { Run } from "./command.ts";
import { placed } from "./error-text.ts";
import { timerPlace, timerSpec } from "./schedule-place.ts";

/** Takes away what `schedule install` set up, in systemd and in the crontab. */
export const run: Run = async (request) => {
  const { io, shared } = request;
  const spec = timerSpec(request);
  if (shared.dryRun) {
    io.stdout.write(`Dry run: ${spec.name} would be taken out of systemd and the crontab.\n`);
    return EXIT.ok;
  }
  const place = timerPlace(request);
  const problems: string[] = [];
  for (const kind of ["systemd", "crontab"] as const) {
    const problem = await removeTimer(kind, spec, place);
    if (problem !== undefined) problems.push(problem);
  }
  if (problems.length > 0) throw new UserError(problems.join("\n"));
  const words = `${spec.name} is no timer any more. Jobs run when claude-permit schedule run-due does.\n`;
  io.stdout.write(
    shared.json ? `${JSON.stringify({ removed: spec.name })}\n` : placed(request, words),
  );
  return EXIT.ok;
};
