import { latencyChange, MIN_LATENCY_ANSWERS } from "../../findings/change.ts";
import { ours, spanWord } from "../../findings/command-line.ts";
import { byWindow, type Facts, rowsOf } from "../../findings/facts.ts";
import { command, count, counted, duration, text } from "../../findings/values.ts";
import type { MetricName, MetricRow } from "../../metrics/index.ts";
import type { Block, Value } from "../../model/report.ts";
import { note, notes } from "../blocks.ts";
import type { SectionKind } from "../section.ts";
import { total } from "../table.ts";

type Split = MetricRow<"model-latency">;
type Became = MetricRow<"model-agreement">;

const MODEL_NEEDS = [
  "model-latency",
  "model-tokens",
  "model-agreement",
  "model-overrides",
] as const satisfies readonly MetricName[];

/** What the model said, how long it took, and what the user then did. */
export const theModel = {
  needs: MODEL_NEEDS,
  make: ({ facts, report }) => ({
    id: "the-model",
    title: "The model",
    summary: [],
    headline: askedWords(facts),
    fold: report !== "llm",
    blocks: modelNotes(facts, report),
  }),
} as const satisfies SectionKind;

function askedWords(facts: Facts): Value[] {
  const asked = splitsOf(facts).at(-1)?.asked ?? 0;
  if (asked > 0) return [...counted(asked, "call"), text(" asked about")];
  return [
    text(facts.learning.model === null ? "no model is configured" : "the model was not asked"),
  ];
}

function modelNotes(facts: Facts, report: string): Block[] {
  const [last, now] = splitsOf(facts);
  if (now === undefined || now.asked === 0) return [note("", notAsked(facts))];
  return [
    note("asked", [...counted(now.asked, "call"), text(": "), ...splitWords(now)]),
    ...notes([
      ["before", beforeWords(last, facts)],
      ["took", tookWords(now, last)],
      ["tokens", tokenWords(facts)],
      ...agreementWords(rowsOf(facts, "model-agreement")),
      ["later", overrideWords(facts)],
      ["more", report === "llm" ? [] : [command(ours("report llm", facts))]],
    ]),
  ];
}

/** The window before, and this one. */
function splitsOf(facts: Facts): [Split | undefined, Split | undefined] {
  const series = byWindow(rowsOf(facts, "model-latency"), facts.windows).map(([row]) => row);
  return [series.at(-2), series.at(-1)];
}

/** One line, not a table of zeros. */
function notAsked({ learning, window }: Facts): Value[] {
  if (learning.model === null) {
    return [
      text(
        "None is configured: nobody is asked about calls that no rule covers. [llm] in config.toml sets one.",
      ),
    ];
  }
  return [text("Not asked: no call of this "), text(`${spanWord(window)} was put before it.`)];
}

function splitWords({ green, yellow, red, errors }: Split): Value[] {
  return [
    count(green),
    text(" GREEN, "),
    count(yellow),
    text(" YELLOW, "),
    count(red),
    text(" RED, "),
    count(errors),
    text(" without a verdict"),
  ];
}

function beforeWords(last: Split | undefined, facts: Facts): Value[] {
  if (last === undefined || last.asked === 0) return [];
  return [
    text(`the ${spanWord(facts.window)} before, `),
    ...counted(last.asked, "call"),
    text(": "),
    ...splitWords(last),
  ];
}

function tookWords(now: Split, last: Split | undefined): Value[] {
  if (now.p50_ms === null) return [];
  const enough = (row: Split | undefined): number | null =>
    row === undefined || row.asked < MIN_LATENCY_ANSWERS ? null : row.p95_ms;
  const change = latencyChange(enough(now), enough(last));
  return [
    text("p50 "),
    duration(now.p50_ms),
    text(", p95 "),
    duration(now.p95_ms),
    text(", longest "),
    duration(now.max_ms),
    ...(change.sign === "none" ? [] : [text("; p95 against before: "), change]),
  ];
}

function tokenWords(facts: Facts): Value[] {
  const rows = byWindow(rowsOf(facts, "model-tokens"), facts.windows).at(-1) ?? [];
  const told = total(rows.map((row) => row.told));
  const remembered = total(rows.map((row) => row.remembered));
  const known: Value[] =
    told === 0
      ? []
      : [
          count(total(rows.map((row) => row.tokens_in))),
          text(" in, "),
          count(total(rows.map((row) => row.tokens_out))),
          text(" out, told of "),
          ...counted(told, "call"),
        ];
  if (remembered === 0) return known;
  const sep = known.length === 0 ? "" : "; ";
  return [...known, text(sep), ...counted(remembered, "verdict"), text(" remembered")];
}

/** What a person then said, and how the calls that GREEN let through ended. */
function agreementWords(rows: readonly Became[]): [string, Value[]][] {
  const of = (verdict: Became["verdict"]): Became | undefined =>
    rows.find((row) => row.verdict === verdict);
  return [
    ["YELLOW", answeredWords(of("YELLOW"))],
    ["GREEN", greenWords(of("GREEN"))],
    ["no verdict", answeredWords(of("none"))],
  ];
}

function answeredWords(row: Became | undefined): Value[] {
  if (row === undefined || row.prompted === 0) return [];
  const open = row.prompted - row.yes - row.no - row.by_others;
  return [
    text("you said yes to "),
    count(row.yes),
    text(", no to "),
    count(row.no),
    ...(row.by_others === 0 ? [] : [text(", others let "), count(row.by_others), text(" run")]),
    ...(open === 0 ? [] : [text(", not told of "), count(open)]),
    text(" of "),
    count(row.prompted),
  ];
}

function greenWords(row: Became | undefined): Value[] {
  if (row === undefined) return [];
  return [
    count(row.ran),
    text(" ran, "),
    count(row.failed),
    text(" of them failed, "),
    count(row.refused),
    text(" refused"),
  ];
}

function overrideWords(facts: Facts): Value[] {
  const rows = rowsOf(facts, "model-overrides");
  const [byRule, byUser] = [
    total(rows.map((row) => row.by_rule)),
    total(rows.map((row) => row.by_user)),
  ];
  if (byRule + byUser === 0) return [];
  return [
    text("what it called YELLOW or RED was made again and allowed: "),
    count(byRule),
    text(" by a rule, "),
    count(byUser),
    text(" by you"),
  ];
}
