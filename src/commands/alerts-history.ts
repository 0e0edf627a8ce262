import { EXIT } from "../model/errors.ts";
import { alertsContext, printPast } from "./alerts-output.ts";
import type { Run } from "./command.ts";

/** When alerts fired, spoke and ended, and what was silenced. */
export const run: Run = async (request) => {
  const [{ alertsPast }, { alertNamed }] = await Promise.all([
    import("../pipeline/alerts-past.ts"),
    import("../pipeline/alerts-silence.ts"),
  ]);
  const [name] = request.args;
  const only = name === undefined ? undefined : alertNamed(name);
  await printPast(request, alertsPast(await alertsContext(request), request.shared, only));
  return EXIT.ok;
};
