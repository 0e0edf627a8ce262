import { probeRegistration } from "../claude/registration-probe.ts";
import { commandHome } from "../files/home.ts";
import { probeLog } from "../files/log-probe.ts";
import { probeOutbox } from "../files/outbox-probe.ts";
import { EXIT } from "../model/errors.ts";
import { checkConfig } from "../pipeline/config-check.ts";
import { statusOf } from "../pipeline/status.ts";
import { statusText } from "../pipeline/status-text.ts";
import { VERSION } from "../version.ts";
import type { Request, Run } from "./command.ts";
import { settingsPath } from "./settings-path.ts";

/** Says whether the guard works, worst first. */
export const run: Run = async (request) => {
  const { io, home, shared, own } = request;
  const now = io.now();
  const status = statusOf({
    now: now.toISOString(),
    home,
    flags: flags(request),
    registration: probeRegistration(settingsPath(own, io), io.cwd),
    config: await checkConfig(home, {
      now,
      timeZone: shared.tz ?? io.env["TZ"],
      loadPolicy: async () => {
        const { loadPolicy } = await import("../hook/policy-miss.ts");
        return loadPolicy({ home, projectRoot: "" });
      },
    }),
    log: probeLog(home),
    outbox: probeOutbox(home),
  });
  io.stdout.write(
    shared.json
      ? `${JSON.stringify({ version: VERSION, home, ...status })}\n`
      : statusText(status, { version: VERSION, accountHome: io.accountHome }),
  );
  return status.level === "red" ? EXIT.finding : EXIT.ok;
};

/** The flags that differ from what a command would take by itself, so that remedies can be pasted. */
function flags({ io, home, own }: Request): string {
  const settings = settingsPath(own, io);
  return [
    ...(home === commandHome(undefined, io.env, io.accountHome) ? [] : [` --home ${home}`]),
    ...(settings === settingsPath({}, io) ? [] : [` --settings ${settings}`]),
  ].join("");
}
