import { type Facts, onlyRow, promptsSeen, rowsOf } from "../../findings/facts.ts";
import { count, counted, duration, quote, text, time } from "../../findings/values.ts";
import type { Value } from "../../model/report.ts";
import { notes } from "../blocks.ts";
import type { SectionKind } from "../section.ts";
import { sessionLooks } from "../session-looks.ts";
import { total } from "../table.ts";

/** One session: when, where, how, what became of its calls, and what stands out. */
export const sessionCard = {
  needs: ["sessions", "outcomes", "rules", "first-seen", "after-denials"],
  make: ({ facts }) => {
    const row = onlyRow(facts, "sessions");
    const [look] = sessionLooks(facts, true);
    if (row === undefined || look === undefined) return null;
    const took = Math.max(0, row.end_ms - row.start_ms);
    return {
      id: "session-card",
      title: "Session",
      summary: [quote(row.session_id)],
      headline: [
        quote(row.project),
        ...[text(", "), ...counted(row.calls, "call"), text(" in "), duration(took)],
      ],
      fold: false,
      blocks: notes([
        [
          "start",
          [
            ...[time(row.start_ms, "day"), text(" "), time(row.start_ms, "clock")],
            ...[text(", took "), duration(took), text(", active "), duration(row.active_ms)],
          ],
        ],
        [
          "project",
          [quote(row.project), ...(row.modes === "" ? [] : [text(", mode "), quote(row.modes)])],
        ],
        [
          "calls",
          [
            count(row.calls),
            ...(row.subagent_calls === 0
              ? []
              : [text(", "), count(row.subagent_calls), text(" of them by subagents")]),
            ...promptWords(promptsSeen(facts, row.prompts_seen)),
          ],
        ],
        ["outcomes", outcomeWords(facts)],
        ["rules used", ruleWords(facts)],
        ["to look at", [text(look.why === "" ? "nothing stands out" : look.why)]],
      ]),
    };
  },
} as const satisfies SectionKind;

function promptWords(seen: number | null): Value[] {
  if (seen === null) return [text("; no prompt was ever recorded")];
  return [text("; "), ...counted(seen, "prompt")];
}

function outcomeWords(facts: Facts): Value[] {
  return rowsOf(facts, "outcomes").flatMap(({ outcome, calls }, index) => [
    text(index === 0 ? "" : ", "),
    count(calls),
    text(` ${OUTCOME_WORDS[outcome] ?? "unknown"}`),
  ]);
}

const OUTCOME_WORDS: Readonly<Record<string, string>> = {
  ok: "ok",
  failed: "failed",
  refused: "refused",
  denied: "denied",
  classifier_denied: "denied by the classifier",
  interrupted: "interrupted",
  unknown: "unknown",
  open: "open",
};

const SHOWN = 6;

function ruleWords(facts: Facts): Value[] {
  const rows = rowsOf(facts, "rules");
  const left = rows.length - SHOWN;
  const shown = rows
    .slice(0, SHOWN)
    .flatMap((row, index) => [
      text(index === 0 ? "" : ", "),
      quote(row.rule),
      text(" "),
      count(row.hits),
    ]);
  if (left <= 0) return shown;
  const rest = total(rows.slice(SHOWN).map((row) => row.hits));
  return [...shown, text(", "), ...counted(left, "other"), text(" "), count(rest)];
}
