import type { AlertEpisode } from "../findings/alert-facts.ts";
import { type Facts, rowsOf } from "../findings/facts.ts";
import { count, duration, named, quote, text, time } from "../findings/values.ts";
import type { MetricRow } from "../metrics/index.ts";
import type { Backdrop, Value } from "../model/report.ts";
import { type Window, windowDays } from "../model/window.ts";

type Span = Backdrop["spans"][number];
type Moment = Backdrop["moments"][number];

/** More of a kind are told where all of them stand, not in a chart. */
const MOST_SPANS = 4;
const MOST_SERVERS = 3;
const MOST_RULES = 3;
/** What was there when a log began was met within its first week. */
const KNOWN_AFTER_MS = 7 * 86_400_000;

/**
 * What a chart over these steps (days or weeks, oldest first) is seen against; undefined where
 * nothing is known.
 */
export function backdropOf(
  steps: readonly Window[],
  given: {
    readonly usual: Backdrop["usual"];
    readonly episodes: readonly AlertEpisode[];
    readonly moments: readonly Moment[];
  },
  asOf: string,
): { backdrop?: Backdrop } {
  const spans = given.episodes
    .flatMap((episode) => spanOf(episode, steps, asOf))
    .slice(0, MOST_SPANS);
  const { usual, moments } = given;
  if (usual === null && spans.length === 0 && moments.length === 0) return {};
  return { backdrop: { version: 1, usual, spans, moments: [...moments] } };
}

/** None for the alert of an event: how long it counts as firing says nothing of the chart. */
function spanOf(episode: AlertEpisode, steps: readonly Window[], asOf: string): Span[] {
  const since = Date.parse(episode.since);
  const until = Date.parse(episode.until ?? asOf);
  const from = placeOf(since, steps);
  const to = placeOf(until, steps);
  if (episode.isEvent === true || to <= from) return [];
  return [{ from, to, title: firingWords(episode, until - since) }];
}

function firingWords({ alert, project, since, until }: AlertEpisode, ms: number): Value[] {
  return [
    named(project === null ? alert : `${alert} ${project}`),
    text(until === null ? " fires since " : " fired from "),
    time(Date.parse(since), "day_clock"),
    text(until === null ? ", so far " : ", for "),
    duration(ms),
  ];
}

/**
 * The MCP servers that were seen for the first time, where it is known what was there before: of
 * the time before the steps, or, in a trend, of a week of the log within them.
 */
export function serverMoments(facts: Facts, steps: readonly Window[], logBegan?: string): Moment[] {
  const rows = rowsOf(facts, "first-seen");
  const isKnown = ({ known, first_ms }: MetricRow<"first-seen">): boolean =>
    known || (logBegan !== undefined && first_ms >= Date.parse(logBegan) + KNOWN_AFTER_MS);
  return rows
    .filter((row) => row.kind === "mcp_server" && isKnown(row))
    .sort((a, b) => b.calls - a.calls || a.first_ms - b.first_ms)
    .slice(0, MOST_SERVERS)
    .map((row) => ({
      at: placeOf(row.first_ms, steps),
      label: named(row.label),
      title: [
        text("MCP server "),
        named(row.label),
        text(" appeared "),
        time(row.first_ms, styleFor(steps)),
        text(" in "),
        quote(row.project),
      ],
    }));
}

/** An hour says something of a day; among weeks the day does. */
function styleFor([first]: readonly Window[]): "day_clock" | "day" {
  const days = first === undefined ? [] : windowDays(first);
  return days.length > 1 ? "day" : "day_clock";
}

/** The rules that came: by name where it was one, those of one step together. */
export function ruleMoments({ inForce }: Facts, steps: readonly Window[]): Moment[] {
  const { rules, changes, onRecordSince } = inForce;
  // What was there when the record began did not come then.
  const came = changes.filter(({ at, kind }) => kind === "added" && at !== onRecordSince);
  const groups = steps.map(({ since, until }) =>
    came.filter(({ at }) => since <= at && at < until),
  );
  return groups
    .flatMap((group): Moment[] => {
      const [first] = group;
      if (first === undefined) return [];
      const at = Date.parse(first.at);
      const only = group.length === 1 ? rules.find(({ since }) => since === first.at) : undefined;
      const kind = first.isLearned ? "learned rule" : `${first.ruleKind} rule`;
      const what: Value[] =
        only === undefined || only.name === ""
          ? [count(group.length), text(group.length === 1 ? ` ${kind}` : " rules")]
          : [text(`${kind} `), named(only.name)];
      return [
        {
          at: placeOf(at, steps),
          label: only === undefined || only.name === "" ? RULES(group.length) : named(only.name),
          title: [...what, text(" came "), time(at, styleFor(steps))],
        },
      ];
    })
    .slice(-MOST_RULES);
}

const RULES = (many: number): Value => text(many === 1 ? "a rule" : `${many} rules`);

/** Steps from the left edge, within the chart: 2.5 is the middle of the third. */
function placeOf(at: number, steps: readonly Window[]): number {
  const index = steps.findIndex(({ until }) => at < Date.parse(until));
  const step = steps[index];
  if (step === undefined) return steps.length;
  const [since, until] = [Date.parse(step.since), Date.parse(step.until)];
  const part = Math.max(0, (at - since) / (until - since));
  return Math.round((index + part) * 1000) / 1000;
}
