import { type AlertEpisode, KEPT_REASONS, type KeptReason } from "../../findings/alert-facts.ts";
import { ours } from "../../findings/command-line.ts";
import type { Facts } from "../../findings/facts.ts";
import {
  after,
  command,
  count,
  counted,
  duration,
  named,
  ratio,
  text,
  time,
} from "../../findings/values.ts";
import { ALERT_SETTINGS } from "../../model/alert-settings.ts";
import type { Block, Value } from "../../model/report.ts";
import { note } from "../blocks.ts";
import type { SectionKind } from "../section.ts";
import { columns } from "../table.ts";

/** Alerts that fired at any time of the window, how long, and whether anybody was told. */
export const alerts = {
  needs: [],
  make: ({ facts }) => {
    const shown = firedIn(facts);
    const open = shown.filter(({ until }) => until === null);
    return {
      id: "alerts",
      title: "Alerts",
      summary: open.length === 0 ? [] : [count(open.length), text(" open")],
      fold: true,
      blocks: [
        {
          kind: "table",
          columns: columns("alert", "state", "since", ">for", ">peak"),
          rows: shown.map((episode) => line(episode, facts)),
          total: null,
          more: null,
          empty: wasJudged(facts) ? "No alert fired." : "None was judged in this window.",
        },
        ...(shown.length === 0 ? [] : [note("told", toldWords(facts, shown))]),
        ...keptBack(facts),
        ...(open.length === 0 ? [] : [note("now", [command(ours("alerts list", facts))])]),
      ],
    };
  },
} as const satisfies SectionKind;

/** Those that fired, or fired still, in the window. */
export function firedIn({ alerts: known, window, project }: Facts): AlertEpisode[] {
  return known.episodes.filter(
    (one) =>
      Date.parse(one.since) < Date.parse(window.until) &&
      (one.until === null || Date.parse(one.until) > Date.parse(window.since)) &&
      (project === null || one.project === project),
  );
}

function line(episode: AlertEpisode, { asOf }: Facts): Value[] {
  const { alert, project, since, until, stale } = episode;
  const end = Date.parse(until ?? asOf);
  return [
    nameOf(alert, project),
    text(until === null ? "firing" : stale ? "ended, no data" : "resolved"),
    time(Date.parse(since), "day_clock"),
    duration(Math.max(0, end - Date.parse(since))),
    peakOf(episode),
  ];
}

function nameOf(alert: string, project: string | null): Value {
  if (!ALERT_NAMES.includes(alert)) return named(project === null ? alert : `${alert} ${project}`);
  return project === null ? text(alert) : after(`${alert} `, named(project));
}

const ALERT_NAMES = Object.keys(ALERT_SETTINGS);

/** Nobody looked is not the same as nothing was there. */
function wasJudged({ alerts: known, window }: Facts): boolean {
  const [since, until] = [Date.parse(window.since), Date.parse(window.until)];
  return known.judgedAt.map((at) => Date.parse(at)).some((at) => at >= since && at < until);
}

function peakOf({ peak, unit }: AlertEpisode): Value {
  if (unit === "ratio") return ratio(peak);
  if (unit === "ms") return duration(peak);
  if (unit === "count" || peak === null) return count(peak);
  return text(`${Math.round(peak / 1e6)} MB`);
}

const KEPT_WORDS = {
  silenced: "silenced",
  inhibited: "muted by a worse one",
  quiet_hours: "in quiet hours",
  over_budget: "over the hourly budget",
  flapping: "that came and went",
} as const satisfies Record<KeptReason, string>;

/** What had something to say and was not let: always counted, whatever became of it. */
function keptBack({ alerts: known, window }: Facts): Block[] {
  const kept = known.keptBack.filter(({ at }) => at >= window.since && at < window.until);
  if (kept.length === 0) return [];
  const reasons = KEPT_REASONS.flatMap((reason) => {
    const own = kept.filter((one) => one.reason === reason).length;
    return own === 0 ? [] : [`${own} ${KEPT_WORDS[reason]}`];
  });
  return [note("kept back", [...counted(kept.length, "notice"), text(`: ${reasons.join(", ")}.`)])];
}

/** Whoever is told nothing thinks that nothing was: the number always stands there. */
function toldWords({ alerts: known, window }: Facts, shown: readonly AlertEpisode[]): Value[] {
  const inWindow = (at: string): boolean => at >= window.since && at < window.until;
  const starts = shown.filter(({ since }) => inWindow(new Date(since).toISOString())).length;
  const ends = shown.filter(
    ({ until }) => until !== null && inWindow(new Date(until).toISOString()),
  ).length;
  const told = known.told.filter(inWindow).length;
  const silent = Math.max(0, starts + ends - told);
  if (silent === 0) return [...counted(told, "message"), text(" sent")];
  return [
    ...counted(told, "message"),
    text(" sent; "),
    ...counted(silent, "change"),
    text(silent === 1 ? " was told to no channel" : " were told to no channel"),
  ];
}
