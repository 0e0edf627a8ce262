import type { Silence } from "../alerts/silences.ts";
import { localMinute } from "../model/local-time.ts";
import type { AlertsOutcome } from "../pipeline/alerts-evaluate.ts";
import type { AlertsPast } from "../pipeline/alerts-past.ts";
import type { Context } from "../pipeline/deliver.ts";
import type { Request } from "./command.ts";
import { errorText } from "./error-text.ts";
import { tellLeftOut } from "./left-out.ts";
import { placeFlags } from "./place-flags.ts";
import { terminalOptions } from "./terminal-options.ts";

export async function alertsContext({ io, home }: Request): Promise<Context> {
  const { homePaths } = await import("../files/home.ts");
  const { readCommandConfig } = await import("../files/read-config.ts");
  const config = readCommandConfig(homePaths(home).config);
  tellLeftOut(io, config.leftOut?.problems);
  return { io, home, config };
}

/** The alerts as a report for people, or as JSON. */
export async function printAlerts(request: Request, outcome: AlertsOutcome): Promise<void> {
  const { io, shared } = request;
  const { slot, quickSlot, how, states, canary, enqueued, deliveries } = outcome;
  if (shared.json) {
    const alerts = states.map(({ v: _v, kind: _kind, at: _at, ...state }) => state);
    io.stdout.write(
      `${JSON.stringify({ slot, quick_slot: quickSlot, how, alerts, canary, enqueued, deliveries })}\n`,
    );
    return;
  }
  const { renderReport } = await import("../render/render.ts");
  const { deliveryLines, enqueuedLines } = await import("../pipeline/delivery-words.ts");
  const options = terminalOptions(request);
  const text = await renderReport(outcome.report, "text", options);
  const clock = { now: io.now(), timeZone: outcome.report.window.time_zone };
  const lines = [
    HOW[how],
    ...enqueuedLines(enqueued, deliveries, clock),
    ...deliveryLines(deliveries, clock),
  ];
  const frame = { flags: placeFlags(request), columns: options.columns };
  io.stdout.write(`${text}\n${errorText(lines.join("\n"), frame)}\n`);
}

/** What alerts did or would have done, for people, or as JSON. */
export async function printPast(request: Request, { report, ...past }: AlertsPast): Promise<void> {
  const { io, shared } = request;
  if (shared.json) {
    const { since, until, timeZone } = past.window;
    const window = { since, until, time_zone: timeZone };
    io.stdout.write(`${JSON.stringify({ version: 1, window, alerts: past.alerts })}\n`);
    return;
  }
  const { renderReport } = await import("../render/render.ts");
  io.stdout.write(`${await renderReport(report, "text", terminalOptions(request))}\n`);
}

/** `Silent until 2026-11-29 12:10: deny_spike in shop`, one line each. */
export async function printSilences(
  request: Request,
  silences: readonly Silence[],
  words: string,
): Promise<void> {
  const { io, shared, home } = request;
  if (shared.json) {
    const told = silences.map(({ v: _v, kind: _kind, ...rest }) => rest);
    io.stdout.write(`${JSON.stringify({ version: 1, dry_run: shared.dryRun, silences: told })}\n`);
    return;
  }
  const [{ cleanText }, { resolveTimeZone }, { homePaths }, { readCommandConfig }] =
    await Promise.all([
      import("../render/escape-text.ts"),
      import("../pipeline/scope.ts"),
      import("../files/home.ts"),
      import("../files/read-config.ts"),
    ]);
  const timeZone = resolveTimeZone(shared.tz, readCommandConfig(homePaths(home).config), io);
  for (const { alert, project, until, reason } of silences) {
    const where = project === null ? "" : ` in ${cleanText(project)}`;
    const why = reason === "" ? "" : ` (${cleanText(reason)})`;
    const end = words.includes("again")
      ? ""
      : ` until ${localMinute(until, timeZone)}, ${timeZone}`;
    io.stdout.write(`${words}${end}: ${alert}${where}${why}\n`);
  }
}

const HOW = {
  recorded: "Evaluated and recorded for this slot.",
  known: "This slot was evaluated before; nothing changed.",
  listed: "As evaluated last. To evaluate: claude-permit alerts check",
  looked: "Only looked: nothing was recorded or sent.",
} as const satisfies Record<AlertsOutcome["how"], string>;
