import type { AlertsOutcome } from "../pipeline/alerts.ts";
import type { Context } from "../pipeline/deliver.ts";
import type { Request } from "./command.ts";
import { terminalOptions } from "./terminal-options.ts";

export async function alertsContext({ io, home }: Request): Promise<Context> {
  const { homePaths } = await import("../files/home.ts");
  const { readCommandConfig } = await import("../files/read-config.ts");
  return { io, home, config: readCommandConfig(homePaths(home).config) };
}

/** The alerts as a report for people, or as JSON. */
export async function printAlerts(request: Request, outcome: AlertsOutcome): Promise<void> {
  const { io, shared } = request;
  const { slot, how, states, enqueued, deliveries } = outcome;
  if (shared.json) {
    const alerts = states.map(({ v: _v, kind: _kind, at: _at, ...state }) => state);
    io.stdout.write(`${JSON.stringify({ slot, how, alerts, enqueued, deliveries })}\n`);
    return;
  }
  const { renderReport } = await import("../render/render.ts");
  const { deliveryLines, enqueuedLines } = await import("../pipeline/delivery-words.ts");
  const text = await renderReport(outcome.report, "text", terminalOptions(request));
  const lines = [HOW[how], ...enqueuedLines(enqueued, deliveries), ...deliveryLines(deliveries)];
  io.stdout.write(`${text}\n${lines.join("\n")}\n`);
}

const HOW = {
  recorded: "Evaluated and recorded for this slot.",
  known: "This slot was evaluated before; nothing changed.",
  listed: "As evaluated last. To evaluate: claude-permit alerts check",
  looked: "Only looked: nothing was recorded or sent.",
} as const satisfies Record<AlertsOutcome["how"], string>;
