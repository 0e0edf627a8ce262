import { homePaths } from "../files/home.ts";
import { EXIT, type ExitCode } from "../model/errors.ts";
import type { Request } from "./command.ts";
import { terminalOptions } from "./terminal-options.ts";

/** A scorecard of one window for people, or the whole of it as JSON. */
export async function run(request: Request): Promise<ExitCode> {
  const { io, home, shared } = request;
  const [{ readCommandConfig }, { resolveScope }, { collectStats }] = await Promise.all([
    import("../files/read-config.ts"),
    import("../pipeline/scope.ts"),
    import("../pipeline/stats.ts"),
  ]);
  const config = readCommandConfig(homePaths(home).config);
  const { stats, scope } = await collectStats({ io, home }, () =>
    resolveScope(shared, { io, config, fallback: "today" }),
  );
  if (shared.json) {
    io.stdout.write(`${JSON.stringify(stats, null, 2)}\n`);
    return EXIT.ok;
  }
  const [{ statsReport }, { renderReport }, { ours, askedFlags }, { homeFlag }] = await Promise.all(
    [
      import("../report/stats-report.ts"),
      import("../render/render.ts"),
      import("../findings/command-line.ts"),
      import("../pipeline/home-flag.ts"),
    ],
  );
  const again = ours(`stats ${askedFlags(scope)} --json`, { homeFlag: homeFlag(io, home) });
  io.stdout.write(
    await renderReport(statsReport(stats, scope.asOf, again), "text", terminalOptions(request)),
  );
  return EXIT.ok;
}
