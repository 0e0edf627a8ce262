import { duration, quote, text } from "../findings/values.ts";
import type { Entry } from "../model/entry.ts";
import type { Decided, Explanation } from "../model/explanation.ts";
import type { Block, Report, Section, Value } from "../model/report.ts";
import { type ExplanationFrame, explanationSections, REASONS } from "./explanation-report.ts";

/** What a rule says of itself, from the policy that was in force. */
export interface RuleWords {
  readonly description: string | undefined;
  readonly message: string | undefined;
}

const DECIDED: Readonly<Record<string, string>> = {
  deny: "Denied",
  ask: "Asked about",
  allow: "Allowed",
  passthrough: "No opinion",
  error_passthrough: "No opinion, after an error",
  promoted: "Learned a rule from",
  promotion_blocked: "Learned no rule from",
};

/** What is known of an entry beside what it says. */
export interface EntryWords extends RuleWords {
  /** Why the decision can not be made again; empty where it can. */
  readonly why: string;
  /** The call judged anew by the policy that decided it. */
  readonly again: Explanation | null;
  /** What the policy in force now decides. */
  readonly today: Decided | null;
}

/**
 * One entry of the log in words: what was called, what decided, and what was said; and the call
 * judged anew, as far as the entry holds it.
 */
export function explainReport(entry: Entry, words: EntryWords, frame: ExplanationFrame): Report {
  const { again } = words;
  const until = new Date(Date.parse(entry.timestamp) + 1).toISOString();
  return {
    version: 1,
    id: `explain:${entry.id}`,
    name: "explain",
    title: "entry",
    label: entry.id,
    window: { since: entry.timestamp, until, time_zone: frame.timeZone },
    as_of: entry.timestamp,
    verdict: { level: "none", sentence: sentence(entry), counts: "" },
    sections: [
      { id: "entry", title: "Entry", summary: [], fold: false, blocks: notes(entry, words) },
      anew(entry, words),
      ...(again === null ? [] : explanationSections(again, frame).filter(isNews)),
    ],
  };
}

function sentence(entry: Entry): Value[] {
  const decided = DECIDED[entry.decision] ?? "Recorded";
  const what = entry.subject === undefined ? [] : [text(": "), quote(entry.subject)];
  return [text(decided), ...what];
}

/** The entry says itself what was decided and told. */
function isNews({ id }: Section): boolean {
  return id !== "decision";
}

/** Whether the same would be decided again, and today. */
function anew(entry: Entry, { why, again, today }: EntryWords): Section {
  // Judging again asks rules alone: of what the model decided they had no opinion.
  const byModel = entry.llm_provider !== undefined;
  const decision = byModel ? "passthrough" : entry.decision;
  const was = { decision, rule_id: entry.rule_id ?? null };
  const rows: [string, Value[]][] = [
    ["asks", byModel ? [text("rules alone, not the model")] : []],
    ["then", again === null ? [text(`not repeated: ${why}`)] : judged(again.decided, was)],
    ["today", today === null ? [] : judged(today, was)],
  ];
  return {
    id: "anew",
    title: "Judged again",
    summary: [],
    fold: false,
    blocks: rows
      .filter(([, each]) => each.length > 0)
      .map(([term, each]): Block => ({ kind: "note", term, text: each })),
  };
}

function judged(
  now: Decided,
  was: { readonly decision: string; readonly rule_id: string | null },
): Value[] {
  const by = now.rule === null ? [] : [text(" by "), quote(now.rule)];
  const isSame = now.decision === was.decision && now.rule_id === was.rule_id;
  const words = (DECIDED[now.decision] ?? now.decision).toLowerCase();
  return [text(isSame ? "the same: " : "otherwise: "), text(words), ...by];
}

function notes(entry: Entry, rule: RuleWords): Block[] {
  const rows: [string, Value[]][] = [
    ["when", [{ kind: "time", at: entry.timestamp, style: "day_clock" }]],
    ["where", [quote(entry.project), text(", session "), quote(entry.session_id)]],
    ["event", [quote(entry.event)]],
    ["tool", said(entry.tool_name)],
    ["rule", said(entry.rule_matched)],
    ["learned", entry.decision === "promoted" ? said(entry.promoted_rule) : []],
    ["means", said(rule.description)],
    ["instead", said(rule.message)],
    ["because", said(REASONS[entry.passthrough_reason ?? ""] ?? entry.passthrough_reason)],
    ["the model", modelWords(entry)],
    ["reasoning", said(entry.llm_reasoning)],
    ["outcome", said(entry.outcome)],
    ["policy", [quote(entry.policy_sha256.slice(0, 12)), text(`, ${entry.policy_state}`)]],
    ["our cost", entry.source === "live" ? [duration(entry.hook_ms)] : []],
  ];
  return rows
    .filter(([, words]) => words.length > 0)
    .map(([term, words]): Block => ({ kind: "note", term, text: words }));
}

/** Who was asked, what it said or why it did not, and how long it took. */
function modelWords(entry: Entry): Value[] {
  const { llm_provider: provider, llm_model: model = "", llm_score: score } = entry;
  if (provider === undefined) return [];
  const by = [text(", by "), quote(`${provider} ${model}`.trim())];
  const said = score === undefined ? `no verdict: ${entry.llm_error ?? "unknown"}` : score;
  const ms = entry.llm_latency_ms;
  const took = ms === undefined ? [text(", as it said before")] : [text(", in "), duration(ms)];
  return [quote(said), ...by, ...(score === undefined && ms === undefined ? [] : took)];
}

function said(words: string | undefined): Value[] {
  return words === undefined || words === "" ? [] : [quote(words)];
}
