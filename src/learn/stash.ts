import { appendPending } from "../files/pending-rules.ts";
import { redactValue } from "../files/redact.ts";
import type { Call } from "../model/call.ts";
import type { Entry } from "../model/entry.ts";
import type { StashedLine } from "../model/pending.ts";
import type { ProposedRule } from "../model/verdict.ts";
import { judgedOf } from "./judged.ts";
import { ruleOf } from "./learned-rules.ts";
import { proposalWithin } from "./model-proposal.ts";
import { narrowestRule } from "./narrowest-rule.ts";
import type { LearnPlace } from "./place.ts";

/** A call that the model scored, with its entry, which is in the log. */
export interface ScoredEntry {
  readonly entry: Entry;
  readonly call: Call;
  readonly cwd: string;
  readonly projectRoot: string;
  readonly score: "GREEN" | "YELLOW";
  readonly reasoning: string;
  /** What the model would allow. */
  readonly proposal: ProposedRule | undefined;
}

/** Fields that say what a call is about; of the others only short ones are kept. */
const NAMING = new Set(["command", "file_path", "notebook_path", "path", "url", "pattern"]);
const SHORT_CHARS = 512;
/** Of the input as JSON: nobody learns from a call that is longer. */
const INPUT_CHARS = 8192;
const SUBJECT_CHARS = 512;

/**
 * Writes down a call that a rule may be learned from, where one may: it has a narrow rule, an id,
 * and nothing in it looks like a secret. Returns the line; undefined where none was written.
 */
export async function stash(
  scored: ScoredEntry,
  place: LearnPlace,
): Promise<StashedLine | undefined> {
  const { entry, call, cwd, projectRoot, score } = scored;
  const { mode } = place.settings;
  const { tool_use_id, input_mac, agent_id, session_id } = entry;
  if (mode === "off" || (score === "GREEN" && mode !== "green")) return undefined;
  if (tool_use_id === undefined || input_mac === undefined || session_id === "") return undefined;
  const input = keptInput(call.input);
  if (input === undefined) return undefined;
  const about = {
    v: 1,
    at: place.now,
    kind: "stashed",
    stash: entry.id,
    session_id,
    ...(agent_id === undefined ? {} : { agent_id }),
    tool_use_id,
    tool_name: call.tool,
    input_mac,
    input,
    cwd,
    project_root: projectRoot,
    score,
    reasoning: scored.reasoning,
    fingerprint: entry.fingerprint ?? "",
    subject: (entry.subject ?? "").slice(0, SUBJECT_CHARS),
    policy_sha256: entry.policy_sha256,
  } as const;
  const found = await ruleFor(about, scored, place);
  if (found === undefined) return undefined;
  const line: StashedLine = { ...about, ...found };
  appendPending(place.home, [line]);
  return line;
}

type Found = Pick<StashedLine, "rule" | "rule_id" | "proposal_used">;

async function ruleFor(
  about: Omit<StashedLine, keyof Found>,
  { call, proposal }: ScoredEntry,
  place: LearnPlace,
): Promise<Found | undefined> {
  const judged = { ...(await judgedOf({ ...about, ...NO_RULE }, place)), call };
  const narrowest = narrowestRule(judged);
  if (narrowest.kind === "none") return undefined;
  const own =
    proposal === undefined ? undefined : proposalWithin(proposal, narrowest.table, judged);
  const rule = own ?? narrowest.table;
  const compiled = await ruleOf(rule);
  if (compiled === undefined) return undefined;
  return { rule, rule_id: compiled.id, proposal_used: own !== undefined };
}

/** Stands there until the rule is known. */
const NO_RULE: Found = { rule: { tool: "^$" }, rule_id: "", proposal_used: false };

/** What of an input is kept to judge it again; undefined where it is too long, or holds a secret. */
function keptInput(
  input: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  const kept = Object.fromEntries(
    Object.entries(input).filter(
      ([name, value]) => NAMING.has(name) || JSON.stringify(value).length <= SHORT_CHARS,
    ),
  );
  const text = JSON.stringify(kept);
  if (text.length > INPUT_CHARS) return undefined;
  return JSON.stringify(redactValue(kept, Number.POSITIVE_INFINITY)) === text ? kept : undefined;
}
