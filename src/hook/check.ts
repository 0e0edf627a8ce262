import { platform } from "node:os";
import { projectPolicyFiles } from "../files/project-rules.ts";
import type { Call } from "../model/call.ts";
import type { Decision } from "../model/decision.ts";
import type { NearMiss } from "../model/entry.ts";
import type { ConfigProblem } from "../model/errors.ts";
import { plainLabel, reason } from "./answer.ts";
import { tierOf } from "./decision-fields.ts";
import { nearMissFields } from "./near-miss-fields.ts";
import { type LoadedPolicy, loadPolicy } from "./policy-miss.ts";
import { callOf, judge } from "./pre-tool-use.ts";
import { readPayload } from "./read-payload.ts";
import { rememberedRealPath } from "./real-path.ts";
import type { Setting } from "./setting.ts";

/** What `check` prints for a payload. These names never change. */
export interface Verdict {
  /** `allow` `deny` `ask` `passthrough`; `none` for another event; `error` for no payload. */
  readonly decision: string;
  readonly tier: string;
  /** Name of the rule, or its position where it has none; null where none fired. */
  readonly rule: string | null;
  readonly rule_id: string | null;
  /** What would be answered, or why there is no opinion. */
  readonly reason: string;
  readonly near_misses: readonly NearMiss[];
  readonly not_understood: readonly string[];
}

export interface CheckPlace {
  readonly home: string;
  readonly accountHome: string;
  /** `CLAUDE_PROJECT_DIR`; where it is not set each payload's cwd is its project. */
  readonly projectRoot: string | undefined;
  /** ISO 8601 UTC. */
  readonly now: string;
}

/** Decides as the hook would, on the policy of a home, and writes nothing. */
export function checker(place: CheckPlace): {
  decide(payload: unknown): Promise<Verdict>;
  /** The mistakes that put the last good policy in force, once each. */
  problems(): readonly ConfigProblem[];
} {
  // Most folders have no rules of their own, and share one policy.
  const policies = new Map<string, Promise<LoadedPolicy>>();
  const files = new Map<string, string>();
  const problems = new Map<string, ConfigProblem>();
  const realpath = rememberedRealPath();
  const policyOf = async (projectRoot: string, cwd: string): Promise<LoadedPolicy> => {
    const folders = `${projectRoot}\n${cwd}`;
    const key = files.get(folders) ?? projectPolicyFiles({ projectRoot, cwd }).join("\n");
    files.set(folders, key);
    const known = policies.get(key) ?? loadPolicy({ home: place.home, projectRoot, cwd });
    policies.set(key, known);
    const loaded = await known;
    for (const problem of loaded.problems) problems.set(JSON.stringify(problem), problem);
    return loaded;
  };
  return {
    decide: async (value) => {
      const payload = readPayload(value);
      if (payload === undefined) return verdictOfBadLine("not a JSON object");
      const event = payload.hook_event_name ?? "PreToolUse";
      if (event !== "PreToolUse") return without("none", `${event} decides nothing`);
      if ((payload.tool_name ?? "") === "") return verdictOfBadLine("no tool_name");
      const projectRoot = place.projectRoot ?? payload.cwd ?? "";
      const { policy } = await policyOf(projectRoot, payload.cwd ?? "");
      const setting = { ...settingOf(place, projectRoot, policy), realpath };
      const call = callOf(payload, setting);
      const { decision, shell } = await judge(call, payload, setting);
      return verdictOf(decision, call, shell?.doubts ?? []);
    },
    problems: () => [...problems.values()],
  };
}

/** The verdict on a line that holds no payload. */
export function verdictOfBadLine(problem: string): Verdict {
  return without("error", problem);
}

function verdictOf(decision: Decision, call: Call, notUnderstood: readonly string[]): Verdict {
  if (decision.kind === "passthrough") {
    return {
      decision: "passthrough",
      tier: "passthrough",
      rule: null,
      rule_id: null,
      reason: decision.reason,
      near_misses: nearMissFields(decision, call),
      not_understood: decision.notUnderstood,
    };
  }
  const { rule } = decision;
  return {
    decision: decision.kind,
    tier: tierOf(rule),
    rule: plainLabel(rule),
    rule_id: rule.id,
    reason: reason(decision.kind, rule),
    near_misses: [],
    not_understood: notUnderstood,
  };
}

function without(decision: "none" | "error", problem: string): Verdict {
  return {
    decision,
    tier: "none",
    rule: null,
    rule_id: null,
    reason: problem,
    near_misses: [],
    not_understood: [],
  };
}

/** The hook's setting where nothing is logged. */
export function settingOf(
  place: CheckPlace,
  projectRoot: string,
  policy: LoadedPolicy["policy"],
): Setting {
  return {
    policy,
    now: place.now,
    home: place.home,
    accountHome: place.accountHome,
    projectRoot,
    caseInsensitive: ["darwin", "win32"].includes(platform()),
    realpath: rememberedRealPath(),
    host: "",
    user: "",
    key: undefined,
    newId: () => "",
    source: "live",
    attended: true,
    entrypoint: "",
    elapsedMs: () => 0,
    overdue: () => false,
  };
}
