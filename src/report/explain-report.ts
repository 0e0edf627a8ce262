import { duration, quote, text } from "../findings/values.ts";
import type { Entry } from "../model/entry.ts";
import type { Block, Report, Value } from "../model/report.ts";

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
};

/** One entry of the log in words: what was called, what decided, and what was said. */
export function explainReport(entry: Entry, rule: RuleWords, timeZone: string): Report {
  const until = new Date(Date.parse(entry.timestamp) + 1).toISOString();
  return {
    version: 1,
    id: `explain:${entry.id}`,
    name: "explain",
    title: "entry",
    label: entry.id,
    window: { since: entry.timestamp, until, time_zone: timeZone },
    as_of: entry.timestamp,
    verdict: { level: "none", sentence: sentence(entry), counts: "" },
    sections: [
      { id: "entry", title: "Entry", summary: [], fold: false, blocks: notes(entry, rule) },
    ],
  };
}

function sentence(entry: Entry): Value[] {
  const decided = DECIDED[entry.decision] ?? "Recorded";
  const what = entry.subject === undefined ? [] : [text(": "), quote(entry.subject)];
  return [text(decided), ...what];
}

function notes(entry: Entry, rule: RuleWords): Block[] {
  const rows: [string, Value[]][] = [
    ["when", [{ kind: "time", at: entry.timestamp, style: "day_clock" }]],
    ["where", [quote(entry.project), text(", session "), quote(entry.session_id)]],
    ["event", [quote(entry.event)]],
    ["tool", said(entry.tool_name)],
    ["rule", said(entry.rule_matched)],
    ["means", said(rule.description)],
    ["instead", said(rule.message)],
    ["because", said(entry.passthrough_reason)],
    ["outcome", said(entry.outcome)],
    ["policy", [quote(entry.policy_sha256.slice(0, 12)), text(`, ${entry.policy_state}`)]],
    ["our cost", entry.source === "live" ? [duration(entry.hook_ms)] : []],
  ];
  return rows
    .filter(([, words]) => words.length > 0)
    .map(([term, words]): Block => ({ kind: "note", term, text: words }));
}

function said(words: string | undefined): Value[] {
  return words === undefined || words === "" ? [] : [quote(words)];
}
