import { homePaths } from "../files/home.ts";
import { EXIT } from "../model/errors.ts";
import type { Run } from "./command.ts";
import { finishLearning } from "./learn-place.ts";
import { placeFlags } from "./place-flags.ts";
import { rulePlace } from "./rule-place.ts";
import { terminalOptions } from "./terminal-options.ts";

/** What may be learned: where each rule comes from, how far it is, and what holds it back. */
export const run: Run = async (request) => {
  const { io, home, shared } = request;
  const [{ readCommandConfig }, { resolveScope }, { readRuleFiles }, settings, pending] =
    await Promise.all([
      import("../files/read-config.ts"),
      import("../pipeline/scope.ts"),
      import("../pipeline/rule-files.ts"),
      import("../pipeline/promotion-settings.ts"),
      import("../pipeline/pending-listing.ts"),
    ]);
  await finishLearning(request, "rules pending");
  const config = readCommandConfig(homePaths(home).config);
  const { asOf, window } = resolveScope(shared, { io, config, fallback: "today" });
  const files = await readRuleFiles(rulePlace(request));
  const listing = pending.pendingListing({
    home,
    asOf,
    timeZone: window.timeZone,
    promotion: settings.promotionSettings(home),
    suspended: files.some(({ problems }) => problems.length > 0),
  });
  if (shared.json) {
    io.stdout.write(`${JSON.stringify(pending.pendingJson(listing), null, 2)}\n`);
    return EXIT.ok;
  }
  const [{ pendingReport }, { renderReport }] = await Promise.all([
    import("../report/pending-report.ts"),
    import("../render/render.ts"),
  ]);
  const report = pendingReport(listing, { flags: placeFlags(request) });
  io.stdout.write(await renderReport(report, "text", terminalOptions(request)));
  return EXIT.ok;
};
