import { EXIT, type ExitCode } from "../model/errors.ts";
import { deliveryExit } from "../pipeline/delivery-words.ts";
import type { Run } from "./command.ts";
import { scheduleContext } from "./schedule-context.ts";

/** Runs what is due, then sends what is queued. For cron, systemd and launchd: as often as liked. */
export const run: Run = async (request) => {
  const { io, shared } = request;
  const { context, lines, timeZone, code, homeFlag } = await scheduleContext(request);
  const { channelProblems } = await import("../pipeline/channel-problems.ts");
  const { planDue, runDue } = await import("../pipeline/schedule.ts");
  const { planText, runDueJson, runDueText } = await import("../pipeline/schedule-words.ts");
  const clock = { now: io.now(), timeZone, homeFlag };
  if (shared.dryRun) {
    const plan = planDue(context, lines);
    const problems = await channelProblems(context);
    io.stdout.write(
      shared.json
        ? `${JSON.stringify({ ...plan, channel_problems: problems })}\n`
        : `${planText(plan, clock)}${problems.map((line) => `${line}\n`).join("")}`,
    );
    return problems.length === 0 ? code : EXIT.delivery;
  }
  const result = await runDue(context, lines);
  if ("heldBy" in result) {
    const text = `Another claude-permit (process ${result.heldBy}) is running jobs: nothing to do.`;
    io.stdout.write(shared.json ? `${JSON.stringify({ held_by: result.heldBy })}\n` : `${text}\n`);
    return EXIT.ok;
  }
  io.stdout.write(
    shared.json ? `${JSON.stringify(runDueJson(result))}\n` : runDueText(result, clock),
  );
  const codes = result.runs.map(({ exitCode }) => exitCode);
  return worst([code, ...codes, deliveryExit(result.deliveries)]);
};

/** A finding (1) is a job's answer, not a failure of the schedule. */
function worst(codes: readonly ExitCode[]): ExitCode {
  const failures = codes.filter((code) => code !== EXIT.finding);
  return failures.reduce((a, b) => (b > a ? b : a), EXIT.ok);
}
