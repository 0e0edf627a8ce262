import { EXIT } from "../model/errors.ts";
import { deliveryExit } from "../pipeline/delivery-words.ts";
import { alertsContext, printAlerts } from "./alerts-output.ts";
import type { Run } from "./command.ts";

/** Evaluates the alerts, once in each slot of six hours. Answers 1 while one fires. */
export const run: Run = async (request) => {
  const { checkAlerts } = await import("../pipeline/alerts.ts");
  const context = await alertsContext(request);
  const outcome = await checkAlerts(context, request.shared, request.shared.dryRun);
  await printAlerts(request, outcome);
  const open = outcome.states.some(({ to }) => to === "firing" || to === "recovering");
  return open ? EXIT.finding : deliveryExit(outcome.deliveries);
};
