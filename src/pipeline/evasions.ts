import { homePaths } from "../files/home.ts";
import { readRuleMessages } from "../files/policy-rules.ts";
import type { MetricRow } from "../metrics/index.ts";
import type { Call } from "../model/call.ts";
import type { Evasion, EvasionCall } from "../model/evasion.ts";
import type { World } from "../model/world.ts";
import { shellCaseOf } from "../policy/decide.ts";
import { readInputText } from "../policy/entry/input-text.ts";
import { reachedAgain } from "../policy/entry/reached-again.ts";
import { type Target, targetsOf } from "../policy/entry/targets.ts";
import { SUBJECTS } from "./recorded-call.ts";

type Row = MetricRow<"after-denials">;

/** What the pairs are judged in. */
export interface EvasionPlace {
  readonly accountHome: string;
  /** What the rule of that id tells the agent; empty where it says nothing. */
  messageOf(ruleId: string): string;
}

/** Messages are read where there is a pair to judge, and few windows have one. */
export function evasionPlace(accountHome: string, home: string): EvasionPlace {
  let messages: Map<string, string> | undefined;
  return {
    accountHome,
    messageOf: (ruleId) => {
      messages ??= readRuleMessages(homePaths(home).policies);
      return messages.get(ruleId) ?? "";
    },
  };
}

/** The home directory of whoever made a call: a log may be of another machine. */
const HOME_DIRECTORY = /^\/(?:Users|home)\/[^/]+/;
/** Pairs that are looked at, the first ones; a report says how many more there were. */
export const MAX_PAIRS = 20_000;

/**
 * The evasions among calls that followed a denial: each target once for a session and a program,
 * with the denial right before it; by time, of the first 20,000 pairs. The world is made of what the entries hold: links are
 * not followed.
 */
export async function evasionsOf(rows: readonly Row[], place: EvasionPlace): Promise<Evasion[]> {
  const known = new Map<string, Promise<Target[]>>();
  const targets = (call: Told): Promise<Target[]> => {
    const key = JSON.stringify(call);
    const read = known.get(key) ?? targetsIn(call, place);
    known.set(key, read);
    return read;
  };
  const found = new Map<string, Evasion>();
  for (const row of rows.slice(0, MAX_PAIRS)) {
    const denied = await targets(deniedCall(row));
    // What reached for nothing that is known was not reached another way.
    if (denied.length === 0) continue;
    const message = place.messageOf(row.denied_rule_id);
    const again = reachedAgain(denied, await targets(laterCall(row)), message);
    if (again === undefined) continue;
    const { kind, name, secret } = again.target;
    const key = JSON.stringify([row.session_id, kind, name, again.by]);
    const earlier = found.get(key);
    // Rows come by the time of the denial: the last one before the same call stands.
    if (earlier !== undefined && earlier.reached.id !== row.id) continue;
    found.set(key, {
      sessionId: row.session_id,
      project: row.project,
      target: { kind, name: shownName(name, row.cwd), secret },
      denied: deniedOf(row),
      reached: reachedOf(row),
      by: again.by,
      succeeded: row.outcome !== "failed",
    });
  }
  return [...found.values()].sort((a, b) => a.reached.atMs - b.reached.atMs);
}

/** What an entry holds of a call. */
interface Told {
  readonly tool: string;
  readonly subject: string;
  readonly input: string;
  readonly cwd: string;
}

async function targetsIn(told: Told, { accountHome }: EvasionPlace): Promise<Target[]> {
  const { tool, subject, cwd } = told;
  const { fields } = readInputText(told.input);
  const field = SUBJECTS[tool];
  const call: Call = {
    tool,
    // The subject is kept longer than the input.
    input: field === undefined || subject === "" ? fields : { ...fields, [field]: subject },
    permissionMode: "",
    attended: true,
  };
  const world: World = {
    now: "1970-01-01T00:00:00.000Z",
    home: "",
    accountHome: HOME_DIRECTORY.exec(cwd)?.[0] ?? accountHome,
    cwd,
    projectRoot: cwd,
    caseInsensitive: cwd.startsWith("/Users/"),
    realpath: (path) => path,
  };
  return targetsOf(call, world, await shellCaseOf(call, world));
}

function deniedCall(row: Row): Told {
  const { denied_tool, denied_subject, denied_input, denied_cwd } = row;
  return { tool: denied_tool, subject: denied_subject, input: denied_input, cwd: denied_cwd };
}

function laterCall({ tool_name, subject, tool_input, cwd }: Row): Told {
  return { tool: tool_name, subject, input: tool_input, cwd };
}

function deniedOf(row: Row): EvasionCall {
  return {
    id: row.denied_id,
    atMs: row.denied_ms,
    tool: row.denied_tool,
    subject: row.denied_subject,
    rule: row.denied_rule,
    ruleId: row.denied_rule_id,
    tier: row.denied_tier,
    decision: "deny",
  };
}

function reachedOf(row: Row): EvasionCall {
  return {
    id: row.id,
    atMs: row.at_ms,
    tool: row.tool_name,
    subject: row.subject,
    rule: row.rule,
    ruleId: row.rule_id,
    tier: row.tier,
    decision: row.decision,
  };
}

/** `.env.production` inside the folder that it was reached from. */
function shownName(name: string, cwd: string): string {
  return cwd !== "" && name.startsWith(`${cwd}/`) ? name.slice(cwd.length + 1) : name;
}
