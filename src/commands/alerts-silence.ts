import { EXIT } from "../model/errors.ts";
import { alertsContext, printSilences } from "./alerts-output.ts";
import type { Run } from "./command.ts";

/** Keeps an alert quiet for a time; it is judged and listed as before. */
export const run: Run = async (request) => {
  const { silenceAlert } = await import("../pipeline/alerts-silence.ts");
  const { args, own, shared } = request;
  const wish = {
    alert: args[0] ?? "",
    project: shared.project ?? null,
    forTime: typeof own["for"] === "string" ? own["for"] : "7d",
    reason: typeof own["reason"] === "string" ? own["reason"] : "",
  };
  const made = silenceAlert(await alertsContext(request), wish, shared.dryRun);
  await printSilences(request, [made], shared.dryRun ? "Would be silent" : "Silent");
  return EXIT.ok;
};
