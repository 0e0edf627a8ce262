import { nextRunAt, writeNextRun } from "../files/next-run.ts";
import { EXIT, UserError } from "../model/errors.ts";
import { dryRun, setTimer, timerKind, unitFolder } from "../schedule/timers.ts";
import { crontabLine, launchdPlist, systemdUnits, type TimerSpec } from "../schedule/units.ts";
import type { Run } from "./command.ts";
import { placed } from "./error-text.ts";
import { timerPlace, timerSpec } from "./schedule-place.ts";

/**
 * Sets up a timer of this account that runs what is due, after one dry run in the timer's own
 * environment. Where no timer can be had, sessions start what is long due.
 */
export const run: Run = async (request) => {
  const { io, home, shared, own } = request;
  const spec = timerSpec(request);
  const place = timerPlace(request);
  if (typeof own["print"] === "string") {
    io.stdout.write(printed(own["print"], spec));
    return EXIT.ok;
  }
  const kind = await timerKind(place);
  const tried = await dryRun(kind ?? "session", spec, place);
  if (tried.code !== 0) {
    throw new UserError(
      `Nothing was set up: a dry run as ${kind ?? "a session"} would start it failed ` +
        `(${tried.code ?? "no exit code"}). It said:\n${tried.output}`,
    );
  }
  if (shared.dryRun) {
    const what = kind === undefined ? sessionWords() : printed(kind, spec);
    io.stdout.write(`Dry run: nothing was set up. It would be:\n${what}`);
    return EXIT.ok;
  }
  const problem = kind === undefined ? undefined : await setTimer(kind, spec, place);
  if (problem !== undefined) throw new UserError(`The timer could not be set up: ${problem}`);
  // So that a session knows there is something to start, also before the first run.
  if (nextRunAt(home) === undefined) writeNextRun(home, io.now(), spec);
  const words = {
    systemd: `${spec.name}.timer in ${unitFolder(place)} runs what is due, every 5 minutes.\nTo go on while you are logged out: loginctl enable-linger\n`,
    crontab: "A line in your crontab runs what is due, every 5 minutes.\n",
    session: sessionWords(),
  }[kind ?? "session"];
  const json = { timer: kind ?? "session", name: spec.name };
  io.stdout.write(shared.json ? `${JSON.stringify(json)}\n` : placed(request, words));
  return EXIT.ok;
};

function sessionWords(): string {
  return (
    "Neither systemd nor a crontab is to be had here. A session that begins starts what is\n" +
    "due for 20 minutes. Better: claude-permit schedule daemon, or a timer of your own that\n" +
    "calls claude-permit schedule run-due.\n"
  );
}

function printed(kind: string, spec: TimerSpec): string {
  if (kind === "launchd") return launchdPlist(spec);
  if (kind === "crontab") return `${crontabLine(spec)}\n`;
  return Object.entries(systemdUnits(spec))
    .map(([name, text]) => `# ${name}\n${text}`)
    .join("\n");
}
