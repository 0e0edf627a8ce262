import { afterShares, type Group, groupsOf, type Share, shareOf } from "../alerts/budget.ts";
import { type AlertsMaterial, alertsReport } from "../alerts/report.ts";
import type { Judged } from "../alerts/round.ts";
import { readHistory } from "../files/history.ts";
import { readPlace } from "../files/outbox.ts";
import { isAlertName } from "../model/alert-settings.ts";
import { type AlertConfig, alertTableOf } from "../model/alert-tables.ts";
import { type AlertStateLine, HISTORY } from "../model/history.ts";
import { everyChannel } from "./channels.ts";
import type { Context } from "./deliver.ts";
import { type Dispatch, type Enqueued, enqueueDispatch } from "./enqueue.ts";

const HOUR_MS = 60 * 60_000;

/** The channels that hear of a state: those of its kind, else those of all; never one that fails. */
export function channelsOf(
  { alert, project, label }: Pick<AlertStateLine, "alert" | "project" | "label">,
  config: AlertConfig,
): readonly string[] {
  const table = alertTableOf(config, project);
  const own = isAlertName(alert) ? table[alert].channels : [];
  const channels = own.length > 0 ? own : table.channels;
  return alert === "delivery_failing" ? channels.filter((name) => name !== label) : channels;
}

/**
 * Puts in line what the alerts have to say: a message for each kind and project, within each
 * channel's budget. A message is named after its episode and how often that was told of, so that
 * saying it twice is saying it once. Hands back what was judged, with what had to wait.
 */
export async function enqueueAlerts(
  context: Context,
  all: readonly Judged[],
  material: AlertsMaterial,
): Promise<{ readonly judged: readonly Judged[]; readonly enqueued: readonly Enqueued[] }> {
  const shares = sharesOf(context, groupsOf(all));
  const enqueued: Enqueued[] = [];
  for (const { channel, single, together } of shares) {
    for (const groups of [...single.map((group) => [group]), together]) {
      if (groups.length === 0) continue;
      const dispatch = dispatchOf(groups, material);
      enqueued.push(...(await enqueueDispatch(context, dispatch, [channel])));
    }
  }
  return { judged: afterShares(all, shares), enqueued };
}

function sharesOf(context: Context, groups: readonly Group[]): Share[] {
  const { config } = context;
  return everyChannel(config).map(({ name }) => {
    const mine = groups.flatMap((group) => {
      const judged = group.judged.filter(({ line }) =>
        channelsOf(line, config.alert).includes(name),
      );
      return judged.length === 0 ? [] : [{ ...group, judged }];
    });
    return shareOf(name, mine, config.alert.budget_per_hour - sentLately(context, name));
  });
}

/** Alert messages of the last hour, sent or in line. */
function sentLately({ io, home }: Context, channel: string): number {
  const since = new Date(io.now().getTime() - HOUR_MS).toISOString();
  const sent = readHistory(home, HISTORY.notices).lines.filter(
    (notice) => notice.kind === "alert" && notice.channel === channel && notice.at > since,
  );
  const queued = readPlace(home, "queued").messages.filter(
    ({ message }) =>
      message.kind === "alert" && message.channel === channel && message.created_at > since,
  );
  return sent.length + queued.length;
}

function dispatchOf(groups: readonly Group[], material: AlertsMaterial): Dispatch {
  const judged = groups.flatMap((group) => group.judged);
  const lines = judged.map(({ line }) => line);
  const [first] = groups;
  const isOne = groups.length === 1 && first !== undefined;
  const name = isOne ? `${first.alert}-${first.project ?? "all"}` : "several";
  const said = judged.map(({ speech }) => ("speak" in speech ? speech.speak : ""));
  const isOver = said.every((word) => word === "resolved" || word === "stale");
  const since = lines.map(({ pending_since }) => pending_since ?? "").sort()[0] ?? "";
  return {
    // A trial call that failed is an alert of its own.
    report: alertsReport(lines, { ...material, label: "alert", canary: null }),
    kind: "alert",
    thread: `alert-${name}`,
    period: `${since.slice(0, 16)}-${isOver ? "over" : "fired"}`,
    rest: judged.flatMap(({ line }) => [
      ...[line.alert, line.project, line.label, line.pending_since],
      `${isOver ? "over" : "fired"} ${line.told}`,
    ]),
  };
}
