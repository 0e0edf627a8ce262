import { EXIT } from "../model/errors.ts";
import { alertsContext, printAlerts } from "./alerts-output.ts";
import type { Run } from "./command.ts";

/** The state of every alert; evaluates nothing. */
export const run: Run = async (request) => {
  const { listAlerts } = await import("../pipeline/alerts.ts");
  const context = await alertsContext(request);
  await printAlerts(request, await listAlerts(context, request.shared));
  return EXIT.ok;
};
