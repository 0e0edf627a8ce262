import { ours, scopeFlags } from "../../findings/command-line.ts";
import {
  type Facts,
  knownPrompts,
  onlyRow,
  ratioSeries,
  rowsOf,
  scorecardSeries,
} from "../../findings/facts.ts";
import { lastInterval, ratioHistory } from "../../findings/ratio-interval.ts";
import {
  command,
  count,
  counted,
  duration,
  ownWord,
  plural,
  ratio,
  text,
  time,
} from "../../findings/values.ts";
import type { MetricRow } from "../../metrics/index.ts";
import type { Block, Value } from "../../model/report.ts";
import { nativeError } from "../../model/statistics.ts";
import { PERMISSION_MODES } from "../../model/words.ts";
import { quietBelow } from "../quiet.ts";
import { countTrack } from "../scorecard.ts";
import type { Material, SectionKind } from "../section.ts";

/** What stands behind the figures, how they were counted, and how to get them again. */
export const coverage = {
  needs: [
    "coverage",
    "recorded-sessions",
    "passthrough-ratio",
    "passthrough-by-mode",
    "scorecard",
    "native-error",
  ],
  make: (material) => ({
    id: "coverage",
    title: "Coverage",
    summary: [],
    fold: false,
    blocks: [
      note("Coverage", coverageText(material.facts)),
      ...newer(material),
      ...undelivered(material),
      note("How counted", countedText(material)),
      note("Anchor", anchorText(material.facts)),
      note("Again", [
        command(
          ours(
            `report ${material.report} ${scopeFlags(material.facts)} --as-of ${material.facts.asOf}`,
            material.facts,
          ),
        ),
      ]),
      note("Stop", [
        text("where it comes by itself, remove its [[job]] from config.toml; "),
        command(ours("schedule list", material.facts)),
        text(" shows what is planned"),
      ]),
    ],
  }),
} as const satisfies SectionKind;

function note(term: string, words: Value[]): Block {
  return { kind: "note", term, text: words };
}

/** Who starts today asks for last week first, and finds nothing: what was logged since is named. */
function newer({ facts, report }: Material): Block[] {
  const entries = onlyRow(facts, "coverage")?.entries ?? 0;
  if (entries > 0 || facts.log.anchor === null) return [];
  const words = text("the last seven days: ");
  return [note("Newer", [words, command(ours(`report ${report} --since 7d`, facts))])];
}

/** What should have been read in this window, and was not: silence would look like peace. */
function undelivered({ facts }: Material): Block[] {
  const { since, until } = facts.window;
  const lost = facts.undelivered.filter(({ at }) => at >= since && at < until);
  if (lost.length === 0) return [];
  const groups = new Map<string, number>();
  for (const { kind, channel, reason } of lost) {
    const group = `${kind} by ${channel}: ${reason}`;
    groups.set(group, (groups.get(group) ?? 0) + 1);
  }
  const parts = [...groups].map(([group, times]) => (times === 1 ? group : `${group} (${times})`));
  return [
    note("Unsent", [
      ...counted(lost.length, "message"),
      text(`: ${parts.join(", ")}. `),
      command(ours("channels outbox", facts)),
    ]),
  ];
}

function coverageText(facts: Facts): Value[] {
  const row = onlyRow(facts, "coverage");
  const entries = row?.entries ?? 0;
  const unreadable = facts.log.bad_lines - facts.badLinesBefore;
  const cost: Value[] =
    row === undefined || row.hook_p50_ms === null
      ? []
      : [
          text(" Our own cost per call: p50 "),
          duration(row.hook_p50_ms),
          text(", p95 "),
          duration(row.hook_p95_ms),
          text("."),
        ];
  return [
    ...counted(entries, "log line"),
    text(", "),
    count(unreadable),
    text(" unreadable. "),
    ...unreadableEvents(row?.unreadable_events ?? 0),
    ...toldSessions(facts),
    ...transcriptText(row),
    ...canaryText(row),
    ...counted(row?.open_calls ?? 0, "call"),
    text(" still open."),
    ...cost,
    ...cutText(row?.cut_inputs ?? 0),
  ];
}

/**
 * How many of the sessions that transcripts told of have calls on record. Transcripts tell no
 * project as we count them, so a part of the log has none; what was before the hook is left out.
 */
function toldSessions(facts: Facts): Value[] {
  const { window, transcripts, project, tool, session } = facts;
  const rows = rowsOf(facts, "recorded-sessions");
  const since = recordingSince(facts);
  if (since === undefined || project !== null || tool !== null || session !== null) return [];
  const isInside = (at: string): boolean =>
    at >= window.since && at < window.until && Date.parse(at) >= since;
  const told = new Set(
    transcripts
      .filter(({ first, last }) => isInside(first) || isInside(last))
      .map(({ sessionId }) => sessionId),
  );
  if (told.size === 0) return [];
  const recorded = rows.filter(({ session_id }) => told.has(session_id));
  const verb = told.size === 1 ? "is" : "are";
  return [
    count(recorded.length),
    text(" of "),
    ...counted(told.size, "session"),
    text(` in the transcripts ${verb} in the log. `),
  ];
}

/** Undefined where no hook had recorded a call by then. */
function recordingSince(facts: Facts): number | undefined {
  const [row] = rowsOf(facts, "recorded-sessions");
  if (row !== undefined) return row.recording_ms ?? undefined;
  // Silence in the whole window: what was recorded before it tells that there was a hook.
  return scorecardSeries(facts).some((one) => one !== undefined) ? 0 : undefined;
}

/** Known only where somebody looked: `data reconcile` and `data import` write what they found. */
function transcriptText(row: MetricRow<"coverage"> | undefined): Value[] {
  if (row === undefined) return [];
  if (row.missed_calls > 0) {
    return [
      ...counted(row.missed_calls, "call"),
      text(" of "),
      ...counted(row.missed_sessions, "session"),
      text(" in the transcripts, since the install, never reached the hook. "),
    ];
  }
  if (row.told_calls === 0) return [];
  return [text("Of "), ...counted(row.told_calls, "call"), text(" a transcript told the end. ")];
}

function canaryText(row: MetricRow<"coverage"> | undefined): Value[] {
  if (row === undefined || row.canary_ms === null) return [];
  return [text("Last canary "), time(row.canary_ms, "day_clock"), text(". ")];
}

/** What arrived as no event: something else than Claude Code feeds the hook, or its form changed. */
function unreadableEvents(events: number): Value[] {
  if (events === 0) return [];
  return [...counted(events, "payload"), text(" could not be read by the hook. ")];
}

function cutText(inputs: number): Value[] {
  if (inputs === 0) return [];
  return [text(" "), ...counted(inputs, "input"), text(" of older lines cut: marked ~.")];
}

function countedText(material: Material): Value[] {
  const { facts } = material;
  const sentences = [
    ratioText(facts),
    ...rowsOf(facts, "passthrough-by-mode").map(modeText),
    savedText(facts),
    promptsText(facts),
    quietText(material),
  ];
  return sentences
    .filter((sentence) => sentence.length > 0)
    .flatMap((sentence, index) => (index === 0 ? sentence : [text(" "), ...sentence]));
}

/** An estimate is printed with what it was measured on: such calls that we did not decide. */
function savedText(facts: Facts): Value[] {
  const row = onlyRow(facts, "native-error");
  const said = text("Prompts saved is an estimate: our allows of calls that would have asked");
  if (row === undefined || nativeError(row) === null) {
    return [said, text("; too few such calls tell yet how far it is off.")];
  }
  return [
    said,
    text(". Of "),
    ...counted(row.told, "such call"),
    text(" of 30 days that we did not decide, "),
    count(row.prompted),
    text(" did."),
  ];
}

const PROMPT_WORDS = {
  all: "",
  ours:
    "Prompts you saw are those of our own rules and model alone: Claude Code told of none of its " +
    "own, so there may have been more.",
  none: "No prompt was ever recorded, so how many you saw is not known.",
} as const satisfies Record<ReturnType<typeof knownPrompts>, string>;

function promptsText(facts: Facts): Value[] {
  const words = PROMPT_WORDS[knownPrompts(facts)];
  return words === "" ? [] : [text(words)];
}

function ratioText(facts: Facts): Value[] {
  // A trend has a ratio for each of its windows, and says so in a section of its own.
  if (facts.windows.at(-1)?.since !== facts.window.since) return [];
  const series = ratioSeries(facts);
  const now = series.at(-1);
  if (now === undefined || now.n === 0) {
    return [text("No call of this window counts in the passthrough ratio.")];
  }
  const interval = lastInterval(ratioHistory(facts));
  const range: Value[] =
    interval === null
      ? [text(", too few sessions for an interval")]
      : [text(", "), ratio(interval.low), text(" to "), ratio(interval.high)];
  return [
    text("Passthrough ratio: "),
    count(now.k),
    text(" of "),
    ...counted(now.n, "call"),
    ...range,
    text(", from "),
    ...counted(now.sessions, "session"),
    text(" where no opinion means a prompt."),
  ];
}

/** A mode in which no opinion does not mean a prompt: beside the ratio, never in it. */
function modeText(row: MetricRow<"passthrough-by-mode">): Value[] {
  return [
    text("Not in the ratio: "),
    ...counted(row.sessions, "session"),
    text(" in mode "),
    ownWord(row.permission_mode, PERMISSION_MODES),
    text(", "),
    count(row.k),
    text(" of "),
    count(row.n),
    text(` ${plural(row.n, "call")} without our opinion.`),
  ];
}

function quietText(material: Material): Value[] {
  if (!material.quiet) return [];
  return [
    text("Quiet is fewer than "),
    ...counted(quietBelow(countTrack(material.facts, "calls")), "call"),
    text(", a quarter of what is usual or 50."),
  ];
}

function anchorText({ log }: Facts): Value[] {
  if (log.anchor === null) return [text("none: nothing was ingested by then.")];
  return [text("line "), count(log.anchor.line), text("  sha256 "), text(log.anchor.sha256)];
}
