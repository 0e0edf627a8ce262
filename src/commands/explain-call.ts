import { resolve } from "node:path";
import { plainLabel } from "../hook/answer.ts";
import { judgeOnce } from "../hook/judge-once.ts";
import { loadPolicy } from "../hook/policy-miss.ts";
import type { Decision } from "../model/decision.ts";
import { ConfigError, EXIT, type ExitCode } from "../model/errors.ts";
import { resolveInstant } from "../model/window.ts";
import { explanationOf } from "../pipeline/explain.ts";
import type { Request } from "./command.ts";
import { isAgent, pageFrame, printPage } from "./explain-page.ts";
import { rulePlace } from "./rule-place.ts";

/** Explains a call that is only asked about, under the policy in force. */
export async function explainCall(
  request: Request,
  asked: { readonly tool: string; readonly input: Readonly<Record<string, unknown>> },
): Promise<ExitCode> {
  const { io, home, own, shared } = request;
  const here = rulePlace(request);
  const cwd = typeof own["cwd"] === "string" ? resolve(io.cwd, own["cwd"]) : io.cwd;
  const told = io.env["CLAUDE_PROJECT_DIR"] ?? "";
  const projectRoot = told === "" ? cwd : here.projectRoot;
  const { policy, problems } = await loadPolicy({ home, projectRoot, cwd });
  const mode = typeof own["mode"] === "string" ? own["mode"] : "default";
  const place = { home, accountHome: io.accountHome, projectRoot, now: momentOf(request) };
  const found = await judgeOnce({ ...asked, cwd, mode }, policy, place);
  if (isAgent(io)) {
    io.stdout.write(`${JSON.stringify(forAgent(found.decision))}\n`);
    return EXIT.ok;
  }
  const explanation = await explanationOf({ ...found, policy });
  if (shared.json) io.stdout.write(`${JSON.stringify(explanation, null, 2)}\n`);
  else {
    const { explanationReport } = await import("../report/explanation-report.ts");
    await printPage(request, explanationReport(explanation, pageFrame(request, asked)));
  }
  if (problems.length > 0) io.stderr.write(`${new ConfigError(problems).message}\n`);
  return EXIT.ok;
}

/** An agent gets the decision, the name of the rule and its message: nothing that lifts it. */
function forAgent(decision: Decision): unknown {
  if (decision.kind === "passthrough") return { decision: decision.kind };
  const { rule } = decision;
  // What a project's file says may have been written for an agent.
  if (rule.source === "project") return { decision: decision.kind, rule: "a rule of this project" };
  return { decision: decision.kind, rule: plainLabel(rule), message: rule.message };
}

function momentOf({ io, shared }: Request): string {
  const now = io.now();
  if (shared.asOf === undefined) return now.toISOString();
  return resolveInstant(shared.asOf, "--as-of", { now, timeZone: shared.tz ?? "UTC" });
}
