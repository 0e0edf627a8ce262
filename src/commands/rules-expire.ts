import { EXIT } from "../model/errors.ts";
import type { Run } from "./command.ts";
import { placeFlags } from "./place-flags.ts";

/** Takes away learned rules that no call used for their time, and those whose calls fail. */
export const run: Run = async (request) => {
  const { io, shared } = request;
  const [{ learnPlace, untilFree }, { expire }, { tendedText }] = await Promise.all([
    import("./learn-place.ts"),
    import("../learn/tend.ts"),
    import("../pipeline/learning-text.ts"),
  ]);
  const place = learnPlace(request, "rules expire");
  const { kind: _, ...tended } = await untilFree(request, () => expire(place, shared.dryRun));
  const frame = { flags: placeFlags(request), columns: io.stdout.columns, dryRun: shared.dryRun };
  io.stdout.write(
    shared.json
      ? `${JSON.stringify({ version: 1, dry_run: shared.dryRun, ...tended })}\n`
      : tendedText(tended, frame),
  );
  return EXIT.ok;
};
