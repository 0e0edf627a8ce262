import { homePaths } from "../files/home.ts";
import { EXIT } from "../model/errors.ts";
import { shellWord } from "../model/shell-word.ts";
import type { Request, Run } from "./command.ts";
import { placeFlags } from "./place-flags.ts";
import { rulePlace } from "./rule-place.ts";
import { terminalOptions } from "./terminal-options.ts";

/** What the recorded calls suggest; with --accept one of it is written. */
export const run: Run = async (request) => {
  const { io, home, shared } = request;
  const [{ readCommandConfig }, { resolveScope }, { casePlace }, words] = await Promise.all([
    import("../files/read-config.ts"),
    import("../pipeline/scope.ts"),
    import("./case-place.ts"),
    import("../pipeline/back-test-words.ts"),
  ]);
  const config = readCommandConfig(homePaths(home).config);
  const scope = resolveScope(words.backTestWords(shared), { io, config, fallback: "today" });
  const progress = words.judgedProgress(io);
  const context = {
    ...{ io, home, place: rulePlace(request), world: casePlace(request, scope) },
    onJudged: progress.show,
  };
  const { suggestions, suggestionsJson } = await import("../pipeline/rules-suggest.ts");
  const found = await suggestions(context, scope).finally(progress.clear);
  const { accept } = request.own;
  if (typeof accept === "string") {
    const flow = await import("../pipeline/accept-suggestion.ts");
    const made = await flow.acceptable(accept, found, context);
    if (!shared.dryRun) await flow.acceptSuggestion(made, context);
    io.stdout.write(
      shared.json ? flow.acceptedJson(made, shared.dryRun) : flow.acceptedText(made, shared.dryRun),
    );
    return EXIT.ok;
  }
  if (shared.json) {
    io.stdout.write(`${JSON.stringify(suggestionsJson(found.listing), null, 2)}\n`);
    return EXIT.ok;
  }
  const [{ suggestionsReport }, { renderReport }] = await Promise.all([
    import("../report/suggestions-report.ts"),
    import("../render/render.ts"),
  ]);
  const again = `claude-permit rules suggest${windowFlags(shared)}${placeFlags(request)} --accept`;
  const page = suggestionsReport(found.listing, again);
  io.stdout.write(await renderReport(page, "text", terminalOptions(request)));
  return EXIT.ok;
};

/** What is suggested goes by the window: accepting it has to mean the same one. */
function windowFlags(shared: Request["shared"]): string {
  const said = [
    ["since", shared.since],
    ["until", shared.until],
    ["during", shared.during],
    ["as-of", shared.asOf],
    ["project", shared.project],
    ["tool", shared.tool],
    ["tz", shared.tz],
  ] as const;
  return said
    .flatMap(([name, value]) => (value === undefined ? [] : [` --${name} ${shellWord(value)}`]))
    .join("");
}
