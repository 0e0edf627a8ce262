import { judgeOnce } from "../hook/judge-once.ts";
import { policyOnRecord } from "../hook/policy-history.ts";
import { loadPolicy } from "../hook/policy-miss.ts";
import type { Entry } from "../model/entry.ts";
import { EXIT, type ExitCode } from "../model/errors.ts";
import type { Decided, Explanation } from "../model/explanation.ts";
import { decidedOf, explanationOf } from "../pipeline/explain.ts";
import { changeOf } from "../pipeline/explain-change.ts";
import { recordedCall } from "../pipeline/recorded-call.ts";
import { ruleWords } from "../pipeline/rule-words.ts";
import type { Request } from "./command.ts";
import { isAgent, pageFrame, printPage } from "./explain-page.ts";

/** Explains an entry of the log, under the policy that decided it as far as that is known. */
export async function explainEntry(request: Request, entry: Entry): Promise<ExitCode> {
  const { io, home, shared } = request;
  const words = ruleWords(home, entry);
  if (isAgent(io)) {
    io.stdout.write(`${JSON.stringify(forAgent(entry, words.message))}\n`);
    return EXIT.ok;
  }
  const { again, today, why } = await judgedAnew(request, entry);
  if (shared.json) {
    const { description = null, message = null } = words;
    const found = { version: 1, entry, description, message, not_repeated: why, again, today };
    io.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
    return EXIT.ok;
  }
  const { explainReport } = await import("../report/explain-report.ts");
  const frame = pageFrame(request);
  await printPage(request, explainReport(entry, { ...words, why, again, today }, frame));
  return EXIT.ok;
}

function forAgent(entry: Entry, message: string | undefined): unknown {
  // What a project's file says may have been written for an agent.
  return entry.rule_source === "project"
    ? { decision: entry.decision, rule: "a rule of this project" }
    : { decision: entry.decision, rule: entry.rule, message };
}

/** The call judged by the policy of that time, and by today's; or why the first can not be. */
async function judgedAnew(
  request: Request,
  entry: Entry,
): Promise<{ again: Explanation | null; today: Decided | null; why: string }> {
  const call = recordedCall(entry);
  if ("why" in call) return { again: null, today: null, why: call.why };
  const { io, home } = request;
  const place = { home, accountHome: io.accountHome, projectRoot: call.project };
  const inForce = await loadPolicy({ home, projectRoot: call.project, cwd: call.cwd });
  const now = await judgeOnce(call, inForce.policy, { ...place, now: io.now().toISOString() });
  const today = decidedOf(now.decision);
  const policy = policyOnRecord(home, entry.policy_sha256, entry.policy_state);
  if (policy === undefined) return { again: null, today, why: "its policy is not on record" };
  const then = { ...place, now: entry.timestamp, id: entry.id, attended: call.attended };
  const judged = await judgeOnce(call, policy, then);
  const again = await explanationOf({ ...judged, policy });
  // What one would write goes into the files of today.
  const change = await changeOf({ ...now, policy: inForce.policy });
  return { again: { ...again, change }, today, why: "" };
}
