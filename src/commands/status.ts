import type { CanaryProbe } from "../alerts/probes.ts";
import { probeRegistration } from "../claude/registration-probe.ts";
import { probeLog } from "../files/log-probe.ts";
import { probeOutbox } from "../files/outbox-probe.ts";
import { projectPolicyFiles } from "../files/project-rules.ts";
import { probeRuns } from "../files/runs-probe.ts";
import { EXIT } from "../model/errors.ts";
import { checkConfig } from "../pipeline/config-check.ts";
import { probePending } from "../pipeline/pending-probe.ts";
import { statusOf } from "../pipeline/status.ts";
import { statusText } from "../pipeline/status-text.ts";
import { VERSION } from "../version.ts";
import type { Run } from "./command.ts";
import { placeFlags } from "./place-flags.ts";
import { rulePlace } from "./rule-place.ts";
import { settingsPath } from "./settings-path.ts";

type Place = Parameters<typeof import("../pipeline/canary.ts").sendCanary>[0];

async function tryHook(place: Place): Promise<CanaryProbe> {
  const { sendCanary } = await import("../pipeline/canary.ts");
  return sendCanary(place);
}

/** Says whether the guard works, worst first. */
export const run: Run = async (request) => {
  const { io, home, shared, own } = request;
  const settings = settingsPath(own, io);
  // Before its entry is looked for.
  const canary = own["deep"] === true ? await tryHook({ io, home, settings }) : null;
  const now = io.now();
  const status = statusOf({
    now: now.toISOString(),
    home,
    flags: placeFlags(request),
    registration: probeRegistration(settings, io.cwd),
    config: await checkConfig(home, {
      now,
      timeZone: shared.tz ?? io.env["TZ"],
      projectFiles: projectPolicyFiles(rulePlace(request)),
      loadPolicy: async () => {
        const { loadPolicy } = await import("../hook/policy-miss.ts");
        return loadPolicy(rulePlace(request));
      },
      loadRefusal: async () => {
        const { JOB_LINES } = await import("./job-lines.ts");
        return JOB_LINES.refusal;
      },
    }),
    log: probeLog(home),
    outbox: probeOutbox(home),
    runs: probeRuns(home),
    pending: await probePending(home, now.toISOString()),
    canary,
  });
  io.stdout.write(
    shared.json
      ? `${JSON.stringify({ version: VERSION, home, ...status })}\n`
      : statusText(status, { version: VERSION, accountHome: io.accountHome }),
  );
  return status.level === "red" ? EXIT.finding : EXIT.ok;
};
