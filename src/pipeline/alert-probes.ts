import { join } from "node:path";
import type {
  AlertProbes,
  CanaryProbe,
  ChannelProbe,
  GuardProbe,
  IntegrityProbe,
} from "../alerts/probes.ts";
import { lastActivityMs } from "../claude/activity-probe.ts";
import { probeRegistration } from "../claude/registration-probe.ts";
import { claudeFolder } from "../claude/settings-file.ts";
import { readHistory } from "../files/history.ts";
import { commandHome } from "../files/home.ts";
import { probeLog } from "../files/log-probe.ts";
import { readPlace } from "../files/outbox.ts";
import { UnsafeFile } from "../model/errors.ts";
import { HISTORY } from "../model/history.ts";
import type { QueuedMessage } from "../model/message.ts";
import { isTimeZone } from "../model/time-zone.ts";
import { jobProblems, jobStates } from "../schedule/jobs.ts";
import { lookAtIntegrity } from "../warehouse/integrity-probe.ts";
import type { Context } from "./deliver.ts";

/** What the log told, for the probes to be held against. */
export interface LogKnown {
  readonly badLines: number;
  /** Whether the hook ever recorded a call of a live session here. */
  readonly hasLive: boolean;
  readonly timeZone: string;
  /** A trial call that was just made. */
  readonly canary: CanaryProbe | null;
}

/** What the machine says now. What cannot be looked at is told as a problem, not thrown. */
export function probeAlerts(context: Context, known: LogKnown): AlertProbes {
  const { io, home } = context;
  const log = probeLog(home);
  const settingsFolder = claudeFolder(io.env, io.accountHome);
  return {
    guard: guardOf(context, join(settingsFolder, "settings.json"), known),
    silence: {
      transcriptMs: lastActivityMs(settingsFolder),
      entryMs: log.lastLive === undefined ? null : Date.parse(log.lastLive),
      nowMs: io.now().getTime(),
      canary: known.canary,
    },
    log: integrityOf(home, { lines: log.linesLoaded, badLines: known.badLines }),
    sizes: { logBytes: log.bytes, warehouseBytes: log.warehouseBytes ?? 0 },
    channels: channelsOf(context),
    jobs: jobsOf(context, known.timeZone),
  };
}

function guardOf({ io, home }: Context, settings: string, { hasLive }: LogKnown): GuardProbe {
  const found = probeRegistration(settings, io.cwd);
  const mine = found.hooks.filter((hook) => hook.home === home && hook.event === "PreToolUse");
  const [off] = found.switchedOff;
  const isOwn = home === commandHome(undefined, io.env, io.accountHome);
  return {
    // A log that was copied to another home was never guarded by it.
    wasOn: hasLive && (mine.length > 0 || isOwn),
    registered: mine.length > 0,
    switchedOff: off === undefined ? "" : `${off.name} is set in ${off.path}`,
    missing: mine.length > 0 ? found.missing : [],
    problem: found.problem ?? "",
  };
}

function integrityOf(
  home: string,
  counts: { readonly lines: number; readonly badLines: number },
): IntegrityProbe {
  const all = readHistory(home, HISTORY.verifications).lines;
  const last = all.findLast(({ ok }) => ok);
  const verified =
    last === undefined
      ? null
      : { atMs: Date.parse(last.at), lines: last.lines, badLines: last.bad_lines };
  const mark = last === undefined ? null : { key: last.log_key, bytes: last.log_bytes };
  try {
    return { ...lookAtIntegrity(home, mark), ...counts, verified };
  } catch (error) {
    if (!(error instanceof UnsafeFile)) throw error;
    return { problems: [error.message], clockBackMs: 0, ...counts, verified };
  }
}

function channelsOf({ home, config }: Context): ChannelProbe[] {
  const queued = readPlace(home, "queued").messages;
  const dead = readPlace(home, "dead").messages;
  const notices = readHistory(home, HISTORY.notices).lines;
  return config.channel.map(({ name }) => {
    const of = (messages: readonly QueuedMessage[]) =>
      messages.filter(({ message }) => message.channel === name);
    const failures = of(queued).flatMap((one) => one.failures);
    const given = of(dead).flatMap(({ failures: all }) => all.slice(-1));
    const sent = notices.filter((notice) => notice.channel === name).map(({ at }) => at);
    return {
      name,
      failingSinceMs: timeOf(failures.map(({ at }) => at).sort()[0]),
      deadMs: timeOf(
        given
          .map(({ at }) => at)
          .sort()
          .at(-1),
      ),
      sentMs: timeOf([...sent].sort().at(-1)),
      problem: [...failures, ...given].at(-1)?.message ?? "",
    };
  });
}

function timeOf(at: string | undefined): number | null {
  return at === undefined ? null : Date.parse(at);
}

/** A job with a mistake is told by `validate`, and is owed nothing. */
function jobsOf({ io, home, config }: Context, timeZone: string): AlertProbes["jobs"] {
  const now = io.now();
  const sound = config.job.filter(
    (job) =>
      (job.time_zone === undefined || isTimeZone(job.time_zone)) &&
      jobProblems([job], { now, timeZone, refusal: () => undefined }).length === 0,
  );
  const history = readHistory(home, HISTORY.runs).lines;
  return jobStates(sound, { history, now, timeZone }).map(({ name, overdue }) => ({
    name,
    overdueMs: overdue === null ? null : Date.parse(overdue),
  }));
}
