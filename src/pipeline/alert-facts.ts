import { episodesOf } from "../alerts/episodes.ts";
import { kindOf } from "../alerts/kinds.ts";
import { readHistory } from "../files/history.ts";
import { type AlertFacts, KEPT_REASONS, type KeptNotice } from "../findings/alert-facts.ts";
import { isAlertName } from "../model/alert-settings.ts";
import { HISTORY } from "../model/history.ts";

/**
 * What the home knows of alerts, as a function of the moment (ISO 8601 UTC): lines that were
 * written later are not looked at. Read once, when it is first asked.
 */
export function readAlerts(home: string): (asOf: string) => AlertFacts {
  let read: { alerts: Lines<"alerts">; notices: Lines<"notices"> } | undefined;
  return (asOf) => {
    read ??= {
      alerts: readHistory(home, HISTORY.alerts).lines,
      notices: readHistory(home, HISTORY.notices).lines,
    };
    return {
      judgedAt: read.alerts.flatMap((line) =>
        line.kind === "slot" && line.at <= asOf ? [line.slot] : [],
      ),
      episodes: episodesOf(read.alerts.filter(({ at }) => at <= asOf)).map((episode) => ({
        ...episode,
        isEvent: isEvent(episode.alert),
      })),
      told: read.notices
        .filter(({ at, kind }) => kind === "alert" && at <= asOf)
        .map(({ at }) => at),
      keptBack: keptBack(read.alerts.filter(({ at }) => at <= asOf)),
    };
  };
}

/** Kept back in several slots, or told later: for one episode and reason that is one notice. */
function keptBack(lines: Lines<"alerts">): KeptNotice[] {
  const found = new Map<string, KeptNotice>();
  for (const line of lines) {
    if (line.kind !== "state") continue;
    const reason = KEPT_REASONS.find((one) => one === line.speech);
    if (reason === undefined) continue;
    const { alert, project, label, pending_since, slot } = line;
    const key = JSON.stringify([alert, project, label, pending_since, reason]);
    if (!found.has(key)) found.set(key, { at: slot, reason });
  }
  return [...found.values()];
}

function isEvent(alert: string): boolean {
  return isAlertName(alert) && kindOf(alert).about === "event";
}

type Lines<Name extends "alerts" | "notices"> = ReturnType<
  typeof readHistory<ReturnType<(typeof HISTORY)[Name]["line"]["parse"]>>
>["lines"];
