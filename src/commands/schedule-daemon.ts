import { homePaths } from "../files/home.ts";
import { readCommandConfig } from "../files/read-config.ts";
import { EXIT, UserError } from "../model/errors.ts";
import type { Run } from "./command.ts";
import { scheduleContext } from "./schedule-context.ts";

/** Runs jobs at their time and sends messages, until SIGINT or SIGTERM. */
export const run: Run = async (request) => {
  const { io, home, shared } = request;
  const { context, lines, timeZone, homeFlag } = await scheduleContext(request);
  const { runDaemon } = await import("../pipeline/daemon.ts");
  const { scheduleStates } = await import("../pipeline/schedule.ts");
  const { scheduleText } = await import("../pipeline/schedule-words.ts");
  const states = scheduleStates(context, lines);
  if (shared.dryRun) {
    io.stdout.write(
      `Dry run: nothing is run.\n${scheduleText(states, { now: io.now(), homeFlag })}`,
    );
    return EXIT.ok;
  }
  const tell = (line: string): void =>
    io.stdout.write(
      shared.json ? `${JSON.stringify({ at: io.now().toISOString(), line })}\n` : `${line}\n`,
    );
  const jobs = states.length === 1 ? "1 job" : `${states.length} jobs`;
  tell(`${jobs}, ${timeZone}; process ${io.pid}. Ctrl-C ends it.`);
  const readConfig = () => readCommandConfig(homePaths(home).config);
  const held = await runDaemon({ io: context.io, home, lines, readConfig, tell });
  if (held !== undefined) {
    throw new UserError(
      `A daemon of this home runs already: process ${held.heldBy}. End it first, with kill ${held.heldBy}.`,
    );
  }
  return EXIT.interrupted;
};
