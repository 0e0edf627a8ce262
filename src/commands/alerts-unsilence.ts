import { EXIT } from "../model/errors.ts";
import { alertsContext, printSilences } from "./alerts-output.ts";
import type { Run } from "./command.ts";

/** Takes back what silences an alert. */
export const run: Run = async (request) => {
  const { unsilenceAlert } = await import("../pipeline/alerts-silence.ts");
  const { args, shared } = request;
  const wish = { alert: args[0] ?? "", project: shared.project ?? null };
  const lifted = unsilenceAlert(await alertsContext(request), wish, shared.dryRun);
  await printSilences(request, lifted, shared.dryRun ? "Would speak again" : "Speaks again");
  return EXIT.ok;
};
