import { homePaths } from "../files/home.ts";
import { EXIT } from "../model/errors.ts";
import type { Run } from "./command.ts";
import { finishLearning } from "./learn-place.ts";
import { placeFlags } from "./place-flags.ts";
import { rulePlace } from "./rule-place.ts";
import { terminalOptions } from "./terminal-options.ts";

/** Everything about the rules of a name or id. */
export const run: Run = async (request) => {
  const { io, home, args, shared } = request;
  const [{ readCommandConfig }, { resolveScope }, { listingWords }, { ruleStories, storyJson }] =
    await Promise.all([
      import("../files/read-config.ts"),
      import("../pipeline/scope.ts"),
      import("../pipeline/rules-listing.ts"),
      import("../pipeline/rule-story.ts"),
    ]);
  await finishLearning(request, "rules show");
  const config = readCommandConfig(homePaths(home).config);
  const scope = resolveScope(listingWords(shared), { io, config, fallback: "today" });
  const context = { io, home, place: rulePlace(request), by: "rules show", dryRun: shared.dryRun };
  const stories = await ruleStories(args[0] ?? "", context, scope);
  if (shared.json) {
    io.stdout.write(`${JSON.stringify({ version: 1, rules: stories.map(storyJson) }, null, 2)}\n`);
    return EXIT.ok;
  }
  const [{ ruleStoryReport }, { renderReport }] = await Promise.all([
    import("../report/rule-story-report.ts"),
    import("../render/render.ts"),
  ]);
  const { since, until, timeZone } = scope.window;
  const frame = {
    window: { since, until, time_zone: timeZone },
    as_of: scope.asOf,
    flags: placeFlags(request),
  };
  const pages = stories.map((story) =>
    renderReport(ruleStoryReport(story, frame), "text", terminalOptions(request)),
  );
  io.stdout.write((await Promise.all(pages)).join("\n"));
  return EXIT.ok;
};
