import { EXIT } from "../model/errors.ts";
import type { Run } from "./command.ts";

/** How far each log is loaded. Looks only: loads nothing. */
export const run: Run = async ({ io, home, shared }) => {
  const { dataStatus } = await import("../pipeline/data-status.ts");
  const { dataStatusText } = await import("../pipeline/data-status-text.ts");
  const status = await dataStatus({ io, home });
  const clock = { now: io.now().toISOString(), columns: io.stdout.columns };
  io.stdout.write(shared.json ? `${JSON.stringify(status)}\n` : dataStatusText(status, clock));
  return EXIT.ok;
};
