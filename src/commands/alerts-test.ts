import { EXIT } from "../model/errors.ts";
import { alertsContext, printPast } from "./alerts-output.ts";
import type { Run } from "./command.ts";

/** When each alert would have fired, spoken and ended, on the log as it is. */
export const run: Run = async (request) => {
  const [{ testAlerts }, { alertNamed }] = await Promise.all([
    import("../pipeline/alerts-past.ts"),
    import("../pipeline/alerts-silence.ts"),
  ]);
  const [name] = request.args;
  const only = name === undefined ? undefined : alertNamed(name);
  await printPast(request, await testAlerts(await alertsContext(request), request.shared, only));
  return EXIT.ok;
};
