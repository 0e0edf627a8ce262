import { enoughRatio } from "../findings/change.ts";
import { count, ownWord, quote, text } from "../findings/values.ts";
import type { Block, Report, Value } from "../model/report.ts";
import type { Stats } from "../model/stats.ts";
import { windowLabel } from "../model/window.ts";
import { RULE_KINDS } from "../model/words.ts";
import { section } from "./blocks.ts";
import { columns, cut } from "./table.ts";

/** Rows of a list that are shown before the rest is counted. */
const SHOWN = 8;

/**
 * The figures of a window as a person reads them: first what was answered for them, then what was
 * called. `command` prints the same in full.
 */
export function statsReport(stats: Stats, asOf: string, command: string): Report {
  const { window } = stats;
  return {
    version: 1,
    id: `stats:${window.since}:${window.time_zone}`,
    name: "stats",
    title: "scorecard",
    label: windowLabel({ since: window.since, until: window.until, timeZone: window.time_zone }),
    window,
    as_of: asOf,
    verdict: { level: "none", sentence: inShort(stats), counts: "" },
    sections: [
      section("calls", "Calls", [figures(stats)]),
      section("tools", "Tools", [tools(stats, command)]),
      section("fingerprints", "Most frequent", [fingerprints(stats, command)]),
      section("rules", "Rules", [rules(stats, command)]),
    ],
  };
}

/** `342 approved for you, asked 4 times, blocked 2, no opinion on 31.` */
function inShort(stats: Stats): Value[] {
  if (stats.calls === 0) return [text("No calls in this window.")];
  const { allow, ask, deny, passthrough, error_passthrough } = stats.decisions;
  return [
    count(allow),
    text(" approved for you, asked "),
    count(ask),
    text(ask === 1 ? " time, blocked " : " times, blocked "),
    count(deny),
    text(", no opinion on "),
    count(passthrough + error_passthrough),
    text("."),
  ];
}

function figures(stats: Stats): Block {
  const { passthrough_ratio: ratio, llm } = stats;
  // Imported calls have an outcome and no decision.
  const ended = Object.values(stats.outcomes).reduce((sum, calls) => sum + calls, 0);
  const imported = ended - stats.calls;
  const rows: [string, Value[]][] = [
    ["calls", [count(stats.calls)]],
    ["sessions", [count(stats.sessions)]],
    ["calls by subagents", [count(stats.subagent_calls)]],
    ["prompts you saw", [count(promptsSeen(stats))]],
    ["prompts saved, estimated", [count(stats.prompts_saved.estimate)]],
    ...savedError(stats),
    ...(imported > 0 ? [row("and imported, from before the install", imported)] : []),
    ["failed", [count(stats.outcomes.failed)]],
    ["refused by you", [count(stats.outcomes.refused)]],
    ["still open", [count(stats.outcomes.open)]],
    ["passthrough ratio", [{ kind: "ratio", value: enoughRatio(ratio) }]],
  ];
  if (llm.asked > 0) rows.push(["model, p95", [{ kind: "duration", ms: llm.p95_ms }]]);
  return table({
    columns: columns("figure", ">value"),
    rows: rows.map(([label, values]) => [text(label), ...values]),
    empty: "No calls.",
  });
}

/** Null where none was seen and none was ever recorded. */
function promptsSeen({ prompts_seen: seen, coverage }: Stats): number | null {
  return seen === 0 && !coverage.prompts_recorded ? null : seen;
}

/** How far the estimate may be off, once enough calls tell. */
function savedError({ prompts_saved: { error } }: Stats): [string, Value[]][] {
  return error === null ? [] : [["called so, did not ask", [{ kind: "ratio", value: error }]]];
}

function row(label: string, calls: number): [string, Value[]] {
  return [label, [count(calls)]];
}

function tools(stats: Stats, command: string): Block {
  const { shown, more } = cut(stats.tools, SHOWN, command);
  return table({
    columns: columns("tool", ">calls", ">failed", ">refused"),
    rows: shown.map((row) => [
      quote(row.tool_name),
      count(row.calls),
      count(row.failed),
      count(row.refused),
    ]),
    more,
    empty: "No tool was called.",
  });
}

function fingerprints(stats: Stats, command: string): Block {
  const { shown, more } = cut(stats.fingerprints, SHOWN, command);
  return table({
    columns: columns("what", ">calls", ">ok", ">failed", ">refused"),
    rows: shown.map(({ fingerprint, calls, outcomes }) => [
      quote(fingerprint),
      count(calls),
      count(outcomes.ok),
      count(outcomes.failed),
      count(outcomes.refused),
    ]),
    more,
    empty: "Nothing was called.",
  });
}

function rules(stats: Stats, command: string): Block {
  const { shown, more } = cut(stats.rules, SHOWN, command);
  return table({
    columns: columns("rule", "kind", ">hits", ">sessions", "last"),
    rows: shown.map((row) => [
      quote(row.rule),
      ownWord(row.kind, RULE_KINDS),
      count(row.hits),
      count(row.sessions),
      { kind: "time", at: row.last_hit, style: "day_clock" },
    ]),
    more,
    empty: "No rule decided a call.",
  });
}

type Table = Extract<Block, { kind: "table" }>;

function table(parts: Pick<Table, "columns" | "rows" | "empty"> & { more?: Table["more"] }): Block {
  return { kind: "table", total: null, more: null, ...parts };
}
