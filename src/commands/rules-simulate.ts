import { resolve } from "node:path";
import { homePaths } from "../files/home.ts";
import { EXIT } from "../model/errors.ts";
import type { Run } from "./command.ts";
import { placeFlags } from "./place-flags.ts";
import { rulePlace } from "./rule-place.ts";
import { terminalOptions } from "./terminal-options.ts";

/** What of the recorded calls a file would decide otherwise; 1 where it opens what was stopped. */
export const run: Run = async (request) => {
  const { io, home, args, shared } = request;
  const [{ readCommandConfig }, { resolveScope }, flow, { casePlace }, words] = await Promise.all([
    import("../files/read-config.ts"),
    import("../pipeline/scope.ts"),
    import("../pipeline/rules-simulate.ts"),
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
  const found = await flow
    .simulateFile(resolve(io.cwd, args[0] ?? ""), context, scope)
    .finally(progress.clear);
  if (shared.json) io.stdout.write(`${JSON.stringify(flow.simulationJson(found), null, 2)}\n`);
  else {
    const [{ simulationReport }, { renderReport }] = await Promise.all([
      import("../report/simulation-report.ts"),
      import("../render/render.ts"),
    ]);
    const page = simulationReport(found, `claude-permit explain${placeFlags(request)}`);
    io.stdout.write(await renderReport(page, "text", terminalOptions(request)));
  }
  return found.changes.some(({ opens }) => opens) ? EXIT.finding : EXIT.ok;
};
