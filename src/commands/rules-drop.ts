import { EXIT } from "../model/errors.ts";
import type { Run } from "./command.ts";

/** Sets a pending rule aside: only rules approve brings it back. */
export const run: Run = async (request) => {
  const { io, home, args, shared } = request;
  const [learning, { pendingNamed }, { drop }, { hangingText }] = await Promise.all([
    import("./learn-place.ts"),
    import("../pipeline/named-rules.ts"),
    import("../learn/drop.ts"),
    import("../pipeline/plain-table.ts"),
  ]);
  const place = learning.learnPlace(request, "rules drop");
  const { pending, fingerprint: what } = pendingNamed(home, args[0] ?? "", place.now);
  const { ruleId } = pending;
  const dropped =
    !shared.dryRun &&
    (await learning.untilFree(request, () => drop(ruleId, io.account, place))).kind === "dropped";
  const says = shared.dryRun
    ? `Would drop ${ruleId} (${what}).`
    : dropped
      ? `Dropped ${ruleId} (${what}). It is not learned unless you approve it.`
      : `${ruleId} (${what}) was set aside before.`;
  io.stdout.write(
    shared.json
      ? `${JSON.stringify({ version: 1, rule_id: ruleId, fingerprint: what, dropped })}\n`
      : `${hangingText(" ", says, io.stdout.columns).join("\n")}\n`,
  );
  return EXIT.ok;
};
