import { EXIT } from "../model/errors.ts";
import type { Run } from "./command.ts";
import { scheduleContext } from "./schedule-context.ts";

/** Runs one job now, or with --as-of as it would have been run then. */
export const run: Run = async (request) => {
  const { io, shared, args } = request;
  const { context, lines, timeZone, homeFlag } = await scheduleContext(request);
  const { runNamed, scheduleStates } = await import("../pipeline/schedule.ts");
  const [name = ""] = args;
  if (shared.dryRun) {
    const state = scheduleStates(context, lines).find((one) => one.name === name);
    const line =
      state === undefined ? `There is no job "${name}".` : `claude-permit ${state.run}${homeFlag}`;
    io.stdout.write(`Dry run: nothing was run.\n${line}\n`);
    return state === undefined ? EXIT.usage : EXIT.ok;
  }
  const done = await runNamed(context, lines, { name, asOf: shared.asOf });
  const { runText } = await import("../pipeline/schedule-words.ts");
  const json = { job: done.job, exit_code: done.exitCode };
  const text = runText(done, { now: io.now(), timeZone, homeFlag });
  io.stdout.write(shared.json ? `${JSON.stringify(json)}\n` : `${text}\n`);
  return done.exitCode;
};
