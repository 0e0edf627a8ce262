import type { AlertName } from "../../model/alert-settings.ts";
import type { KindContext } from "../kind.ts";
import type { AlertProbes, ChannelProbe } from "../probes.ts";
import { markOf, type Reading, readingOf } from "../reading.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A transcript that was written to in this time belongs to a session that goes on. */
const ACTIVE_MS = 30 * MINUTE_MS;
const MEGABYTE = 1e6;

type Reader<Name extends AlertName> = (
  probes: AlertProbes,
  context: KindContext<Name>,
) => readonly Reading[];

/** Readings of what a probe says; none where there is no probe, as in another time than now. */
function probed<Name extends AlertName>(
  read: Reader<Name>,
): (context: KindContext<Name>) => readonly Reading[] {
  return (context) => {
    const { probes } = context.figures;
    return probes === null ? [] : read(probes, context);
  };
}

/**
 * Claude Code writes and the hook does not, or a trial call failed. A home that no hook is
 * registered for hears nothing anyway; a session that is over leaves the question open until the
 * next entry, or until a trial call is answered.
 */
export const hookSilent = probed<"hook_silent">(({ silence, guard }, { settings }) => {
  const { transcriptMs, entryMs, nowMs, canary } = silence;
  const severity = "critical" as const;
  if (canary?.kind === "failed") {
    return [
      readingOf("breach", { severity, causes: ["canary"], evidence: { detail: canary.why } }),
    ];
  }
  const isAnswered = canary?.kind === "answered";
  if (!guard.registered || transcriptMs === null || entryMs === null) {
    return [readingOf(isAnswered ? "clear" : "unknown", { severity })];
  }
  const behind = transcriptMs - entryMs;
  const isBehind = behind > settings.minutes * MINUTE_MS;
  const isActive = nowMs - transcriptMs < ACTIVE_MS;
  const isOver = !isActive && isAnswered;
  const mark = markOf(isBehind && isActive, !isBehind || isOver);
  const evidence = {
    ...{ unit: "ms" as const, value: Math.max(0, behind), mark: settings.minutes * MINUTE_MS },
    detail: "so long the transcripts go on after the last entry",
  };
  return [readingOf(mark, { severity, evidence })];
});

export const guardOff = probed<"guard_off">(({ guard }) => {
  const { problem, switchedOff, registered, missing, wasOn } = guard;
  const severity = "critical" as const;
  if (!wasOn) return [readingOf("unknown", { severity })];
  const why = [
    ...(problem === "" ? [] : [problem]),
    ...(switchedOff === "" ? [] : [switchedOff]),
    ...(registered || problem !== "" ? [] : ["the hooks are not in the settings any more"]),
    ...missing.map((path) => `${path} is not there any more`),
  ];
  const evidence = { detail: why.join("; ") };
  return [readingOf(markOf(why.length > 0, why.length === 0), { severity, causes: why, evidence })];
});

/**
 * What a quick look finds. It is over when `data verify` finds all well: that a quick look finds
 * nothing any more is no proof. What was seen by then is not told again.
 */
export const logIntegrity = probed<"log_integrity">(({ log }, { name, settings, memory }) => {
  const { clockBackMs, verified } = log;
  const lines = log.lines - (verified?.lines ?? 0);
  const badLines = Math.max(0, log.badLines - (verified?.badLines ?? 0));
  const share = lines <= 0 ? 0 : badLines / lines;
  const isBad = lines >= settings.min_lines && share > settings.bad_share;
  const why = [
    ...log.problems,
    ...(isBad ? [`${badLines} of ${lines} lines cannot be read`] : []),
    ...(clockBackMs > settings.clock_minutes * MINUTE_MS
      ? [`the clock was set back by ${Math.round(clockBackMs / MINUTE_MS)} minutes`]
      : []),
  ];
  const severity = "critical" as const;
  if (why.length === 0) {
    const state = memory.stateOf({ alert: name, project: null, label: "" });
    const isOpen = state !== undefined && state.to !== "inactive";
    const foundAt = state?.reason === "breach" ? state.at : (state?.firing_since ?? "");
    const isVerified = verified !== null && verified.atMs > Date.parse(foundAt);
    return [readingOf(isOpen && !isVerified ? "between" : "clear", { severity })];
  }
  return [
    readingOf("breach", {
      severity,
      causes: why,
      evidence: { k: badLines, n: lines, detail: why.join("; ") },
    }),
  ];
});

/** One for each channel: a message was given up after the last that arrived, or one waits long. */
export const deliveryFailing = probed<"delivery_failing">(({ channels, silence }, { settings }) =>
  channels.map((channel) => {
    const since = failingSince(channel);
    const forMs = since === null ? 0 : silence.nowMs - since;
    const isDead = (channel.deadMs ?? 0) > (channel.sentMs ?? 0);
    const fires = isDead || forMs > settings.hours * HOUR_MS;
    return readingOf(markOf(fires, since === null && !isDead), {
      label: channel.name,
      evidence: {
        ...{ unit: "ms" as const, value: forMs, mark: settings.hours * HOUR_MS },
        detail: [isDead ? "a message was given up" : "", channel.problem]
          .filter(Boolean)
          .join(": "),
      },
    });
  }),
);

function failingSince({ failingSinceMs, sentMs }: ChannelProbe): number | null {
  return failingSinceMs !== null && failingSinceMs > (sentMs ?? 0) ? failingSinceMs : null;
}

export const reportOverdue = probed<"report_overdue">(({ jobs, silence }, { settings }) =>
  jobs.map(({ name, overdueMs }) => {
    const late = overdueMs === null ? 0 : silence.nowMs - overdueMs;
    return readingOf(markOf(late > settings.hours * HOUR_MS, overdueMs === null), {
      label: name,
      evidence: { unit: "ms", value: late, mark: settings.hours * HOUR_MS },
    });
  }),
);

export const logGrowth = probed<"log_growth">(({ sizes }, { settings }) => {
  const limits = [
    { label: "log", bytes: sizes.logBytes, limit: settings.log_megabytes * MEGABYTE },
    {
      label: "warehouse",
      bytes: sizes.warehouseBytes,
      limit: settings.warehouse_megabytes * MEGABYTE,
    },
  ];
  return limits.map(({ label, bytes, limit }) =>
    readingOf(markOf(bytes > limit, bytes <= limit), {
      ...{ label, severity: "info" },
      evidence: { unit: "bytes", value: bytes, mark: limit },
    }),
  );
});
