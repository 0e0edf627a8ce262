import { redact, redactBeginning, redactValue } from "../files/redact.ts";
import type { Call } from "../model/call.ts";
import type { Decision } from "../model/decision.ts";
import type { Entry } from "../model/entry.ts";
import type { LlmSettings } from "../model/llm.ts";
import type { Payload } from "../model/payload.ts";
import type { QuestionCase, Verdict } from "../model/verdict.ts";
import type { Score } from "../model/words.ts";
import { greenDoubts } from "../policy/llm/green-doubts.ts";
import { deepHidden, withheld } from "../policy/llm/withheld.ts";
import type { Judged } from "../policy/matching/matching.ts";
import type { ShellCase } from "../policy/steps/shell-case.ts";
import { VERSION } from "../version.ts";
import { cut } from "./answer.ts";
import { type ModelDecision, modelAnswer } from "./model-answer.ts";
import { type Asked, answered, type Reply, type Setting, worldOf } from "./setting.ts";

/** More of a text is never sent: a question holds 8 KB of the input. */
const END_CHARS = 8 * 1024;
/** Of the reasoning, in an entry and in a prompt. */
const REASONING_CHARS = 199;

/** A call that no rule decided. */
interface OpenCall {
  readonly call: Call;
  readonly shell: ShellCase | undefined;
  readonly decision: Extract<Decision, { kind: "passthrough" }>;
  readonly payload: Payload;
  /** As it stands without the model. */
  readonly entry: Entry;
}

/** Asks the model about a call; without a verdict there is no opinion, and the entry says why. */
export async function replyByModel(open: OpenCall, setting: Setting): Promise<Reply> {
  const { call, shell, payload, entry } = open;
  const { llm: settings } = setting.policy;
  const cwd = payload.cwd ?? "";
  const judged: Judged = { call, world: worldOf(setting, cwd), shell };
  const hide = withheld(judged);
  // What names or fills a secret path in a way that cannot be masked is sent to nobody.
  if (setting.askModel === undefined || settings === undefined || hide === undefined) {
    return { entry, answer: "" };
  }
  const question = questionCase(open, settings, hide);
  const { isCut } = await import("../llm/question.ts");
  const asked = await setting.askModel({
    settings,
    question,
    exact: exactly(open, setting, settings),
    cwd,
  });
  const hook_ms = setting.elapsedMs();
  if (asked.kind === "off") {
    return { entry: { ...entry, passthrough_reason: "llm_off", hook_ms }, answer: "" };
  }
  const common: Entry = { ...entry, ...askedFields(asked, settings), tier: "llm", hook_ms };
  if (asked.kind === "none") {
    const reason = { decision: "error_passthrough", passthrough_reason: "llm_no_verdict" } as const;
    return { entry: { ...common, ...reason, llm_error: asked.error }, answer: "" };
  }
  const doubts = [
    ...(isCut(question.input) ? ["the model was not shown all of it"] : []),
    ...greenDoubts(judged),
  ];
  return replyTo({ ...open, entry: common }, asked.verdict, { doubts, settings, setting });
}

interface Doubted {
  readonly doubts: readonly string[];
  readonly settings: LlmSettings;
  readonly setting: Setting;
}

function replyTo(
  { call, payload, entry }: OpenCall,
  verdict: Verdict,
  { doubts, settings, setting }: Doubted,
): Reply {
  const { score, reasoning } = rechecked(verdict, doubts);
  const decision = decisionOn(score, call, settings);
  const isOpen = decision === "passthrough";
  const { near_misses, passthrough_reason: _, ...rest } = entry;
  const full: Entry = {
    ...rest,
    tier: isOpen ? "passthrough" : "llm",
    decision,
    llm_score: score,
    llm_reasoning: reasoning,
    ...(isOpen ? { passthrough_reason: "unattended" as const } : {}),
    ...(isOpen && near_misses !== undefined ? { near_misses } : {}),
  };
  const shown = answered(setting, entry.subject || call.tool, entry.id);
  const answer = modelAnswer({ decision, score, reasoning }, shown);
  if (score === "RED" || (decision !== "ask" && decision !== "allow")) {
    return { entry: full, answer };
  }
  const { rule } = verdict;
  const proposal = rule === undefined ? {} : { rule };
  const cwd = payload.cwd ?? "";
  const scored = { score, call, cwd, reasoning, ...proposal };
  return { entry: full, answer, scored };
}

/** The verdict as it counts: nothing that is in doubt without the model is GREEN by its word. */
function rechecked(
  { score, reasoning: said }: Verdict,
  doubts: readonly string[],
): { readonly score: Score; readonly reasoning: string } {
  // A model may repeat what it was shown.
  const [doubt] = score === "GREEN" ? doubts : [];
  const text = doubt === undefined ? said : `${doubt}; the model said GREEN: ${said}`;
  const line = redact(text).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ");
  return { score: doubt === undefined ? score : "YELLOW", reasoning: cut(line, REASONING_CHARS) };
}

function decisionOn(score: Score, call: Call, settings: LlmSettings): ModelDecision["decision"] {
  if (score === "GREEN") return "allow";
  if (score === "RED") return "deny";
  if (call.attended) return "ask";
  // There no opinion means that it runs.
  const runsAnyway = call.permissionMode === "bypassPermissions";
  return runsAnyway ? "deny" : settings.yellow_unattended;
}

function askedFields(
  asked: Exclude<Asked, { kind: "off" }>,
  { provider, model }: LlmSettings,
): Partial<Entry> {
  const { latencyMs, tokensIn, tokensOut } = asked;
  return {
    llm_provider: provider,
    llm_model: model,
    ...(latencyMs === undefined ? {} : { llm_latency_ms: latencyMs }),
    ...(tokensIn === undefined ? {} : { llm_tokens_in: tokensIn }),
    ...(tokensOut === undefined ? {} : { llm_tokens_out: tokensOut }),
  };
}

function questionCase(
  { call, decision, entry, payload }: OpenCall,
  { send }: LlmSettings,
  hide: (text: string) => string,
): QuestionCase {
  const masks = (text: string): string => hide(send === "full" ? text : redact(text));
  const ends = deepHidden(call.input, (text) => hide(bothEnds(text)));
  return {
    tool: call.tool,
    input: send === "full" ? ends : redactValue(ends, Number.POSITIVE_INFINITY),
    fingerprint: hide(entry.fingerprint ?? ""),
    cwd: masks(payload.cwd ?? ""),
    permissionMode: call.permissionMode,
    nearMisses: (entry.near_misses ?? []).map(({ rule, clause, found }) => ({
      rule: hide(rule),
      clause: hide(clause),
      found: hide(found),
    })),
    notUnderstood: decision.notUnderstood.map(masks),
  };
}

/** A long text without its middle; what the cuts leave of a word at them is dropped. */
function bothEnds(text: string): string {
  if (text.length <= 3 * END_CHARS) return text;
  const beginning = redactBeginning(text.slice(0, 2 * END_CHARS), END_CHARS);
  const end = text.slice(-END_CHARS).replace(/^\S*/, "");
  return `${beginning} [${text.length - beginning.length - end.length} characters left out] ${end}`;
}

/** Everything that the answer depends on, in one text that is the same for the same. */
function exactly({ call, payload }: OpenCall, setting: Setting, settings: LlmSettings): string {
  const { provider, model, base_url = "", send } = settings;
  const asked = [VERSION, provider, model, base_url, send];
  const place = [payload.cwd ?? "", setting.projectRoot, setting.policy.sha256];
  return canonicalJson([...asked, ...place, call.permissionMode, call.tool, call.input]);
}

/** JSON with the names of every object in order. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, each]) => `${JSON.stringify(name)}:${canonicalJson(each)}`).join(",")}}`;
}
