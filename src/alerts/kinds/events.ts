import type { MetricName, MetricRow } from "../../metrics/index.ts";
import type { Window } from "../../model/window.ts";
import type { Severity } from "../../model/words.ts";
import type { KindContext, Need } from "../kind.ts";
import type { Moment } from "../moment.ts";
import { type Reading, readingOf, topOf } from "../reading.ts";

/** What happened once since the slot before; one reading for each session. */
interface Happening {
  readonly project: string;
  /** What it is told under. */
  readonly sessionId: string;
  readonly session?: string;
  readonly cause: string;
  readonly count: number;
  readonly detail: string;
  readonly severity: Severity;
}

export function eventNeed(metric: MetricName): (moment: Moment) => Need[] {
  return (moment) => [{ metric, window: sinceLast(moment) }];
}

/** A call that the model called RED, or that a rule with severity critical denied. */
export function redReadings({ moment, figures }: KindContext<"red_event">): Reading[] {
  const rows = figures
    .rows("session-stops", sinceLast(moment))
    .filter(
      (row) =>
        row.by === "llm" ||
        (row.by === "deny" && figures.severities.get(row.rule_id) === "critical"),
    );
  return grouped(
    rows.map((row) => ({
      project: row.project,
      sessionId: row.session_id,
      cause: row.by === "llm" ? row.fingerprint : `${row.rule}: ${row.fingerprint}`,
      count: row.calls,
      detail: row.by === "llm" ? "called RED by the model" : "denied by a critical rule",
      severity: "critical",
    })),
  );
}

export function evasionReadings({ moment, figures }: KindContext<"evasion_after_deny">): Reading[] {
  const { since, until } = sinceLast(moment);
  const found = figures.evasions.filter(
    ({ atMs }) => Date.parse(since) <= atMs && atMs < Date.parse(until),
  );
  return grouped(
    found.map(({ project, sessionId, cause, detail }) => ({
      ...{ project, sessionId, cause, detail, count: 1, severity: "critical" },
    })),
  );
}

type NewKind = "new_tool" | "new_mcp_server" | "new_host" | "new_program";

/** What a project met for the first time; critical where a learned rule let it run. */
export function newcomerReadings({
  name,
  moment,
  figures,
  settings,
}: KindContext<NewKind>): Reading[] {
  const what = name.slice("new_".length);
  const rows = figures
    .rows("appearances", sinceLast(moment))
    .filter((row) => row.what === what && isNew(row, settings));
  return grouped(
    rows.map((row) => ({
      project: row.project,
      sessionId: row.session_id,
      cause: row.name,
      count: 1,
      detail: row.by_learned > 0 ? "let run by a learned rule" : "",
      severity: row.by_learned > 0 ? "critical" : "info",
    })),
  );
}

const DAY_MS = 86_400_000;

/** Not in the first days of a project, when everything is new. */
function isNew(
  row: MetricRow<"appearances">,
  { look_back_days, baseline_days }: KindContext<NewKind>["settings"],
): boolean {
  const unseen = row.before_ms === null || row.at_ms - row.before_ms >= look_back_days * DAY_MS;
  return unseen && row.at_ms - row.project_since_ms >= baseline_days * DAY_MS;
}

export function bypassReadings({ moment, figures }: KindContext<"bypass_mode">): Reading[] {
  return grouped(
    figures.rows("bypass-sessions", sinceLast(moment)).map((row) => ({
      project: row.project,
      // Who works in that mode begins many sessions: while they follow each other it is one.
      sessionId: "",
      session: row.session_id,
      cause: row.permission_mode,
      count: row.calls,
      detail: "",
      severity: "warn",
    })),
  );
}

/** Rules that were learned since the slot before; all of them in one message. */
export function promotedReadings({ moment, figures }: KindContext<"new_rule_promoted">): Reading[] {
  const { since, until } = sinceLast(moment);
  const learned = figures.changes
    .filter(({ at, kind, cause }) => {
      const isOurs = kind === "added" && cause?.why === "promoted";
      return isOurs && since <= at && at < until;
    })
    .flatMap(({ after, cause }) => (after === null ? [] : [{ after, cause }]));
  if (learned.length === 0) return [];
  const names = learned.map(({ after }) => after.name || after.id);
  const [first] = learned;
  return [
    readingOf("breach", {
      severity: "info",
      causes: names,
      evidence: {
        unit: "count",
        value: names.length,
        detail: [first?.after.words.join(", "), first?.cause?.reasoning].filter(Boolean).join("; "),
        top: topOf(names.map((label) => ({ label, count: 1 }))),
      },
    }),
  ];
}

/** From the slot before up to this one. */
function sinceLast({ since, slot, timeZone }: Moment): Window {
  return { since, until: slot, timeZone };
}

function grouped(happenings: readonly Happening[]): Reading[] {
  return [...bySession(happenings).values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const worst = all.find(({ severity }) => severity === "critical") ?? first;
    const calls = all.reduce((sum, { count }) => sum + count, 0);
    return [
      readingOf("breach", {
        project: first.project,
        label: first.sessionId,
        severity: worst.severity,
        causes: [...new Set(all.map(({ cause }) => cause))],
        evidence: {
          sessions: new Set(all.map(({ session, sessionId }) => session ?? sessionId)).size,
          unit: "count",
          value: calls,
          detail: worst.detail,
          top: topOf(all.map(({ cause, count }) => ({ label: cause, count }))),
        },
      }),
    ];
  });
}

function bySession(happenings: readonly Happening[]): Map<string, Happening[]> {
  const sessions = new Map<string, Happening[]>();
  for (const one of happenings) {
    const key = JSON.stringify([one.project, one.sessionId]);
    sessions.set(key, [...(sessions.get(key) ?? []), one]);
  }
  return sessions;
}
