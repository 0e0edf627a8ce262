import { homePaths } from "../files/home.ts";
import { EXIT, type ExitCode } from "../model/errors.ts";
import type { Request } from "./command.ts";
import { terminalOptions } from "./terminal-options.ts";

/** Says what one entry of the log is about. An agent is told the decision, rule and message only. */
export async function run(request: Request): Promise<ExitCode> {
  const { io, home, args, shared } = request;
  const [{ findEntry }, { ruleWords }, { readCommandConfig }, { resolveTimeZone }] =
    await Promise.all([
      import("../pipeline/find-entry.ts"),
      import("../pipeline/rule-words.ts"),
      import("../files/read-config.ts"),
      import("../pipeline/scope.ts"),
    ]);
  const entry = await findEntry(home, args[0] ?? "");
  const rule = ruleWords(home, entry);
  const { CLAUDECODE: agent } = io.env;
  if (agent !== undefined && agent !== "") {
    // What a project's file says may have been written for an agent.
    const said =
      entry.rule_source === "project"
        ? { decision: entry.decision, rule: "a rule of this project" }
        : { decision: entry.decision, rule: entry.rule, message: rule.message };
    io.stdout.write(`${JSON.stringify(said)}\n`);
    return EXIT.ok;
  }
  if (shared.json) {
    io.stdout.write(`${JSON.stringify({ ...entry, ...rule }, null, 2)}\n`);
    return EXIT.ok;
  }
  const [{ explainReport }, { renderReport }] = await Promise.all([
    import("../report/explain-report.ts"),
    import("../render/render.ts"),
  ]);
  const timeZone = resolveTimeZone(shared.tz, readCommandConfig(homePaths(home).config), io);
  io.stdout.write(
    await renderReport(explainReport(entry, rule, timeZone), "text", terminalOptions(request)),
  );
  return EXIT.ok;
}
