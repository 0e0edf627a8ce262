import { homePaths } from "../files/home.ts";
import { EXIT } from "../model/errors.ts";
import { printAutoRules } from "./auto-rules-text.ts";
import type { Run } from "./command.ts";
import { finishLearning } from "./learn-place.ts";
import { placeFlags } from "./place-flags.ts";
import { rulePlace } from "./rule-place.ts";
import { terminalOptions } from "./terminal-options.ts";

/**
 * Every rule in force with its hits; with --as-of those that were in force then, with --toml the
 * learned ones as they were written.
 */
export const run: Run = async (request) => {
  const { io, home, shared } = request;
  const [{ readCommandConfig }, { resolveScope }, listing] = await Promise.all([
    import("../files/read-config.ts"),
    import("../pipeline/scope.ts"),
    import("../pipeline/rules-listing.ts"),
  ]);
  await finishLearning(request, "rules list");
  const config = readCommandConfig(homePaths(home).config);
  const words = listing.listingWords(shared);
  const scope = resolveScope(words, { io, config, fallback: "today" });
  if (request.own["toml"] === true) return printAutoRules(request, scope.asOf);
  const list = shared.asOf === undefined ? listing.listRules : listing.listRulesThen;
  const context = { io, home, place: rulePlace(request), by: "rules list", dryRun: shared.dryRun };
  const found = await list(context, scope);
  if (shared.json) {
    io.stdout.write(`${JSON.stringify(listing.listingJson(found), null, 2)}\n`);
    return EXIT.ok;
  }
  const [{ rulesReport }, { renderReport }] = await Promise.all([
    import("../report/rules-report.ts"),
    import("../render/render.ts"),
  ]);
  io.stdout.write(
    await renderReport(rulesReport(found, placeFlags(request)), "text", terminalOptions(request)),
  );
  return EXIT.ok;
};
