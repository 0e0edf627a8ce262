import type { Run } from "./command.ts";
import { scheduleContext } from "./schedule-context.ts";

/** Every job: when it comes next, when it last ran, and what came of it. */
export const run: Run = async (request) => {
  const { io, shared } = request;
  const { context, lines, code, homeFlag } = await scheduleContext(request);
  const { scheduleStates } = await import("../pipeline/schedule.ts");
  const { scheduleText } = await import("../pipeline/schedule-words.ts");
  const states = scheduleStates(context, lines);
  io.stdout.write(
    shared.json
      ? `${JSON.stringify({ jobs: states })}\n`
      : scheduleText(states, { now: io.now(), homeFlag }),
  );
  return code;
};
