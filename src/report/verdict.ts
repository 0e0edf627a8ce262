import { spanWord } from "../findings/command-line.ts";
import { type Facts, onlyRow, scorecardSeries } from "../findings/facts.ts";
import { ratioStanding } from "../findings/ratio-standing.ts";
import { count, counted, plural, ratio, text } from "../findings/values.ts";
import type { MetricName } from "../metrics/index.ts";
import type { Change, Report, Value } from "../model/report.ts";
import { windowLabel } from "../model/window.ts";
import type { Severity } from "../model/words.ts";
import { quietBelow } from "./quiet.ts";
import { countTrack, ratioTrack, SCORECARD_NEEDS, type Track } from "./scorecard.ts";
import type { Material } from "./section.ts";
import { firedIn } from "./sections/alerts.ts";

export type Verdict = NonNullable<Report["verdict"]>;

export const VERDICT_NEEDS = [
  ...SCORECARD_NEEDS,
  "coverage",
] as const satisfies readonly MetricName[];

/**
 * The level is the worst severity. Green needs that something was judged, and that nothing of the
 * window is known to be missing; a window without entries, or in which nobody judged, has no level.
 * The sentence is one that a reader would forward.
 */
export function verdictOf(material: Material): Verdict {
  if (isEmpty(material)) {
    const label = windowLabel(material.facts.window);
    return {
      level: "none",
      sentence: [text(`No data for ${label}: the log holds no entry of this window.`)],
      counts: "",
    };
  }
  const level = levelOf(material);
  return {
    level,
    sentence: sentenceOf(material, level),
    counts: [...todoCounts(material), ...alertCounts(material), coverageWords(material)].join(" "),
  };
}

/** True where the window holds no entry at all. */
export function isEmpty(material: Pick<Material, "facts">): boolean {
  const entries = onlyRow(material.facts, "coverage")?.entries ?? 0;
  return entries === 0 && (countTrack(material.facts, "calls").values.at(-1) ?? 0) === 0;
}

/** Nothing to do and few calls: the short edition says it all. */
export function isQuiet(material: Omit<Material, "quiet">): boolean {
  const calls = countTrack(material.facts, "calls");
  return (
    !isEmpty(material) &&
    levelOf(material) === "green" &&
    material.judgement.findings.length === 0 &&
    (calls.values.at(-1) ?? 0) < quietBelow(calls)
  );
}

function levelOf(material: Pick<Material, "facts" | "judgement">): Verdict["level"] {
  const worst = material.judgement.findings[0]?.severity;
  if (worst === "critical") return "red";
  if (worst === "warn" || missing(material.facts).length > 0) return "amber";
  return notJudged(material.facts) === null ? "green" : "none";
}

function sentenceOf(material: Material, level: Verdict["level"]): Value[] {
  const unjudged = level === "none" ? notJudged(material.facts) : null;
  if (unjudged !== null) return unjudged;
  return level === "green" ? calmSentence(material) : alarmSentence(material);
}

/** Why a window without an alarming finding is not green either; null where it is. */
function notJudged(facts: Facts): Value[] | null {
  const card = scorecardSeries(facts).at(-1);
  if (card === undefined) {
    const words = "Nobody judged anything: the hook recorded no call and no session";
    const imported = (onlyRow(facts, "coverage")?.entries ?? 0) > 0;
    return [text(`${words}${imported ? "; what there is was imported" : ""}.`)];
  }
  const standing = ratioStanding(facts);
  if (standing?.state !== "unjudged") return null;
  const { k, n } = standing.now;
  return [
    text("Nobody judged "),
    count(k),
    text(" of "),
    ...counted(n, "call"),
    text(": no rule covered them. They are too few to tell whether it stays so."),
  ];
}

/** What should be in the log for this window and is not. */
function missing(facts: Facts): Value[][] {
  const lines = facts.log.bad_lines - facts.badLinesBefore;
  const row = onlyRow(facts, "coverage");
  const [events, calls] = [row?.unreadable_events ?? 0, row?.missed_calls ?? 0];
  return [
    ...(lines > 0 ? [[...counted(lines, "log line"), text(" could not be read")]] : []),
    ...(events > 0
      ? [[...counted(events, "payload"), text(" could not be read by the hook")]]
      : []),
    ...(calls > 0 ? [[...counted(calls, "call"), text(" never reached the hook")]] : []),
  ];
}

/** The worst finding; what only waits is not what makes a window amber. */
function alarmSentence(material: Material): Value[] {
  const top = material.judgement.findings[0];
  const title =
    top === undefined || top.severity === "info" ? missing(material.facts)[0] : top.title;
  return [...(title ?? []), ...changeClause(material), text(".")];
}

function calmSentence(material: Material): Value[] {
  const { facts } = material;
  const calls = countTrack(facts, "calls").values.at(-1) ?? 0;
  const prompts = countTrack(facts, "prompts").values.at(-1) ?? null;
  const denied = countTrack(facts, "denied").values.at(-1) ?? 0;
  const quiet = material.quiet ? `A quiet ${spanWord(facts.window)}: ` : "";
  const findings = material.judgement.findings.length;
  return [
    text(`${findings === 0 ? "Nothing to do. " : "Nothing urgent. "}${quiet}`),
    ...counted(calls, "call"),
    text(", "),
    ...(prompts === null ? [] : [...counted(prompts, "prompt"), text(", ")]),
    ...(denied === 0 ? [text("nothing denied")] : [count(denied), text(" denied")]),
    ...changeClause(material),
    text("."),
  ];
}

/** `; prompts rose from 88 to 226`: the clearest change, or that there is nothing to compare. */
function changeClause({ facts, last }: Material): Value[] {
  const before = `the ${spanWord(facts.window)} before`;
  if (last === null) return [text("; a first edition, the baseline for those that follow")];
  const named: [string, Track][] = [
    ["prompts", countTrack(facts, "prompts")],
    ["denials", countTrack(facts, "denied")],
    ["the passthrough ratio", ratioTrack(facts)],
    ["calls", countTrack(facts, "calls")],
  ];
  const clear = named.find(([, track]) => ["up", "down"].includes(track.change.sign));
  if (clear === undefined) return [text(`; no clear change against ${before}`)];
  const [name, { change, values }] = clear;
  const number = change.unit === "ratio" ? ratio : count;
  const verb = `${name} ${direction(change)} from `;
  const [from, to] = [values.at(-2) ?? null, values.at(-1) ?? null];
  return [text(`; ${verb}`), number(from), text(` ${before} to `), number(to)];
}

function direction(change: Change): string {
  return change.sign === "up" ? "rose" : "fell";
}

const TO_DO = {
  critical: "to fix",
  warn: "to look at",
  info: "waiting",
} as const satisfies Record<Severity, string>;

/** Empty where there is nothing to do: the sentence has said so. */
function todoCounts({ judgement }: Material): string[] {
  const parts = Object.entries(TO_DO).flatMap(([severity, words]) => {
    const found = judgement.findings.filter((finding) => finding.severity === severity).length;
    return found === 0 ? [] : [`${found} ${words}`];
  });
  return parts.length === 0 ? [] : [`${parts.join(", ")}.`];
}

function alertCounts({ facts }: Material): string[] {
  const open = firedIn(facts).filter(({ until }) => until === null).length;
  return open === 0 ? [] : [`${open} ${plural(open, "alert")} open.`];
}

function coverageWords({ facts }: Material): string {
  return missing(facts).length > 0 ? "Coverage not complete." : "Every log line was read.";
}
